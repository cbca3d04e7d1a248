// Takes the README's picture: the page with some answers.

import { launchBrowser } from "../browser/chromium.mjs";
import { Server } from "../browser/server.mjs";
import { answerForBusiness } from "../browser/support.mjs";

const [server, browser] = await Promise.all([Server.start(), launchBrowser()]);
try {
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
  await page.goto(server.url);
  await answerForBusiness(page);
  await page.evaluate(() => document.querySelector("plan-configurator").shadowRoot.activeElement?.blur());
  await page.evaluate(() => scrollTo(0, 0));
  await page.screenshot({ path: process.argv[2] });
} finally {
  await browser.close();
  await server.remove();
}
