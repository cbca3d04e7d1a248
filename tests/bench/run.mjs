// Runs measurements that visit pages beside each other, and prints lines of a name and a number: the median of all rounds. In
// each round every page is visited in turn; ratios are of one round, and their median is printed. A browser may still be busy
// with the page that it has just left, so every other round goes the other way round. Before anything is measured, all pages must
// show the same.

import { parseArgs } from "node:util";

import { launchBrowser } from "../browser/chromium.mjs";
import { Server } from "../browser/server.mjs";
import { setting } from "../browser/settings.mjs";
import { makePages, PATHS } from "./pages.mjs";
import { checkSame } from "./same.mjs";
import { settle, visit } from "./visit.mjs";

/**
 * Runs the measurements that the command line names, or all of them, in as many rounds as each says itself or as `--rounds`
 * asks for. A measurement has `ROUNDS`, `round`, which visits every page once, and `lines`, which makes pairs of a name and a
 * number of all rounds. `profile` is what all of them visit the pages by.
 */
export async function run(profile, measurements) {
  const { values, positionals } = parseArgs({ options: { rounds: { type: "string" } }, allowPositionals: true });
  const named = positionals.length > 0 ? positionals : Object.keys(measurements);
  const unknown = named.filter((name) => !(name in measurements));
  if (unknown.length > 0) throw new Error(`there is no measurement ${unknown.join(", ")}`);

  const peers = { react: setting("PLAN_PEER_REACT"), solid: setting("PLAN_PEER_SOLID") };
  const [pages, browser] = await Promise.all([makePages(setting("PLAN_SITE"), peers), launchBrowser()]);
  const server = await Server.start(pages.folder);
  try {
    const at = (page) => server.url + PATHS[page];
    await checkSame(browser, at, Object.keys(peers));
    const tools = (index) => ({
      at,
      visit: (look) => visit(browser, profile, look),
      inTurn: (...pages) => (index % 2 === 0 ? pages : pages.toReversed()),
    });
    // The first visits are not counted: they also start what the browser starts once.
    for (const page of ["ours", ...Object.keys(peers)]) {
      await visit(browser, profile, (tab, session) => settle(tab, session, at(page)));
    }
    for (const name of named) {
      const { ROUNDS, round, lines } = measurements[name];
      const rounds = [];
      while (rounds.length < Number(values.rounds ?? ROUNDS)) rounds.push(await round(tools(rounds.length)));
      for (const [what, number] of lines(rounds)) console.log(`${name} ${what}: ${number.toFixed(3)}`);
    }
  } finally {
    await browser.close();
    await server.remove();
    await pages.remove();
  }
}
