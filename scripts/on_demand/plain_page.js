// The page without the app, where that cannot start.

import { fillIn } from "./fill_in.js";
import { make } from "../element/make.js";
import { sheet } from "../element/verified.js";
import { pairsOf } from "../element/wire.js";

const file = (name, integrity) => ({ href: new URL(name, import.meta.url).href, integrity });

const STYLE = file(PLAIN_STYLE, PLAIN_STYLE_HASH);
const PAGE = file(PLAIN_PAGE, PLAIN_PAGE_HASH);

/** Elements that hold nothing and have no end tag. */
const VOID = ["col", "input"];

const ENTITIES = { amp: "&", lt: "<", gt: ">", quot: '"' };

/**
 * Sees to it that there is one, with all that can be read, that its form is sent to the host's endpoint, and that it holds what the host
 * said: by name a value, of the answers questions' ids and values in turn.
 */
export async function completePlainPage(container, endpoint, said) {
  const root = container.getRootNode();
  if (!root.querySelector(".plain-style")) root.append(sheet(STYLE, { className: "plain-style" }));
  const send = () => {
    for (const form of container.querySelectorAll("form[action]")) form.action = endpoint;
    fillIn(container, [...said].flatMap(entriesOf));
  };
  send();
  if (!container.querySelector(".page")) {
    const page = await fetch(PAGE.href, { integrity: PAGE.integrity });
    container.append(read(await page.text()));
    send();
  }
  sayWayOut(container);
}

/** Says below why there is no app that a plan can be asked for all the same, with the way to where one is picked. */
function sayWayOut(container) {
  const [notice, plan] = [":scope > [role=alert]", "[name=plan]"].map((selector) => container.querySelector(selector));
  if (!notice || !plan) return;
  const onclick = () => plan.focus();
  notice.append(
    make("p", { textContent: KEPT }),
    make("button", { type: "button", className: "link", textContent: WRITE, onclick }),
  );
}

/**
 * Reads the page as the build wrote it: elements with their ends, attributes in double quotes, four entities, and empty comments. A
 * browser's own reader of HTML is what a policy of trusted types leaves to nobody, or else takes no hash.
 */
function read(html) {
  const page = document.createDocumentFragment();
  let place = page;
  for (const [, text, isEnd, name, attributes] of html.matchAll(/([^<]+)|<(\/?)([\w-]+)([^>]*)>|<!---->/g)) {
    if (text) place.append(decoded(text));
    else if (isEnd) place = place.parentNode;
    else if (!name) place.append(document.createComment(""));
    else {
      const element = document.createElement(name);
      for (const [, name, value = ""] of attributes.matchAll(/([\w-]+)(?:="([^"]*)")?/g)) {
        element.setAttribute(name, decoded(value));
      }
      place.append(element);
      if (!VOID.includes(name)) place = element;
    }
  }
  return page;
}

/** Turns what the host said under a name into names and values of the form, where the plan that the visitor has is an answer. */
function entriesOf([name, [value]]) {
  if (name === WIRE_ANSWER) return answersIn(value);
  return name === "current-plan" ? answersIn([name, value]) : [[name, value]];
}

/** Turns questions' ids and values in turn into names and values of the form. */
const answersIn = (said) => pairsOf(said).map(([question, value]) => [WIRE_ANSWER + question, value]);

const decoded = (text) => text.replace(/&(\w+);/g, (_, name) => ENTITIES[name]);
