import { memo } from "react";

import { announcement, inGroup, nextWords, outlookWords, reasons, why } from "../../shared/words.js";
import { Changes, WayBack } from "./Changes.jsx";
import { useIds } from "./ids.js";
import { Titled } from "./List.jsx";
import { QuestionLink } from "./QuestionLink.jsx";
import { WhyNot } from "./WhyNot.jsx";

/** The advice card: which plan, why, what would change it, why not the others; and the request form, where it is open here. */
export const Recommendation = memo(function Recommendation({ advised, isChanged, dispatch, onRequest, form }) {
  const { catalog, advice } = advised;
  const { plan, fits } = advice;
  const id = useIds()("advice");
  const name = plan === null ? "Your plan shows here" : catalog.plans[plan].name;
  const reason = why(advised);
  return (
    <aside className="card advice" aria-label="Recommendation" tabIndex={-1} id={id}>
      <header className={plan === null || fits ? "advice__head" : "advice__head advice__head--closest"}>
        <span className="ribbon" hidden={plan === null}>
          {fits ? `★ ${catalog.ribbon} for you` : "Closest, but"}
        </span>
        <h2>{name}</h2>
        <p>{reason}</p>
        <Outlook advised={advised} />
      </header>
      {isChanged && <WayBack dispatch={dispatch} />}
      <div className="advice__body" hidden={plan === null}>
        <div className="advice__reasons">
          {reasons(advised).map(({ title, isMissed, lines }) => (
            <Titled key={title} title={title} className={isMissed ? "reasons reasons--missed" : "reasons"} lines={lines}>
              {(line) => <Line parts={line} />}
            </Titled>
          ))}
        </div>
        <Changes advised={advised} dispatch={dispatch} />
        <div className="advice__actions">
          {plan !== null && <Request plan={catalog.plans[plan]} onRequest={onRequest} />}
        </div>
        <div>
          {catalog.plans.map((other) => (
            <WhyNot key={other.id} advised={advised} plan={other} />
          ))}
        </div>
      </div>
      {form && <div className="request">{form}</div>}
      <p className="visually-hidden" role="status">
        {announcement(catalog, advice, reason)}
      </p>
    </aside>
  );
});

/** What the open questions leave undecided, and which to answer next. */
function Outlook({ advised }) {
  const possible = outlookWords(advised);
  const { next } = advised.explanation.outlook;
  return (
    <div className="outlook">
      {possible && <p>{possible}</p>}
      {next && (
        <p>
          {nextWords(advised.advice)} <QuestionLink question={next} text={inGroup(next)} />
        </p>
      )}
    </div>
  );
}

/** A line of parts, each a text or a link to a question. */
function Line({ parts }) {
  return (
    <span>
      {parts.map((part, at) =>
        typeof part === "string" ? part : <QuestionLink key={at} question={part.question} text={part.text} />,
      )}
    </span>
  );
}

function Request({ plan, onRequest }) {
  if (!plan.isRequestable) return <p className="soft">You have this plan by default. There is nothing to request.</p>;
  return (
    <button
      type="button"
      className="button button--main asks"
      onClick={(event) => onRequest("advice", plan, event.currentTarget)}
    >
      Request {plan.name}
    </button>
  );
}
