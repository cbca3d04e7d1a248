// Takes pictures of every state of the page, at five widths, light and dark: `node screens.mjs FOLDER [WORD...]`. Words pick states, widths
// and schemes by the pictures' names. `node screens.mjs --reference` takes the few anew that tests compare.

import { mkdir } from "node:fs/promises";
import { join } from "node:path";

import { launchBrowser } from "../browser/chromium.mjs";
import { renewReference } from "../browser/pictures.mjs";
import { Server } from "../browser/server.mjs";
import { CONTEXT, STATES, openState } from "../browser/states.mjs";

const [folder, ...words] = process.argv.slice(2);
const WIDTHS = [320, 390, 820, 1280, 1920];
const SCHEMES = ["light", "dark"];
/** How many pictures are taken at a time: while one waits for the page, another one goes on. */
const AT_A_TIME = 3;

const [server, browser] = await Promise.all([Server.start(), launchBrowser()]);
try {
  if (folder === "--reference") await renewReference(browser, server.url);
  else await takeAll();
} finally {
  await browser.close();
  await server.remove();
}

/** Takes every picture whose name holds one of the words, of which none is all. */
async function takeAll() {
  await mkdir(folder, { recursive: true });
  const all = Object.entries(STATES).flatMap(([name, state]) =>
    WIDTHS.flatMap((width) => SCHEMES.map((colorScheme) => ({ name: `${name}-${width}-${colorScheme}`, state, width, colorScheme }))),
  );
  const asked = all.filter(({ name }) => words.length === 0 || words.some((word) => name.includes(word)));
  const take = async () => {
    for (let one = asked.shift(); one; one = asked.shift()) await picture(one);
  };
  await Promise.all(Array.from({ length: AT_A_TIME }, take));
}

async function picture({ name, state, width, colorScheme }) {
  const path = join(folder, `${name}.png`);
  const viewport = { width, height: width < 500 ? 844 : 800 };
  const context = await browser.newContext({ ...CONTEXT, viewport, colorScheme, ...state.options });
  try {
    const page = await openState(context, server.url, state);
    await page.screenshot({ path, fullPage: !state.isWindow });
  } catch (error) {
    console.error(`${path}: ${error.message.split("\n")[0]}`);
    process.exitCode = 1;
  }
  await context.close();
}
