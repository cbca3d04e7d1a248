import { memo, useCallback, useRef } from "react";

import { Choices, NumberField } from "./Fields.jsx";
import { useIds } from "./ids.js";

/** The questions, in their groups, with a way to clear them. */
export const Questions = memo(function Questions({ groups, answers, unreadable, isCleared, dispatch }) {
  const hasAnswers = Object.keys(answers).length > 0 || Object.keys(unreadable).length > 0;
  const clear = useRef(null);
  const undo = () => {
    dispatch({ type: "undo" });
    clear.current.focus();
  };
  return (
    <form className="card questions" onSubmit={(event) => event.preventDefault()}>
      {groups.map((group) => (
        <fieldset className="group" key={group.id}>
          <legend>{group.title}</legend>
          {group.questions.map((question) => (
            <Question
              key={question.id}
              question={question}
              answer={answers[question.id]}
              unreadable={unreadable[question.id]}
              dispatch={dispatch}
            />
          ))}
        </fieldset>
      ))}
      <div className="questions__tools">
        <button
          type="button"
          className="button button--s"
          ref={clear}
          aria-disabled={hasAnswers ? undefined : true}
          onClick={() => hasAnswers && dispatch({ type: "clear-all" })}
        >
          Clear all answers
        </button>
        <span role="status" className="questions__cleared">
          {isCleared && "All answers are cleared."}
        </span>
        <button type="button" className="button button--s button--quiet" hidden={!isCleared} onClick={undo}>
          Undo
        </button>
      </div>
    </form>
  );
});

const Question = memo(function Question({ question, answer, unreadable, dispatch }) {
  const { id, prompt, kind } = question;
  const input = useIds()(`question-${id}`);
  const field = useRef(null);
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
        <p className="question__help" id={`${input}-help`}>
          {question.help}
        </p>
      </div>
      <div className="question__answer" ref={field}>
        {kind === "number" ? (
          <NumberField
            input={input}
            question={question}
            answer={answer}
            unreadable={unreadable}
            onType={(typed) => dispatch({ type: "type", id, typed })}
            put={put}
          />
        ) : (
          <Choices input={input} question={question} answer={answer} put={put} />
        )}
        <button
          type="button"
          className={isAnswered ? "button button--s button--quiet" : "button button--s button--quiet is-away"}
          aria-label={`Clear the answer: ${prompt}`}
          onClick={clear}
        >
          Clear
        </button>
      </div>
    </div>
  );
});
