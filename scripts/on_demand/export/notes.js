// The presenter's notes. They stay on this device, in this browser; no other window and no server gets them.

import { make } from "../../element/make.js";
import { button } from "./dialog.js";

const KEY = "plan-configurator.notes";

/** Makes a field for notes, with the ways to put them into a file and to take them out of one. */
export function notes() {
  const field = make("textarea", { className: "notes__field", value: kept(), rows: 6, ariaLabel: NOTES });
  field.oninput = () => keep(field.value);
  const file = make("input", { type: "file", accept: ".txt,.md,text/plain", hidden: true });
  file.onchange = async () => {
    if (!file.files[0]) return;
    field.value = await file.files[0].text();
    keep(field.value);
    file.value = "";
  };
  const bar = make("div", { className: "notes__bar" });
  bar.append(button(NOTES_EXPORT, () => save(field.value)), button(NOTES_IMPORT, () => file.click()), file);
  const all = make("div", { className: "notes" });
  all.append(field, bar);
  return all;
}

/** A browser may let a page keep nothing; the notes then last as long as the presentation. */
function kept() {
  try {
    return localStorage.getItem(KEY) ?? "";
  } catch {
    return "";
  }
}

function keep(text) {
  try {
    if (text) localStorage.setItem(KEY, text);
    else localStorage.removeItem(KEY);
  } catch {
    // As above.
  }
}

function save(text) {
  const href = URL.createObjectURL(new Blob([text], { type: "text/plain" }));
  make("a", { href, download: "notes.txt" }).click();
  URL.revokeObjectURL(href);
}
