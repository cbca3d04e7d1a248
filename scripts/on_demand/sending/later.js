// The requests of one element that are not stored yet.

import { fillForm } from "./fill_form.js";
import { Place } from "./place.js";
import { answer, isRefusal, post, receiptIn, wantsProof } from "./post.js";
import { forget, found, isFresh, keep, kept } from "./storage.js";
import { addressOf, offerToTake, wayTo } from "./take.js";
import { filled, textsAt } from "./texts.js";
import { Wait, retryAt } from "./wait.js";
import { make } from "../../element/make.js";

/** What the app is told where the visitor stopped what it waits for. */
const STOPPED = 100;

/** How often what is kept is tried while a page is looked at, in milliseconds: a network may be back without the browser's knowing. */
const EVERY = 60_000;

export class Later {
  #element;
  #container;
  #prove;
  #app;
  #endpoint;
  #wait = new Wait();
  /** The form's last attempt: its key, its body, and when each was tried first, by key. */
  #attempt;
  #since = new Map();
  /** The keys of what was kept from this page's form, or brought back into it: what is stored of that form takes their place. */
  #own = new Set();
  /** The cards above the page, by key, each with a place. */
  #cards = new Map();
  /** Until when nothing is sent by itself, as the server asked. */
  #notBefore = 0;

