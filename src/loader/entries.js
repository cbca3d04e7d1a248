// What the visitor entered, read from the controls that stand there, so that another page can take this one's place.

/** The name and the value of every control that is filled in, ticked or open. */
export function entries(container) {
  const found = [];
  for (const control of container.querySelectorAll("[name]")) {
    if (isOn(control)) found.push([control.name, control.value]);
  }
  return found;
}

function isOn({ type, checked, ariaExpanded, selectedOptions, value }) {
  if (type === "radio" || type === "checkbox") return checked;
  if (type === "button") return ariaExpanded === "true";
  // What a list shows before anybody chose is no choice.
  if (selectedOptions) return !selectedOptions[0]?.defaultSelected;
  return type !== "hidden" && value !== "";
}

/** Remembers what has the focus; gives what gives it to the same control of another page. */
export function keepFocus(root) {
  const control = root.activeElement;
  if (!control) return () => {};
  const { id, name, value } = control;
  // Names and values are ids of the catalogue's and the app's own.
  const named = `[name="${name}"]`;
  const selector = id ? `#${id}` : `${named}[value="${value}"], select${named}`;
  const selection = [control.selectionStart, control.selectionEnd];
  return () => {
    const same = root.querySelector(selector);
    same?.focus({ preventScroll: true });
    // Fields of some types tell no selection.
    if (selection[0] != null) same?.setSelectionRange(...selection);
  };
}
