import { createContext, useContext } from "solid-js";

/** What the ids and names of an instance begin with. */
export const Prefix = createContext("");

/** Gives a function that makes an id or a name of this instance. */
export function useIds() {
  const prefix = useContext(Prefix);
  return (id) => prefix + id;
}
