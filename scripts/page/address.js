// Keeps the address and the page in step: the fragment is the link that opens what is shown. It is sent to no server.

import { draftOf, linkIn, withoutPerson } from "./link.js";
import { isRenewing } from "./renewal.js";
import { isVisible, sentenceWith } from "../on_demand/shown.js";

/** The keys of a link that are attributes of the element. */
const ATTRIBUTES = { lang: "language", theme: "theme" };

/** For how many milliseconds nothing more is to be written before a link is made whole: that takes longer than a frame. */
const QUIET = 2000;

/**
 * Opens what the address says, now and whenever one goes back or forward, and writes there what the visitor does. The app has
 * started. `loadExport` loads what reads links and makes them whole; `tell` is called for each opened link: with the parts that could not be opened,
 * and with what changed in the catalogue since it was made. `failed` is called with the error where a link cannot be read now.
 */
export async function followAddress(element, loadExport, tell, failed) {
  const own = Object.keys(ATTRIBUTES).map((name) => [name, element.getAttribute(name)]);
  let opened = 0;
  let completing;

  /** Opens the address, at first beside what the visitor answered while the page was still loading. Tells whether it is a link. */
  const open = async (isFirst) => {
    const count = ++opened;
    const { isSure, parts } = linkIn(location.hash) ?? {};
    if (!parts) return false;
    const { person, text } = withoutPerson(parts);
    if (!isSure && !text) return false;
    if (isSure) greet(element, person, text);
    const reading = text && loadExport().then(({ readLink }) => readLink(text));
    const read = await (isSure ? reading : reading.catch(() => undefined));
    if (count !== opened) return true;
    if (!isSure && !read?.isLink) return false;
    if (!isSure) greet(element, person, text);
    for (const [name, before] of own) setAttribute(element, name, read?.[ATTRIBUTES[name]] ?? before);
    const early = isFirst ? element.answers : {};
    element.view = read?.view ?? "";
    element.answers = { ...read?.answers, ...early };
    if (Object.keys(early).length > 0) update("replaceState");
    // A link by hand becomes whole; one that tells something is kept as it is.
    else if (read && read.missing.length + read.changes.length === 0) write("replaceState", read.whole);
    tell(read?.missing ?? [], read?.changes ?? []);
    return true;
  };

  /** Writes what is shown into the address; what it relies on comes into it when there is time. */
  const update = (how) => {
    const draft = draftOf(element);
    write(how, draft);
    if (!draft) return;
    const complete = async () => {
      if (written !== draft) return;
      const whole = await (await loadExport()).wholeLink(draft);
      if (written === draft) write("replaceState", whole);
    };
    // Without it the link opens the same, and tells less of what changes later.
    clearTimeout(completing);
    completing = setTimeout(() => idle(() => complete().catch(() => {})), QUIET);
  };

  let typedIn;
  let isStep = false;
  const keepUp = () => {
    const { activeElement } = element.shadowRoot;
    const isTyping = activeElement?.matches("input:not([type=radio], [type=checkbox])");
    // While one types, each letter would be a step to go back.
    update(isStep && !(isTyping && activeElement === typedIn) ? "pushState" : "replaceState");
    typedIn = isTyping ? activeElement : undefined;
    isStep = false;
  };
  const later = afterPaint(keepUp);
  // So would be each time that a key which is held repeats.
  let isHeld = false;
  for (const type of ["keydown", "keyup", "pointerdown"]) addEventListener(type, ({ repeat }) => (isHeld = repeat === true), true);
  const changed = () => {
    isStep ||= !isHeld;
    later();
  };
  for (const event of ["plan-answers", "plan-view"]) element.addEventListener(event, changed);
  addEventListener("popstate", () => {
    clearTimeout(refused?.timer);
    written = refused = undefined;
    open(false).catch(failed);
  });
  const isOther = location.hash === "" || (await open(true).catch(failed)) === false;
  // What was answered while the page was still loading.
  if (isOther && draftOf(element)) update("replaceState");
}

/** Shows for whom a link was made, which leaves the address at once. */
export function greet(element, person, link) {
  if (Object.keys(person).length === 0) return;
  element.prefill = person;
  const known = [[person.name, person.email].find(isVisible), person.company].filter(isVisible).join(", ");
  document.querySelector("#prepared").replaceChildren(...(known ? sentenceWith(PREPARED, known) : []));
  write("replaceState", link);
}

const idle = (act) => (window.requestIdleCallback ?? setTimeout)(act);

/** Calls a function after the next frame is shown: a browser takes longer to write an address than the page to follow an answer. */
function afterPaint(act) {
  let isComing = false;
  return () => {
    if (isComing) return;
    isComing = true;
    requestAnimationFrame(() =>
      setTimeout(() => {
        isComing = false;
        act();
      }),
    );
  };
}

/** The link that stands in the address, or will as soon as the browser lets it; undefined where that is not known. */
let written;

/** For how many milliseconds a browser is left alone that refused a new address. */
const REFUSED = 1000;

/** What the browser has not yet let stand in the address: how it is to be written, and the timer of the next attempt. */
let refused;

/** Writes a link into the address. Browsers allow so many writes in so many seconds: the last one is tried until it is let. */
function write(how, link) {
  written = link;
  if (!refused) attempt(how);
  // A step that was refused is still to be one.
  else if (how === "pushState") refused.how = how;
}

function attempt(how) {
  if (isRenewing()) return;
  // Without a fragment the address is the page's own.
  const address = new URL(written ? `#${written}` : location.pathname + location.search, location.href).href;
  try {
    history[how](null, "", address);
  } catch {
    // Safari refuses by an error, Chromium by doing nothing.
  }
  refused = location.href === address ? undefined : { how, timer: setTimeout(() => attempt(refused.how), REFUSED) };
}

function setAttribute(element, name, value) {
  if (value === null) element.removeAttribute(name);
  else if (value !== element.getAttribute(name)) element.setAttribute(name, value);
}
