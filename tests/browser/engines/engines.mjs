// Firefox and WebKit behind one small interface, so that one set of steps runs in both.
//
// A tab has `goto(url)`, `evaluate(function, ...args)`, `click(role, name)`, `type(role, name, text)`, `key(key)`, `until(function, ...args)`,
// `within(selector)` for the document in a frame, and `close()`. What is clicked and typed is real input, by the engine's own driver.

import { spawn } from "node:child_process";
import { once } from "node:events";
import { setTimeout as delay } from "node:timers/promises";

import puppeteer from "puppeteer-core";

import { freePort } from "../port.mjs";

/** How long a condition may take to hold, in milliseconds. */
const TIMEOUT = 30_000;

/** Each engine: its name, the variable that says where it is, and what starts it. */
export const ENGINES = [
  { name: "Firefox", variable: "FIREFOX", launch: launchFirefox },
  { name: "WebKit", variable: "WEBKIT_DRIVER", launch: launchWebKit },
];

/**
 * The element of this role and name that can be seen, in the document and its shadow roots. Null where there is none. Runs in the page.
 * A name is compared without the marks of a translator.
 */
function find(role, name) {
  const SELECTORS = {
    button: "button, summary",
    checkbox: "input[type=checkbox]",
    heading: "h1, h2, h3",
    radio: "input[type=radio]",
    textbox: "input:not([type=radio], [type=checkbox], [type=search]), textarea",
  };
  const text = (element) => (element?.textContent ?? "").replaceAll("§", "").replace(/\s+/g, " ").trim();
  const nameOf = (element) => {
    if (element.ariaLabel) return element.ariaLabel;
    const root = element.getRootNode();
    const labelledBy = element.getAttribute("aria-labelledby")?.split(" ");
    if (labelledBy) return labelledBy.map((id) => text(root.getElementById(id))).join(" ");
    return text(element.labels?.[0] ?? element);
  };
  const roots = [document];
  for (const root of roots) {
    for (const element of root.querySelectorAll("*")) if (element.shadowRoot) roots.push(element.shadowRoot);
    for (const element of root.querySelectorAll(SELECTORS[role])) {
      // A choice is seen by its label: the box itself is hidden beneath.
      if (nameOf(element) === name && (element.labels?.[0] ?? element).checkVisibility()) return element;
    }
  }
  return null;
}

/** What of a control is pressed: the label that hides it, where there is one. It is in sight then. Runs in the page. */
function pressed(element) {
  const target = (element.matches("[type=radio], [type=checkbox]") && element.labels?.[0]) || element;
  // WebKit's driver scrolls the window alone, and not the card.
  target.scrollIntoView({ block: "center" });
  return target;
}

/** Waits until `condition` gives something that is not null, false or undefined. */
async function eventually(condition, what) {
  const end = Date.now() + TIMEOUT;
  for (;;) {
    const found = await condition();
    if (found) return found;
    if (Date.now() > end) throw new Error(`waited in vain for ${what}`);
    await delay(50);
  }
}

async function launchFirefox(path) {
  const browser = await puppeteer.launch({ browser: "firefox", executablePath: path, headless: true, protocol: "webDriverBiDi" });
  return {
    async open() {
      const context = await browser.createBrowserContext();
      const page = await context.newPage();
      await page.setViewport({ width: 1280, height: 900 });
      const faults = [];
      page.on("pageerror", (error) => faults.push(error.message));
      return new FirefoxTab(page, page, async () => {
        await context.close();
        return faults;
      });
    },
    close: () => browser.close(),
  };
}

class FirefoxTab {
  #page;
  #frame;
  #end;

