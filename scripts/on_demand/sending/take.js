// What can be done with a receipt: copied, printed, and found again.

import { make } from "../../element/make.js";

/** How a receipt looks on paper. */
const PAPER = "body { font: 11pt/1.4 sans-serif; margin: 0; } h2 { font-size: 16pt; } h3 { font-size: 12pt; } dt { color: #555; break-after: avoid; } dd { margin: 0 0 0.5em; }";

/** The whole address of a receipt: the site's is two folders up from where requests are posted. */
export const addressOf = (endpoint, path) => new URL(`../${path}`, new URL(".", new URL(endpoint, document.baseURI))).href;

/** Fills the place for what can be done with the receipt in which it stands. `address` is where it is found again, where that is known. */
export function offerToTake(place, address, texts) {
  const receipt = place.closest(".receipt");
  const said = make("p", { role: "status", className: "soft small" });
  const button = (textContent, onclick) => make("button", { type: "button", className: "button button--s", textContent, onclick });
  const actions = make("div", { className: "later__actions" });
  actions.append(
    button(texts.take_copy, () => copy(textOf(receipt, address), said, texts)),
    button(texts.take_print, () => print(receipt, address)),
  );
  place.replaceChildren(...(address ? [wayTo(address, texts)] : []), actions, said);
}

/** The link to a receipt, and what to know of it. */
export function wayTo(address, texts) {
  const way = make("p");
  way.append(
    make("a", { href: address, target: "_blank", rel: "noopener noreferrer", textContent: texts.receipt_find }),
    ` ${texts.receipt_secret}`,
  );
  return way;
}

/** What a receipt says, a line each. */
function textOf(receipt, address) {
  const lines = [receipt.querySelector("h2").textContent, receipt.querySelector("p").textContent];
  for (const term of receipt.querySelectorAll("dt")) lines.push(`${term.textContent}: ${term.nextElementSibling.textContent}`);
  return [...lines, ...(address ? [address] : [])].join("\n");
}

async function copy(text, said, texts) {
  try {
    await navigator.clipboard.writeText(text);
    // What is said again is read out only where the text is another.
    said.textContent = said.textContent === texts.take_copied ? `${texts.take_copied}\u00a0` : texts.take_copied;
  } catch {
    // Where the browser lets no page write there, the visitor can copy it from here.
    said.textContent = texts.take_copy_this;
    const field = make("textarea", { className: "receipt__text", readOnly: true, rows: 6, value: text, ariaLabel: texts.take_copy_this });
    said.parentNode.querySelector("textarea")?.remove();
    said.after(field);
    field.focus();
    field.select();
  }
}

/** Prints a receipt alone: in a frame of its own, since the page around it is the host's. */
function print(receipt, address) {
  const frame = make("iframe", { ariaHidden: "true", tabIndex: -1 });
  Object.assign(frame.style, { position: "fixed", inlineSize: "0", blockSize: "0", border: "0" });
  receipt.append(frame);
  const { contentWindow: own, contentDocument: page } = frame;
  const { lang, dir } = receipt.closest("[lang]");
  Object.assign(page.documentElement, { lang, dir });
  page.title = receipt.querySelector("h2").textContent;
  const sheet = new own.CSSStyleSheet();
  sheet.replaceSync(PAPER);
  page.adoptedStyleSheets = [sheet];
  for (const part of receipt.children) {
    if (part.matches("button, iframe, .receipt__take")) continue;
    const copied = page.importNode(part, true);
    if (copied.matches("details")) copied.open = true;
    page.body.append(copied);
  }
  if (address) page.body.append(page.createTextNode(address));
  own.addEventListener("afterprint", () => frame.remove(), { once: true });
  own.print();
}
