// What one can do with the page as it is. These buttons stand in the page from the beginning, so that nothing moves.

import { importVerified } from "../element/verified.js";
import { draftOf } from "./link.js";

/** The key that starts a presentation from anywhere on the page. */
const PRESENT_KEY = "F8";

const EXPORT_FILE = { href: new URL(EXPORT, import.meta.url).href, integrity: EXPORT_HASH };

/** Loads what is rarely asked for. */
export const loadExport = () => importVerified(EXPORT_FILE);

/** Makes the buttons work. `failed` is called with the error where one cannot. */
export function startTools(element, failed) {
  const said = document.querySelector("#said");
  const link = () => draftOf(element);
  const address = async () => new URL(`#${await (await loadExport()).wholeLink(link())}`, location.href).href;
  const copy = async (text) => {
    try {
      await navigator.clipboard.writeText(text);
      // What is copied again is said again only where the text is another.
      said.textContent = said.textContent === COPIED ? `${COPIED}\u00a0` : COPIED;
    } catch {
      // Where the browser lets no page write there, the visitor can copy it from the field of the dialog.
      prompt(COPY, text);
    }
  };
  const acts = {
    "copy-link": async () => copy(await address()),
    present: async () => (await loadExport()).present(link()),
    print: async () =>
      (await loadExport()).printSheet({
        link: link(),
        address: await address(),
        language: element.shadowRoot.querySelector(".root > [lang]").lang,
        name: element.prefill?.company || element.prefill?.name || "",
      }),
    "from-to": async () => (await loadExport()).showBetween(link()),
    "show-code": async () => (await loadExport()).showCode(await address()),
    "copy-csv": async () => copy(await (await loadExport()).textOf(link(), "csv")),
    "copy-markdown": async () => copy(await (await loadExport()).textOf(link(), "markdown")),
    more: () => {},
  };
  for (const [id, act] of Object.entries(acts)) {
    const button = document.querySelector(`#${id}`);
    button.disabled = false;
    button.onclick = async () => {
      button.closest("[popover]")?.hidePopover();
      try {
        await act();
      } catch (error) {
        await failed(error);
      }
    };
  }
  addEventListener("keydown", (event) => {
    // While a text is composed, keys go to whatever composes it.
    if (event.key !== PRESENT_KEY || event.isComposing || event.keyCode === 229) return;
    if (document.querySelector("dialog[open]")) return;
    event.preventDefault();
    document.querySelector("#present").click();
  });
  // It is true of one link alone.
  for (const event of ["plan-answers", "plan-view"]) element.addEventListener(event, () => (said.textContent = ""));
}
