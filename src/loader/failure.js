// What is shown where the app cannot start: the page without scripts, what went wrong, and a way to try again.

import { PLAIN_STYLE_URL, SNIPPET_URL } from "./files.js";

export function make(tag, properties) {
  return Object.assign(document.createElement(tag), properties);
}

/** Shows that the app could not start, in a page that can be read and sent without it. */
export async function showFailure(container, problems, again) {
  const root = container.getRootNode();
  if (!root.querySelector(".plain-style")) {
    root.append(make("link", { className: "plain-style", rel: "stylesheet", href: PLAIN_STYLE_URL }));
  }
  const alert = make("div", { className: "notice card" });
  alert.setAttribute("role", "alert");
  alert.append(make("p", { textContent: problems.length ? PROBLEMS : FAILED }));
  if (problems.length) {
    const list = make("ul", {});
    list.append(...problems.map((textContent) => make("li", { textContent })));
    alert.append(list);
  }
  const button = make("button", { type: "button", className: "button", textContent: AGAIN });
  button.addEventListener("click", () => {
    alert.remove();
    again();
  });
  alert.append(button);
  container.querySelector("[role=alert]")?.remove();
  container.querySelector(".loading")?.remove();
  container.prepend(alert);
  if (!container.querySelector(".page")) container.append(...(await staticPage()));
}

/** Takes back what showed a failure. */
export function hideFailure(container) {
  container.getRootNode().querySelector(".plain-style")?.remove();
}

/** The page as the build wrote it for hosts; nothing where that cannot be loaded either. */
function staticPage() {
  return new Promise((resolve) => {
    // Not `fetch`: a document is the one way to read HTML that a policy of trusted types leaves open.
    const request = new XMLHttpRequest();
    request.open("GET", SNIPPET_URL);
    request.responseType = "document";
    request.onloadend = () => {
      const template = request.response?.querySelector("plan-configurator > template");
      resolve(template ? [...template.content.querySelector(".root").childNodes] : []);
    };
    request.send();
  });
}
