// Keeps the address and the page in step: the fragment is the link that opens what is shown. It is sent to no server.

import { PERSONAL, decoded, draftOf, partsOf } from "./link.js";

/** What of a link is the element's own, in attributes. */
const ATTRIBUTES = { lang: "language", theme: "theme" };

/** For how many milliseconds nothing more is to be written before a link is made whole: that takes longer than a frame. */
const QUIET = 2000;

/**
 * Opens what the address says, now and whenever one goes back or forward, and writes there what the visitor does. The app has
 * started. `handout` reads links and makes them whole; `tell` is called for each opened link: with the parts that could not be opened,
 * and with what changed in the catalogue since it was made.
 */
export async function followAddress(element, handout, tell) {
  const own = Object.keys(ATTRIBUTES).map((name) => [name, element.getAttribute(name)]);
  let opened = 0;
  let completing;

  /** Opens the address; at first beside what the visitor answered while the page was still loading. */
  const open = async (isFirst) => {
    const count = ++opened;
    const parts = partsOf(location.hash);
    if (!parts) return;
    const link = takePerson(element, parts);
    const read = link && (await (await handout()).readLink(link));
    if (count !== opened) return;
    for (const [name, before] of own) setAttribute(element, name, read?.[ATTRIBUTES[name]] ?? before);
    const early = isFirst ? element.answers : {};
    element.view = read?.view ?? "";
    element.answers = { ...read?.answers, ...early };
    if (Object.keys(early).length > 0) update("replaceState");
    // A link by hand becomes whole; one that tells something is kept as it is.
    else if (read && read.missing.length + read.changes.length === 0) write("replaceState", read.whole);
    tell(read?.missing ?? [], read?.changes ?? []);
  };

  /** Writes what is shown into the address; what it relies on comes into it when there is time. */
  const update = (how) => {
    const draft = draftOf(element);
    write(how, draft);
    if (!draft) return;
    const complete = async () => {
      if (location.hash !== `#${draft}`) return;
      const whole = await (await handout()).wholeLink(draft);
      if (location.hash === `#${draft}`) write("replaceState", whole);
    };
    // Without it the link opens the same, and tells less of what changes later.
    clearTimeout(completing);
    completing = setTimeout(() => idle(() => complete().catch(() => {})), QUIET);
  };

  let typedIn;
  const keepUp = () => {
    const { activeElement } = element.shadowRoot;
    const isTyping = activeElement?.matches("input:not([type=radio], [type=checkbox])");
    // While one types, each letter would be a step to go back.
    update(isTyping && activeElement === typedIn ? "replaceState" : "pushState");
    typedIn = isTyping ? activeElement : undefined;
  };
  const later = afterPaint(keepUp);
  for (const event of ["plan-answers", "plan-view"]) element.addEventListener(event, later);
  addEventListener("popstate", () => open(false).catch(tell.failed));
  if (location.hash) await open(true).catch(tell.failed);
  // What was answered while the page was still loading.
  else if (draftOf(element)) update("replaceState");
}

/** Takes out of a link for whom it was made, which leaves the address at once; gives the rest. */
function takePerson(element, parts) {
  const link = parts.filter(([key]) => !PERSONAL.includes(key));
  const text = link.map((part) => part.join("=")).join(";");
  if (link.length < parts.length) {
    const person = Object.fromEntries(
      parts.filter(([key]) => PERSONAL.includes(key)).map(([key, value = ""]) => [key, decoded(value)]),
    );
    element.prefill = person;
    const known = [person.name || person.email, person.company].filter(Boolean).join(", ");
    document.querySelector("#prepared").textContent = PREPARED.replace("{name}", () => known);
    write("replaceState", text);
  }
  return text;
}

const idle = (act) => (window.requestIdleCallback ?? setTimeout)(act);

/** Does something once after the next frame is shown: a browser takes longer to write an address than the page to follow an answer. */
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

function write(how, link) {
  // Without a fragment the address is the page's own.
  history[how](null, "", link ? `#${link}` : location.pathname + location.search);
}

function setAttribute(element, name, value) {
  if (value === null) element.removeAttribute(name);
  else if (value !== element.getAttribute(name)) element.setAttribute(name, value);
}
