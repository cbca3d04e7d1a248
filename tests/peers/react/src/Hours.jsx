import { memo } from "react";

/**
 * Each plan's hours as published, by severity. Our page also tells them in the visitor's own time, and when each plan would
 * answer; that is left out here, and so the React page has less to do.
 */
export const Hours = memo(function Hours({ catalog, recommended }) {
  return (
    <section className="card hours" aria-labelledby="hours-title">
      <div className="bar">
        <h2 id="hours-title">When will they answer?</h2>
      </div>
      {catalog.plans.map((plan, index) => (
        <div
          className={index === recommended ? "week is-recommended" : "week"}
          role="group"
          aria-label={plan.name}
          key={plan.id}
        >
          <b>{plan.name}</b>
          <div>
            {catalog.severities.map((severity) => (
              <p className="soft small" key={severity.id}>
                {severity.name}: {severity.hours.offers[index].words}
              </p>
            ))}
          </div>
        </div>
      ))}
    </section>
  );
});
