// What is said where something could not be loaded, and what is shown where the app cannot start.

import { DEFERRED_FILE } from "./files.js";
import { make } from "./make.js";
import { importVerified } from "./verified.js";

/** Describes an error, as fault.js does. `refused` are the addresses that policies of the page refuse, which grow. */
export async function explained(error, refused) {
  if (error.text) return error;
  const explain = (it) => it.explain(error, refused);
  const { reason, text, isLasting } = await importVerified(DEFERRED_FILE).then(explain, () => reasonOfDeferred(refused));
  const { code = "start-failed", message } = error;
  return { code, message: `${text} (${message})`, reason, text, isLasting };
}

/** Describes why the file that says more cannot be loaded either. */
async function reasonOfDeferred(refused) {
  const { href } = DEFERRED_FILE;
  const answer = await fetch(href).catch(() => {});
  const isRefused = refused.some((address) => address.startsWith(href));
  const isScript = answer?.ok && /script/.test(answer.headers.get("content-type"));
  const [reason, text] =
    isRefused ? ["policy", FAILED_POLICY]
    : !answer ? ["offline", FAILED]
    : isScript ? ["changed", FAILED_CHANGED]
    : answer.status < 500 ? ["missing", FAILED_MISSING]
    : ["server", FAILED_SERVER];
  return {
    reason,
    text: text.replace("{file}", href).replace("{folder}", new URL(".", href)).replace("{status}", answer?.status),
    isLasting: reason === "policy" || reason === "missing",
  };
}

/** Shows why the app could not start: a text and perhaps a list of problems, and where trying again can help, a button that does. */
export function showFailure(container, { text, problems, isLasting }, again) {
  const alert = make("div", { className: "notice card", role: "alert" });
  // What happened stands above why, and what can be done.
  for (const textContent of text.split(/^(.*?\.) /)) textContent && alert.append(make("p", { textContent }));
  if (problems) {
    const list = make("ul");
    list.append(...problems.map((textContent) => make("li", { textContent })));
    alert.append(list);
  }
  const onclick = () => {
    alert.remove();
    again();
  };
  if (!isLasting) alert.append(make("button", { type: "button", className: "button button--main", textContent: AGAIN, onclick }));
  clear(container);
  container.prepend(alert);
}

/** Shows the page that can be read and sent without the app, where its files can be loaded. `said` is what the host said. */
export async function showPlainPage(container, endpoint, said) {
  try {
    const { completePlainPage } = await importVerified(DEFERRED_FILE);
    await completePlainPage(container, endpoint, said);
  } catch {
    // It is said why.
  }
}

/** Removes the notice that something is loading, or failed. */
export function clear(container) {
  for (const old of container.querySelectorAll(":scope > :is(.loading, [role=alert])")) old.remove();
  container.getRootNode().querySelector(".plain-style")?.remove();
}
