// Real clicks and keys on a page, and what each of them costs.

import { setTimeout as sleep } from "node:timers/promises";

import { median, quantile } from "./statistics.mjs";
import { work } from "./visit.mjs";

/** Milliseconds that an input is given, transitions and all; and that the pointer takes to arrive, and to press. */
const QUIET = 400;
const ARRIVAL = 100;
const PRESS = 100;
/** Inputs before those that count. */
const FIRST = 2;
/** What is not reported took less than this, and counts as this much. */
const LEAST_REPORTED = 16;

/**
 * Clicks these choices in turn, by their labels, with the mouse. Each click must change the text of what `selector` finds, in
 * the first frame after it. Gives of one click
 *
 * - `frame`: milliseconds from the input's own time until the first frame after it is painted, as far as the main thread goes;
 *   what is waited for the frame to begin is in it. Median.
 * - `event`: the longest event of the interaction until the next frame is on the screen, as Event Timing has it (in steps of
 *   8 ms). Median.
 * - `processor`: milliseconds of the main thread's tasks from the press until all is quiet again. Median.
 * - `styles` and `layouts`: passes of each from the release, which makes it a click, until all is quiet again. As many as nine
 *   clicks in ten need at most, since one more in every other click is too many, and one that a clock's tick adds is not.
 */
export function clicks(page, session, count, labels, selector) {
  return inputs(page, session, count, labels, selector, "click", async (label) => {
    const { x, y } = await page.evaluate(place, label);
    await page.mouse.move(x, y);
    await sleep(ARRIVAL);
    const before = await work(session);
    await page.mouse.down();
    await sleep(PRESS);
    const pressed = await work(session);
    await page.mouse.up();
    return { before, pressed };
  });
}

/** Presses these keys in turn, in what has the focus, and gives of one of them what `clicks` gives of a click. */
export function presses(page, session, count, keys, selector) {
  return inputs(page, session, count, keys, selector, "keydown", async (key) => {
    const before = await work(session);
    await page.keyboard.press(key);
    return { before, pressed: before };
  });
}

async function inputs(page, session, count, names, selector, event, act) {
  await page.evaluate(watchInputs, [event, selector, LEAST_REPORTED]);
  const costs = [];
  for (let input = 0; input < FIRST + count; input += 1) {
    const { before, pressed } = await act(names[input % names.length]);
    await sleep(QUIET);
    const after = await work(session);
    costs.push({
      processor: after.tasks - before.tasks,
      styles: after.styles - pressed.styles,
      layouts: after.layouts - pressed.layouts,
    });
  }
  const { frames, events, texts } = await page.evaluate(() => watched());
  if (frames.length !== costs.length) throw new Error(`${frames.length} of ${costs.length} inputs were painted in time`);
  const still = texts.findIndex((text, at) => at > 0 && text === texts[at - 1]);
  if (still > 0) throw new Error(`the frame after input ${still}, “${names[still % names.length]}”, shows nothing new`);
  const counted = costs.slice(FIRST);
  const each = (what) => counted.map((cost) => cost[what]);
  return {
    frame: median(frames.slice(FIRST)),
    event: median(events.slice(FIRST)),
    processor: median(each("processor")),
    styles: quantile(each("styles"), 0.9),
    layouts: quantile(each("layouts"), 0.9),
  };
}

// What follows runs in the page.

function place(label) {
  const found = choice(label);
  if (!found) throw new Error(`there is no “${label}”`);
  const { top, bottom } = found.getBoundingClientRect();
  if (top < 100 || bottom > innerHeight - 200) found.scrollIntoView({ block: "center", behavior: "instant" });
  const { x, y, width, height } = found.getBoundingClientRect();
  return { x: x + width / 2, y: y + height / 2 };
}

function watchInputs([event, selector, least]) {
  const [frames, texts, starts] = [[], [], []];
  // The longest event of each interaction.
  const longest = new Map();
  // The label's click and the one that it makes on its control have one time.
  let last = -1;
  const see = ({ timeStamp, isTrusted }) => {
    if (!isTrusted || timeStamp === last) return;
    last = timeStamp;
    requestAnimationFrame(() =>
      whenPainted((now) => {
        frames.push(now - timeStamp);
        starts.push(timeStamp);
        texts.push(content().querySelector(selector)?.innerText);
      }),
    );
  };
  addEventListener(event, see, { capture: true });
  const note = (entries) => {
    for (const { interactionId, startTime, duration } of entries) {
      if (interactionId === 0) continue;
      const known = longest.get(interactionId) ?? { start: 0, duration: 0 };
      longest.set(interactionId, { start: Math.max(known.start, startTime), duration: Math.max(known.duration, duration) });
    }
  };
  const observer = new PerformanceObserver((list) => note(list.getEntries()));
  observer.observe({ type: "event", durationThreshold: least });
  globalThis.watched = () => {
    removeEventListener(event, see, { capture: true });
    note(observer.takeRecords());
    observer.disconnect();
    const reported = [...longest.values()];
    // An interaction's last event is its click, whose time the click's own event has as well.
    const events = starts.map((start) => reported.find((seen) => Math.abs(seen.start - start) < 2)?.duration ?? least);
    return { frames, events, texts };
  };
}
