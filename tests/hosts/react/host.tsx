import { useEffect, useState } from "react";
import type { PlanConfigurator } from "plan-configurator";

import { firstAnswers, laterAnswers, otherCatalog, visitor } from "../shared/offer.ts";

/** Whether the element's class is there. Until then React would write an object as an attribute, `[object Object]`. */
function useDefined(name: string) {
  const [isDefined, setDefined] = useState(() => customElements.get(name) !== undefined);
  useEffect(() => {
    let isMounted = true;
    customElements.whenDefined(name).then(() => isMounted && setDefined(true));
    return () => {
      isMounted = false;
    };
  }, [name]);
  return isDefined;
}

/** A page that shows the element, changes it by its own buttons and lists its events. */
export function Host() {
  const isDefined = useDefined("plan-configurator");
  const [isPresent, setPresent] = useState(true);
  const [theme, setTheme] = useState<PlanConfigurator["theme"]>("light");
  const [plans, setPlans] = useState<PlanConfigurator["plans"]>(null);
  const [show, setShow] = useState<PlanConfigurator["show"]>(null);
  const [plan, setPlan] = useState<PlanConfigurator["plan"]>(null);
  const [answers, setAnswers] = useState<PlanConfigurator["answers"]>(firstAnswers);
  const [catalog, setCatalog] = useState<PlanConfigurator["catalogData"]>(null);
  const [variant, setVariant] = useState<PlanConfigurator["variant"]>(null);
  const [log, setLog] = useState<string[]>([]);
  const note = (event: CustomEvent) => setLog((log) => [...log, `${event.type} ${JSON.stringify(event.detail)}`]);
  return (
    <>
      <h1>React host</h1>
      <button onClick={() => setTheme("dark")}>Dark</button>
      <button onClick={() => setTheme(null)}>As the system</button>
      <button onClick={() => setTheme("purple" as "dark")}>A theme that does not exist</button>
      <button onClick={() => setPlans(["plus", "business"])}>Only Plus and Business</button>
      <button onClick={() => setShow("comparison request")}>Only the comparison</button>
      <button onClick={() => setPlan("business")}>Preselect Business</button>
      <button onClick={() => setAnswers(laterAnswers)}>Set answers</button>
      <button onClick={() => setCatalog(otherCatalog)}>Another catalogue</button>
      <button onClick={() => setVariant("b")}>Variant b</button>
      <button onClick={() => setPresent(!isPresent)}>{isPresent ? "Remove the element" : "Put the element back"}</button>
      <ol aria-label="Events">
        {log.map((line, at) => (
          <li key={at}>{line}</li>
        ))}
      </ol>
      {isPresent && (
        <plan-configurator
          theme={theme}
          plans={plans}
          show={show}
          plan={plan}
          variant={variant}
          campaign={variant && "utm_source=react"}
          answers={isDefined ? answers : undefined}
          prefill={isDefined ? visitor : undefined}
          catalogData={isDefined ? catalog : undefined}
          onplan-ready={note}
          onplan-question-left={note}
          onplan-answers={note}
          onplan-advice={note}
          onplan-select={note}
          onplan-request-sent={note}
          onplan-error={note}
        />
      )}
    </>
  );
}
