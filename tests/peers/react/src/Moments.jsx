import { memo } from "react";

import { NOW, PRESETS } from "../../shared/hours.js";
import { minuteOfWeek } from "../../shared/time.js";
import { useIds } from "./ids.js";
import { Pill } from "./Pill.jsx";

/** If it breaks at some moment: now, moments that are worth a look, and any other. */
export const Moments = memo(function Moments({ moment, onMoment }) {
  const ids = useIds();
  const pill = (value, label) => (
    <Pill
      key={value}
      type="radio"
      name={ids("moment")}
      label={label}
      isPicked={moment === value}
      onPick={() => onMoment(value)}
    />
  );
  const isWritten = typeof moment === "string" && moment !== NOW;
  return (
    <div className="choices moments" role="group" aria-labelledby={ids("breaks-title")}>
      <h3 id={ids("breaks-title")}>If it breaks at …</h3>
      {pill(NOW, "Now")}
      {PRESETS.map((minute) => pill(minute, minuteOfWeek(minute)))}
      <div className="field">
        <label htmlFor={ids("report-at")}>Another time</label>
        <input
          type="datetime-local"
          id={ids("report-at")}
          max="9999-12-31T23:59"
          value={isWritten ? moment : ""}
          onChange={(event) => onMoment(event.target.value || NOW)}
        />
      </div>
    </div>
  );
});
