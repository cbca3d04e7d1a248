import { createSignal, Show } from "solid-js";

/** A line that opens. Most stay closed, so that what they hold is built when they are opened, and while they are. */
export function Fold(props) {
  const [isOpen, setOpen] = createSignal(false);
  return (
    <details
      class="more"
      hidden={props.isHidden}
      open={isOpen()}
      onToggle={(event) => setOpen(event.currentTarget.open)}
    >
      <summary>{props.line}</summary>
      <div>
        <Show when={isOpen()}>{props.children}</Show>
      </div>
    </details>
  );
}
