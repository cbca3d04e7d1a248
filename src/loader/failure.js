// What is shown where the app cannot start: the page without scripts, what went wrong, and a way to try again.

import { PLAIN_STYLE_URL, RARE_URL } from "./files.js";
import { make } from "./make.js";

/** Shows that the app could not start, in a page that can be read and sent without it. `shown` says why, where that is known. */
export async function showFailure(container, endpoint, shown, again) {
  const root = container.getRootNode();
  if (!root.querySelector(".plain-style")) {
    root.append(make("link", { className: "plain-style", rel: "stylesheet", href: PLAIN_STYLE_URL }));
  }
  const alert = make("div", { className: "notice card", role: "alert" });
  const onclick = () => {
    alert.remove();
    again();
  };
  alert.append(
    shown ?? make("p", { textContent: FAILED }),
    make("button", { type: "button", className: "button", textContent: AGAIN, onclick }),
  );
  container.querySelector(".loading, [role=alert]")?.remove();
  container.prepend(alert);
  (await import(RARE_URL)).completePlainPage(container, endpoint);
}

/** Takes back what showed a failure. */
export function hideFailure(container) {
  container.getRootNode().querySelector(".plain-style")?.remove();
}
