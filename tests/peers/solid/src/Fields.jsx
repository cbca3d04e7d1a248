import { For, Show } from "solid-js";

import { wrong } from "../../shared/answers.js";
import { Pill } from "./Pill.jsx";
import { useSentences } from "./sentences.js";

/** Pills over real radio buttons, or over checkboxes where several may be picked. */
export function Choices(props) {
  const t = useSentences();
  const { kind, choices, help } = props.question;
  const isSeveral = kind === "several";
  const type = isSeveral ? "checkbox" : "radio";
  const picked = () => props.answer ?? [];
  const pick = (id, isPicked) => {
    if (!isSeveral) return props.put(id);
    const next = isPicked ? [...picked(), id] : picked().filter((other) => other !== id);
    return props.put(next.length > 0 ? next : undefined);
  };
  return (
    <div
      class="choices"
      role={isSeveral ? "group" : "radiogroup"}
      id={props.input}
      aria-labelledby={`${props.input}-prompt`}
      aria-describedby={help && `${props.input}-help`}
    >
      <Show
        when={kind !== "yes-no"}
        fallback={
          <>
            <Pill
              type={type}
              name={props.input}
              label={t("yes")}
              isPicked={props.answer === true}
              onPick={() => props.put(true)}
            />
            <Pill
              type={type}
              name={props.input}
              label={t("no")}
              isPicked={props.answer === false}
              onPick={() => props.put(false)}
            />
          </>
        }
      >
        <For each={choices}>
          {({ id, label }) => (
            <Pill
              type={type}
              name={props.input}
              label={label}
              isPicked={isSeveral ? picked().includes(id) : props.answer === id}
              onPick={(isPicked) => pick(id, isPicked)}
            />
          )}
        </For>
      </Show>
    </div>
  );
}

/** A field for a number, beside its unit. */
export function NumberField(props) {
  const t = useSentences();
  const error = `${props.input}-error`;
  return (
    <div class="number">
      <div class="number__field">
        <input
          id={props.input}
          inputmode="numeric"
          autocomplete="off"
          aria-describedby={props.question.help ? `${props.input}-help ${error}` : error}
          aria-invalid={props.unreadable === undefined ? undefined : "true"}
          value={props.unreadable ?? props.answer ?? ""}
          onInput={(event) => props.onType(event.currentTarget.value)}
        />
        <span>{props.question.unit.other}</span>
      </div>
      <p class="field__error" id={error} role="status">
        {props.unreadable !== undefined && wrong(t, props.unreadable)}
      </p>
    </div>
  );
}
