import { For, onMount, Show } from "solid-js";

import { focusOn } from "../../shared/focus.js";
import { useIds } from "./ids.js";
import { useSentences } from "./sentences.js";
import { WithBold } from "./WithBold.jsx";

/** What would change the advice, each change with a button that makes it. */
export function Changes(props) {
  const t = useSentences();
  const undo = useIds()("undo-change");
  const make = (event, change) => {
    // Where the way back stands already, it does not appear and take the focus by itself.
    const root = event.currentTarget.closest(".root");
    props.dispatch({ type: "change", change });
    focusOn(root, undo);
  };
  return (
    <Show when={props.lines.length > 0}>
      <h3>{props.title}</h3>
      <For each={props.lines}>
        {({ change, text, sentence }) => (
          <div class="change__line">
            <span>
              <WithBold sentence={sentence} />
            </span>
            <button
              type="button"
              class="button button--s change"
              aria-label={`${t("change_try")}: ${text}`}
              onClick={(event) => make(event, change)}
            >
              {t("change_try")}
            </button>
          </div>
        )}
      </For>
    </Show>
  );
}

/** The way back from a change. It takes the focus: the button that made the change is gone with its list. */
export function WayBack(props) {
  const t = useSentences();
  const ids = useIds();
  let button;
  onMount(() => button.focus());
  const undo = (event) => {
    focusOn(event.currentTarget, ids("advice"));
    props.dispatch({ type: "undo" });
  };
  return (
    <p class="advice__undo">
      <span>{t("changed")}</span>
      <button type="button" class="link" id={ids("undo-change")} ref={button} onClick={undo}>
        {t("undo")}
      </button>
    </p>
  );
}
