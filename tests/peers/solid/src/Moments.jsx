import { For } from "solid-js";

import { isWritten, NOW, OTHER, PRESETS } from "../../shared/hours.js";
import { minuteOfWeek } from "../../shared/time.js";
import { useIds } from "./ids.js";
import { useSentences } from "./sentences.js";

/** The time of the report: now, moments that are worth a look, and any other, by a field. */
export function Moments(props) {
  const t = useSentences();
  const ids = useIds();
  const pick = (value) => props.onMoment(value === NOW || value === OTHER ? value : Number(value));
  return (
    <div class="moments">
      <label for={ids("moment")}>{t("breaks_title")}</label>
      <select class="select" id={ids("moment")} onChange={(event) => pick(event.currentTarget.value)}>
        <option value={NOW} selected={props.moment === NOW}>
          {t("moment_now")}
        </option>
        <For each={PRESETS}>
          {(minute) => (
            <option value={minute} selected={props.moment === minute}>
              {minuteOfWeek(t, minute)}
            </option>
          )}
        </For>
        <option value={OTHER} selected={isWritten(props.moment)}>
          {t("moment_other")}
        </option>
      </select>
      <input
        class="select"
        type="datetime-local"
        id={ids("report-at")}
        max="9999-12-31T23:59"
        aria-label={t("moment_at")}
        hidden={!isWritten(props.moment)}
        value={isWritten(props.moment) && props.moment !== OTHER ? props.moment : ""}
        onInput={(event) => props.onMoment(event.currentTarget.value || OTHER)}
      />
    </div>
  );
}
