// A proof of work, in Firefox and in WebKit: made by each browser's own cryptography, on another site under the documented policy.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { policyFor } from "../documented_policy.mjs";
import { Server } from "../server.mjs";
import { setting } from "../settings.mjs";
import { Site } from "../support.mjs";
import { ENGINES } from "./engines.mjs";

const host = new Site();
let server;
before(async () => {
  await host.listen();
  server = await Server.start(undefined, ["--proof-of-work"]);
});
after(() => Promise.all([host.close(), server?.remove()]));

for (const { name, variable, launch } of ENGINES) {
  const skip = process.env[variable] === undefined && `${variable} is not set`;
  test(`${name} makes a proof on another site's page`, { skip }, async (t) => {
    const engine = await launch(setting(variable));
    const tab = await engine.open();
    t.after(async () => {
      const errors = await tab.close().finally(() => engine.close());
      assert.deepEqual(errors, []);
    });
    const policy = policyFor(server.url).replace("default-src 'none'", "default-src 'none'; img-src data:");
    const element = `<script type="module" src="${server.url}/plan-configurator.js"></script><plan-configurator plan="plus"></plan-configurator>`;
    await tab.goto(host.page(element, { "content-security-policy": policy }));
    await tab.until(() => {
      const { shadowRoot } = document.querySelector("plan-configurator") ?? {};
      return Boolean(shadowRoot?.querySelector(".root:not([aria-busy]) button.row"));
    });
    // What makes the proof is at work.
    await tab.until(() => document.querySelector("plan-configurator").shadowRoot.querySelector(".request__later [role=status]") !== null);
    await tab.type("textbox", "Your name", "Ada Lovelace");
    await tab.type("textbox", "Work email", "engine@example.com");
    await tab.type("textbox", "Company", "Analytical Engines");
    await tab.click("button", "Send request");
    const reference = await tab.until(() => {
      return document.querySelector("plan-configurator").shadowRoot.querySelector(".receipt__reference")?.textContent;
    });
    assert.equal(server.stored({ reference, email: "engine@example.com" }).length, 1);
  });
}
