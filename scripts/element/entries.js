// What the visitor entered before the app came, read from the controls of the page that it adopts.

/**
 * Lists the name and the value of every control that is filled in or ticked, of those names that the visitor changed: what the page
 * assumes is nobody's entry. A name whose controls all were emptied has an empty value.
 */
export function entries(container) {
  const controls = [...container.querySelectorAll("[name]")];
  const changed = new Set(controls.filter(isChanged).map(({ name }) => name));
  return [...changed].flatMap((name) => {
    const on = controls.filter((control) => control.name === name && isOn(control));
    return on.length > 0 ? on.map(({ value }) => [name, value]) : [[name, ""]];
  });
}

const isChoice = ({ type }) => type === "radio" || type === "checkbox";

function isChanged(control) {
  if (isChoice(control)) return control.checked !== control.defaultChecked;
  // What a list shows before anybody chose is no choice.
  if (control.selectedOptions) return !control.selectedOptions[0]?.defaultSelected;
  return control.type !== "hidden" && control.value !== control.defaultValue;
}

const isOn = (control) => (isChoice(control) ? control.checked : control.value !== "");
