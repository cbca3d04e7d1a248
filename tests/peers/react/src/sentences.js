import { createContext, useContext } from "react";

/** What says the page's own sentences in the language that is shown. */
export const Sentences = createContext(null);

/** Gives the function that says a sentence by its name. */
export function useSentences() {
  return useContext(Sentences);
}
