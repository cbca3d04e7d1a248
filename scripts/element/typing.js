// What is typed into the element's own text fields.

const FIELDS = "textarea, input:not([type=radio], [type=checkbox])";

/**
 * Keeps a printable key that goes into a text field within the element, so that no hot key of the host eats it. Combinations and all
 * other keys go on.
 */
export function keepTyping(event) {
  const { key, ctrlKey, altKey, metaKey, target } = event;
  // On some keyboards AltGraph is Ctrl and Alt, and what it types is a character.
  const isCombination = (ctrlKey || altKey || metaKey) && !event.getModifierState("AltGraph");
  if ([...(key ?? "")].length === 1 && !isCombination && target.matches(FIELDS)) event.stopPropagation();
}
