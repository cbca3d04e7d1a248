import { answered } from "../../shared/words.js";
import { Heading } from "./Heading.jsx";
import { useIds } from "./ids.js";
import { Pairs } from "./Pairs.jsx";

/** What stands in the form's place once the request is stored. `sent` is what was sent, as label and text. */
export function Receipt({ catalog, sent, answers, reference, onClose }) {
  const given = answered(catalog, answers);
  const title = useIds()("request-title");
  return (
    <div className="receipt">
      <Heading as="h2" id={title}>
        Thank you. Your request is stored.
      </Heading>
      <p>
        Reference <strong className="receipt__reference">{reference}</strong>
      </p>
      <p className="soft small">Keep this number: it names your request when you call or write.</p>
      {catalog.reply && <p>{catalog.reply}</p>}
      <details>
        <summary>What was sent</summary>
        <Pairs pairs={sent} />
        <h3>Your answers</h3>
        {given.length > 0 ? <Pairs pairs={given} /> : <p>No question was answered.</p>}
      </details>
      <button type="button" className="button" onClick={onClose}>
        Close
      </button>
    </div>
  );
}