  constructor(element, container, prove) {
    this.#element = element;
    this.#container = container;
    this.#prove = prove;
    // While the app waits for it: what is gone on with here is not done for the app.
    container.getRootNode().addEventListener("plan-sending", (event) => {
      if (!wantsProof(event.detail.response)) return;
      event.preventDefault();
      this.#sendProved(event.target, event.detail);
    });
    addEventListener("online", () => this.#sendAll());
    addEventListener("storage", () => this.#show());
    document.addEventListener("visibilitychange", () => document.hidden || this.#sendAll());
    setInterval(() => document.hidden || this.#sendAll(), EVERY);
    // The dialog of the form.
    container.addEventListener("close", () => this.#show(), true);
  }

  /** Takes in how far the form is. */
  follow(app, endpoint, target, detail) {
    const isFirst = !this.#app;
    this.#app = app;
    this.#endpoint = endpoint;
    const { stage, key, body, address, response } = detail ?? {};
    if (stage === "sending") {
      this.#wait.stop();
      this.#attempt = { key, body };
      if (!this.#since.has(key)) this.#since.set(key, Date.now());
      this.#place()?.say("");
    } else if (stage === "offline") this.#offerToKeep();
    else if (stage === "server") this.#waitFor(target, key, response);
    else if (stage === "sent") {
      forget(endpoint, [key, ...this.#own]);
      this.#own.clear();
    } else if (stage === "receipt") {
      offerToTake(target, address && addressOf(endpoint, address), this.#texts());
    }
    this.#show();
    if (isFirst) this.#sendAll();
  }

  /** Sends what stands in the form with a proof of work, and lets the app know what comes of it. */
  async #sendProved(form, { endpoint, key, body }) {
    const [app, place] = [this.#app, this.#place()];
    const reply = await this.#withProof(endpoint, { key, body }, place);
    if (reply === null) {
      app.reply(STOPPED, "");
      if (place?.hasFocus()) form.querySelector(".request__actions button:not([type])").focus();
      place?.say(place.failed ?? "");
      return;
    }
    const stage = !reply ? "offline" : receiptIn(reply) ? "sent" : "server";
    this.follow(app, endpoint, form, { stage, key, body, response: reply?.response });
    app.reply(reply?.status ?? 0, reply?.text ?? "");
  }

  /**
   * Sends a request with a proof of work. `place` is where the visitor is told of it, where they are. Gives the reply: nothing where none
   * came, and null where the visitor stopped it, or their browser cannot do it.
   */
  #withProof(endpoint, entry, place) {
    const post = (proof) => answer(endpoint, entry, proof);
    return this.#prove(endpoint, post, place, this.#texts().lang).catch(() => undefined);
  }

  #texts() {
    return textsAt(this.#container.querySelector(".page") ?? this.#container);
  }

  /** The place in the open form; none where no form is open. */
  #place() {
    const element = this.#container.querySelector(".request__later");
    if (!element) return undefined;
    element.place ??= new Place(element);
    return element.place;
  }

  #waitFor(form, key, response) {
    const [at, place] = [retryAt(response), this.#place()];
    if (at && place) this.#wait.start({ form, place, key, at, texts: this.#texts() });
  }

  #offerToKeep() {
    const texts = this.#texts();
    // What is kept already is told of in its place.
    if (!found(this.#endpoint, this.#attempt.key)) {
      this.#place()?.say(texts.kept_offer, [[texts.kept_keep, () => this.#keep()]]);
    }
  }

  #keep() {
    const { key, body } = this.#attempt;
    const plan = this.#container.querySelector("#request-plan")?.selectedOptions[0]?.textContent ?? "";
    const entry = { key, body, plan, since: this.#since.get(key) };
    if (!keep(this.#endpoint, entry, [...this.#own])) {
      this.#place()?.say(this.#texts().kept_impossible);
      return;
    }
    this.#own.clear();
    this.#own.add(key);
    this.#show();
  }

  /** Says what is kept: in the form where it is what that sent last, and else above the page. */
  #show() {
    if (!this.#app) return;
    const entries = kept(this.#endpoint);
    const form = this.#place();
    const inForm = form && entries.find(({ key }) => key === this.#attempt?.key);
    if (inForm) this.#tell(form, inForm);
    else if (form && form.entry) form.say("");
    if (form) form.entry = inForm;
    for (const [key, card] of this.#cards) {
      if (card.isReceipt || entries.some((entry) => entry.key === key && entry !== inForm)) continue;
      card.element.remove();
      this.#cards.delete(key);
    }
    for (const entry of entries) if (entry !== inForm) this.#tell(this.#card(entry.key), entry);
  }

  /** The card above the page that is about the request of a key. */
  #card(key) {
    if (!this.#cards.has(key)) {
      const { lang } = this.#texts();
      const element = make("div", { className: "card later", lang });
      this.#container.prepend(element);
      this.#cards.set(key, new Place(element));
    }
    return this.#cards.get(key);
  }

  /** Tells of a request that is kept, and what can be done with it. */
  #tell(place, entry) {
    const texts = this.#texts();
    const { key, plan, since, refused } = entry;
    const date = new Date(since).toLocaleString(texts.lang || undefined, { dateStyle: "long", timeStyle: "short" });
    const remove = [texts.kept_delete, () => this.#forget(key)];
    if (refused) {
      place.say(filled(texts.kept_refused, { plan, date }), [[texts.kept_open, () => this.#bringBack(entry)], remove]);
      return;
    }
    const text = isFresh(entry) ? texts.kept_waiting : texts.kept_old;
    place.say(filled(text, { plan, date }), [[texts.kept_send, () => this.#send(key, place)], remove]);
  }

  #forget(key) {
    forget(this.#endpoint, [key]);
    this.#own.delete(key);
    this.#place()?.say("");
    this.#show();
  }

  /** Sends by itself what may be. */
  #sendAll() {
    if (!navigator.onLine || Date.now() < this.#notBefore) return;
    for (const entry of kept(this.#endpoint)) if (isFresh(entry)) this.#send(entry.key);
  }

  /** Sends what is kept under a key. `place` is where the visitor asked for it, who is told what comes of it. */
  async #send(key, place) {
    const endpoint = this.#endpoint;
    const texts = this.#texts();
    place?.say(texts.kept_sending);
    const prove = (entry) => this.#withProof(endpoint, entry, place);
    await post(endpoint, key, prove, (reply, entry) => {
      if (reply === null) return;
      const receipt = reply && receiptIn(reply);
      if (receipt) {
        this.#received(entry, reply, receipt);
        forget(endpoint, [key]);
        return;
      }
      if (reply && isRefusal(reply)) {
        const { status, text } = reply;
        keep(endpoint, { ...entry, refused: { status, text } });
        if (this.#isInForm(key)) this.#app.reply(status, text);
        else if (!this.#place()) this.#bringBack(entry, reply);
        return;
      }
      this.#notBefore = retryAt(reply?.response) ?? 0;
      if (place) place.failed = reply ? texts.kept_not_stored : texts.kept_no_answer;
    });
    this.#show();
    if (place?.failed) {
      place.say(place.failed, [[texts.kept_send, () => this.#send(key, place)], [texts.kept_delete, () => this.#forget(key)]]);
      place.failed = undefined;
    }
  }

  /** Whether what the open form sent last has this key. */
  #isInForm(key) {
    return this.#place() && this.#attempt?.key === key;
  }

  /** Shows the receipt of a request that was kept: in place of the form that it was sent from, and else on a card of its own. */
  #received(entry, { status, text }, receipt) {
    this.#own.delete(entry.key);
    if (this.#isInForm(entry.key)) {
      this.#app.reply(status, text);
      return;
    }
    const texts = this.#texts();
    const card = this.#card(entry.key);
    card.isReceipt = true;
    const close = () => {
      this.#cards.delete(entry.key);
      card.element.remove();
    };
    card.say(filled(texts.kept_stored, { plan: entry.plan, reference: receipt.reference }), [[texts.kept_close, close]]);
    if (receipt.address) card.element.lastChild.before(wayTo(addressOf(this.#endpoint, receipt.address), texts));
  }

  /** Brings a request that was not accepted back into the form, with what is wrong. It stays kept until that is sent, or deleted. */
  async #bringBack(entry, reply = entry.refused) {
    this.#own.add(entry.key);
    await fillForm(this.#element, this.#container, this.#app, JSON.parse(entry.body));
    this.#app.reply(reply.status, reply.text);
    // The app marks what is wrong once it is its turn.
    await new Promise((resolve) => setTimeout(resolve));
    this.#container.querySelector(".request [aria-invalid=true]")?.focus();
    this.#show();
  }
}
