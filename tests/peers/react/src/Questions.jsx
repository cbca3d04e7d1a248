import { memo, useCallback, useMemo, useRef, useState } from "react";

import { list } from "../../shared/sentences.js";
import { answeredCount, askedFor, questionsTitle } from "../../shared/words.js";
import { Choices, NumberField } from "./Fields.jsx";
import { useIds } from "./ids.js";
import { useSentences } from "./sentences.js";

/** The questions that decide, with a way to clear all answers, above a fold with the others. */
export const Questions = memo(function Questions({ catalog, answers, unreadable, isCleared, dispatch }) {
  const { questions } = catalog;
  const id = useIds()("questions-title");
  const build = (question) => (
    <Question
      key={question.id}
      question={question}
      answer={answers[question.id]}
      unreadable={unreadable[question.id]}
      dispatch={dispatch}
    />
  );
  return (
    <form className="card questions" onSubmit={(event) => event.preventDefault()}>
      <header className="questions__head">
        <h2 id={id}>{questionsTitle(catalog)}</h2>
        <span className="soft small">{answeredCount(catalog, answers)}</span>
      </header>
      {questions.filter(({ isFirst }) => isFirst).map(build)}
      <Clearing answers={answers} unreadable={unreadable} isCleared={isCleared} dispatch={dispatch} />
      <More catalog={catalog} answers={answers} build={build} />
    </form>
  );
});

/** The questions that are not shown first, in their groups, behind a line that says what they are about or what was answered. */
function More({ catalog, answers, build }) {
  const { t } = catalog;
  const [isOpen, setOpen] = useState(false);
  const groups = useMemo(() => {
    const all = catalog.groups.map((group) => ({ ...group, rest: group.questions.filter(({ isFirst }) => !isFirst) }));
    return all.filter(({ rest }) => rest.length > 0);
  }, [catalog]);
  if (groups.length === 0) return null;
  const questions = groups.flatMap(({ rest }) => rest);
  const given = askedFor(t, questions, answers);
  const titles = groups.map(({ title }) => title);
  const about = given ? t("questions_more_answered", { answers: given }) : list(t, titles);
  return (
    <details
      className="fold questions__more"
      open={isOpen}
      onToggle={(event) => setOpen(event.currentTarget.open)}
    >
      <summary className="fold__line">
        <b>{t("questions_more", { count: questions.length })}</b>
        <span className="soft small">{about}</span>
      </summary>
      <div className="questions__rest">
        {groups.map(({ id, title, rest }) => (
          <fieldset className="group" key={id}>
            <legend>{title}</legend>
            {rest.map(build)}
          </fieldset>
        ))}
      </div>
    </details>
  );
}

/** The ways to clear all answers, and to bring them back. One answer is cleared at its question. */
function Clearing({ answers, unreadable, isCleared, dispatch }) {
  const count = new Set([...Object.keys(answers), ...Object.keys(unreadable)]).size;
  const clear = useRef(null);
  const t = useSentences();
  const undo = () => {
    dispatch({ type: "undo" });
    clear.current.focus();
  };
  return (
    <div className="questions__tools" hidden={count < 2 && !isCleared}>
      <button
        type="button"
        className="link"
        ref={clear}
        aria-disabled={count === 0 || undefined}
        onClick={() => count > 0 && dispatch({ type: "clear-all" })}
      >
        {t("clear_all")}
      </button>
      <span role="status" className="questions__cleared">
        {isCleared && t("cleared")}
      </span>
      <button type="button" className="link" hidden={!isCleared} onClick={undo}>
        {t("undo")}
      </button>
    </div>
  );
}

const Question = memo(function Question({ question, answer, unreadable, dispatch }) {
  const { id, prompt, help, kind } = question;
  const input = useIds()(`question-${id}`);
  const field = useRef(null);
  const t = useSentences();
  const put = useCallback((answer) => dispatch({ type: "answer", id, answer }), [dispatch, id]);
  const Prompt = kind === "number" ? "label" : "span";
  const isAnswered = answer !== undefined || unreadable !== undefined;
  const clear = () => {
    put(undefined);
    field.current.querySelector("input").focus();
  };
  return (
    <div className="question">
      <div className="question__ask">
        <Prompt className="question__prompt" id={`${input}-prompt`} htmlFor={kind === "number" ? input : undefined}>
          {prompt}
        </Prompt>
        {help && (
          <p className="question__help" id={`${input}-help`}>
            {help}
          </p>
        )}
      </div>
      <div className="question__answer" ref={field}>
        {kind === "number" ? (
          <NumberField
            input={input}
            question={question}
            answer={answer}
            unreadable={unreadable}
            onType={(typed) => dispatch({ type: "type", id, typed })}
          />
        ) : (
          <Choices input={input} question={question} answer={answer} put={put} />
        )}
        <button
          type="button"
          className={isAnswered ? "link question__clear" : "link question__clear is-away"}
          aria-label={t("question_clear_label", { question: prompt })}
          onClick={clear}
        >
          {t("question_clear")}
        </button>
      </div>
    </div>
  );
});
