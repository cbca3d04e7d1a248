// What one plan has in place of another.

import { make } from "../../element/make.js";
import { button, fragment, openDialog } from "./dialog.js";
import { made, styled } from "./module.js";

/** Shows how one plan differs from another, at first those that are compared. `link` opens what is shown. */
export async function showBetween(link) {
  const [{ plans, compared }] = await Promise.all([
    made(link, (exported) => ({ plans: exported.plans(), compared: exported.narrow_column_ids() })),
    styled(),
  ]);
  const told = make("div", { className: "from-to", role: "status" });
  const lists = [FROM, TO].map((label, at) => list(label, plans, compared[at]));
  const tell = async () => {
    const [from, to] = lists.map((label) => label.querySelector("select").value);
    told.replaceChildren(fragment(await made(link, (exported) => exported.between(from, to))));
  };
  const pick = make("div", { className: "from-to__plans" });
  pick.append(...lists);
  pick.onchange = tell;
  await tell();
  const dialog = openDialog("dialog dialog--wide card", pick, told, button(CLOSE, () => dialog.close()));
  dialog.ariaLabel = FROM_TO;
}

function list(text, plans, picked) {
  const select = make("select", { className: "dialog__input" });
  for (let at = 0; at < plans.length; at += 2) {
    const [value, textContent] = plans.slice(at, at + 2);
    select.append(make("option", { value, textContent, selected: value === picked }));
  }
  const label = make("label", { className: "dialog__field", textContent: text });
  label.append(select);
  return label;
}
