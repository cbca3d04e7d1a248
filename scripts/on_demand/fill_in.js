// What a host or a link says, in the controls of the page without the app.

import { entries } from "../element/entries.js";

/** Puts values into the controls of these names, each a pair. What the visitor entered stays; what no control can hold is passed over. */
export function fillIn(container, said) {
  const entered = new Set(entries(container).map(([name]) => name));
  for (const [name, value] of said) {
    if (!entered.has(name)) put(container, name, value === WIRE_NOT_SURE ? WIRE_NOT_SURE_IN_FORMS : value);
  }
}

function put(container, name, value) {
  const controls = [...container.querySelectorAll("[name]")].filter((control) => control.name === name);
  const isChoice = ({ type }) => type === "radio" || type === "checkbox";
  const choice = controls.find((control) => isChoice(control) && control.value === value);
  const field = controls.find((control) => !isChoice(control) && control.type !== "hidden");
  if (choice) choice.checked = true;
  else if (field) field.value = value;
}
