// What a letter costs on a phone in the name field of the form and in the search for rows, each where it opens over the page,
// beside a plain field that is appended to the same page. The keys are real ones.

import { setTimeout as sleep } from "node:timers/promises";

import { median, ratio } from "./statistics.mjs";
import { rest, settle } from "./visit.mjs";

/** What is typed, 30 letters; the field is emptied after each word. */
const WORDS = ["premium", "severity", "technical", "people"];
/** Milliseconds that a letter is given, with all that follows from it. */
const QUIET = 150;

/** Each field, what opens what it stands in, and what closes that again. */
const FIELDS = {
  plain: { of: (page) => page.locator("body > input"), open: null, close: null },
  name: { of: (page) => page.getByLabel("Your name"), open: "Request MSA Plus", close: "Cancel" },
  search: { of: (page) => page.getByRole("searchbox"), open: "Filter", close: "Done" },
};

export const ROUNDS = 5;

export function round({ visit, at, inTurn }) {
  return visit(async (page, session) => {
    await settle(page, session, at("ours"));
    await page.evaluate(answer);
    const press = (name) => name && page.getByRole("button", { name, exact: true }).click();
    const seen = {};
    for (const name of inTurn(...Object.keys(FIELDS))) {
      const { of, open, close } = FIELDS[name];
      const field = of(page);
      await press(open);
      await field.focus();
      await rest(page, session);
      await page.evaluate(watchLetters);
      await type(page, field);
      const letter = median(await page.evaluate(() => letters()));
      // To be traced costs time: the handlers are measured with letters of their own.
      seen[name] = { letter, handlers: median(await handlers(session, () => type(page, field))) };
      await press(close);
    }
    return seen;
  });
}

export function lines(rounds) {
  const of = (what) =>
    Object.keys(FIELDS).map((name) => [`${what}, ${name}`, median(rounds.map((round) => round[name][what]))]);
  const toPlain = ["name", "search"].map((name) => ratio(rounds, "letter", name, "plain"));
  return [...of("letter"), ...toPlain, ...of("handlers")];
}

async function type(page, field) {
  for (const word of WORDS) {
    for (const letter of word) {
      await page.keyboard.press(letter);
      await sleep(QUIET);
    }
    await field.fill("");
    await sleep(QUIET);
  }
}

/** Milliseconds of script, by letter: all that runs from one key to the next, as a trace of the page's main thread has it. */
async function handlers(session, type) {
  const events = [];
  const collect = ({ value }) => events.push(...value);
  session.on("Tracing.dataCollected", collect);
  const config = { includedCategories: ["devtools.timeline"], excludedCategories: ["*"] };
  await session.send("Tracing.start", { transferMode: "ReportEvents", traceConfig: config });
  await type();
  const complete = new Promise((resolve) => session.once("Tracing.tracingComplete", resolve));
  await session.send("Tracing.end");
  await complete;
  session.off("Tracing.dataCollected", collect);
  return scriptsByKey(events);
}

/** What runs script, each with all that it calls: listeners, and what they left for a microtask, a timer or a frame. */
const SCRIPTS = ["FunctionCall", "RunMicrotasks", "TimerFire", "FireAnimationFrame", "FireIdleCallback"];

function scriptsByKey(events) {
  const isKey = ({ name, args }) => name === "EventDispatch" && args.data?.type === "keydown";
  const first = events.find(isKey);
  if (!first) throw new Error("no key was traced");
  const own = events.filter(({ pid, tid }) => pid === first.pid && tid === first.tid);
  const keys = own.filter(isKey).map(({ ts }) => ts).toSorted((a, b) => a - b);
  const scripts = own.filter(({ name, dur }) => SCRIPTS.includes(name) && dur).toSorted((a, b) => a.ts - b.ts);
  const sums = keys.map(() => 0);
  let end = 0;
  for (const { ts, dur } of scripts) {
    // What runs within another was counted with that.
    if (ts < end) continue;
    end = ts + dur;
    // What empties the field comes long after a letter and is no letter's.
    const key = keys.findLastIndex((key) => key <= ts && ts < key + QUIET * 1000);
    if (key >= 0) sums[key] += dur / 1000;
  }
  return sums;
}

// What follows runs in the page.

function answer() {
  choice("100 to 499").click();
  document.body.append(document.createElement("input"));
}

/** Milliseconds of each letter, from the key's own time until the frame after what it typed is painted. */
function watchLetters() {
  const times = [];
  let pressed = 0;
  const press = ({ timeStamp, isTrusted, key }) => {
    if (isTrusted && key.length === 1) pressed = timeStamp;
  };
  const typed = () => {
    const since = pressed;
    pressed = 0;
    // The field is emptied without a key.
    if (since > 0) requestAnimationFrame(() => whenPainted((now) => times.push(now - since)));
  };
  addEventListener("keydown", press, { capture: true });
  addEventListener("input", typed, { capture: true });
  globalThis.letters = () => {
    removeEventListener("keydown", press, { capture: true });
    removeEventListener("input", typed, { capture: true });
    return times;
  };
}
