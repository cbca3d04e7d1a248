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

/** Tells whether a control is a field of the form that goes along; a consent does not: the newer page may ask for it in other words. */
const isOfForm = ({ name }) => WIRE_FIELDS.includes(name) && name !== "consent";

/** Tells whether a control's entry goes along. Answers do too, since there is no link where the app could not start. */
const goesAlong = (control) => control.name.startsWith(WIRE_ANSWER) || isOfForm(control);

const controls = ({ shadowRoot }) => [...shadowRoot.querySelectorAll("[name]")].filter(goesAlong);

const isTick = ({ type }) => /radio|checkbox/.test(type);

/** The texts typed into the form, by its fields' names: they are in the page only while the form is open. Without the plan, which opens it. */
const typed = new Map();

function remember(control) {
  if (isOfForm(control) && control.name !== "plan") typed.set(control.name, control.value);
}

/** Loads the page anew, with this link in its address, if any. What else was entered goes along with this one step of the visitor's. */
export function renew(element, link) {
  const isEntered = (control) => (isTick(control) ? control.checked : control.value);
  const shown = controls(element);
  const closed = [...typed].filter(([name, value]) => value && !shown.some((control) => control.name === name));
  const entered = [...shown.filter(isEntered).map(({ name, value }) => [name, value]), ...closed];
  try {
    if (!isRenewing()) history.replaceState({ entered }, "", link ? `#${link}` : location.href);
  } catch {
    // What was typed is lost where a browser lets no page write there now.
    if (link) location.hash = link;
  }
  location.reload();
}

/** Tells whether the page is about to be loaded anew: from then on nothing else may write an address, or a browser loses what goes along. */
export const isRenewing = () => history.state?.entered !== undefined;

/** Enters what was entered before the page was loaded anew, for the app to find it there as if it had been typed now; and begins to
 * remember what is typed. */
export function restore(element) {
  element.shadowRoot.addEventListener("input", ({ target }) => remember(target));
  element.addEventListener("plan-request-sent", () => typed.clear());
  const { entered } = history.state ?? {};
  if (!entered) return;
  history.replaceState(null, "", location.href);
  for (const control of controls(element)) {
    for (const [name, value] of entered) {
      if (control.name !== name) continue;
      if (isTick(control)) control.checked ||= control.value === value;
      else control.value = value;
      remember(control);
    }
  }
}
