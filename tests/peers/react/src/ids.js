import { createContext, useCallback, useContext } from "react";

/** What the ids and names of an instance begin with. */
export const Prefix = createContext("");

/** Gives a function that makes an id or a name of this instance. */
export function useIds() {
  const prefix = useContext(Prefix);
  return useCallback((id) => prefix + id, [prefix]);
}
