import { useCallback, useMemo, useReducer, useState } from "react";

import { advise, decisive } from "./advice.js";
import { NOTHING, reduce } from "./answers.js";
import { Comparison } from "./Comparison.jsx";
import { Hours } from "./Hours.jsx";
import { Pinned } from "./Pinned.jsx";
import { Questions } from "./Questions.jsx";
import { Recommendation } from "./Recommendation.jsx";
import { RequestForm } from "./RequestForm.jsx";

/**
 * The plan configurator in React, as one writes it there: for one catalogue, which it need not check, and in the browser
 * alone. It looks like ours and gives the same advice, by reasons in a simpler form; what would change the advice, what is
 * still possible and the hours in the visitor's own time are left out. So it has less to load and less to do than ours.
 */
export function App({ catalog }) {
  const [{ answers, unreadable, before }, dispatch] = useReducer(reduce, NOTHING);
  const advice = useMemo(() => advise(catalog, answers), [catalog, answers]);
  const deciding = useMemo(() => decisive(advice), [advice]);

  // Where the request form is open, for which plan, and what opened it.
  const [request, setRequest] = useState(null);
  const openRequest = useCallback((place, plan, opener) => setRequest({ place, plan, opener }), []);
  const closeRequest = () => {
    request.opener.focus();
    setRequest(null);
  };
  const formAt = (place) =>
    request?.place === place && (
      <RequestForm
        catalog={catalog}
        plan={request.plan}
        answers={answers}
        onPlan={(plan) => setRequest({ ...request, plan })}
        onClose={closeRequest}
      />
    );

  return (
    <div>
      <div className="page">
        <header className="head">
          <h1>{catalog.title}</h1>
          <p className="head__lede">{catalog.introduction}</p>
        </header>
        <section className="advise">
          <Questions
            groups={catalog.groups}
            answers={answers}
            unreadable={unreadable}
            isCleared={before !== null}
            dispatch={dispatch}
          />
          <Recommendation catalog={catalog} advice={advice} deciding={deciding} onRequest={openRequest}>
            {formAt("advice")}
          </Recommendation>
        </section>
        <Comparison
          catalog={catalog}
          advice={advice}
          formAtHead={formAt("head")}
          formAtFoot={formAt("foot")}
          onRequest={openRequest}
        />
        <Hours catalog={catalog} recommended={advice.plan} />
      </div>
      <Pinned catalog={catalog} advice={advice} onRequest={openRequest} />
    </div>
  );
}
