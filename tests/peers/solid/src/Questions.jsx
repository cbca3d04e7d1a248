import { createMemo, createSignal, For, Match, Show, Switch } from "solid-js";

import { list } from "../../shared/sentences.js";
import { answeredCount, askedFor, questionsTitle } from "../../shared/words.js";
import { Choices, NumberField } from "./Fields.jsx";
import { useIds } from "./ids.js";
import { useSentences } from "./sentences.js";

/** The questions that decide, with a way to clear all answers, above a fold with the others. */
export function Questions(props) {
  const id = useIds()("questions-title");
  const first = createMemo(() => props.catalog.questions.filter(({ isFirst }) => isFirst));
  const build = (question) => (
    <Question
      question={question}
      answer={props.answers[question.id]}
      unreadable={props.unreadable[question.id]}
      dispatch={props.dispatch}
    />
  );
  return (
    <form class="card questions" onSubmit={(event) => event.preventDefault()}>
      <header class="questions__head">
        <h2 id={id}>{questionsTitle(props.catalog)}</h2>
        <span class="soft small">{answeredCount(props.catalog, props.answers)}</span>
      </header>
      <For each={first()}>{build}</For>
      <Clearing {...props} />
      <More catalog={props.catalog} answers={props.answers} build={build} />
    </form>
  );
}

/** The questions that are not shown first, in their groups, behind a line that says what they are about or what was answered. */
function More(props) {
  const t = useSentences();
  const [isOpen, setOpen] = createSignal(false);
  const groups = createMemo(() => {
    const all = props.catalog.groups.map(({ title, questions }) => ({
      title,
      rest: questions.filter(({ isFirst }) => !isFirst),
    }));
    return all.filter(({ rest }) => rest.length > 0);
  });
  const questions = createMemo(() => groups().flatMap(({ rest }) => rest));
  const about = createMemo(() => {
    const given = askedFor(t, questions(), props.answers);
    const titles = groups().map(({ title }) => title);
    return given ? t("questions_more_answered", { answers: given }) : list(t, titles);
  });
  return (
    <Show when={questions().length > 0}>
      <details class="fold questions__more" open={isOpen()} onToggle={(event) => setOpen(event.currentTarget.open)}>
        <summary class="fold__line">
          <b>{t("questions_more", { count: questions().length })}</b>
          <span class="soft small">{about()}</span>
        </summary>
        <div class="questions__rest">
          <For each={groups()}>
            {({ title, rest }) => (
              <fieldset class="group">
                <legend>{title}</legend>
                <For each={rest}>{props.build}</For>
              </fieldset>
            )}
          </For>
        </div>
      </details>
    </Show>
  );
}

/** The ways to clear all answers, and to bring them back. One answer is cleared at its question. */
function Clearing(props) {
  const t = useSentences();
  const count = createMemo(() => new Set([...Object.keys(props.answers), ...Object.keys(props.unreadable)]).size);
  let clear;
  const undo = () => {
    props.dispatch({ type: "undo" });
    clear.focus();
  };
  return (
    <div class="questions__tools" hidden={count() < 2 && !props.isCleared}>
      <button
        type="button"
        class="link"
        ref={clear}
        aria-disabled={count() === 0 ? "true" : undefined}
        onClick={() => count() > 0 && props.dispatch({ type: "clear-all" })}
      >
        {t("clear_all")}
      </button>
      <span role="status" class="questions__cleared">
        {props.isCleared && t("cleared")}
      </span>
      <button type="button" class="link" hidden={!props.isCleared} onClick={undo}>
        {t("undo")}
      </button>
    </div>
  );
}

function Question(props) {
  const t = useSentences();
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
        {help && (
          <p class="question__help" id={`${input}-help`}>
            {help}
          </p>
        )}
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
            />
          </Match>
        </Switch>
        <button
          type="button"
          class={isAnswered() ? "link question__clear" : "link question__clear is-away"}
          aria-label={t("question_clear_label", { question: prompt })}
          onClick={clear}
        >
          {t("question_clear")}
        </button>
      </div>
    </div>
  );
}
