import { memo } from "react";

import { isWritten, NOW, OTHER, PRESETS } from "../../shared/hours.js";
import { minuteOfWeek } from "../../shared/time.js";
import { useIds } from "./ids.js";
import { useSentences } from "./sentences.js";

/** The time of the report: now, moments that are worth a look, and any other, by a field. */
export const Moments = memo(function Moments({ moment, onMoment }) {
  const t = useSentences();
  const ids = useIds();
  const pick = (value) => onMoment(value === NOW || value === OTHER ? value : Number(value));
  return (
    <div className="moments">
      <label htmlFor={ids("moment")}>{t("breaks_title")}</label>
      <select
        className="select"
        id={ids("moment")}
        value={isWritten(moment) ? OTHER : moment}
        onChange={(event) => pick(event.target.value)}
      >
        <option value={NOW}>{t("moment_now")}</option>
        {PRESETS.map((minute) => (
          <option key={minute} value={minute}>
            {minuteOfWeek(t, minute)}
          </option>
        ))}
        <option value={OTHER}>{t("moment_other")}</option>
      </select>
      <input
        className="select"
        type="datetime-local"
        id={ids("report-at")}
        max="9999-12-31T23:59"
        aria-label={t("moment_at")}
        hidden={!isWritten(moment)}
        value={isWritten(moment) && moment !== OTHER ? moment : ""}
        onChange={(event) => onMoment(event.target.value || OTHER)}
      />
    </div>
  );
});
