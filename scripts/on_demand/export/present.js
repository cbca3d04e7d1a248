// The presentation: one slide a screen, by keys or by buttons, and a second window that follows.

import { make } from "../../element/make.js";
import { button, fragment, openDialog } from "./dialog.js";
import { codeOf, made, styled } from "./module.js";
import { notes } from "./notes.js";

/** The channel between windows of one page. */
const CHANNEL = `plan-configurator ${location.pathname}`;

/** The query of a window that follows, which is also its first message. */
const FOLLOWS = "follow";

/** How long the tools stay when nobody uses them, in milliseconds. */
const IDLE = 2000;

let isPresenting = false;

/** Presents what a link opens, in this window alone and in those that follow it; one presentation at a time. */
export async function present(link) {
  if (isPresenting) return;
  isPresenting = true;
  try {
    await begin(link);
  } catch (error) {
    isPresenting = false;
    throw error;
  }
}

async function begin(link) {
  const stage = new Stage();
  await Promise.all([stage.show({ link, slide: 0 }), styled()]);
  const channel = new BroadcastChannel(CHANNEL);
  const tell = () => channel.postMessage(stage.state);
  channel.onmessage = ({ data }) => data === FOLLOWS && tell();
  const change = (state) => stage.show({ ...stage.state, ...state }).then(tell);
  const step = (by) => change({ slide: stage.next(by) });
  const focus = (at) => change({ plan: stage.state.plan === at ? undefined : at });
  const toggle = () => change({ differences: !stage.state.differences });

  const noted = notes();
  noted.hidden = true;
  const keys = make("ul", { className: "present__keys", hidden: true });
  keys.append(...KEYS.split("\n").map((textContent) => make("li", { textContent })));
  const flip = (part) => {
    part.hidden = !part.hidden;
    part.querySelector("textarea")?.focus();
  };
  const differences = button(DIFFERENCES, toggle);
  const next = Object.assign(button(NEXT, () => step(1)), { autofocus: true });
  const bar = make("div", { className: "present__bar" });
  bar.append(
    button(PREVIOUS, () => step(-1)),
    next,
    differences,
    button(SECOND_WINDOW, () => open(`?${FOLLOWS}`, "", "popup")),
    button(NOTES, () => flip(noted)),
    button(KEYS_TITLE, () => flip(keys)),
    button(LEAVE, () => dialog.close()),
  );
  stage.onshow = () => (differences.ariaPressed = `${Boolean(stage.state.differences)}`);
  stage.onshow();
  const dialog = openDialog("present", stage.place, bar, keys, noted);
  dialog.ariaLabel = PRESENT;
  tell();
  let idle;
  const wake = () => {
    dialog.classList.remove("is-idle");
    clearTimeout(idle);
    idle = setTimeout(() => dialog.classList.toggle("is-idle", keys.hidden && noted.hidden), IDLE);
  };
  for (const event of ["pointermove", "pointerdown", "keydown", "focusin"]) dialog.addEventListener(event, wake);
  wake();

  dialog.addEventListener("keydown", (event) => {
    if (event.isComposing || event.target.matches("textarea") || event.altKey || event.ctrlKey || event.metaKey) return;
    const isOnButton = event.target.matches("button");
    const act = {
      ArrowRight: () => step(1),
      ArrowDown: () => step(1),
      PageDown: () => step(1),
      ArrowLeft: () => step(-1),
      ArrowUp: () => step(-1),
      PageUp: () => step(-1),
      Home: () => step(-stage.state.slide),
      End: () => step(stage.slides.length),
      d: toggle,
      n: () => flip(noted),
      "?": () => flip(keys),
      ...(isOnButton ? {} : { " ": () => step(1) }),
    }[event.key];
    if (act) act();
    else if (/^[1-5]$/.test(event.key)) focus(Number(event.key) - 1);
    else return;
    event.preventDefault();
  });
  // Escape first leaves the full screen, and no key tells so.
  const leave = () => document.fullscreenElement || dialog.close();
  document.documentElement.requestFullscreen?.().then(
    () => document.addEventListener("fullscreenchange", leave),
    // Where a browser lets no page fill the screen, the window is the screen.
    () => {},
  );
  dialog.addEventListener("close", () => {
    isPresenting = false;
    clearTimeout(idle);
    document.removeEventListener("fullscreenchange", leave);
    if (document.fullscreenElement) document.exitFullscreen();
    channel.close();
  });
}

/** Shows what another window of this page presents. */
export async function follow() {
  await styled();
  const stage = new Stage();
  stage.place.append(make("p", { textContent: FOLLOWING, role: "status" }));
  openDialog("present", stage.place).ariaLabel = PRESENT;
  const channel = new BroadcastChannel(CHANNEL);
  channel.onmessage = ({ data }) => data?.link !== undefined && stage.show(data);
  channel.postMessage(FOLLOWS);
}

/** Shows slides. */
class Stage {
  place = make("div", { className: "present__slide" });
  slides = [];
  state = { slide: 0 };
  onshow = () => {};

  /** Shows a state: a link, the place of a slide, perhaps the place of the plan in focus, and whether only differences are shown. */
  async show(state) {
    if (state.link !== this.state.link) this.slides = await made(state.link, (exported) => exported.slides());
    const isOther = state.link !== this.state.link || state.slide !== this.state.slide || !this.place.firstElementChild;
    this.state = state;
    if (isOther) {
      this.place.replaceChildren(fragment(this.slides[state.slide]), this.#count());
      await this.#addCode();
    }
    this.place.classList.toggle("is-only-different", Boolean(state.differences));
    const heads = [...this.place.querySelectorAll("thead [data-plan]")].map((cell) => cell.dataset.plan);
    const focused = heads[state.plan];
    for (const cell of this.place.querySelectorAll("[data-plan]")) {
      cell.classList.toggle("is-focused", cell.dataset.plan === focused);
      cell.classList.toggle("is-dimmed", focused !== undefined && cell.dataset.plan !== focused);
    }
    this.onshow();
  }

  /** The slide so many steps on, without those of which nothing is shown. */
  next(by) {
    const last = this.slides.length - 1;
    const to = Math.min(Math.max(this.state.slide + by, 0), last);
    if (!this.state.differences) return to;
    const shows = (slide) => !this.slides[slide].includes("<tr") || this.slides[slide].includes("is-different");
    const way = Math.sign(by);
    for (let slide = to; slide >= 0 && slide <= last; slide += way) if (shows(slide)) return slide;
    return this.state.slide;
  }

  /** The code that opens what is presented, on the slide that has a place for it. */
  async #addCode() {
    const place = this.place.querySelector(".slide__code");
    if (!place) return;
    const link = await made(this.state.link, (exported) => exported.link());
    const html = await codeOf(new URL(`${location.pathname}#${link}`, location.href).href, CODE_LABEL);
    if (html) place.replaceChildren(fragment(html));
  }

  #count() {
    const textContent = `${this.state.slide + 1} / ${this.slides.length}`;
    return make("p", { className: "present__count", textContent, role: "status" });
  }
}
