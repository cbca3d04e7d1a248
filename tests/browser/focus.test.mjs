// Whoever goes through the page by keys sees where they are: what sticks hides no focus, not by a pixel, and leaves room for the rest.

import assert from "node:assert/strict";
import { test } from "node:test";

import { hoursAreTold, isMounted, product } from "./support.mjs";

const world = product();

const SIZES = [
  [1280, 720],
  [900, 900],
  [640, 480],
  [320, 256],
  [320, 200],
];

/** Opens the page with an answer, so that all is there that sticks. */
async function open(t, width, height) {
  const page = await world.blank(t, { width, height });
  await page.goto(`${world.server.url}/#v1;sev1-hours=always`);
  await isMounted(page);
  await page.locator(".is-recommended").first().waitFor({ state: "attached" });
  await hoursAreTold(page);
  return page;
}

/** What has the focus: its name, and how much of it is hidden, in the window's pixels. */
const focused = (page) =>
  page.evaluate(() => {
    const { shadowRoot } = document.querySelector("plan-configurator");
    const element = shadowRoot.activeElement;
    if (!element) return undefined;
    const { top, bottom, left, right } = element.getBoundingClientRect();
    const name = `${element.localName}.${element.className} "${(element.ariaLabel ?? element.textContent).trim().slice(0, 40)}"`;
    const hidden = [];
    if (bottom - top <= innerHeight && (top < 0 || bottom > innerHeight)) hidden.push(`from ${top} to ${bottom} of ${innerHeight}`);
    for (const sticky of shadowRoot.querySelectorAll(".table thead, .section, .picker, .pinned")) {
      if (sticky.contains(element) || !sticky.checkVisibility({ visibilityProperty: true })) continue;
      if (!["sticky", "fixed"].includes(getComputedStyle(sticky).position)) continue;
      const over = sticky.getBoundingClientRect();
      const width = Math.min(right, over.right) - Math.max(left, over.left);
      const height = Math.min(bottom, over.bottom) - Math.max(top, over.top);
      if (width > 1 && height > 0) hidden.push(`${height} below ${sticky.className || sticky.localName}`);
    }
    return { name, hidden, key: `${name} ${Math.round(top + scrollY)}` };
  });

for (const [width, height] of SIZES) {
  test(`at ${width} x ${height} no focus is hidden, forwards and backwards`, async (t) => {
    const page = await open(t, width, height);
    const hidden = [];
    const stops = { Tab: 0, "Shift+Tab": 0 };
    for (const key of ["Tab", "Shift+Tab"]) {
      await page.evaluate((isBack) => {
        const { shadowRoot } = document.querySelector("plan-configurator");
        const all = [...shadowRoot.querySelectorAll("button, a[href], input, select, summary")].filter((one) => one.checkVisibility({ visibilityProperty: true }));
        (isBack ? all.at(-1) : all[0]).focus();
      }, key === "Shift+Tab");
      for (let at = await focused(page); at && stops[key] < 150; at = await focused(page)) {
        stops[key] += 1;
        if (at.hidden.length > 0) hidden.push(`${key}: ${at.name}: ${at.hidden}`);
        await page.keyboard.press(key);
      }
    }
    assert.deepEqual(hidden, []);
    assert.ok(stops.Tab > 20 && stops["Shift+Tab"] > 20, JSON.stringify(stops));
    assert.ok(stops.Tab <= 70 && stops["Shift+Tab"] <= 70, JSON.stringify(stops));
  });

  test(`at ${width} x ${height} what sticks takes at most a third of the window`, async (t) => {
    const page = await open(t, width, height);
    await page.getByRole("button", { name: /^Severity Level : 3/ }).first().evaluate((row) => row.scrollIntoView({ block: "center" }));
    const taken = await page.evaluate(() => {
      const { shadowRoot } = document.querySelector("plan-configurator");
      let taken = 0;
      for (const sticky of shadowRoot.querySelectorAll(".table thead, .section, .picker, .pinned")) {
        if (!sticky.checkVisibility({ visibilityProperty: true }) || getComputedStyle(sticky).position !== "sticky") continue;
        const { top, bottom, height } = sticky.getBoundingClientRect();
        if (height > 4 && bottom > 0 && top < innerHeight) taken += sticky.matches(".section") && top > 200 ? 0 : height;
      }
      return taken / innerHeight;
    });
    assert.ok(taken <= (height < 320 ? 0 : 1 / 3), `${Math.round(taken * 100)} %`);
  });
}
