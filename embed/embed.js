// Inside the frame: gives the element what the address says, and tells the page around the frame how high all of it is.
// docs/iframe.md describes the messages.

import { HEIGHT, HELLO, PAGE, VERSION } from "./messages.js";

// What a link may decide. Where requests are sent and what is offered is not among them.
const SAFE = ["lang", "theme", "plans", "show", "plan", "current-plan", "period", "currency", "family", "time-zone",
  "campaign", "campaign-names", "variant"];

const element = document.querySelector("plan-configurator");
const query = new URLSearchParams(location.search);
for (const name of SAFE) {
  if (query.has(name)) element.setAttribute(name, query.get(name));
}
// Scroll bars and the ground follow the element; what is no theme, the element refuses.
const theme = query.get("theme");
if (theme === "light" || theme === "dark") document.documentElement.style.colorScheme = theme;

/** Returns the origin that the browser says this page was opened from. */
function referrerOrigin() {
  const origin = document.referrer && new URL(document.referrer).origin;
  // From this site one also comes by a link within the frame, which says nothing of what is around it.
  return origin === location.origin ? undefined : origin;
}

/** Tells whether a message can be sent to an origin; "null" is what browsers call one without a name. */
const named = (origin) => (origin === "null" ? undefined : origin || undefined);

// The origin of the page around the frame, which is told the height; none as long as it is not known.
let origin = named(location.ancestorOrigins?.[0] ?? referrerOrigin());
let height;

// Where a visitor came from is the page around the frame, as far as the browser says it; one also comes by a link within the frame.
const isOwn = /\/(embed\.html|plan-requests)([?#]|$)/.test(document.referrer);
if (parent !== window) element.dataset.page = (!isOwn && document.referrer) || (origin ? `${origin}/` : "");

function tell() {
  if (origin && height) parent.postMessage({ type: HEIGHT, version: VERSION, height }, origin);
}

const measured = () => Math.ceil(document.body.getBoundingClientRect().height);

// A frame as high as its content has no edge of its own in sight, and nothing sticks in it: what is recommended now stands under the
// question that was answered, in sight, and a dialog opens beside what was pressed.
// The frame follows what it shows a moment later, and so it is one until it is given another height.
let isWhole = false;
addEventListener("resize", () => (isWhole = parent !== window && innerHeight >= measured()));

let answered;
document.addEventListener("input", (event) => (answered = event.composedPath()[0].closest(".question")), true);
document.addEventListener("plan-answers", () => {
  const root = element.shadowRoot;
  root.querySelector(".question__says")?.remove();
  const words = [...root.querySelectorAll(".pinned__plan > *")].map((word) => word.textContent);
  if (!answered?.isConnected || !isWhole || !words.at(-1)) return;
  const line = document.createElement("p");
  line.className = "question__says";
  line.textContent = words.join(": ");
  answered.append(line);
  // Nothing moves where it is in sight.
  line.scrollIntoView({ block: "nearest" });
});
document.addEventListener("click", ({ clientY, detail }) => {
  if (detail && isWhole) element.style.setProperty("--plan-from", `${Math.max(16, clientY - 160)}px`);
  else element.style.removeProperty("--plan-from");
}, true);

if (parent !== window) {
  new ResizeObserver(() => {
    isWhole ||= innerHeight >= measured();
    if (measured() === height) return;
    height = measured();
    tell();
  }).observe(document.body);

  // A host that listens says so: it may have come late, and where the browser says nothing, this is how its origin is known.
  addEventListener("message", (event) => {
    const { type, version, page } = event.data ?? {};
    if (event.source !== parent || version !== VERSION) return;
    if (type === PAGE && event.origin === origin) element.dataset.page = page;
    if (type !== HELLO) return;
    origin ??= named(event.origin);
    if (event.origin !== origin) return;
    // Nothing is observed while the frame is out of sight.
    height = measured();
    tell();
  });
}
