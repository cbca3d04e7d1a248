import { memo, useMemo } from "react";

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
export const Hours = memo(function Hours({
  catalog,
  marked,
  look,
  zone,
  severity,
  moment,
  changes,
  onSeverity,
  onMoment,
  onZone,
}) {
  const ids = useIds();
  const { t, plans, severities } = catalog;
  const all = useMemo(() => plans.map((plan) => planHours(t, look, severity, plan)), [t, plans, look, severity]);
  return (
    <section className="card hours" aria-labelledby={ids("hours-title")}>
      <div className="bar">
        <h2 id={ids("hours-title")}>{t("hours_title")}</h2>
        <ZoneField here={hereWords(t, look)} zone={zone} onZone={onZone} />
      </div>
      <div className="hours__ask">
        <div className="choices" role="radiogroup" aria-label={t("severity")}>
          {severities.map((one) => (
            <Pill
              key={one.id}
              type="radio"
              name={ids("severity")}
              label={one.name}
              isPicked={one === severity}
              onPick={() => onSeverity(one)}
            />
          ))}
        </div>
        <Moments moment={moment} onMoment={onMoment} />
      </div>
      <div className="hours__meaning">
        {severities.map((one) => (
          <div key={one.id} hidden={one !== severity}>
            {one.hours.brief ? <p>{one.hours.brief}</p> : <Explanation row={one.hours} />}
          </div>
        ))}
      </div>
      <DaysAhead first={look?.firstDay} />
      {plans.map((plan) => (
        <Week key={plan.id} plan={plan} hours={all[plan.index]} isRecommended={plan.index === marked} />
      ))}
      <p className="key" aria-hidden="true">
        <span className="key__open">{t("hours_open")}</span>
        <span className="key__closed">{t("hours_closed")}</span>
        <span className="key__moment">{moment === NOW ? t("hours_marker_now") : t("hours_marker_moment")}</span>
        <span className="key__due">{t("hours_marker_due")}</span>
      </p>
      <p className="visually-hidden" role="status">
        {hoursTold(t, look, changes)}
      </p>
    </section>
  );
});

/** The headings of the columns: seven days from one on stand above the plans' pictures. */
const DaysAhead = memo(function DaysAhead({ first }) {
  const t = useSentences();
  return (
    <div className="week week--head" aria-hidden="true">
      <span>{t("hours_plan")}</span>
      <div className="week__days">
        {first !== undefined &&
          daysFrom(t, first).map(({ name, date }) => (
            <span key={name}>
              <span>{name}</span>
              <span className="week__date">{date}</span>
            </span>
          ))}
      </div>
      <span>{t("hours_first_answer")}</span>
    </div>
  );
});

/** One plan: its week, and by when it answers. */
const Week = memo(function Week({ plan, hours, isRecommended }) {
  const t = useSentences();
  const id = useIds()(`week-${plan.id}`);
  const { aWeek, picture, published, answer } = hours;
  return (
    <div
      className={isRecommended ? "week is-recommended" : "week"}
      id={id}
      role="group"
      aria-label={plan.name}
    >
      <div className="week__plan">
        <b>{plan.name}</b>
        {aWeek && <small>{aWeek}</small>}
      </div>
      {picture ? (
        // The picture says to the eye what the others say.
        <div>
          <Picture {...picture} />
          <p className="week__now visually-hidden">{hours.now}</p>
          <p className="visually-hidden">{hours.words}</p>
        </div>
      ) : (
        <p className="week__published">{published}</p>
      )}
      {answer && (
        <div className="week__due">
          <span className="visually-hidden">{t("hours_first_answer")}</span>
          <b className={answer.isNone ? "soft" : undefined}>{answer.due}</b>
          <small className={answer.isReason ? "is-reason" : undefined}>{answer.how}</small>
        </div>
      )}
    </div>
  );
});
