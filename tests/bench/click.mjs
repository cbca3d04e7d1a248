// Prints two numbers in milliseconds: from an answer clicked until the frame that shows it, median of 30; and one frame here.

import { launchBrowser, Server } from "../browser/support.mjs";

const ROUNDS = 30;
const [server, browser] = await Promise.all([Server.start(), launchBrowser()]);
try {
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
  await page.goto(server.url);
  await page.getByRole("button", { name: "Clear all answers" }).waitFor();
  const times = await page.evaluate(async (rounds) => {
    const root = document.querySelector("plan-configurator").shadowRoot;
    const choices = ["2 hours", "30 minutes"].map((label) =>
      [...root.querySelectorAll("label")].find((choice) => choice.textContent === label).querySelector("input"),
    );
    const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
    const title = root.querySelector(".advice h2");
    const clicks = [];
    const frames = [];
    for (let round = 0; round < rounds; round += 1) {
      const start = await frame();
      frames.push((await frame()) - start);
      const before = title.textContent;
      const clicked = performance.now();
      choices[round % 2].click();
      // What is on its way to the screen is done when the next frame begins.
      const shown = await frame();
      if (title.textContent === before) throw new Error("the next frame does not show the answer yet");
      clicks.push(Math.max(0, shown - clicked));
    }
    const median = (values) => values.sort((a, b) => a - b)[Math.floor(values.length / 2)];
    return [median(clicks), median(frames)];
  }, ROUNDS);
  console.log(times.map((time) => time.toFixed(2)).join(" "));
} finally {
  await browser.close();
  await server.remove();
}
