/** The advice on a narrow screen: a bar that stays in sight while one answers. */
export function Pinned({ catalog, advice, onRequest }) {
  if (advice.plan === null) return null;
  const plan = catalog.plans[advice.plan];
  return (
    <div className="pinned">
      <div className="pinned__plan">
        <span className="soft small">{advice.fits ? catalog.ribbon : "Closest, but"}</span>
        <b>{plan.name}</b>
      </div>
      <div className="pinned__actions">
        <button type="button" className="button button--s" onClick={() => document.getElementById("advice").focus()}>
          Why?
        </button>
        {plan.requestable !== false && (
          <button
            type="button"
            className="button button--s button--main"
            onClick={(event) => onRequest("advice", advice.plan, event.currentTarget)}
          >
            {catalog.request_plan}
          </button>
        )}
      </div>
    </div>
  );
}