  constructor(page, frame, end) {
    [this.#page, this.#frame, this.#end] = [page, frame, end];
  }

  goto(url) {
    return this.#page.goto(url);
  }

  evaluate(act, ...args) {
    return this.#frame.evaluate(act, ...args);
  }

  until(condition, ...args) {
    return eventually(() => this.evaluate(condition, ...args), condition);
  }

  async #element(role, name) {
    return eventually(async () => (await this.#frame.evaluateHandle(find, role, name)).asElement(), `${role} "${name}"`);
  }

  async click(role, name) {
    const element = await this.#element(role, name);
    await (await element.evaluateHandle(pressed)).asElement().click();
  }

  async type(role, name, text) {
    await (await this.#element(role, name)).type(text);
  }

  key(key) {
    return this.#page.keyboard.press(key);
  }

  async within(selector) {
    const element = await eventually(() => this.#frame.$(selector), selector);
    const frame = await element.contentFrame();
    return new FirefoxTab(this.#page, frame, this.#end);
  }

  /** Closes it, and gives the errors that nothing caught. */
  close() {
    return this.#end();
  }
}

/** Its driver leads one browser at a time, and now and then waits for ever for the next one: so each tab has a driver of its own. */
async function launchWebKit(path) {
  // Its sandbox needs a kernel that lets users make namespaces, and no root.
  const env = { ...process.env, WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: "1" };
  const screen = ["-a", "-s", "-screen 0 1400x1100x24"];
  const running = new Set();
  return {
    async open() {
      const port = await freePort();
      // A group of its own, so that the screen, the driver and the browser end together.
      const driver = spawn("xvfb-run", [...screen, path, `--port=${port}`], { env, stdio: "ignore", detached: true });
      const ended = once(driver, "exit");
      const end = () => {
        running.delete(end);
        process.kill(-driver.pid, "SIGTERM");
        return ended;
      };
      running.add(end);
      const call = (method, address, body) => webdriver(`http://127.0.0.1:${port}`, method, address, body);
      await eventually(() => call("GET", "/status").then(() => true, () => false), "WebKitWebDriver");
      const alwaysMatch = { "webkitgtk:browserOptions": { args: ["--automation"] } };
      const { sessionId } = await call("POST", "/session", { capabilities: { alwaysMatch } });
      const session = (method, address, body) => call(method, `/session/${sessionId}${address}`, body);
      await session("POST", "/window/rect", { width: 1280, height: 900 });
      return new WebKitTab(session, [], end);
    },
    /** Ends what a test that failed left. */
    close: () => Promise.all([...running].map((end) => end())),
  };
}

const ELEMENT = "element-6066-11e4-a52e-4f735466cecf";

async function webdriver(origin, method, address, body) {
  const signal = AbortSignal.timeout(TIMEOUT);
  const response = await fetch(origin + address, { method, body: body && JSON.stringify(body), signal });
  const { value } = await response.json();
  if (!response.ok) throw new Error(`${method} ${address}: ${value.error}: ${value.message}`);
  return value;
}

class WebKitTab {
  #session;
  /** The selectors of the frames that lead to this document. */
  #path;
  #end;

  constructor(session, path, end) {
    [this.#session, this.#path, this.#end] = [session, path, end];
  }

  /** Makes the document the one that the driver speaks of. */
  async #enter() {
    await this.#session("POST", "/frame", { id: null });
    for (const selector of this.#path) {
      const element = await eventually(() => this.#run((selector) => document.querySelector(selector), selector), selector);
      await this.#session("POST", "/frame", { id: element });
    }
  }

  /** Runs a function in the page, which may give a promise; arguments and what it gives may be elements. */
  async #run(act, ...args) {
    const script = `const [done, ...args] = [arguments[arguments.length - 1], ...[...arguments].slice(0, -1)];
      Promise.resolve().then(() => (${act})(...args)).then((value) => done({ value }), (error) => done({ error: String(error) }));`;
    const { value, error } = await this.#session("POST", "/execute/async", { script, args });
    if (error) throw new Error(error);
    return value ?? undefined;
  }

  async goto(url) {
    await this.#session("POST", "/url", { url });
    await this.evaluate(() => {
      globalThis.uncaught = [];
      for (const kind of ["error", "unhandledrejection"]) {
        addEventListener(kind, ({ message, reason }) => globalThis.uncaught.push(message ?? String(reason)));
      }
    });
  }

  async evaluate(act, ...args) {
    await this.#enter();
    return this.#run(act, ...args);
  }

  until(condition, ...args) {
    return eventually(() => this.evaluate(condition, ...args), condition);
  }

  async #element(role, name) {
    await this.#enter();
    return eventually(() => this.#run(find, role, name), `${role} "${name}"`);
  }

  async click(role, name) {
    const element = await this.#run(pressed, await this.#element(role, name));
    // What moves while the page comes in is not there where the driver looks for it.
    const click = () => this.#session("POST", `/element/${element[ELEMENT]}/click`, {}).then(() => true);
    await eventually(() => click().catch(({ message }) => {
      if (!message.includes("not interactable")) throw new Error(message);
    }), `a click on ${role} "${name}"`);
  }

  async type(role, name, text) {
    const element = await this.#element(role, name);
    await this.#session("POST", `/element/${element[ELEMENT]}/value`, { text });
  }

  async key(key) {
    const value = { Enter: "\uE007", Escape: "\uE00C", Tab: "\uE004" }[key] ?? key;
    const actions = ["keyDown", "keyUp"].map((type) => ({ type, value }));
    await this.#session("POST", "/actions", { actions: [{ type: "key", id: "keyboard", actions }] });
  }

  async within(selector) {
    return new WebKitTab(this.#session, [...this.#path, selector], this.#end);
  }

  /** Closes it, and gives the errors that nothing caught since the last page was there; the driver tells none. */
  async close() {
    const faults = await this.evaluate(() => globalThis.uncaught);
    await this.#session("DELETE", "");
    await this.#end();
    return faults;
  }
}
