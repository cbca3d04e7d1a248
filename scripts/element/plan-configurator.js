// The class of <plan-configurator>. wasm-bindgen cannot extend HTMLElement, so this small module stands around the
// WebAssembly: it downloads what is needed, shows the app, hands on what the host says, and takes the app out with the element.
//
// The build puts texts of locales/ and their LANGUAGE in place of names in capitals: LOADING here, and others in the files beside it.
import { whenLeft, whenSeen } from "./attention.js";
import { entries } from "./entries.js";
import { clear, explained, showFailure, showPlainPage } from "./failure.js";
import { APP, CONTENT_FILE, DEFERRED_FILE, ENDPOINT_URL, STYLE_FILE } from "./files.js";
import { make } from "./make.js";
import { addOrigin, originOf } from "./origin.js";
import { SETTINGS, isPlain, prefillEntries } from "./settings.js";
import { refocus } from "./refocus.js";
import { start, textOf } from "./start.js";
import { isKept } from "./kept.js";
import { keepTyping } from "./typing.js";
import { importVerified, sheet } from "./verified.js";
import { answerEntries } from "./wire.js";

const TAG = "plan-configurator";

/**
 * Shows a company's plans, asks what a visitor needs, recommends the plan that fits, and sends the request for one.
 *
 * @element plan-configurator
 *
 * @attr {string} catalog - URL, relative to the page, of a catalogue, compiled or as JSON; or the id of one that the script's server has. Without it, the one that the script stands with.
 * @attr {string} endpoint - URL, relative to the page, where requests are posted. Without it, `api/plan-requests` beside the loader.
 * @attr {string} lang - BCP 47 tag, or a tag as systems write it: which of the catalogue's translations. Without it, the catalogue's own language.
 * @attr {"light" | "dark" | "auto"} [theme=auto] - Light or dark colours, or what the visitor's system says.
 * @attr {string} plans - Ids, separated by spaces or commas: which plans, and in what order. Without it, all.
 * @attr {string} show - Any of `questions`, `comparison`, `hours` and `request`, separated by spaces or commas. Without it, all.
 * @attr {string} plan - Id of the plan that is preselected; the request form is open for it.
 * @attr {string} current-plan - Id of the plan that the visitor has, or `none`: that one is theirs, and others are told beside it. Without it, the visitor says it where the catalogue asks.
 * @attr {string} period - Id of the billing period that prices are told for, such as `year`. Without it, what the catalogue says.
 * @attr {string} currency - Code of the currency that prices are told in, such as `EUR`. Without it, the catalogue's first.
 * @attr {string} family - Id of the family of plans that is shown. Without it, the catalogue's first.
 * @attr {"1" | "2" | "3" | "4" | "5" | "6"} heading-level - The level of its first heading; the others follow. Without it, 1.
 * @attr {string} campaign - What led the visitor here, as a query such as `utm_source=mail&utm_campaign=may`; told with a request. Without it, what the page's address says.
 * @attr {string} campaign-names - Names of the page's address that are told with a request beside `utm_*`, separated by spaces or commas.
 * @attr {string} variant - At most 40 characters: which of two pages it is, where a test of both runs; told with a request and in every event.
 * @attr {string} time-zone - IANA name of the zone in which times are shown. Without it, the browser's.
 *
 * @prop {string | readonly string[] | null} plans - Which plans, and in what order; null for all.
 * @prop {string | readonly ("questions" | "comparison" | "hours" | "request")[] | null} show - Which parts; null for all.
 * @prop {object | null} catalogData - A catalogue as an object, in the form of its JSON.
 * @prop {Readonly<Record<string, string | readonly string[] | number | boolean | null>>} answers - What the visitor needs, by the questions' ids; null where they are not sure; and beside them `period` and `currency`. Reading gives the current answers.
 * @prop {string} view - What is shown of the answers and the plans, as readable text. Setting it shows that, and nothing else that was chosen.
 * @prop {{ readonly name?: string, readonly email?: string, readonly company?: string } | null} prefill - Who asks, where the host knows.
 *
 * @fires {CustomEvent<{ version: 1, variant?: string, catalog: { id: string, version: string } }>} plan-ready - A catalogue is shown for the first time and can be used.
 * @fires {CustomEvent<{ version: 1, variant?: string }>} plan-view-shown - Half of the element, or half a window of it, was in sight for the first time.
 * @fires {CustomEvent<{ version: 1, variant?: string, answers: Record<string, string | string[] | number | boolean | null> }>} plan-answers - The visitor changed an answer.
 * @fires {CustomEvent<{ version: 1, variant?: string, question: string, answered: boolean }>} plan-question-left - The visitor turned from a question that they had touched to something else.
 * @fires {CustomEvent<{ version: 1, variant?: string }>} plan-view - Through the visitor, `view` is another.
 * @fires {CustomEvent<{ version: 1, variant?: string, plan: string | null, fits: boolean }>} plan-advice - What is recommended changed through the visitor.
 * @fires {CustomEvent<{ version: 1, variant?: string, plan: string }>} plan-select - The visitor chose a plan to request.
 * @fires {CustomEvent<{ version: 1, variant?: string, plan: string }>} plan-request-start - The visitor sent the form.
 * @fires {CustomEvent<{ version: 1, variant?: string, plan: string }>} plan-request-sent - The request is stored.
 * @fires {CustomEvent<{ version: 1, variant?: string, plan: string, reason: "offline" | "server" | "refused" }>} plan-request-failed - The request is not stored.
 * @fires {CustomEvent<{ version: 1, variant?: string, code: "attribute-invalid" | "answers-invalid" | "prefill-invalid" | "catalog-unreachable" | "catalog-invalid" | "start-failed", message: string, reason?: string, problems?: string[] }>} plan-error - A value was refused, or something could not be loaded.
 */
