import { answered } from "../../shared/words.js";
import { Heading } from "./Heading.jsx";
import { useIds } from "./ids.js";
import { Pairs } from "./Pairs.jsx";

/** What stands in the form's place once the request is stored. `sent` is what was sent, as label and text. */
export function Receipt({ catalog, sent, answers, reference, onClose }) {
  const { t } = catalog;
  const given = answered(catalog, answers);
  const title = useIds()("request-title");
  return (
    <div className="receipt">
      <Heading as="h2" id={title}>
        {t("sent_title")}
      </Heading>
      <p>
        {t("sent_reference")} <strong className="receipt__reference">{reference}</strong>
      </p>
      <p className="soft small">{t("sent_keep")}</p>
      {catalog.reply && <p>{catalog.reply}</p>}
      <details>
        <summary>{t("sent_what")}</summary>
        <Pairs pairs={sent} />
        <h3>{t("sent_answers")}</h3>
        {given.length > 0 ? <Pairs pairs={given} /> : <p>{t("sent_no_answers")}</p>}
      </details>
      <button type="button" className="button" onClick={onClose}>
        {t("request_close")}
      </button>
    </div>
  );
}
