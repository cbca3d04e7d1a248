import { focusQuestion } from "../../shared/focus.js";
import { useIds } from "./ids.js";

/** A link that moves the focus to what answers a question. */
export function QuestionLink({ question, text }) {
  const id = useIds()(`question-${question.id}`);
  const focus = (event) => {
    event.preventDefault();
    focusQuestion(event.currentTarget, id);
  };
  return (
    <a href={`#${id}`} onClick={focus}>
      {text}
    </a>
  );
}
