// What the visitor entered before the app came, read from the controls of the page that it adopts.

/** Lists the name and the value of every control that is filled in or ticked. */
export function entries(container) {
  const found = [];
  for (const control of container.querySelectorAll("[name]")) {
    if (isOn(control)) found.push([control.name, control.value]);
  }
  return found;
}

function isOn({ type, checked, selectedOptions, value }) {
  if (type === "radio" || type === "checkbox") return checked;
  // What a list shows before anybody chose is no choice.
  if (selectedOptions) return !selectedOptions[0]?.defaultSelected;
  return type !== "hidden" && value !== "";
}
