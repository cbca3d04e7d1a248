// A site of somebody else's, on another origin than the product's, and visits to its pages.

import assert from "node:assert/strict";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { join } from "node:path";
import { after, before } from "node:test";

import { setting } from "../settings.mjs";
import { EVENTS } from "../support.mjs";

/** A site that serves what tests put there, while a file's tests run. */
export function site() {
  const files = new Map();
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url, "http://localhost");
    const { status = 404, headers, body } = files.get(pathname) ?? {};
    response.writeHead(status, { "content-type": "text/html; charset=utf-8", ...headers }).end(body);
  });
  before(async () => {
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
  });
  after(() => {
    server.closeAllConnections();
    server.close();
  });
  const put = (path, body, headers = {}, status = 200) => {
    files.set(path, { body, headers, status });
    return `http://127.0.0.1:${server.address().port}${path}`;
  };
  return {
    /** Serves something at a path, and gives its address. */
    put,
    /** Serves a page with this body at an address of its own, and gives that. `head` stands in its head. */
    page: (body, headers, head = "") =>
      put(
        `/${files.size}`,
        `<!doctype html><html lang="en"><head><meta charset="utf-8" /><title>Another site</title>
        <link rel="icon" href="data:," />${head}</head><body>${body}</body></html>`,
        headers,
      ),
  };
}

/**
 * Opens a page. In it, `events` holds the element's events, by name and detail. What the console warns of comes back with the page as
 * `warnings`. An uncaught error fails the test, and so does what the console reports as an error, unless it is `expected`.
 */
export async function visit(t, { browser }, url, { before, expected, width = 1280, ...options } = {}) {
  const viewport = { width, height: 900 };
  const context = await browser.newContext({ viewport, colorScheme: "light", reducedMotion: "reduce", ...options });
  const page = await context.newPage();
  const [uncaught, errors, warnings] = [[], [], []];
  page.on("pageerror", (error) => uncaught.push(error.message));
  page.on("console", (message) => {
    if (message.type() === "error") errors.push(message.text());
    if (message.type() === "warning") warnings.push(message.text());
  });
  t.after(async () => {
    await context.close();
    assert.deepEqual([uncaught, errors.filter((error) => !expected?.test(error))], [[], []]);
  });
  await page.addInitScript((names) => {
    globalThis.events = [];
    for (const name of names) document.addEventListener(name, ({ detail }) => globalThis.events.push([name, detail]));
  }, EVENTS);
  await before?.(page);
  await page.goto(url);
  return Object.assign(page, { warnings });
}

/** Waits for an event of the element's, and gives the detail of the first of its name. */
export async function told(page, name) {
  const found = await page.waitForFunction((name) => globalThis.events.find(([event]) => event === name)?.[1], name);
  return found.jsonValue();
}

/** A file of the built site, as text. */
export const built = (name) => readFile(join(setting("PLAN_SITE"), name), "utf8");

/** The two lines that marketing pastes, for the product at an address, with attributes and what stands in the element. */
export const twoLines = (home, attributes = "", content = "") =>
  `<script type="module" src="${home}/plan-configurator.js"></script>
  <plan-configurator ${attributes}>${content}</plan-configurator>`;

const snippetHtml = await built("plan-configurator.html");

/** The snippet as the build writes it where PLAN_URL says where the product is. */
export const snippet = (home) => snippetHtml.replaceAll(/ (href|src|action)="(?!https?:|#)(?=[^"])/g, ` $1="${home}/`);
