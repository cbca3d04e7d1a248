import { Show } from "solid-js";

/** The begins of the days but the first, in a week of minutes. */
const DAYS = "M1440 4V20M2880 4V20M4320 4V20M5760 4V20M7200 4V20M8640 4V20";

/** A week of minutes: what is open of it, and marks of when something is reported, and of when it is answered. */
export function Picture(props) {
  return (
    <svg class="picture" viewBox="0 0 10080 24" preserveAspectRatio="none" aria-hidden="true">
      <path class="picture__ground" d="M0 4H10080V20H0Z" />
      <path class="picture__blocks" d={props.picture.blocks} />
      <path class="picture__days" d={DAYS} />
      <Show when={props.picture.reported !== undefined}>
        <path class="picture__moment" d={`M${props.picture.reported} 24V0`} />
      </Show>
      <Show when={props.picture.due !== undefined}>
        <path class="picture__due" d={`M${props.picture.due} 24V0`} />
        <path class="picture__dot" d={`M${props.picture.due} 24V0`} />
      </Show>
    </svg>
  );
}
