import { For } from "solid-js";

import { NOW, PRESETS } from "../../shared/hours.js";
import { minuteOfWeek } from "../../shared/time.js";
import { useIds } from "./ids.js";
import { Pill } from "./Pill.jsx";

const MOMENTS = [[NOW, "Now"], ...PRESETS.map((minute) => [minute, minuteOfWeek(minute)])];

/** If it breaks at some moment: now, moments that are worth a look, and any other. */
export function Moments(props) {
  const ids = useIds();
  const isWritten = () => typeof props.moment === "string" && props.moment !== NOW;
  return (
    <div class="choices moments" role="group" aria-labelledby={ids("breaks-title")}>
      <h3 id={ids("breaks-title")}>If it breaks at …</h3>
      <For each={MOMENTS}>
        {([moment, label]) => (
          <Pill
            type="radio"
            name={ids("moment")}
            label={label}
            isPicked={props.moment === moment}
            onPick={() => props.onMoment(moment)}
          />
        )}
      </For>
      <div class="field">
        <label for={ids("report-at")}>Another time</label>
        <input
          type="datetime-local"
          id={ids("report-at")}
          max="9999-12-31T23:59"
          value={isWritten() ? props.moment : ""}
          onInput={(event) => props.onMoment(event.currentTarget.value || NOW)}
        />
      </div>
    </div>
  );
}
