import { For } from "solid-js";

/** Names, each with a text. */
export function Pairs(props) {
  return (
    <dl>
      <For each={props.pairs}>
        {([name, text]) => (
          <>
            <dt>{name}</dt>
            <dd>{text}</dd>
          </>
        )}
      </For>
    </dl>
  );
}
