// The sheet that is left behind. It stands on the page only while it is printed, and nowhere but on paper.

import { make } from "../../element/make.js";
import { isVisible } from "../shown.js";
import { button, fragment, openDialog } from "./dialog.js";
import { made, styled } from "./module.js";

/** For how many days an offer usually holds. */
const DAYS = 30;

const day = (days) => new Date(Date.now() + days * 24 * 60 * 60 * 1000);

/** Asks for whom the sheet is and until when it holds, and prints it. `link` opens what is shown, and `address` is the whole address. */
export async function printSheet({ link, address, language, name }) {
  await styled();
  const form = make("form", { method: "dialog" });
  const prepared = field(form, SHEET_NAME, { type: "text", value: name, maxLength: 200, autocomplete: "off" });
  const until = field(form, SHEET_UNTIL, { type: "date", valueAsDate: day(DAYS) });
  const actions = make("div", { className: "dialog__actions" });
  actions.append(
    make("button", { className: "button button--s button--main", textContent: PRINT, value: "print" }),
    button(CANCEL, () => dialog.close()),
  );
  form.append(actions);
  const dialog = openDialog("dialog card", make("h2", { textContent: SHEET_TITLE }), form);
  await new Promise((resolve) => dialog.addEventListener("close", resolve));
  if (dialog.returnValue !== "print") return;

  const written = (date) => date?.toLocaleDateString(language, { dateStyle: "long", timeZone: "UTC" }) ?? "";
  const html = await made(link, (exported) =>
    exported.sheet(isVisible(prepared.value) ? prepared.value.trim() : "", written(day(0)), written(until.valueAsDate), address),
  );
  // Some browsers do not tell when they have printed.
  document.querySelectorAll(".printed-sheet").forEach((former) => former.remove());
  const sheet = make("div", { className: "printed-sheet" });
  sheet.append(fragment(html));
  document.body.append(sheet);
  addEventListener("afterprint", () => sheet.remove(), { once: true });
  print();
}

function field(form, label, properties) {
  const input = make("input", { className: "dialog__input", ...properties });
  const field = make("label", { className: "dialog__field", textContent: label });
  field.append(input);
  form.append(field);
  return input;
}
