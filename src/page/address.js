// Keeps the address and the page in step: the fragment is the link that opens what is shown. It is sent to no server.

/** What a link may bring of the person for whom it was made. It fills the form in, and leaves the address at once. */
const PERSONAL = ["name", "email", "company"];

/** What of a link is the element's own, in attributes of the same names. */
const ATTRIBUTES = ["lang", "theme"];

/** What a link was made with, which opens nothing. */
const MADE_WITH = ["catalog", "rows", "was"];

/**
 * Opens what the address says, now and whenever one goes back or forward, and writes there what the visitor does. The app has
 * started. `tell` is called with the parts of each opened link that could not be opened.
 */
export function followAddress(element, tell) {
  const own = ATTRIBUTES.map((name) => element.getAttribute(name));
  const open = () => {
    const parts = partsOf(location.hash);
    if (!parts) return;
    const link = parts.filter(([key]) => !PERSONAL.includes(key));
    if (link.length < parts.length) {
      element.prefill = Object.fromEntries(parts.filter((part) => !link.includes(part)));
      write("replaceState", textOf(link));
    }
    const byKey = new Map(link);
    ATTRIBUTES.forEach((name, at) => setAttribute(element, name, byKey.get(name) ?? own[at]));
    element.link = textOf(link);
    const opened = new Set(partsOf(`#${element.link}`).map(meaning));
    const isOpen = (part) => part.length === 1 || MADE_WITH.includes(part[0]) || opened.has(meaning(part));
    tell(link.filter((part) => !isOpen(part)).map((part) => part.join("=")));
  };
  let typedIn;
  const keepUp = () => {
    const { activeElement } = element.shadowRoot;
    const isTyping = activeElement?.matches("input:not([type=radio], [type=checkbox])");
    // While one types, each letter would be a step to go back.
    write(isTyping && activeElement === typedIn ? "replaceState" : "pushState", element.link);
    typedIn = isTyping ? activeElement : undefined;
  };
  element.addEventListener("plan-link", afterPaint(keepUp));
  addEventListener("popstate", open);
  if (!location.hash) return;
  // What the visitor answered while the page was still loading stays.
  const early = element.answers;
  open();
  if (Object.keys(early).length > 0) {
    element.answers = { ...element.answers, ...early };
    write("replaceState", element.link);
  }
}

/** The parts of the link in a fragment, as key and value; none where it is something else, such as a place on the page. */
function partsOf(fragment) {
  const text = fragment.slice(1);
  if (text && !/^v\d+(;|$)|=/.test(text)) return undefined;
  const parts = text.split(";").filter(Boolean);
  return parts.map((part) => {
    const [key, ...value] = part.split("=");
    return value.length > 0 ? [key, decoded(value.join("="))] : [key];
  });
}

/** The same for two parts that say the same: a question may be named in two ways, and several values in any order. */
const meaning = ([key, value = ""]) => [key.replace(/^answer\./, ""), ...value.split(",").sort()].join();

/** The link of these parts. Values are written as they are, but for what would end them. */
function textOf(parts) {
  const encoded = (value) => value.replace(/[%;\s]/g, encodeURIComponent);
  return parts.map(([key, value]) => (value === undefined ? key : `${key}=${encoded(value)}`)).join(";");
}

/** A value without percent-encoding, where that can be read. */
function decoded(value) {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}

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
