import { createMemo, For, Match, Switch } from "solid-js";

import { Choices, NumberField } from "./Fields.jsx";
import { useIds } from "./ids.js";

/** The questions, in their groups, with a way to clear them. */
export function Questions(props) {
  const hasAnswers = createMemo(
    () => Object.keys(props.answers).length > 0 || Object.keys(props.unreadable).length > 0,
  );
  let clear;
  const undo = () => {
    props.dispatch({ type: "undo" });
    clear.focus();
  };
  return (
    <form class="card questions" onSubmit={(event) => event.preventDefault()}>
      <For each={props.groups}>
        {(group) => (
          <fieldset class="group">
            <legend>{group.title}</legend>
            <For each={group.questions}>
              {(question) => (
                <Question
                  question={question}
                  answer={props.answers[question.id]}
                  unreadable={props.unreadable[question.id]}
                  dispatch={props.dispatch}
                />
              )}
            </For>
          </fieldset>
        )}
      </For>
      <div class="questions__tools">
        <button
          type="button"
          class="button button--s"
          ref={clear}
          aria-disabled={hasAnswers() ? undefined : "true"}
          onClick={() => hasAnswers() && props.dispatch({ type: "clear-all" })}
        >
          Clear all answers
        </button>
        <span role="status" class="questions__cleared">
          {props.isCleared && "All answers are cleared."}
        </span>
        <button type="button" class="button button--s button--quiet" hidden={!props.isCleared} onClick={undo}>
          Undo
        </button>
      </div>
    </form>
  );
}

function Question(props) {
  const { id, prompt, help, kind } = props.question;
  const input = useIds()(`question-${id}`);
  // Each input follows these, which change with this question's answer alone.
  const answer = createMemo(() => props.answer);
  const unreadable = createMemo(() => props.unreadable);
  const isAnswered = () => answer() !== undefined || unreadable() !== undefined;
  const put = (answer) => props.dispatch({ type: "answer", id, answer });
  let field;
  const clear = () => {
    put(undefined);
    field.querySelector("input").focus();
  };
  return (
    <div class="question">
      <div class="question__ask">
        {kind === "number" ? (
          <label class="question__prompt" id={`${input}-prompt`} for={input}>
            {prompt}
          </label>
        ) : (
          <span class="question__prompt" id={`${input}-prompt`}>
            {prompt}
          </span>
        )}
        <p class="question__help" id={`${input}-help`}>
          {help}
        </p>
      </div>
      <div class="question__answer" ref={field}>
        <Switch fallback={<Choices input={input} question={props.question} answer={answer()} put={put} />}>
          <Match when={kind === "number"}>
            <NumberField
              input={input}
              question={props.question}
              answer={answer()}
              unreadable={unreadable()}
              onType={(typed) => props.dispatch({ type: "type", id, typed })}
              put={put}
            />
          </Match>
        </Switch>
        <button
          type="button"
          class={isAnswered() ? "button button--s button--quiet" : "button button--s button--quiet is-away"}
          aria-label={`Clear the answer: ${prompt}`}
          onClick={clear}
        >
          Clear
        </button>
      </div>
    </div>
  );
}
