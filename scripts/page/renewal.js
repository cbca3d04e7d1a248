// A newer build in the place of this one, whose files are gone while its page is still open.

/** Asks whether the server answers that a file of ours is there no longer. Some servers give a page of theirs for whatever is not there. */
export async function isGone(address) {
  try {
    const { status, headers } = await fetch(address, { method: "HEAD", cache: "no-store" });
    return status === 404 || status === 410 || /html/.test(headers.get("content-type"));
  } catch {
    return false;
  }
}

/** Tells whether a control is in no link. Answers are in both, since there is no link where the app could not start. */
const isInNoLink = ({ name }) => name.startsWith(WIRE_ANSWER) || WIRE_FIELDS.includes(name);

const controls = ({ shadowRoot }) => [...shadowRoot.querySelectorAll("[name]")].filter(isInNoLink);

const isTick = ({ type }) => /radio|checkbox/.test(type);

/** The texts typed into the form, by its fields' names: they are in the page only while the form is open. Without the plan, which opens it. */
const typed = new Map();

function remember({ target }) {
  const { name, value, checked } = target;
  if (WIRE_FIELDS.includes(name) && name !== "plan") typed.set(name, isTick(target) && !checked ? "" : value);
}

/** Loads the page anew, with this link in its address, if any. What else was entered goes along with this one step of the visitor's. */
export function renew(element, link) {
  const isEntered = (control) => (isTick(control) ? control.checked : control.value);
  const shown = controls(element);
  const closed = [...typed].filter(([name, value]) => value && !shown.some((control) => control.name === name));
  const entered = [...shown.filter(isEntered).map(({ name, value }) => [name, value]), ...closed];
  try {
    history.replaceState({ entered }, "", link ? `#${link}` : location.href);
  } catch {
    // What was typed is lost where a browser lets no page write there now.
    if (link) location.hash = link;
  }
  location.reload();
}

/** Enters what was entered before the page was loaded anew, for the app to find it there as if it had been typed now; and begins to
 * remember what is typed. */
export function restore(element) {
  element.shadowRoot.addEventListener("input", remember);
  element.addEventListener("plan-request-sent", () => typed.clear());
  const { entered } = history.state ?? {};
  if (!entered) return;
  history.replaceState(null, "", location.href);
  for (const control of controls(element)) {
    for (const [name, value] of entered) {
      if (control.name !== name) continue;
      if (isTick(control)) control.checked ||= control.value === value;
      else control.value = value;
      remember({ target: control });
    }
  }
}
