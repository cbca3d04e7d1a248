// The page of `plan-server preview`: follows the file. No other page loads this.

const preview = document.querySelector("#preview");
const element = document.querySelector("plan-configurator");

/** How a part of the page is found in the element. */
const SELECTORS = {
  plan: (id) => `#plan-${id}`,
  row: (id) => `tr:has(> th [name="explain"][value="${id}"])`,
  question: (id) => `[part~="question"]:has([id="question-${id}-prompt"])`,
};

/** Outlines the parts that have problems, and leads to each. The element's own content stays as it is. */
function markParts() {
  const root = element?.shadowRoot;
  if (!root) return;
  const marked = [];
  for (const item of preview.querySelectorAll("[data-part]")) {
    const selector = SELECTORS[item.dataset.part](item.dataset.id);
    if (!root.querySelector(selector)) continue;
    marked.push(selector);
    const show = Object.assign(document.createElement("button"), { type: "button", textContent: preview.dataset.show });
    show.addEventListener("click", () => {
      const part = root.querySelector(selector);
      // It may stand behind a fold.
      for (let fold = part?.closest("details"); fold; fold = fold.parentElement?.closest("details")) fold.open = true;
      part?.scrollIntoView({ block: "center" });
    });
    item.firstElementChild.append(" ", show);
  }
  const rule = marked.length > 0 ? `@media screen { ${marked.join()} { outline: 3px dashed light-dark(#b3261e, #ff8a80); outline-offset: 3px } }` : "";
  marks.replaceSync(rule);
}

const marks = new CSSStyleSheet();
if (element?.shadowRoot) element.shadowRoot.adoptedStyleSheets.push(marks);

/** What is typed into the request form, by its fields' names: the page enters it again once it is loaded anew. Answers are in its address. */
const FIELDS = ["name", "email", "company", "message"];
const typed = new Map(history.state?.entered?.filter(([name]) => FIELDS.includes(name)));
element?.shadowRoot?.addEventListener("input", ({ target: { name, value } }) => FIELDS.includes(name) && typed.set(name, value));
element?.addEventListener("plan-request-sent", () => typed.clear());

function reload() {
  // With it the form is open again.
  const plans = [...(element?.shadowRoot?.querySelectorAll("[name=plan]") ?? [])];
  const plan = plans.find(({ type, checked, value }) => (/radio|checkbox/.test(type) ? checked : value));
  const entered = [...typed, ...(plan ? [["plan", plan.value]] : [])];
  if (entered.length > 0) history.replaceState({ entered }, "", location.href);
  location.reload();
}

/** What is said, as the server wrote it. */
let shown = preview.innerHTML;
markParts();

/** Shows what is said of the file by now. */
async function refresh() {
  const html = await (await fetch("/api/preview/panel")).text();
  const { children, innerHTML } = new DOMParser().parseFromString(html, "text/html").querySelector("#preview");
  if (innerHTML === shown) return;
  shown = innerHTML;
  const focused = preview.contains(document.activeElement);
  // What tells its changes to screen readers stays itself.
  const [status, ...others] = children;
  preview.firstElementChild.replaceChildren(...status.childNodes);
  while (preview.children.length > 1) preview.lastElementChild.remove();
  preview.append(...others);
  if (focused) preview.querySelector(".problems")?.focus();
  markParts();
}

const ended = (isEnded) => preview.querySelector("[data-ended]").toggleAttribute("hidden", !isEnded);

const events = new EventSource("/api/preview/events");
events.addEventListener("error", () => ended(true));
events.addEventListener("open", () => ended(false));
events.addEventListener("message", ({ data }) => (data === preview.dataset.content ? refresh() : reload()));

// The page and its bar end above what is said here.
if (element) {
  new ResizeObserver(() => {
    const height = `${preview.offsetHeight}px`;
    element.style.setProperty("--plan-bottom", height);
    document.documentElement.style.setProperty("--preview", height);
  }).observe(preview);
}
