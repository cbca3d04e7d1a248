import { createContext, useContext } from "solid-js";

/** What says the page's own sentences in the language that is shown. */
export const Sentences = createContext();

/** Gives the function that says a sentence by its name. */
export function useSentences() {
  return useContext(Sentences);
}
