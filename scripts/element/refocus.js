// The focus of an element that is taken out of the page and put back.

/** Makes a function that gives the focus back to the same control of a page that is shown anew, unless something outside of it has it by then. */
export function refocus({ id, name, value, selectionStart, selectionEnd }) {
  // Names and values are ids of the catalogue's and the app's own.
  const selector = id ? `#${id}` : `[name="${name}"][value="${value}"]`;
  return (root) => {
    const { activeElement, body } = document;
    const same = (activeElement === body || activeElement === root.host) && root.querySelector(selector);
    if (!same) return;
    same.focus({ preventScroll: true });
    // Fields of some types tell no selection.
    if (selectionStart != null) same.setSelectionRange(selectionStart, selectionEnd);
  };
}
