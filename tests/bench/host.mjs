// What it costs on a phone when the host shows something else, beside the page in React doing the same: another language, two
// plans and all of them, another catalogue, and one more configurator on the page. Each with the built-in catalogue told in two
// languages, and with one of 20 plans and 300 rows.
//
// Each change is measured as a host feels it: from its statement until the frame is painted that shows all of it. Of a language,
// that are the catalogue's words and the page's own sentences. What a change loads was loaded before, by an earlier change of the
// same visit: what compiles our catalogues, and the German sentences of both.

import { readFile } from "node:fs/promises";

import { germanMsa, largeCatalog } from "../peers/shared/large.js";
import { beside, mean, median } from "./statistics.mjs";
import { rest, settle } from "./visit.mjs";

const APPS = ["ours", "react"];
const read = async (path) => JSON.parse(await readFile(new URL(`../../${path}`, import.meta.url), "utf8"));
const msa = await read("catalogs/msa.json");
/** One of the page's own sentences in each language. */
const [{ comparison_title: en }, { comparison_title: de }] = [await read("locales/en.json"), await read("locales/de.json")];
const SENTENCES = { en, de };

/** The catalogues of both sizes, each with another to change it for, and how often each change is made there and back. */
const MSA = germanMsa(msa);
const SIZES = {
  msa: { catalog: MSA, other: largeCatalog(5, 19), times: 7 },
  large: { catalog: largeCatalog(20, 300), other: MSA, times: 3 },
};

export const ROUNDS = 3;

export async function round({ visit, at, inTurn }) {
  const seen = Object.fromEntries(APPS.map((page) => [page, {}]));
  for (const [size, catalogs] of Object.entries(SIZES)) {
    for (const page of inTurn(...APPS)) {
      const costs = await visit(async (tab, session) => {
        await settle(tab, session, at(page));
        return changes(tab, session, catalogs);
      });
      for (const [what, cost] of Object.entries(costs)) seen[page][`${what} ${size}`] = cost;
    }
  }
  return seen;
}

export function lines(rounds) {
  const whats = Object.keys(SIZES).flatMap((size) => ["lang", "plans", "catalog", "mount"].map((what) => `${what} ${size}`));
  return whats.flatMap((what) => beside(rounds, what, APPS));
}

/** Milliseconds of one change of each kind: the median of as many times there and back. */
async function changes(page, session, { catalog, other, times }) {
  const plans = catalog.plans.slice(1, 3).map(({ id }) => id);
  const shows = (catalog, lang = "en", count = catalog.plans.length) => ({
    ...told(catalog, lang),
    sentence: SENTENCES[lang],
    count,
  });
  await page.evaluate(addHost, [catalog, other]);
  const change = async (what, value, shown) => {
    await rest(page, session);
    return page.evaluate(([what, value, shown]) => changed(what, value, shown), [what, value, shown]);
  };
  const thereAndBack = async (what, there, back) => {
    const costs = [];
    for (let time = 0; time < times; time += 1) {
      costs.push(mean([await change(what, ...there), await change(what, ...back)]));
    }
    return median(costs);
  };
  // Both catalogues and both languages were shown before: what they need is loaded.
  await change("catalog", 1, shows(other));
  await change("catalog", 0, shows(catalog));
  await change("lang", "de", shows(catalog, "de"));
  await change("lang", "en", shows(catalog));
  const mounts = [];
  for (let time = 0; time < times; time += 1) {
    await rest(page, session);
    mounts.push(await page.evaluate((shown) => mounted(shown), shows(catalog)));
  }
  return {
    mount: median(mounts),
    lang: await thereAndBack("lang", ["de", shows(catalog, "de")], ["en", shows(catalog)]),
    plans: await thereAndBack("plans", [plans, shows(catalog, "en", plans.length)], [null, shows(catalog)]),
    catalog: await thereAndBack("catalog", [1, shows(other)], [0, shows(catalog)]),
  };
}

/** What of a catalogue says that a page shows all of it: its title, and how many rows it has, and the last one's name. */
function told(catalog, lang) {
  const text = (text) => (typeof text === "string" ? text : (text[lang] ?? text[catalog.language]));
  const rows = catalog.sections.flatMap(({ entitlements }) => entitlements);
  return { title: text(catalog.title), rows: rows.length, last: text(rows.at(-1).name) };
}

// What follows runs in the page.

function addHost(catalogs) {
  const element = document.querySelector("plan-configurator");
  const host = element ?? globalThis.configurator;
  const shows = (root, { title, sentence, rows, last, count }) => {
    if (!root || root.querySelector("h1")?.textContent !== title) return false;
    if (root.querySelector(".comparison h2").textContent !== sentence) return false;
    const names = root.querySelectorAll("button.row");
    const isLast = names.length === rows && names[rows - 1].textContent.includes(last);
    return isLast && root.querySelectorAll(".table thead .table__plan").length === count;
  };
  // From before the statement until the first frame that begins with the whole change in the page is painted.
  const painted = (state, isDone) =>
    new Promise((resolve, reject) => {
      const since = performance.now();
      state();
      const look = (now) => {
        if (isDone()) whenPainted((then) => resolve(then - since));
        else if (now - since > 60_000) reject(new Error("the change did not come within a minute"));
        else requestAnimationFrame(look);
      };
      requestAnimationFrame(look);
    });
  globalThis.changed = (what, value, shown) => {
    const name = element && what === "catalog" ? "catalogData" : what;
    // Another catalogue comes later: our element says when.
    let isReady = !(element && what === "catalog");
    element?.addEventListener("plan-ready", () => (isReady = true), { once: true });
    const state = () => (host[name] = what === "catalog" ? catalogs[value] : value);
    return painted(state, () => isReady && shows(content(), shown));
  };
  globalThis.mounted = async (shown) => {
    let place;
    const state = () => {
      place = document.createElement(element ? "plan-configurator" : "div");
      if (element) Object.assign(place, { catalogData: catalogs[0], lang: "en" });
      document.body.append(place);
      if (!element) host.mount(place);
    };
    const time = await painted(state, () => shows(element ? place.shadowRoot : place, shown));
    if (!element) host.unmount(place);
    place.remove();
    return time;
  };
}
