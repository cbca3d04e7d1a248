// Waiting as long as a server asks for, and trying again then.

import { filled } from "./texts.js";
import { make } from "../../element/make.js";

/** How often a request is tried again by itself. */
const TRIES = 3;

/** The longest that is waited for by itself, in milliseconds. What takes longer the visitor is told, and tries when they like. */
const LONGEST = 10 * 60 * 1000;

/** Replies that may say when to try again: too many requests, and not available. */
const WAITING = [429, 503];

/** When a response asks to be tried again, in milliseconds since 1970; undefined where it does not. */
export function retryAt(response) {
  if (!WAITING.includes(response?.status)) return undefined;
  const value = response.headers.get("retry-after")?.trim() ?? "";
  const at = /^\d+$/.test(value) ? Date.now() + value * 1000 : Date.parse(value);
  return Number.isNaN(at) ? undefined : Math.max(at, Date.now() + 1000);
}

/** What waits for one form. */
export class Wait {
  #timer;
  #counter;
  /** How often each request was tried by itself, by its key. */
  #tries = new Map();

  /** Says in `place` when the request of this key is tried again, counts down on the form's button, and sends the form then. */
  start({ form, place, key, at, texts }) {
    this.stop();
    const time = new Date(at).toLocaleTimeString(texts.lang || undefined, { hour: "numeric", minute: "2-digit", second: "2-digit" });
    const tries = this.#tries.get(key) ?? 0;
    if (at - Date.now() > LONGEST || tries >= TRIES) {
      place.say(filled(texts.kept_later, { time }));
      return;
    }
    this.#tries.set(key, tries + 1);
    const button = form.querySelector(".request__actions button:not([type])");
    // Read out once, in the sentence: a name that changes each second would be, too.
    this.#counter = make("span", { className: "request__countdown", ariaHidden: "true" });
    button.append(this.#counter);
    const giveUp = () => {
      if (!this.#counter) return;
      this.stop();
      place.say("");
    };
    place.say(filled(texts.kept_busy, { time }), [[texts.kept_stop, () => (giveUp(), button.focus())]]);
    // What the visitor changes is theirs to send.
    form.addEventListener("input", giveUp, { once: true });
    const tick = () => {
      const left = Math.max(0, Math.ceil((at - Date.now()) / 1000));
      this.#counter.textContent = ` ${Math.floor(left / 60)}:${`${left % 60}`.padStart(2, "0")}`;
      if (!form.isConnected) this.stop();
      else if (left === 0) {
        this.stop();
        form.requestSubmit();
      }
    };
    this.#timer = setInterval(tick, 1000);
    tick();
  }

  /** Waits no longer. */
  stop() {
    clearInterval(this.#timer);
    this.#counter?.remove();
    this.#counter = undefined;
  }
}
