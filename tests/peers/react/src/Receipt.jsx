import { Fragment } from "react";

import { Heading } from "./Heading.jsx";
import { list } from "./words.js";

/** What stands in the form's place once the request is stored. `sent` is what was sent, as label and text. */
export function Receipt({ catalog, sent, answers, reference, onClose }) {
  const answered = catalog.questions
    .filter(({ id }) => answers[id] !== undefined)
    .map((question) => [question.prompt, answerWords(question, answers[question.id])]);
  return (
    <div className="receipt">
      <Heading>Thank you. Your request is stored.</Heading>
      <p>
        Reference <strong className="receipt__reference">{reference}</strong>
      </p>
      <p className="soft small">Keep this number: it names your request when you call or write.</p>
      <details>
        <summary>What was sent</summary>
        <Pairs pairs={sent.filter(([, text]) => text.trim() !== "")} />
        <h4>Your answers</h4>
        {answered.length > 0 ? <Pairs pairs={answered} /> : <p>No question was answered.</p>}
      </details>
      <button type="button" className="button" onClick={onClose}>
        Close
      </button>
    </div>
  );
}

function answerWords(question, answer) {
  if (answer === null) return "Not sure";
  if (typeof answer === "boolean") return answer ? "Yes" : "No";
  const picked = question.choices?.filter(({ id }) => [answer].flat().includes(id)).map(({ label }) => label);
  return picked ? list(picked) : String(answer);
}

function Pairs({ pairs }) {
  return (
    <dl>
      {pairs.map(([name, text]) => (
        <Fragment key={name}>
          <dt>{name}</dt>
          <dd>{text}</dd>
        </Fragment>
      ))}
    </dl>
  );
}
