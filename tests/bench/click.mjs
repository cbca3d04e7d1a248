// Prints lines of a name and milliseconds: from a click until the frame that shows what it does, median of 30, for some
// clicks; and last one frame here.

import { launchBrowser, Server } from "../browser/support.mjs";

const ROUNDS = 30;

// Two choices that are clicked in turn, and what shows that they were.
const CLICKS = [
  ["an answer", ["2 hours", "30 minutes"], ".advice h2"],
  ["another severity", ["Severity 1", "Severity 3"], "#week-start"],
  ["another moment", ["Friday 18:30", "Sunday 03:00"], "#week-business"],
  // The whole table is made anew.
  ["a plan compared or not", ["MSA Start", "MSA Start"], ".table thead"],
];

const [server, browser] = await Promise.all([Server.start(), launchBrowser()]);
try {
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 }, timezoneId: "Europe/Berlin" });
  await page.goto(server.url);
  await page.getByText("hours a week").first().waitFor();
  const frames = [];
  for (const [what, labels, shown] of CLICKS) {
    const [clicks, between] = await page.evaluate(
      async ([rounds, labels, selector]) => {
        const root = document.querySelector("plan-configurator").shadowRoot;
        const choices = labels.map((label) =>
          [...root.querySelectorAll("label")].find((choice) => choice.textContent === label).querySelector("input"),
        );
        const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
        const shown = () => root.querySelector(selector).textContent;
        const [clicks, frames] = [[], []];
        choices[1].click();
        for (let round = 0; round < rounds; round += 1) {
          const start = await frame();
          frames.push((await frame()) - start);
          const before = shown();
          const clicked = performance.now();
          choices[round % 2].click();
          // What is on its way to the screen is done when the next frame begins.
          const next = await frame();
          if (shown() === before) throw new Error(`the next frame does not show ${labels[round % 2]} yet`);
          clicks.push(Math.max(0, next - clicked));
        }
        return [clicks, frames];
      },
      [ROUNDS, labels, shown],
    );
    frames.push(...between);
    console.log(`${what}: ${median(clicks)}`);
  }
  console.log(`a frame: ${median(frames)}`);
} finally {
  await browser.close();
  await server.remove();
}

function median(values) {
  return values.sort((a, b) => a - b)[Math.floor(values.length / 2)].toFixed(2);
}
