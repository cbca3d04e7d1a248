// What a host or a link says, in the controls of the page without the app.

import { entries } from "../element/entries.js";
import { make } from "../element/make.js";

/** Puts values into the controls of these names, each a pair. What the visitor entered stays; what no control can hold is passed over. */
export function fillIn(container, said) {
  const entered = new Set(entries(container).map(([name]) => name));
  const told = said.filter(([name]) => !entered.has(name));
  // What the page assumes gives way.
  for (const control of container.querySelectorAll("input[checked]")) {
    if (told.some(([name]) => name === control.name)) control.checked = false;
  }
  for (const [name, value] of told) put(container, name, value);
}

function put(container, name, value) {
  const controls = [...container.querySelectorAll("[name]")].filter((control) => control.name === name);
  const choice = controls.find((control) => isChoice(control) && control.value === value);
  const field = controls.find((control) => !isChoice(control) && control.type !== "hidden");
  if (choice) choice.checked = true;
  else if (value === WIRE_NOT_SURE || value === WIRE_NOT_SURE_IN_FORMS) {
    if (field) field.value = "";
    keepNotSure(controls, name);
  }
  else if (field) field.value = value;
}

const isChoice = ({ type }) => type === "radio" || type === "checkbox";

/** Keeps that one is not sure, which no control shows: as a choice out of sight that is sent, and goes once the visitor answers. */
function keepNotSure(controls, name) {
  const question = controls[0]?.closest(".question");
  if (!question) return;
  // What a choice is called stands for that choice.
  const isTaken = controls.some((control) => isChoice(control) && control.value === WIRE_NOT_SURE_IN_FORMS);
  const value = isTaken ? WIRE_NOT_SURE : WIRE_NOT_SURE_IN_FORMS;
  const kept = make("input", { type: "radio", name, value, checked: true, hidden: true });
  kept.setAttribute("form", controls[0].getAttribute("form"));
  question.append(kept);
  question.addEventListener("input", () => kept.remove(), { once: true });
}
