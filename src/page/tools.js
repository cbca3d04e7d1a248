// What one can do with the page as it is. These buttons stand in the page from the beginning, so that nothing moves.

import { importVerified } from "../loader/verified.js";
import { draftOf } from "./link.js";

/** Starts a presentation from anywhere on the page. */
const PRESENT_KEY = "F8";

const HANDOUT_FILE = { href: new URL(HANDOUT, import.meta.url).href, integrity: HANDOUT_HASH };

/** What is rarely asked for is loaded then. */
export const handout = () => importVerified(HANDOUT_FILE);

/** Makes the buttons work. `failed` is called with the error where one cannot. */
export function startTools(element, failed) {
  const said = document.querySelector("#said");
  const link = () => draftOf(element);
  const address = async () => new URL(`#${await (await handout()).wholeLink(link())}`, location.href).href;
  const copy = async (text) => {
    try {
      await navigator.clipboard.writeText(text);
      said.textContent = COPIED;
    } catch {
      // Where the browser lets no page write there, the visitor can copy it from the field of the dialog.
      prompt(COPY, text);
    }
  };
  const acts = {
    "copy-link": async () => copy(await address()),
    present: async () => (await handout()).present(link()),
    print: async () =>
      (await handout()).printSheet({
        link: link(),
        address: await address(),
        language: element.shadowRoot.querySelector(".root > [lang]").lang,
        name: element.prefill?.company || element.prefill?.name || "",
      }),
    "from-to": async () => (await handout()).showBetween(link()),
    "show-code": async () => (await handout()).showCode(await address()),
    "copy-csv": async () => copy(await (await handout()).textOf(link(), "csv")),
    "copy-markdown": async () => copy(await (await handout()).textOf(link(), "markdown")),
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