export class PlanConfigurator extends HTMLElement {
  static observedAttributes = Object.keys(SETTINGS);
  /** The address of the script that it comes from. */
  static address = import.meta.url;

  /** The container of the page: at first what came with the document, or a notice that the plans are loading. */
  #container;
  /** The app, from its start on, and whether it is shown. It keeps what was entered while the element is nowhere. */
  #app;
  #isShown = false;
  /** The control that has the focus; or the function that gives it back, once the element is put back. */
  #focused;
  /** When the form was opened first, by the clock of events. */
  #opened;
  /** The last good value of each attribute. */
  #settings = {};
  #catalogData;
  #prefill;
  /** Entries for the app once it has started: by name a value, and the function that reports its refusal. */
  #unsaid = new Map();
  #isWatched = false;
  /** Counts the loads, since only the last one counts. */
  #loads = 0;

  connectedCallback() {
    if (!this.#container) this.#place();
    // Before there was this class the host may have set properties, which now hide those of the class.
    for (const name of Object.keys(this)) {
      if (!(name in PlanConfigurator.prototype)) continue;
      const value = this[name];
      delete this[name];
      this[name] = value;
    }
    if (!this.#app) this.#load();
    else if (!this.#isShown) {
      // An open form takes the focus as it is shown.
      const giveBack = this.#focused;
      this.#mount([]);
      giveBack?.(this.shadowRoot);
    }
  }

  disconnectedCallback() {
    // What is put elsewhere at once only moves.
    queueMicrotask(() => this.isConnected || this.#unmount());
  }

  connectedMoveCallback() {}

  attributeChangedCallback(name, _, text) {
    const [read, rule] = SETTINGS[name];
    const before = this.#settings[name];
    const refuse = () => {
      this.#settings[name] = before;
      this.#report("attribute-invalid", `${name}="${text}" is not ${rule}`);
    };
    // Frameworks set "" to take an attribute back.
    const value = text ? read(text) : "";
    if (value === undefined) {
      refuse();
      if (name !== "catalog" || this.#app || before) return;
    }
    // No other offer is shown in place of one that cannot be found.
    this.#settings[name] = value ?? text;
    if (/^(theme|show|heading)/.test(name)) this.#mark();
    else if (name.startsWith("campaign")) return;
    else if (name === "catalog") this.#load();
    else if (name === "lang") this.#load(true);
    else if (name === "plans") this.#app && (this.#apply() || refuse());
    else this.#say(name, value, refuse);
  }

  /** A catalogue as an object, in place of one at an address. */
  get catalogData() {
    return this.#catalogData;
  }

  set catalogData(data) {
    // No other offer is shown in place of one that cannot be read.
    if (data != null && !isPlain(data) && (this.#app || this.#catalogData)) {
      this.#report("catalog-invalid", "catalogData is not an object");
      return;
    }
    this.#catalogData = data ?? undefined;
    this.#load();
  }

  /** The answers, by question: a choice's id or a list of those, a number, true or false, or null where one is not sure. */
  get answers() {
    return this.#app?.facts().answers ?? {};
  }

  set answers(answers) {
    const refuse = (at) =>
      this.#report("answers-invalid", `answers${at} is not an answer of the catalogue`);
    const given = answers ?? {};
    if (isPlain(given)) this.#say(WIRE_ANSWER, answerEntries(given).flat(), (question) => refuse(`["${question}"]`));
    else refuse("");
  }

  /** The choices of view: plans and their order, rows, explanations, severity, moment and zone, as text. What cannot be shown is left out. */
  get view() {
    return this.#app?.facts().view ?? "";
  }

  set view(view) {
    this.#say("view", view);
  }

  /** The person who asks, where the host knows them: the texts `name`, `email` and `company`. What the visitor typed stays. */
  get prefill() {
    return this.#prefill;
  }

  set prefill(prefill) {
    const pairs = prefillEntries(prefill ?? {});
    if (!pairs) {
      this.#report("prefill-invalid", "prefill is not made of the texts name, email and company");
      return;
    }
    this.#prefill = prefill ?? undefined;
    for (const [name, value] of pairs) this.#say(name, value);
  }

  /** Hands on what the host says, now or as soon as there is an app. */
  #say(name, value, refuse) {
    if (!this.#app) {
      this.#unsaid.set(name, [value, refuse]);
      return;
    }
    if (name === WIRE_ANSWER) {
      const refused = this.#app.answer(value);
      if (refused !== undefined) refuse(refused);
    } else if (!this.#app.enter(name, value)) {
      refuse?.();
    }
  }

  /** Loads what is to be shown, and shows it. Where that fails, what is shown stays. `isKept` says that it is the same catalogue. */
  async #load(isKept) {
    if (!this.#container) return;
    const load = ++this.#loads;
    const isLast = () => load === this.#loads && this.isConnected;
    const data = this.#catalogData;
    const { catalog: url, lang = "" } = this.#settings;
    const isOwn = data !== undefined || Boolean(url);
    const refused = [];
    const note = ({ blockedURI }) => refused.push(blockedURI);
    document.addEventListener("securitypolicyviolation", note);
    this.#container.ariaBusy = "true";
    if (!this.#app) this.#wait(isOwn);
    try {
      const app = start(APP);
      const deferred = (isOwn || lang) && importVerified(DEFERRED_FILE);
      const content = deferred
        ? deferred.then((it) => it.contentOf(this, isKept, data, url, lang, app, start, textOf, refused))
        : textOf(CONTENT_FILE);
      const [glue, text] = await Promise.all([app, content]);
      if (!isLast()) return;
      const isShown = isKept && this.#app ? this.#apply(text) : this.#show(glue, text);
      if (!isShown) throw (await deferred).ofAnotherVersion(data);
    } catch (error) {
      if (this.#app) error.code ??= "catalog-unreachable";
      const failure = await explained(error, refused);
      if (!isLast()) return;
      const { code, message, reason, problems } = failure;
      this.#report(code, message, problems ? { problems } : reason && { reason });
      if (this.#app) return;
      showFailure(this.#container, failure, () => this.#load());
      // Not the built-in offer in place of the host's, and not twice.
      if (isOwn || this.querySelector("[data-offer]")) return;
      await showPlainPage(this.#container, this.#settings.endpoint || ENDPOINT_URL, this.#unsaid);
    } finally {
      document.removeEventListener("securitypolicyviolation", note);
      if (load === this.#loads) this.#container.ariaBusy = null;
    }
  }

  /** Shows that the plans are loading, unless what came with the document can be read meanwhile: it is the built-in offer. */
  #wait(isOwn) {
    const page = this.#container.querySelector("[data-offer]");
    if (page) page.hidden = isOwn;
    if ((page && !isOwn) || this.#container.querySelector(".loading")) return;
    this.#container.prepend(make("p", { className: "loading", role: "status", textContent: LOADING }));
  }

  /** Shows a catalogue, with the plans that the host names where it has those. False where it cannot be read. */
  #show(glue, content) {
    const { plans } = this.#settings;
    if (!this.#apply(content, glue)) {
      this.#settings.plans = "";
      if (!this.#apply(content, glue)) {
        this.#settings.plans = plans;
        return false;
      }
      this.#report("attribute-invalid", `plans="${plans}" is not ${SETTINGS.plans[1]}`);
    }
    const { id, version } = this.#app.facts();
    this.#tell("plan-ready", { catalog: { id, version } });
    if (!this.#isWatched) whenSeen(this, () => this.#tell("plan-view-shown"));
    this.#isWatched = true;
    return true;
  }

  /** Shows a catalogue, or the same one again where none is given, as the attributes say. False where it cannot be. */
  #apply(content, glue) {
    const { catalog, plans = "", lang = "", endpoint } = this.#settings;
    if (this.#app) return this.#app.show(content, plans, lang);
    this.#app = glue.Configurator.make(content, plans, lang);
    if (!this.#app) return false;
    this.#app.enter("endpoint", endpoint || ENDPOINT_URL);
    const entered = entries(this.#container);
    // What came with the document is another offer, be they called the same.
    if (catalog || this.#catalogData) this.#container.replaceChildren();
    for (const [name, said] of this.#unsaid) {
      // What the visitor picked before stays.
      const isSame = ([entry]) => (name === WIRE_ANSWER ? entry.startsWith(name) : entry === name);
      if (!entered.some(isSame)) this.#say(name, ...said);
    }
    this.#unsaid.clear();
    this.#mount(entered);
    return true;
  }

  /** Shows the app in place of what stands there, and lets it know what was entered in that. */
  #mount(entered) {
    clear(this.#container);
    // What the host put into the element stood for the app.
    this.shadowRoot.querySelector("slot")?.remove();
    this.#app.mount(this.#container, entered.flat());
    this.#isShown = true;
    this.#follow();
  }

  #unmount() {
    this.#focused &&= refocus(this.#focused);
    if (this.#isShown) this.#app.unmount();
    this.#isShown = false;
  }

  /** Finds the container that came with the document, or makes one. */
  #place() {
    const root = this.shadowRoot ?? this.attachShadow({ mode: "open" });
    let container = root.querySelector(".root");
    if (!container) {
      container = make("div", { className: "root", lang: LANGUAGE });
      root.append(sheet(STYLE_FILE), container, make("slot"));
    }
    for (const type of ["keydown", "keypress", "keyup"]) root.addEventListener(type, keepTyping);
    root.addEventListener("plan-sending", ({ target, detail, timeStamp }) => {
      this.#opened ??= timeStamp;
      this.#follow(target, detail);
    });
    root.addEventListener("focusin", ({ target }) => (this.#focused = target));
    // Taken out of the page, it has lost the focus as well, and gets it back.
    root.addEventListener("focusout", () => queueMicrotask(() => this.isConnected && (this.#focused = root.activeElement)));
    whenLeft(root, (question) => {
      const answer = this.#app?.facts().answers[question];
      if (this.#app) this.#tell("plan-question-left", { question, answered: answer != null });
    });
    // Before the app hears of it, and where there is none.
    root.addEventListener("submit", ({ target, timeStamp }) => this.#sayOrigin(target.elements[WIRE_HONEYPOT], timeStamp), true);
    root.addEventListener("formdata", ({ formData }) => addOrigin(formData, this.#origin()));
    this.#container = container;
    this.#mark();
  }

  /** Has a script follow how a request gets on, which is fetched once a form is open, or where a request is kept in this browser. */
  #follow(target, detail) {
    const endpoint = this.#settings.endpoint || ENDPOINT_URL;
    const told = [this, this.#container, this.#app, endpoint, target, detail];
    // Without it the form is sent all the same.
    if (detail || isKept(endpoint)) importVerified(DEFERRED_FILE).then((it) => it.follow(...told)).catch(() => {});
  }

  /** Sets the attributes that the style sheet depends on. */
  #mark() {
    if (!this.#container) return;
    const { theme, show, "heading-level": level } = this.#settings;
    if (level) importVerified(DEFERRED_FILE).then((it) => it.levelHeadings(this.#container, +level));
    this.#container.dataset.theme = theme || "auto";
    if (show) this.#container.dataset.show = show;
    else delete this.#container.dataset.show;
  }

  #origin() {
    return originOf(this.#settings, this.dataset.page);
  }

  /** Lets the app know where the visitor came from, what stands in the field that people do not see, and for how long the form was open. */
  #sayOrigin(honeypot, now) {
    if (!honeypot) return;
    // What the host fills in is sent as soon as it is seen. No more is told than the least time: what is the same is sent as the same.
    const open = this.#prefill ? undefined : Math.min(WIRE_LEAST_FORM_OPEN, Math.round(now - this.#opened));
    const said = { ...this.#origin(), [WIRE_HONEYPOT]: honeypot.value || undefined, [WIRE_FORM_OPEN]: open };
    this.#app?.enter("origin", JSON.stringify(said));
  }

  #report(code, message, more) {
    console.warn(`plan-configurator: ${message}`);
    this.#tell("plan-error", { code, message, ...more });
  }

  #tell(name, detail) {
    const { variant } = this.#settings;
    const common = { version: WIRE_EVENT_VERSION, ...(variant && { variant }) };
    this.dispatchEvent(new CustomEvent(name, { detail: { ...common, ...detail }, bubbles: true, composed: true }));
  }
}

for (const attribute of Object.keys(SETTINGS)) {
  // `lang` is every element's already.
  if (attribute in PlanConfigurator.prototype) continue;
  const property = attribute.replace(/-(.)/, (_, letter) => letter.toUpperCase());
  Object.defineProperty(PlanConfigurator.prototype, property, {
    get() {
      return this.getAttribute(attribute);
    },
    set(value) {
      if (value == null) this.removeAttribute(attribute);
      else this.setAttribute(attribute, value);
    },
  });
}

// Of several scripts on a page the first one serves all.
const first = customElements.get(TAG);
if (first) console.warn(`${TAG}: ${import.meta.url} is not used, since ${first.address ?? "another script"} came first`);
else customElements.define(TAG, PlanConfigurator);
