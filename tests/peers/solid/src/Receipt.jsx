import { Show } from "solid-js";

import { answered } from "../../shared/words.js";
import { Heading } from "./Heading.jsx";
import { useIds } from "./ids.js";
import { Pairs } from "./Pairs.jsx";

/** What stands in the form's place once the request is stored. `sent` is what was sent, as label and text. */
export function Receipt(props) {
  const given = () => answered(props.catalog, props.answers);
  return (
    <div class="receipt">
      <Heading level="h2" id={useIds()("request-title")}>
        Thank you. Your request is stored.
      </Heading>
      <p>
        Reference <strong class="receipt__reference">{props.reference}</strong>
      </p>
      <p class="soft small">Keep this number: it names your request when you call or write.</p>
      <Show when={props.catalog.reply}>
        <p>{props.catalog.reply}</p>
      </Show>
      <details>
        <summary>What was sent</summary>
        <Pairs pairs={props.sent} />
        <h3>Your answers</h3>
        <Show when={given().length > 0} fallback={<p>No question was answered.</p>}>
          <Pairs pairs={given()} />
        </Show>
      </details>
      <button type="button" class="button" onClick={() => props.onClose()}>
        Close
      </button>
    </div>
  );
}
