import { useEffect, useRef } from "react";

import { outcomeKey, outcomes } from "../../shared/explain.js";
import { focusOn } from "../../shared/focus.js";
import { changesTo, changeWords, holdsWords } from "../../shared/words.js";
import { Fold } from "./Fold.jsx";
import { useIds } from "./ids.js";
import { List } from "./List.jsx";

/** What would change the advice: the changes by the plan that they lead to, the lowest first. */
export function Changes({ advised, dispatch }) {
  const { catalog, explanation } = advised;
  return (
    <div className="changes">
      <h3>What would change this</h3>
      {outcomes(catalog).map((outcome) => {
        const key = outcomeKey(outcome);
        return (
          <ChangesTo
            key={key}
            line={changesTo(catalog, outcome)}
            changes={explanation.changes.get(key)}
            dispatch={dispatch}
          />
        );
      })}
      <div>
        {holdsWords(explanation.holds).map((text) => (
          <p className="soft small" key={text}>
            {text}
          </p>
        ))}
      </div>
    </div>
  );
}

function ChangesTo({ line, changes, dispatch }) {
  const undo = useIds()("undo-change");
  const make = (change) => (event) => {
    dispatch({ type: "change", change });
    // Where the way back stands already, it does not appear and take the focus by itself.
    focusOn(event.currentTarget, undo);
  };
  const build = () => (
    <List className="changes__list" lines={changes ?? []}>
      {(change) => (
        <button type="button" className="button button--s change" onClick={make(change)}>
          {changeWords(change)}
        </button>
      )}
    </List>
  );
  return <Fold line={line} isHidden={!changes} build={build} />;
}

/** The way back from a change. It takes the focus: the button that made the change is gone with its list. */
export function WayBack({ dispatch }) {
  const ids = useIds();
  const button = useRef(null);
  useEffect(() => button.current.focus(), []);
  const undo = (event) => {
    focusOn(event.currentTarget, ids("advice"));
    dispatch({ type: "undo" });
  };
  return (
    <div>
      <p className="advice__undo">
        Changed as you asked.
        <button type="button" className="button button--s" id={ids("undo-change")} ref={button} onClick={undo}>
          Undo
        </button>
      </p>
    </div>
  );
}
