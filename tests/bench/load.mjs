// Prints lines of a name and a number: how our page loads and answers on a phone, beside the same page without scripts and
// the same page in React; and what a host's page loses by our element. Times are milliseconds and medians of all rounds. In
// each round every page is visited in turn; ratios are of one round, and their median is printed. A browser may still be busy
// with the page that it has just left, so every other round goes the other way round.

import { launchBrowser, Server, setting } from "../browser/support.mjs";
import { makePages, PATHS } from "./pages.mjs";
import { clicks, firstAnswer, paints, visit } from "./visit.mjs";

const ROUNDS = 7;
const CLICKS = 30;

const [pages, browser] = await Promise.all([makePages(setting("PLAN_SITE"), setting("PLAN_PEER")), launchBrowser()]);
const server = await Server.start(pages.folder);
try {
  // The first is not counted: it also starts what the browser starts once.
  await round(0);
  const rounds = [];
  while (rounds.length < ROUNDS) rounds.push(await round(rounds.length));
  print(rounds);
} finally {
  await browser.close();
  await server.remove();
  await pages.remove();
}

async function round(index) {
  const at = (page) => server.url + PATHS[page];
  const inTurn = (...pages) => (index % 2 === 0 ? pages : pages.toReversed());
  const seen = {};
  for (const page of inTurn("host", "embedding")) seen[page] = await visit(browser, (tab) => paints(tab, at(page)));
  const answers = {};
  for (const page of inTurn("ours", "react")) answers[page] = await visit(browser, (tab) => firstAnswer(tab, at(page)));
  for (const page of inTurn("static", "ours", "react")) {
    seen[page] = await visit(browser, async (tab) => {
      const painted = await paints(tab, at(page));
      // That it answers also shows that it was measured whole.
      return page === "static"
        ? painted
        : { ...painted, answer: answers[page], click: median(await clicks(tab, CLICKS)) };
    });
  }
  return seen;
}

function print(rounds) {
  const say = (what, number) => console.log(`${what}: ${number.toFixed(3)}`);
  const of = (page, what) => median(rounds.map((round) => round[page][what]));
  const ratio = (page, other, what) => median(rounds.map((round) => round[page][what] / round[other][what]));
  const most = (page, what) => Math.max(...rounds.map((round) => round[page][what]));
  for (const what of ["first", "largest"]) {
    for (const page of ["ours", "static", "react"]) say(`${what} paint, ${page}`, of(page, what));
    for (const other of ["static", "react"]) say(`${what} paint, ours to ${other}`, ratio("ours", other, what));
  }
  for (const page of ["ours", "static", "react"]) say(`shift, ${page}`, most(page, "shift"));
  for (const what of ["answer", "click"]) {
    for (const page of ["ours", "react"]) say(`${what}, ${page}`, of(page, what));
    say(`${what}, ours to react`, ratio("ours", "react", what));
  }
  for (const page of ["host", "embedding"]) say(`largest paint, ${page}`, of(page, "largest"));
  say("largest paint, embedding to host", ratio("embedding", "host", "largest"));
}

function median(values) {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
}
