// Runs test files in one browser and on one server, which all of them share: `node tests/browser/run.mjs FILE...`.
// A file with a failed test runs once more, alone, on another server. What fails again is a failure; what passes then is named, to be mended.

import { once } from "node:events";
import { run } from "node:test";
import { tap } from "node:test/reporters";

import { launchSharedBrowser } from "./chromium.mjs";
import { Server } from "./server.mjs";

/** How many files run at a time: while one waits for the page, another one goes on. */
const AT_A_TIME = Number(process.env.AT ?? 2);

/** Runs test files and prints their results. Returns the names of failed tests by file. */
async function failures(files, concurrency) {
  const failed = new Map();
  const events = run({ files, concurrency });
  events.on("test:fail", ({ file, name, todo }) => {
    if (todo === undefined) failed.set(file, [...(failed.get(file) ?? []), name]);
  });
  const printed = events.compose(tap);
  printed.pipe(process.stdout, { end: false });
  await once(printed, "end");
  return failed;
}

const browser = await launchSharedBrowser();

/** Runs test files on a server of their own, whose database is empty: some count what they stored. */
async function onNewServer(files, concurrency) {
  const server = await Server.start();
  try {
    Object.assign(process.env, {
      PLAN_SHARED_SERVER: server.url,
      PLAN_SHARED_DATABASE: server.database,
      PLAN_SHARED_BROWSER: browser.wsEndpoint(),
    });
    return await failures(files, concurrency);
  } finally {
    await server.remove();
  }
}

try {
  const failed = await onNewServer(process.argv.slice(2), AT_A_TIME);
  const again = failed.size > 0 ? await onNewServer([...failed.keys()], 1) : failed;
  for (const [file, names] of failed) {
    const outcome = again.has(file) ? "failed twice" : "flaky: failed, then passed alone";
    console.error(`${outcome}: ${file}: ${names.join("; ")}`);
  }
  process.exitCode = again.size > 0 ? 1 : 0;
} finally {
  await browser.close();
}
