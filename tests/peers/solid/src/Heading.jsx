import { onMount } from "solid-js";
import { Dynamic } from "solid-js/web";

/** A heading that takes the focus when it comes, so that reading goes on there. */
export function Heading(props) {
  let heading;
  onMount(() => heading.focus());
  return (
    <Dynamic component={props.level ?? "h3"} ref={heading} id={props.id} tabindex="-1">
      {props.children}
    </Dynamic>
  );
}
