import { For } from "solid-js";

/** A list of lines; `children` makes what a line shows, else its text. */
export function List(props) {
  return (
    <ul class={props.class}>
      <For each={props.lines}>{(line) => <li>{props.children ? props.children(line) : <span>{line}</span>}</li>}</For>
    </ul>
  );
}

/** A list with its heading. */
export function Titled(props) {
  return (
    <>
      <h3>{props.title}</h3>
      <List class={props.class} lines={props.lines}>
        {props.children}
      </List>
    </>
  );
}
