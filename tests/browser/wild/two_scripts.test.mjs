// Two copies of the script on one page, as a theme and a plugin bring them: the first serves all elements, and nothing breaks.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { Server } from "../server.mjs";
import { product } from "../support.mjs";
import { built, site, told, visit } from "./site.mjs";

const world = product();
const host = site();
let other;
before(async () => (other = await Server.start()));
after(() => other?.remove());

const module = (src) => `<script type="module" src="${src}"></script>`;

/** The second script, each time in another way; gives its address. */
const SECOND = {
  "the same one with a version in its address": () => `${world.server.url}/plan-configurator.js?ver=2`,
  "the one of another server": () => `${other.url}/plan-configurator.js`,
  "one of another build": async () => {
    const headers = { "content-type": "text/javascript", "access-control-allow-origin": "*" };
    return host.put("/build/plan-configurator.js", `${await built("plan-configurator.js")}\nglobalThis.isOther = true;\n`, headers);
  },
};

for (const [what, address] of Object.entries(SECOND)) {
  test(`${what} is not used, and one warning names both`, async (t) => {
    const first = `${world.server.url}/plan-configurator.js`;
    const second = await address();
    const bundle = host.put("/bundle.js", `import "${second}"; document.title = "The bundle went on";`, {
      "content-type": "text/javascript",
    });
    const page = await visit(
      t,
      world,
      host.page(`${module(first)}${module(bundle)}<plan-configurator></plan-configurator><plan-configurator></plan-configurator>`),
    );
    await page.waitForFunction(() => document.title === "The bundle went on");
    await page.getByRole("table").nth(1).waitFor();
    await page.getByRole("radio", { name: "100 to 499" }).first().check();
    await page.getByRole("heading", { name: "MSA Plus", level: 2 }).waitFor();
    assert.equal((await told(page, "plan-ready")).catalog.id, "msa");
    const both = page.warnings.filter((warning) => warning.includes(first) && warning.includes(second));
    assert.equal(both.length, 1, page.warnings.join("\n"));
    assert.equal(page.warnings.length, 1, page.warnings.join("\n"));
  });
}

test("another element of that name is left alone, and what follows goes on", async (t) => {
  const page = await visit(
    t,
    world,
    host.page(`<script>customElements.define("plan-configurator", class extends HTMLElement {})</script>
      <script type="module">import "${world.server.url}/plan-configurator.js"; document.title = "It went on";</script>
      <plan-configurator>Theirs</plan-configurator>`),
  );
  await page.waitForFunction(() => document.title === "It went on");
  assert.ok(await page.getByText("Theirs").isVisible());
  assert.match(page.warnings.join("\n"), /plan-configurator\.js is not used, since another script came first/);
});
