import { createMemo, For, Show } from "solid-js";

import { hereWords, hoursTold, NOW, planHours } from "../../shared/hours.js";
import { daysFrom } from "../../shared/time.js";
import { Explanation } from "./Explanation.jsx";
import { useIds } from "./ids.js";
import { Moments } from "./Moments.jsx";
import { Picture } from "./Picture.jsx";
import { Pill } from "./Pill.jsx";
import { useSentences } from "./sentences.js";
import { ZoneField } from "./ZoneField.jsx";

/** Every plan's support hours in the visitor's own time, for one severity, and by when each answers. */
export function Hours(props) {
  const t = useSentences();
  const ids = useIds();
  const { look, zone, severity, moment, changes, lookAtSeverity, lookAtMoment, setZoneName } = props.hours;
  return (
    <section class="card hours" aria-labelledby={ids("hours-title")}>
      <div class="bar">
        <h2 id={ids("hours-title")}>{t("hours_title")}</h2>
        <ZoneField here={hereWords(t, look())} zone={zone()} onZone={setZoneName} />
      </div>
      <div class="hours__ask">
        <div class="choices" role="radiogroup" aria-label={t("severity")}>
          <For each={props.catalog.severities}>
            {(one) => (
              <Pill
                type="radio"
                name={ids("severity")}
                label={one.name}
                isPicked={one === severity()}
                onPick={() => lookAtSeverity(one)}
              />
            )}
          </For>
        </div>
        <Moments moment={moment()} onMoment={lookAtMoment} />
      </div>
      <div class="hours__meaning">
        <For each={props.catalog.severities}>
          {(one) => (
            <div hidden={one !== severity()}>
              {one.hours.brief ? <p>{one.hours.brief}</p> : <Explanation row={one.hours} />}
            </div>
          )}
        </For>
      </div>
      <DaysAhead first={look()?.firstDay} />
      <For each={props.catalog.plans}>
        {(one) => (
          <Week plan={one} hours={planHours(t, look(), severity(), one)} isRecommended={one === props.marked} />
        )}
      </For>
      <p class="key" aria-hidden="true">
        <span class="key__open">{t("hours_open")}</span>
        <span class="key__closed">{t("hours_closed")}</span>
        <span class="key__moment">{moment() === NOW ? t("hours_marker_now") : t("hours_marker_moment")}</span>
        <span class="key__due">{t("hours_marker_due")}</span>
      </p>
      <p class="visually-hidden" role="status">
        {hoursTold(t, look(), changes())}
      </p>
    </section>
  );
}

/** The headings of the columns: seven days from one on stand above the plans' pictures. */
function DaysAhead(props) {
  const t = useSentences();
  const days = createMemo(() => (props.first === undefined ? [] : daysFrom(t, props.first)));
  return (
    <div class="week week--head" aria-hidden="true">
      <span>{t("hours_plan")}</span>
      <div class="week__days">
        <For each={days()}>
          {({ name, date }) => (
            <span>
              <span>{name}</span>
              <span class="week__date">{date}</span>
            </span>
          )}
        </For>
      </div>
      <span>{t("hours_first_answer")}</span>
    </div>
  );
}

/** One plan: its week, and by when it answers. */
function Week(props) {
  const t = useSentences();
  const ids = useIds();
  const hours = createMemo(() => props.hours);
  return (
    <div
      class={props.isRecommended ? "week is-recommended" : "week"}
      id={ids(`week-${props.plan.id}`)}
      role="group"
      aria-label={props.plan.name}
    >
      <div class="week__plan">
        <b>{props.plan.name}</b>
        <Show when={hours().aWeek}>
          <small>{hours().aWeek}</small>
        </Show>
      </div>
      {/* The picture says to the eye what the others say. */}
      <Show when={hours().picture} fallback={<p class="week__published">{hours().published}</p>}>
        <div>
          <Picture picture={hours().picture} />
          <p class="week__now visually-hidden">{hours().now}</p>
          <p class="visually-hidden">{hours().words}</p>
        </div>
      </Show>
      <Show when={hours().answer}>
        <div class="week__due">
          <span class="visually-hidden">{t("hours_first_answer")}</span>
          <b class={hours().answer.isNone ? "soft" : undefined}>{hours().answer.due}</b>
          <small class={hours().answer.isReason ? "is-reason" : undefined}>{hours().answer.how}</small>
        </div>
      </Show>
    </div>
  );
}
