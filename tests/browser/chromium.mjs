// Chromium: started once by the runner, and connected to by each test file.

import { chromium } from "playwright-core";

import { setting } from "./settings.mjs";

const FLAGS = [
  "--no-sandbox",
  "--headless",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

const options = (flags) => ({ executablePath: setting("CHROME"), args: [...FLAGS, ...flags] });

/** Starts a browser of its own, for what needs other flags or measures. */
export const launchBrowser = (flags = []) => chromium.launch(options(flags));

/** Starts the browser that all test files share; gives what has its address and closes it. */
export const launchSharedBrowser = () => chromium.launchServer(options([]));

/** Connects to the browser that all test files share. Closing the connection closes what was opened by it. */
export const sharedBrowser = () => chromium.connect(setting("PLAN_SHARED_BROWSER"));
