import { Fragment } from "react";

import { answered } from "../../shared/words.js";
import { Heading } from "./Heading.jsx";
import { useIds } from "./ids.js";
import { Pairs } from "./Pairs.jsx";

/**
 * What stands in the form's place once the request is stored. `opens` is when the team is next there, and `sent` what was sent, as
 * label and text.
 */
export function Receipt({ catalog, receipt, opens, sent, answers, onClose }) {
  const { t } = catalog;
  const given = answered(catalog, answers);
  const title = useIds()("request-title");
  return (
    <div className="receipt">
      <Heading as="h2" id={title}>
        {t("sent_title")}
      </Heading>
      <p>
        {t("sent_reference")} <strong className="receipt__reference">{receipt.reference}</strong>
      </p>
      <p className="soft small">{t("sent_keep")}</p>
      {receipt.notice && <p>{receipt.notice}</p>}
      {catalog.reply && <p>{catalog.reply}</p>}
      {opens.length > 0 && (
        <div>
          <p>{t("sent_opens")}</p>
          <Pairs pairs={opens} />
        </div>
      )}
      <details>
        <summary>{t("sent_what")}</summary>
        <dl>
          {sent.map(([name, text]) => (
            <Fragment key={name}>
              <dt>{name}</dt>
              <dd>
                <bdi>{text}</bdi>
              </dd>
            </Fragment>
          ))}
        </dl>
        <h3>{t("sent_answers")}</h3>
        {given.length > 0 ? <Pairs pairs={given} /> : <p>{t("sent_no_answers")}</p>}
      </details>
      <button type="button" className="button" onClick={onClose}>
        {t("request_close")}
      </button>
    </div>
  );
}
