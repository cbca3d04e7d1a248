// Whatever the window and the room that a host gives, an answer shows at once, in the window, which plan it leads to.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { Site, isMounted, openQuestions, product } from "./support.mjs";

const world = product();
const stranger = new Site();
before(() => stranger.listen());
after(() => stranger.close());

/** Widths of the window, each with a height. */
const WINDOWS = [
  ...[320, 360, 390, 480, 600, 700, 704, 760, 820, 900, 999, 1000, 1024, 1100, 1280, 1440, 1920].map((width) => [width, 800]),
  ...[[390, 600], [820, 500], [1024, 600], [1280, 600], [1366, 640], [1920, 560]],
];

/** Widths of what the element stands in, in a window of 1280 pixels. */
const ROOMS = [300, 360, 480, 600, 702, 704, 820, 900, 998, 1000, 1100, 1200];

/** Where the question stands in the window when it is answered. */
const PLACES = ["start", "center", "end"];

/** Which of all questions are answered, by their place: the first, one of those behind the fold in their middle, and the last. */
const QUESTIONS = [0, 6, 10];

/** Answers one question; gives what asks it. */
async function answer(view, at) {
  const question = view.locator(".question").nth(at);
  const choice = question.getByRole("radio").or(question.getByRole("checkbox")).last();
  if ((await choice.count()) > 0) await choice.check();
  else await question.getByRole("textbox").fill("3");
  return question;
}

/**
 * Tells whether something in the window names the recommended plan, or gives a reason for it, and nothing covers that: while the last
 * question leaves the window above, so does the head of the card beside it. Runs in the page with the element.
 */
const isSaid = (plan) => {
  const { shadowRoot } = document.querySelector("plan-configurator");
  const parts = [...shadowRoot.querySelectorAll(".advice h2, #request-recommended, .pinned b, .advice__reasons li > span")];
  const isSeen = (part) => {
    const { top, bottom, left, width, height } = part.getBoundingClientRect();
    if (height === 0 || top < 0 || bottom > innerHeight || !part.checkVisibility({ visibilityProperty: true })) return false;
    const found = shadowRoot.elementFromPoint(left + Math.min(width / 2, 20), top + height / 2);
    return part.contains(found);
  };
  return parts.filter(isSeen).some((part) => part.localName === "span" || part.textContent.includes(plan));
};

/**
 * Answers each question at each place of the window, and adds to `missed` where the plan is not seen then. The first of them fails the test;
 * the others are told beside it, and not waited for as long.
 */
async function findUnseen(page, name, missed) {
  for (const at of QUESTIONS) {
    for (const block of PLACES) {
      await page.evaluate(() => (document.querySelector("plan-configurator").answers = {}));
      await page.locator(".question").nth(at).evaluate((question, block) => question.scrollIntoView({ block }), block);
      const { y } = await page.locator(".question").nth(at).boundingBox();
      await answer(page, at);
      const plan = await page.locator(".strip .is-recommended .plan__name").textContent();
      const timeout = missed.length === 0 ? 30_000 : 2000;
      const isSeen = await page.waitForFunction(isSaid, plan, { timeout }).then(() => true, () => false);
      if (!isSeen) missed.push(`${name}, question ${at} at ${block} (${Math.round(y)})`);
    }
  }
}

test("on the product page, whatever the window", async (t) => {
  const page = await world.open(t);
  const missed = [];
  for (const [width, height] of WINDOWS) {
    await page.setViewportSize({ width, height });
    await findUnseen(page, `${width} x ${height}`, missed);
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), `nothing is wider than ${width}`);
  }
  assert.deepEqual(missed, []);
});

test("in the middle of a host's page, whatever the room", async (t) => {
  const page = await world.host(
    t,
    `<!doctype html><html lang="en"><title>Host</title><script type="module" src="/plan-configurator.js"></script>
      <style>body { margin: 0 } div { height: 700px }</style>
      <div>Before</div><main><plan-configurator></plan-configurator></main><div>After</div><div>And more</div></html>`,
    { width: 1280, height: 800 },
  );
  await isMounted(page);
  const missed = [];
  for (const width of ROOMS) {
    await page.locator("main").evaluate((room, width) => (room.style.width = `${width}px`), width);
    await findUnseen(page, `${width} of 1280`, missed);
  }
  assert.deepEqual(missed, []);
});

test("in a frame as high as its content, below the question that was answered", async (t) => {
  const page = await world.blank(t, { width: 1280, height: 800 });
  await page.goto(
    stranger.page(`<script type="module" src="${world.server.url}/plan-configurator-frame.js"></script>
      <style>body { margin: 0 } div { height: 700px }</style>
      <div>Before</div><iframe title="Plans" src="${world.server.url}/embed.html" style="border:0"></iframe><div>After</div>`),
  );
  const element = page.locator("iframe");
  const frame = await (await element.elementHandle()).contentFrame();
  await frame.locator(".strip button:enabled").first().waitFor();
  await element.evaluate((frame) => frame.scrollIntoView());
  await openQuestions(frame);
  /** Waits until the frame has this width, and is as high as its content: until then it is not known to be whole. */
  const isWhole = (width) =>
    frame.waitForFunction(
      (width) => innerWidth === width && innerHeight === Math.ceil(document.body.getBoundingClientRect().height),
      width,
    );
  const missed = [];
  for (const width of ROOMS) {
    await element.evaluate((frame, width) => (frame.style.width = `${width}px`), width);
    for (const at of QUESTIONS) {
      for (const block of PLACES) {
        await frame.evaluate(() => (document.querySelector("plan-configurator").answers = {}));
        await isWhole(width);
        await frame.locator(".question").nth(at).evaluate((question, block) => question.scrollIntoView({ block }), block);
        const question = await answer(frame, at);
        const line = question.getByText(/^Recommended: (MSA|Standard)/);
        await line.waitFor();
        // The browser scrolls by whole pixels.
        const isSeen = ({ y, height }) => y > -1 && y + height < 801;
        const most = missed.length === 0 ? 1800 : 120;
        let place;
        for (let frames = 0; frames < most && !(place && isSeen(place)); frames++) {
          await page.evaluate(() => new Promise(requestAnimationFrame));
          place = await line.boundingBox();
        }
        if (!isSeen(place)) missed.push(`${width}, question ${at} at ${block}: ${place.y} to ${place.y + place.height}`);
      }
    }
  }
  assert.deepEqual(missed, []);
});
