import { createMemo, createSignal, onCleanup, Show } from "solid-js";

import { advise } from "../../shared/advice.js";
import { answersTo, NOTHING, reduce } from "../../shared/answers.js";
import { readCatalog } from "../../shared/catalog.js";
import { explain } from "../../shared/explain.js";
import { EMPTY } from "../../shared/request.js";
import { Comparison } from "./Comparison.jsx";
import { Hours } from "./Hours.jsx";
import { createHours } from "./createHours.js";
import { Prefix } from "./ids.js";
import { Pinned } from "./Pinned.jsx";
import { Questions } from "./Questions.jsx";
import { Recommendation } from "./Recommendation.jsx";
import { RequestForm } from "./RequestForm.jsx";

/**
 * The plan configurator in Solid, as one writes it there: in the browser alone, for catalogues which it need not check. It
 * looks like ours, gives the same advice with the same reasons, and tells the hours in the visitor's own time.
 */
export function App(props) {
  const [shown, setShown] = createSignal(props.store.get());
  onCleanup(props.store.subscribe(setShown));
  const catalog = createMemo(() => readCatalog(shown().catalog, shown()));

  const [entered, setEntered] = createSignal(NOTHING);
  const dispatch = (action) => setEntered((entered) => reduce(entered, action));
  const answers = createMemo(() => answersTo(catalog(), entered().answers));
  const advised = createMemo(() => {
    const advice = advise(catalog(), answers());
    return { catalog: catalog(), answers: answers(), advice, explanation: explain(catalog(), answers(), advice) };
  });
  const recommended = createMemo(() => advised().advice.plan);
  const hours = createHours(catalog);

  // Where the request form is open, for which plan, and what opened it. What is typed outlives the form.
  const [request, setRequest] = createSignal(null);
  const [draft, setDraft] = createSignal(EMPTY);
  const openRequest = (place, plan, opener) => setRequest({ place, id: plan.id, opener });
  const closeRequest = () => {
    request().opener.focus();
    setRequest(null);
  };
  const formAt = (place) => (
    <Show when={request()?.place === place}>
      <div class="request">
        <RequestForm
          catalog={catalog()}
          id={request().id}
          answers={answers()}
          draft={draft()}
          onDraft={setDraft}
          onPlan={(id) => setRequest((request) => ({ ...request, id }))}
          onClose={closeRequest}
        />
      </div>
    </Show>
  );

  return (
    <Prefix.Provider value={props.prefix}>
      <div class="root" data-theme="auto">
        <div lang={catalog().language}>
          <div class="page">
            <header class="head">
              <h1>{catalog().title}</h1>
              <p class="head__lede">{catalog().introduction}</p>
            </header>
            <section class="advise">
              <Questions
                groups={catalog().groups}
                answers={answers()}
                unreadable={entered().unreadable}
                isCleared={entered().undoKind === "cleared"}
                dispatch={dispatch}
              />
              <Recommendation
                advised={advised()}
                isChanged={entered().undoKind === "changed"}
                dispatch={dispatch}
                onRequest={openRequest}
              >
                {formAt("advice")}
              </Recommendation>
            </section>
            <Comparison
              catalog={catalog()}
              advice={advised().advice}
              recommended={recommended()}
              clock={hours.clock()}
              formAtHead={formAt("head")}
              formAtFoot={formAt("foot")}
              onRequest={openRequest}
              onLook={hours.lookAtPlan}
            />
            <Show when={catalog().severities.length > 0}>
              <Hours catalog={catalog()} recommended={recommended()} hours={hours} />
            </Show>
          </div>
          <Pinned catalog={catalog()} advice={advised().advice} onRequest={openRequest} />
        </div>
      </div>
    </Prefix.Provider>
  );
}
