// A browser that does not tell its time zone: hours are shown as they are published, until the visitor picks a zone.

import assert from "node:assert/strict";
import { test } from "node:test";

import { isMounted, product, zoneField } from "../support.mjs";

const world = product();

/** Opens the product page in a browser that says this of its own zone. */
async function open(t, zone) {
  const page = await world.blank(t, { now: "2026-11-30T15:00:00Z" });
  await page.addInitScript((zone) => {
    const { resolvedOptions } = Intl.DateTimeFormat.prototype;
    const Format = Intl.DateTimeFormat;
    const own = new WeakSet();
    // Only what is made without a zone has the browser's own.
    Intl.DateTimeFormat = function (locale, options) {
      const format = new Format(locale, { ...options, timeZone: options?.timeZone ?? "UTC" });
      if (options?.timeZone === undefined) own.add(format);
      return format;
    };
    Intl.DateTimeFormat.prototype = Format.prototype;
    Format.prototype.resolvedOptions = function () {
      const options = resolvedOptions.call(this);
      return own.has(this) ? { ...options, timeZone: zone } : options;
    };
  }, zone);
  await page.goto(world.server.url);
  await isMounted(page);
  return page;
}

for (const zone of ["Etc/Unknown", "", undefined, "Mars/Olympus_Mons"]) {
  test(`${zone === "" ? "an empty zone" : zone} is not the visitor's`, async (t) => {
    const page = await open(t, zone);
    await page.getByText("This browser does not tell your time zone, so hours are shown as they are published.").waitFor();
    await page.getByText("Change", { exact: true }).click();
    const field = page.getByLabel("Your time zone");
    assert.equal(await field.inputValue(), "");
    assert.equal(await field.getAttribute("aria-invalid"), null);
    assert.equal(await page.getByText(/in your time|your time;/).and(page.locator(":visible")).count(), 0);
    const plus = page.getByRole("group", { name: "MSA Plus" });
    await plus.getByText("around the clock").waitFor();

    await field.fill("Europe/Berlin");
    await field.blur();
    await plus.getByText("Open around the clock").waitFor();
    assert.equal(await page.getByText("This browser does not tell your time zone").count(), 0);
    await field.fill("");
    await field.blur();
    await page.getByText("This browser does not tell your time zone").waitFor();
    await plus.getByText("around the clock").waitFor();
  });
}

test("a zone that is none cannot be picked", async (t) => {
  const page = await world.open(t, { timezoneId: "Europe/Berlin" });
  await (await zoneField(page)).fill("Etc/Unknown");
  await (await zoneField(page)).blur();
  await page.getByText("“Etc/Unknown” is no time zone that this browser knows.").waitFor();
});
