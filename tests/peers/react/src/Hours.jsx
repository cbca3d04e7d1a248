import { memo, useMemo } from "react";

import { planHours } from "../../shared/hours.js";
import { SHORT_DAYS } from "../../shared/time.js";
import { Explanation } from "./Explanation.jsx";
import { useIds } from "./ids.js";
import { Moments } from "./Moments.jsx";
import { Picture } from "./Picture.jsx";
import { Pill } from "./Pill.jsx";
import { ZoneField } from "./ZoneField.jsx";

/** Every plan's support hours in the visitor's own time, for one severity, and by when each answers. */
export const Hours = memo(function Hours({
  catalog,
  recommended,
  look,
  zone,
  severity,
  moment,
  plan: planId,
  onLook,
  onMoment,
  onZone,
}) {
  const ids = useIds();
  const { plans, severities } = catalog;
  const all = useMemo(() => plans.map((plan) => planHours(look, severity, plan)), [plans, look, severity]);
  return (
    <section className="card hours" aria-labelledby={ids("hours-title")}>
      <div className="bar">
        <h2 id={ids("hours-title")}>When will they answer?</h2>
        <ZoneField zone={zone} onZone={onZone} />
      </div>
      <div className="choices" role="radiogroup" aria-label="Severity">
        {severities.map((one) => (
          <Pill
            key={one.id}
            type="radio"
            name={ids("severity")}
            label={one.name}
            isPicked={one === severity}
            onPick={() => onLook(one)}
          />
        ))}
      </div>
      <div className="hours__meaning">
        {severities.map((one) => (
          <div key={one.id} hidden={one !== severity}>
            <Explanation row={one.hours} />
          </div>
        ))}
      </div>
      <Moments moment={moment} onMoment={onMoment} />
      <div className="week week--head" aria-hidden="true">
        <span>Right now</span>
        <div className="week__days">
          {SHORT_DAYS.map((day) => (
            <span key={day}>{day}</span>
          ))}
        </div>
      </div>
      {plans.map((plan) => (
        <Week
          key={plan.id}
          id={ids(`week-${plan.id}`)}
          plan={plan}
          hours={all[plan.index]}
          isRecommended={plan.index === recommended}
          isCurrent={plan.id === planId}
        />
      ))}
      <p className="soft small">
        In the answers’ pictures a block is time that counts, and a line is waiting while support is closed.
      </p>
    </section>
  );
});

/** One plan: whether it is open right now, its week, and by when it answers. */
const Week = memo(function Week({ id, plan, hours, isRecommended, isCurrent }) {
  const { answer } = hours;
  return (
    <div
      className={isRecommended ? "week is-recommended" : "week"}
      aria-current={isCurrent || undefined}
      id={id}
      role="group"
      aria-label={plan.name}
      tabIndex={-1}
    >
      <div>
        <b>{plan.name}</b>
        {hours.picture && (
          <>
            <div className="soft small">{hours.aWeek}</div>
            <p className={hours.isOpen ? "week__now is-open" : "week__now"}>{hours.now}</p>
          </>
        )}
        {!answer && <p>{hours.published}</p>}
      </div>
      {hours.picture && (
        <div>
          <Picture {...hours.picture} />
          <p className="soft small">{hours.words}</p>
        </div>
      )}
      {answer && !hours.picture && <p>{hours.published}</p>}
      {answer && (
        <div>
          <p>{answer.words}</p>
          {answer.course && <Picture {...answer.course} />}
        </div>
      )}
    </div>
  );
});
