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
import { Questions } from "./Questions.jsx";
import { Recommendation } from "./Recommendation.jsx";
import { RequestForm } from "./RequestForm.jsx";
import { useHours } from "./useHours.js";

/**
 * The plan configurator in React, as one writes it there: in the browser alone, for catalogues which it need not check. It
 * looks like ours, gives the same advice with the same reasons, and tells the hours in the visitor's own time.
 */
export function App({ store, prefix }) {
  const { catalog: source, lang, plans } = useSyncExternalStore(store.subscribe, store.get);
  const catalog = useMemo(() => readCatalog(source, { lang, plans }), [source, lang, plans]);
  const [entered, dispatch] = useReducer(reduce, NOTHING);
  const answers = useMemo(() => answersTo(catalog, entered.answers), [catalog, entered.answers]);
  const advised = useMemo(() => {
    const advice = advise(catalog, answers);
    return { catalog, answers, advice, explanation: explain(catalog, answers, advice) };
  }, [catalog, answers]);
  const hours = useHours(catalog);
  const { plan: recommended } = advised.advice;

  // Where the request form is open, for which plan, and what opened it. What is typed outlives the form.
  const [request, setRequest] = useState(null);
  const kept = useRef(EMPTY);
  const openRequest = useCallback((place, plan, opener) => setRequest({ place, id: plan.id, opener }), []);
  const choosePlan = useCallback((id) => setRequest((request) => ({ ...request, id })), []);
  const closeRequest = useCallback(() => {
    request?.opener.focus();
    setRequest(null);
  }, [request]);
  const form = useMemo(
    () =>
      request && (
        <RequestForm
          catalog={catalog}
          id={request.id}
          answers={answers}
          kept={kept}
          onPlan={choosePlan}
          onClose={closeRequest}
        />
      ),
    [catalog, request, answers, choosePlan, closeRequest],
  );
  const formAt = (place) => (request?.place === place ? form : null);

  return (
    <Prefix value={prefix}>
      <div className="root" data-theme="auto">
        <div lang={catalog.language}>
          <div className="page">
            <header className="head">
              <h1>{catalog.title}</h1>
              <p className="head__lede">{catalog.introduction}</p>
            </header>
            <section className="advise">
              <Questions
                groups={catalog.groups}
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
                form={formAt("advice")}
              />
            </section>
            <Comparison
              catalog={catalog}
              advice={advised.advice}
              clock={hours.clock}
              formAtHead={formAt("head")}
              formAtFoot={formAt("foot")}
              onRequest={openRequest}
              onLook={hours.lookAtPlan}
            />
            {catalog.severities.length > 0 && (
              <Hours
                catalog={catalog}
                recommended={recommended}
                look={hours.look}
                zone={hours.zone}
                severity={hours.severity}
                moment={hours.moment}
                plan={hours.plan}
                onLook={hours.lookAtPlan}
                onMoment={hours.setMoment}
                onZone={hours.setZoneName}
              />
            )}
          </div>
          <Pinned catalog={catalog} advice={advised.advice} onRequest={openRequest} />
        </div>
      </div>
    </Prefix>
  );
}
