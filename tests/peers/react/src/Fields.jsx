import { wrong } from "../../shared/answers.js";
import { Pill } from "./Pill.jsx";
import { useSentences } from "./sentences.js";

/** Pills over real radio buttons, or over checkboxes where several may be picked. */
export function Choices({ input, question, answer, put }) {
  const t = useSentences();
  const isSeveral = question.kind === "several";
  const type = isSeveral ? "checkbox" : "radio";
  const picked = answer ?? [];
  const toggle = (id, isPicked) => {
    const next = isPicked ? [...picked, id] : picked.filter((other) => other !== id);
    put(next.length > 0 ? next : undefined);
  };
  return (
    <div
      className="choices"
      role={isSeveral ? "group" : "radiogroup"}
      id={input}
      aria-labelledby={`${input}-prompt`}
      aria-describedby={question.help && `${input}-help`}
    >
      {question.kind === "yes-no" ? (
        <>
          <Pill type={type} name={input} label={t("yes")} isPicked={answer === true} onPick={() => put(true)} />
          <Pill type={type} name={input} label={t("no")} isPicked={answer === false} onPick={() => put(false)} />
        </>
      ) : (
        question.choices.map(({ id, label }) => (
          <Pill
            key={id}
            type={type}
            name={input}
            label={label}
            isPicked={isSeveral ? picked.includes(id) : answer === id}
            onPick={(isPicked) => (isSeveral ? toggle(id, isPicked) : put(id))}
          />
        ))
      )}
    </div>
  );
}

/** A field for a number, beside its unit. */
export function NumberField({ input, question, answer, unreadable, onType }) {
  const t = useSentences();
  const error = `${input}-error`;
  return (
    <div className="number">
      <div className="number__field">
        <input
          id={input}
          inputMode="numeric"
          autoComplete="off"
          aria-describedby={question.help ? `${input}-help ${error}` : error}
          aria-invalid={unreadable === undefined ? undefined : true}
          value={unreadable ?? answer ?? ""}
          onChange={(event) => onType(event.target.value)}
        />
        <span>{question.unit.other}</span>
      </div>
      <p className="field__error" id={error} role="status">
        {unreadable !== undefined && wrong(t, unreadable)}
      </p>
    </div>
  );
}
