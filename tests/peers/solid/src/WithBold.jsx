import { For } from "solid-js";

import { BOLD } from "../../shared/words.js";

/** A sentence, bold where it is marked so. */
export function WithBold(props) {
  return (
    <For each={props.sentence.split(BOLD)}>
      {(part, at) => (at() % 2 === 0 ? <span>{part}</span> : <b>{part}</b>)}
    </For>
  );
}
