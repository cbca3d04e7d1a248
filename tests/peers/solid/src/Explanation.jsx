import { For } from "solid-js";

/** A row's explanation: paragraphs and lists. */
export function Explanation(props) {
  return (
    <For each={props.row.explanation}>
      {(block) =>
        typeof block === "string" ? (
          <p>{block}</p>
        ) : (
          <ul>
            <For each={block.list}>{(item) => <li>{item}</li>}</For>
          </ul>
        )
      }
    </For>
  );
}
