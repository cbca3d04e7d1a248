// Runs test files in one browser and on one server, which all of them share: `node tests/browser/run.mjs FILE...`.

import { spawn } from "node:child_process";
import { once } from "node:events";

import { launchSharedBrowser } from "./chromium.mjs";
import { Server } from "./server.mjs";

/** How many files run at a time: while one waits for the page, another one goes on. */
const AT_A_TIME = process.env.AT ?? 2;

const [server, browser] = await Promise.all([Server.start(), launchSharedBrowser()]);
try {
  const shared = {
    PLAN_SHARED_SERVER: server.url,
    PLAN_SHARED_DATABASE: server.database,
    PLAN_SHARED_BROWSER: browser.wsEndpoint(),
  };
  const flags = ["--test", "--test-reporter=tap", `--test-concurrency=${AT_A_TIME}`];
  const tests = spawn(process.execPath, [...flags, ...process.argv.slice(2)], { env: { ...process.env, ...shared }, stdio: "inherit" });
  const [code] = await once(tests, "exit");
  process.exitCode = code ?? 1;
} finally {
  await browser.close();
  await server.remove();
}
