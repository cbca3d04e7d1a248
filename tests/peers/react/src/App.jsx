import { useCallback, useMemo, useReducer, useRef, useState, useSyncExternalStore } from "react";

import { advise } from "../../shared/advice.js";
import { answersTo, NOTHING, reduce } from "../../shared/answers.js";
import { readCatalog } from "../../shared/catalog.js";
import { explain } from "../../shared/explain.js";
import { EMPTY } from "../../shared/request.js";
import { Comparison } from "./Comparison.jsx";
import { Hours } from "./Hours.jsx";
import { Prefix } from "./ids.js";
import { Pinned } from "./Pinned.jsx";
import { PlanStrip } from "./PlanStrip.jsx";
import { Questions } from "./Questions.jsx";
import { Recommendation } from "./Recommendation.jsx";
import { RequestDialog } from "./RequestDialog.jsx";
import { Sentences } from "./sentences.js";
import { useHours } from "./useHours.js";

/**
 * The plan configurator in React, as one writes it there: in the browser alone, for catalogues which it need not check. It
 * looks like ours, gives the same advice with the same reasons, and tells the hours in the visitor's own time.
 */
export function App({ store, prefix }) {
  const { catalog: source, lang, plans, t } = useSyncExternalStore(store.subscribe, store.get);
  const catalog = useMemo(() => readCatalog(source, { lang, plans, t }), [source, lang, plans, t]);
  const [entered, dispatch] = useReducer(reduce, NOTHING);
  const answers = useMemo(() => answersTo(catalog, entered.answers), [catalog, entered.answers]);
  const advised = useMemo(() => {
    const advice = advise(catalog, answers);
    return { catalog, answers, advice, explanation: explain(catalog, answers, advice) };
  }, [catalog, answers]);
  const { advice } = advised;
  const hours = useHours(catalog);

  // For which plan the request form is open. What is typed outlives the form.
  const [requestedId, setRequested] = useState(null);
  const kept = useRef(EMPTY);
  const openRequest = useCallback((plan) => setRequested(plan.id), []);
  const closeRequest = useCallback(() => setRequested(null), []);

  return (
    <Prefix value={prefix}>
      <Sentences value={t}>
        <div className="root" data-theme="auto">
          <div lang={catalog.language}>
            <div className="page">
              <div className="intro">
                <header className="head">
                  <h1>{catalog.title}</h1>
                  <p className="head__lede">{catalog.introduction}</p>
                </header>
                <PlanStrip advised={advised} />
              </div>
              <section
                className="advise"
                aria-labelledby={`${prefix}questions-title`}
                hidden={catalog.questions.length === 0}
              >
                <Questions
                  catalog={catalog}
                  answers={answers}
                  unreadable={entered.unreadable}
                  isCleared={entered.undoKind === "cleared"}
                  dispatch={dispatch}
                />
                <Recommendation
                  advised={advised}
                  isChanged={entered.undoKind === "changed"}
                  dispatch={dispatch}
                  onRequest={openRequest}
                />
              </section>
              <RequestDialog
                catalog={catalog}
                id={requestedId}
                answers={answers}
                zone={hours.zone}
                kept={kept}
                onPlan={setRequested}
                onClose={closeRequest}
              />
              <Comparison catalog={catalog} advice={advice} clock={hours.clock} onRequest={openRequest} />
              {catalog.severities.length > 0 && (
                <Hours
                  catalog={catalog}
                  marked={advice.fits ? advice.plan : null}
                  look={hours.look}
                  zone={hours.zone}
                  severity={hours.severity}
                  moment={hours.moment}
                  changes={hours.changes}
                  onSeverity={hours.lookAtSeverity}
                  onMoment={hours.lookAtMoment}
                  onZone={hours.setZoneName}
                />
              )}
            </div>
            <Pinned catalog={catalog} advice={advice} onRequest={openRequest} />
          </div>
        </div>
      </Sentences>
    </Prefix>
  );
}
