import { against, decides, missed, why } from "./words.js";

/** The advice card. `children` is the request form, where it is open here. */
export function Recommendation({ catalog, advice, deciding, onRequest, children }) {
  const { plan, fits } = advice;
  const name = plan === null ? "Your plan shows here" : catalog.plans[plan].name;
  const reason = why(catalog, advice, deciding);
  return (
    <aside className="card advice" aria-label="Recommendation" tabIndex={-1} id="advice">
      <header className={plan === null || fits ? "advice__head" : "advice__head advice__head--closest"}>
        {plan !== null && <span className="ribbon">{fits ? `★ ${catalog.ribbon} for you` : "Closest, but"}</span>}
        <h2>{name}</h2>
        <p>{reason}</p>
      </header>
      {plan !== null && (
        <div className="advice__body">
          <Reasons catalog={catalog} advice={advice} deciding={deciding} />
          <div className="advice__actions">
            {catalog.plans[plan].requestable === false ? (
              <p className="soft">You have this plan by default. There is nothing to request.</p>
            ) : (
              <button
                type="button"
                className="button button--main"
                onClick={(event) => onRequest("advice", plan, event.currentTarget)}
              >
                Request {name}
              </button>
            )}
          </div>
          <div>
            {catalog.plans.map(
              (other, index) =>
                index !== plan && (
                  <details className="more" key={other.id}>
                    <summary>Why not {other.name}?</summary>
                    <List className="reasons reasons--missed" lines={against(catalog, advice, index)} />
                  </details>
                ),
            )}
          </div>
        </div>
      )}
      {children && <div className="request">{children}</div>}
      <p className="is-heard" role="status">
        {plan !== null && `${fits ? "Recommended" : "Closest"}: ${name}. ${reason}`}
      </p>
    </aside>
  );
}

/** What the plan misses, what decides, and what else it meets. */
function Reasons({ catalog, advice, deciding }) {
  const { plan, asked } = advice;
  const misses = advice.missed[plan];
  const decide = new Set(deciding.map(({ one }) => one));
  const meets = asked.filter((one) => !misses.includes(one) && !decide.has(one));
  return (
    <div className="advice__reasons">
      <Titled
        title="What it misses"
        className="reasons reasons--missed"
        lines={misses.map((one) => missed(catalog, one, plan))}
      />
      <Titled title="What decides it" className="reasons" lines={deciding.map((one) => decides(catalog, one))} />
      <Titled title="It also meets" className="reasons" lines={meets.map((one) => one.words)} />
    </div>
  );
}

function Titled({ title, ...list }) {
  if (list.lines.length === 0) return null;
  return (
    <>
      <h3>{title}</h3>
      <List {...list} />
    </>
  );
}

function List({ className, lines }) {
  return (
    <ul className={className}>
      {lines.map((line) => (
        <li key={line}>
          <span>{line}</span>
        </li>
      ))}
    </ul>
  );
}
