import { createMemo, For, onMount } from "solid-js";

import { outcomeKey, outcomes } from "../../shared/explain.js";
import { focusOn } from "../../shared/focus.js";
import { changesTo, changeWords, holdsWords } from "../../shared/words.js";
import { Fold } from "./Fold.jsx";
import { useIds } from "./ids.js";
import { List } from "./List.jsx";

/** What would change the advice: the changes by the plan that they lead to, the lowest first. */
export function Changes(props) {
  const catalog = createMemo(() => props.advised.catalog);
  const all = createMemo(() => outcomes(catalog()));
  return (
    <div class="changes">
      <h3>What would change this</h3>
      <For each={all()}>
        {(outcome) => {
          const key = outcomeKey(outcome);
          return (
            <ChangesTo
              line={changesTo(catalog(), outcome)}
              changes={props.advised.explanation.changes.get(key)}
              dispatch={props.dispatch}
            />
          );
        }}
      </For>
      <div>
        <For each={holdsWords(props.advised.explanation.holds)}>{(text) => <p class="soft small">{text}</p>}</For>
      </div>
    </div>
  );
}

function ChangesTo(props) {
  const undo = useIds()("undo-change");
  const make = (change, event) => {
    // Where the way back stands already, it does not appear and take the focus by itself.
    const root = event.currentTarget.closest(".root");
    props.dispatch({ type: "change", change });
    focusOn(root, undo);
  };
  return (
    <Fold line={props.line} isHidden={!props.changes}>
      <List class="changes__list" lines={props.changes ?? []}>
        {(change) => (
          <button type="button" class="button button--s change" onClick={(event) => make(change, event)}>
            {changeWords(change)}
          </button>
        )}
      </List>
    </Fold>
  );
}

/** The way back from a change. It takes the focus: the button that made the change is gone with its list. */
export function WayBack(props) {
  const ids = useIds();
  let button;
  onMount(() => button.focus());
  const undo = (event) => {
    focusOn(event.currentTarget, ids("advice"));
    props.dispatch({ type: "undo" });
  };
  return (
    <div>
      <p class="advice__undo">
        Changed as you asked.
        <button type="button" class="button button--s" id={ids("undo-change")} ref={button} onClick={undo}>
          Undo
        </button>
      </p>
    </div>
  );
}
