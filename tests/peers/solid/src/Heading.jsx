import { onMount } from "solid-js";

/** A heading that takes the focus when it comes, so that reading goes on there. */
export function Heading(props) {
  let heading;
  onMount(() => heading.focus());
  return (
    <h3 ref={heading} tabindex="-1">
      {props.children}
    </h3>
  );
}
