import { For, Show } from "solid-js";

import { answered } from "../../shared/words.js";
import { Heading } from "./Heading.jsx";
import { useIds } from "./ids.js";
import { Pairs } from "./Pairs.jsx";
import { useSentences } from "./sentences.js";

/** What stands in the form's place once the request is stored. `sent` is what was sent, as label and text. */
export function Receipt(props) {
  const t = useSentences();
  const given = () => answered(props.catalog, props.answers);
  return (
    <div class="receipt">
      <Heading level="h2" id={useIds()("request-title")}>
        {t("sent_title")}
      </Heading>
      <p>
        {t("sent_reference")} <strong class="receipt__reference">{props.receipt.reference}</strong>
      </p>
      <p class="soft small">{t("sent_keep")}</p>
      <Show when={props.receipt.notice}>
        <p>{props.receipt.notice}</p>
      </Show>
      <Show when={props.catalog.reply}>
        <p>{props.catalog.reply}</p>
      </Show>
      <Show when={props.opens.length > 0}>
        <div>
          <p>{t("sent_opens")}</p>
          <Pairs pairs={props.opens} />
        </div>
      </Show>
      <details>
        <summary>{t("sent_what")}</summary>
        <dl>
          <For each={props.sent}>
            {([name, text]) => (
              <>
                <dt>{name}</dt>
                <dd>
                  <bdi>{text}</bdi>
                </dd>
              </>
            )}
          </For>
        </dl>
        <h3>{t("sent_answers")}</h3>
        <Show when={given().length > 0} fallback={<p>{t("sent_no_answers")}</p>}>
          <Pairs pairs={given()} />
        </Show>
      </details>
      <button type="button" class="button" onClick={() => props.onClose()}>
        {t("request_close")}
      </button>
    </div>
  );
}
