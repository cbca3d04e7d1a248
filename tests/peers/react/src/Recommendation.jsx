import { Fragment, memo, useState } from "react";

import { focusOn } from "../../shared/focus.js";
import {
  announcement,
  BOLD,
  changeLines,
  holdsWords,
  mainReasons,
  outlookWords,
  reasons,
  why,
  whyNot,
} from "../../shared/words.js";
import { Changes, WayBack } from "./Changes.jsx";
import { useIds } from "./ids.js";
import { List, Titled } from "./List.jsx";
import { QuestionLink } from "./QuestionLink.jsx";
import { WithBold } from "./WithBold.jsx";

/** The advice card: which plan, why in one sentence, the way to ask for it, at most three reasons; behind one fold the rest. */
export const Recommendation = memo(function Recommendation({ advised, isChanged, dispatch, onRequest }) {
  const { catalog, advice } = advised;
  const { t } = catalog;
  const plan = catalog.plans[advice.plan];
  const id = useIds()("advice");
  const reason = why(advised);
  const main = mainReasons(advised);
  return (
    <aside className={cardClass(plan, advice.fits)} aria-label={t("advice_label")} tabIndex={-1} id={id}>
      <header className="advice__head">
        <span className="ribbon" hidden={!plan}>
          {advice.fits ? catalog.ribbon : t("advice_no_plan")}
        </span>
        <h2>{titleOf(t, plan, advice.fits)}</h2>
        <p>
          <WithBold sentence={why(advised, BOLD)} />
        </p>
        <Actions catalog={catalog} plan={plan} fits={advice.fits} onRequest={onRequest} />
        {isChanged && <WayBack dispatch={dispatch} />}
      </header>
      <div className="advice__reasons">{main.length > 0 && <List className="reasons" lines={main} />}</div>
      <div className="advice__give-up">
        {plan && !advice.fits && (
          <Changes title={t("changes_give_up")} lines={changeLines(advised)} dispatch={dispatch} />
        )}
      </div>
      <Rest advised={advised} dispatch={dispatch} />
      <p className="visually-hidden" role="status">
        {announcement(catalog, advice, reason)}
      </p>
    </aside>
  );
});

function cardClass(plan, fits) {
  if (!plan) return "card advice advice--empty";
  return fits ? "card advice" : "card advice advice--closest";
}

function titleOf(t, plan, fits) {
  if (!plan) return t("advice_empty_title");
  return fits ? plan.name : t("advice_closest_plan", { plan: plan.name });
}

/** The button that asks for the plan; before the first answer, the way to the comparison. */
function Actions({ catalog, plan, fits, onRequest }) {
  const ids = useIds();
  const { t, plans } = catalog;
  return (
    <div className="advice__actions">
      {plan?.isRequestable && (
        <button type="button" className="button button--main button--big asks" onClick={() => onRequest(plan)}>
          {t(fits ? "advice_request" : "advice_ask", { plan: plan.name })}
        </button>
      )}
      {plan && !plan.isRequestable && <p className="advice__default">{t("advice_by_default")}</p>}
      {!plan && (
        <button
          type="button"
          className="button button--big"
          onClick={(event) => focusOn(event.currentTarget, ids("comparison-title"))}
        >
          {t("advice_compare", { count: plans.length })}
        </button>
      )}
    </div>
  );
}

/** All that the card says beside the reasons, built when it is opened, and while it is. */
function Rest({ advised, dispatch }) {
  const [isOpen, setOpen] = useState(false);
  const { t } = advised.catalog;
  const isHidden = advised.advice.plan === null;
  return (
    <details
      className="fold advice__rest"
      hidden={isHidden}
      open={isOpen}
      onToggle={(event) => setOpen(event.currentTarget.open)}
    >
      <summary className="fold__line">
        <b>{t(advised.advice.fits ? "advice_rest" : "advice_rest_closest")}</b>
      </summary>
      <div className="fold__content">
        {isOpen && !isHidden && (
          <>
            {advised.advice.fits && (
              <Changes title={t("changes_title")} lines={changeLines(advised)} dispatch={dispatch} />
            )}
            {holdsWords(advised).map((text) => (
              <p className="soft small" key={text}>
                {text}
              </p>
            ))}
            <Reasons advised={advised} />
            <WhyNot advised={advised} />
            <Outlook advised={advised} />
          </>
        )}
      </div>
    </details>
  );
}

function Reasons({ advised }) {
  return reasons(advised).map(({ title, isMissed, lines }) => (
    <Titled key={title} title={title} className={isMissed ? "reasons reasons--missed" : "reasons"} lines={lines}>
      {(line) => <Line parts={line} />}
    </Titled>
  ));
}

/** Why not the other plans: what each misses, and what a higher one would add or take away. */
function WhyNot({ advised }) {
  const { catalog, advice } = advised;
  const { t } = catalog;
  return catalog.plans
    .filter(({ index }) => index !== advice.plan)
    .map((plan) => {
      const { against, lists } = whyNot(advised, plan.index);
      return (
        <Fragment key={plan.id}>
          <h3>{t("why_not", { plan: plan.name })}</h3>
          {against.length > 0 ? (
            <List className="reasons reasons--missed" lines={against} />
          ) : (
            <p>{t("why_not_needed")}</p>
          )}
          {lists.map(({ title, lines }) => (
            <Fragment key={title}>
              <h4>{title}</h4>
              <List className="rows" lines={lines} />
            </Fragment>
          ))}
        </Fragment>
      );
    });
}

/** What the open questions leave undecided, and which to answer next. */
function Outlook({ advised }) {
  const { t } = advised.catalog;
  const possible = outlookWords(advised);
  const { next } = advised.explanation.outlook;
  return (
    <>
      {possible && <p className="outlook">{possible}</p>}
      {next && (
        <p className="outlook">
          {t("outlook_next")} <QuestionLink question={next} text={next.prompt} />
        </p>
      )}
    </>
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
