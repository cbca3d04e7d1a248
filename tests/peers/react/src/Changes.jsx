import { useEffect, useRef } from "react";

import { focusOn } from "../../shared/focus.js";
import { useIds } from "./ids.js";
import { useSentences } from "./sentences.js";
import { WithBold } from "./WithBold.jsx";

/** What would change the advice, each change with a button that makes it. */
export function Changes({ title, lines, dispatch }) {
  const t = useSentences();
  const undo = useIds()("undo-change");
  const make = (event, change) => {
    dispatch({ type: "change", change });
    // Where the way back stands already, it does not appear and take the focus by itself.
    focusOn(event.currentTarget, undo);
  };
  if (lines.length === 0) return null;
  return (
    <>
      <h3>{title}</h3>
      {lines.map(({ change, text, sentence }) => (
        <div className="change__line" key={text}>
          <span>
            <WithBold sentence={sentence} />
          </span>
          <button
            type="button"
            className="button button--s change"
            aria-label={`${t("change_try")}: ${text}`}
            onClick={(event) => make(event, change)}
          >
            {t("change_try")}
          </button>
        </div>
      ))}
    </>
  );
}

/** The way back from a change. It takes the focus: the button that made the change is gone with its list. */
export function WayBack({ dispatch }) {
  const t = useSentences();
  const ids = useIds();
  const button = useRef(null);
  useEffect(() => button.current.focus(), []);
  const undo = (event) => {
    focusOn(event.currentTarget, ids("advice"));
    dispatch({ type: "undo" });
  };
  return (
    <p className="advice__undo">
      <span>{t("changed")}</span>
      <button type="button" className="link" id={ids("undo-change")} ref={button} onClick={undo}>
        {t("undo")}
      </button>
    </p>
  );
}
