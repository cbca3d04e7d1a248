import { createMemo, For, Show } from "solid-js";

import { planHours } from "../../shared/hours.js";
import { SHORT_DAYS } from "../../shared/time.js";
import { Explanation } from "./Explanation.jsx";
import { useIds } from "./ids.js";
import { Moments } from "./Moments.jsx";
import { Picture } from "./Picture.jsx";
import { Pill } from "./Pill.jsx";
import { ZoneField } from "./ZoneField.jsx";

/** Every plan's support hours in the visitor's own time, for one severity, and by when each answers. */
export function Hours(props) {
  const ids = useIds();
  const { look, zone, severity, moment, plan, lookAtPlan, setMoment, setZoneName } = props.hours;
  return (
    <section class="card hours" aria-labelledby={ids("hours-title")}>
      <div class="bar">
        <h2 id={ids("hours-title")}>When will they answer?</h2>
        <ZoneField zone={zone()} onZone={setZoneName} />
      </div>
      <div class="choices" role="radiogroup" aria-label="Severity">
        <For each={props.catalog.severities}>
          {(one) => (
            <Pill
              type="radio"
              name={ids("severity")}
              label={one.name}
              isPicked={one === severity()}
              onPick={() => lookAtPlan(one)}
            />
          )}
        </For>
      </div>
      <div class="hours__meaning">
        <For each={props.catalog.severities}>
          {(one) => (
            <div hidden={one !== severity()}>
              <Explanation row={one.hours} />
            </div>
          )}
        </For>
      </div>
      <Moments moment={moment()} onMoment={setMoment} />
      <div class="week week--head" aria-hidden="true">
        <span>Right now</span>
        <div class="week__days">
          <For each={SHORT_DAYS}>{(day) => <span>{day}</span>}</For>
        </div>
      </div>
      <For each={props.catalog.plans}>
        {(one) => (
          <Week
            plan={one}
            hours={planHours(look(), severity(), one)}
            isRecommended={one.index === props.recommended}
            isCurrent={one.id === plan()}
          />
        )}
      </For>
      <p class="soft small">
        In the answers’ pictures a block is time that counts, and a line is waiting while support is closed.
      </p>
    </section>
  );
}

/** One plan: whether it is open right now, its week, and by when it answers. */
function Week(props) {
  const ids = useIds();
  const hours = createMemo(() => props.hours);
  return (
    <div
      class={props.isRecommended ? "week is-recommended" : "week"}
      aria-current={props.isCurrent ? "true" : undefined}
      id={ids(`week-${props.plan.id}`)}
      role="group"
      aria-label={props.plan.name}
      tabindex="-1"
    >
      <div>
        <b>{props.plan.name}</b>
        <Show when={hours().picture}>
          <div class="soft small">{hours().aWeek}</div>
          <p class={hours().isOpen ? "week__now is-open" : "week__now"}>{hours().now}</p>
        </Show>
        <Show when={!hours().answer}>
          <p>{hours().published}</p>
        </Show>
      </div>
      <Show when={hours().picture}>
        <div>
          <Picture picture={hours().picture} />
          <p class="soft small">{hours().words}</p>
        </div>
      </Show>
      <Show when={hours().answer && !hours().picture}>
        <p>{hours().published}</p>
      </Show>
      <Show when={hours().answer}>
        <div>
          <p>{hours().answer.words}</p>
          <Show when={hours().answer.course}>
            <Picture picture={hours().answer.course} />
          </Show>
        </div>
      </Show>
    </div>
  );
}
