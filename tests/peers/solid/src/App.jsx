import { createMemo, createSignal, onCleanup, Show } from "solid-js";

import { advise } from "../../shared/advice.js";
import { answersTo, NOTHING, reduce } from "../../shared/answers.js";
import { readCatalog } from "../../shared/catalog.js";
import { explain } from "../../shared/explain.js";
import { EMPTY } from "../../shared/request.js";
import { Comparison } from "./Comparison.jsx";
import { createHours } from "./createHours.js";
import { Hours } from "./Hours.jsx";
import { Prefix } from "./ids.js";
import { Pinned } from "./Pinned.jsx";
import { PlanStrip } from "./PlanStrip.jsx";
import { Questions } from "./Questions.jsx";
import { Recommendation } from "./Recommendation.jsx";
import { RequestDialog } from "./RequestDialog.jsx";
import { Sentences } from "./sentences.js";

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
  // No column and no week is marked unless its plan fits.
  const marked = createMemo(() => {
    const { plan, fits } = advised().advice;
    return fits ? catalog().plans[plan] : undefined;
  });
  const hours = createHours(catalog);

  // For which plan the request form is open. What is typed outlives the form.
  const [requestedId, setRequested] = createSignal(null);
  const [draft, setDraft] = createSignal(EMPTY);
  const openRequest = (plan) => setRequested(plan.id);

  return (
    <Prefix.Provider value={props.prefix}>
      <Sentences.Provider value={(...asked) => catalog().t(...asked)}>
        <div class="root" data-theme="auto">
          <div lang={catalog().language}>
            <div class="page">
              <div class="intro">
                <header class="head">
                  <h1>{catalog().title}</h1>
                  <p class="head__lede">{catalog().introduction}</p>
                </header>
                <PlanStrip advised={advised()} />
              </div>
              <section
                class="advise"
                aria-labelledby={`${props.prefix}questions-title`}
                hidden={catalog().questions.length === 0}
              >
                <Questions
                  catalog={catalog()}
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
                />
              </section>
              <RequestDialog
                catalog={catalog()}
                id={requestedId()}
                answers={answers()}
                zone={hours.zone()}
                draft={draft()}
                onDraft={setDraft}
                onPlan={setRequested}
                onClose={() => setRequested(null)}
              />
              <Comparison
                catalog={catalog()}
                advice={advised().advice}
                marked={marked()}
                clock={hours.clock()}
                onRequest={openRequest}
              />
              <Show when={catalog().severities.length > 0}>
                <Hours catalog={catalog()} marked={marked()} hours={hours} />
              </Show>
            </div>
            <Pinned catalog={catalog()} advice={advised().advice} onRequest={openRequest} />
          </div>
        </div>
      </Sentences.Provider>
    </Prefix.Provider>
  );
}
