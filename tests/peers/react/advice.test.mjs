// The peers' advice is the same as ours, with the same explanation; else their times would tell nothing. The sentences that they
// say are there, and the catalogues that are made for measuring are valid.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";

import { advise } from "../shared/advice.js";
import { readCatalog } from "../shared/catalog.js";
import { explain } from "../shared/explain.js";
import { germanMsa, largeCatalog } from "../shared/large.js";
import { newAnswer } from "../shared/new_answer.js";
import { speaker } from "../shared/sentences.js";

const SETS = 200;

const readJson = async (path) => JSON.parse(await readFile(new URL(`../../../${path}`, import.meta.url), "utf8"));
const msa = await readJson("catalogs/msa.json");
const sentences = await readJson("locales/en.json");
const t = speaker("en", sentences);

test("the peers give the same advice", async () => {
  const catalog = readCatalog(msa, { t });
  const outcomes = await compareAdvice(catalog, msa, [{}, { incidents: 0 }, ...answerSets(catalog)]);
  // Every plan as one that fits; the closest; and none.
  assert.ok(outcomes.size >= catalog.plans.length + 2, `the answers lead to only ${[...outcomes].join(", ")}`);
});

test("the peers give the same advice on many plans and rows", async () => {
  const source = largeCatalog();
  const catalog = readCatalog(source, { t });
  assert.equal(catalog.plans.length, 20);
  assert.equal(catalog.rows.length, 300);
  const outcomes = await compareAdvice(catalog, source, answerSets(catalog));
  assert.ok(outcomes.size >= 10, `the answers lead to only ${[...outcomes].join(", ")}`);
});

test("the catalogues made for measuring are valid, and told in German", async () => {
  for (const source of [largeCatalog(), largeCatalog(1, 8), germanMsa(msa)]) {
    await inFile(source, (path) => server(["check", path]));
    const [own, german] = [null, "de"].map((lang) => readCatalog(source, { lang, t }));
    assert.notEqual(own.rows[0].name, german.rows[0].name);
    assert.equal(german.language, "de");
  }
});

test("the peers name no sentence that is not there", async () => {
  let count = 0;
  for (const folder of ["react/src", "solid/src", "shared"]) {
    const path = new URL(`../${folder}/`, import.meta.url);
    for (const file of await readdir(path)) {
      // That one names the fields of catalogues.
      if (file === "large.js") continue;
      const text = await readFile(new URL(file, path), "utf8");
      // What is said at once, and what is passed on to be said.
      for (const [, said, passed] of text.matchAll(/\bt\(\s*"(\w+)"|"([a-z]+(?:_[a-z]+)+)"/g)) {
        assert.ok((said ?? passed) in sentences, `${folder}/${file} names “${said ?? passed}”, which locales/en.json lacks`);
        count += 1;
      }
    }
  }
  assert.ok(count > 200, `only ${count} names were found`);
});

/** Compares the advice on sets of answers; gives every outcome that they led to. */
async function compareAdvice(catalog, source, sets) {
  const input = sets.map((answers) => JSON.stringify(answers)).join("\n");
  const printed = await inFile(source, (path) => server(["advise", path], input));
  const ours = printed.trim().split("\n").map((line) => JSON.parse(line));
  const outcomes = new Set();
  for (const [at, answers] of sets.entries()) {
    assert.deepEqual(theirs(catalog, answers), whatCounts(ours[at]), JSON.stringify(answers));
    outcomes.add(`${ours[at].recommended} ${ours[at].fits}`);
  }
  return outcomes;
}

/** What the peers say of answers, in the form of ours. */
function theirs(catalog, answers) {
  const advice = advise(catalog, answers);
  const { deciding, conflicts, changes, holds, outlook } = explain(catalog, answers, advice);
  const idOf = (plan) => catalog.plans[plan]?.id ?? null;
  const given = ({ question, choice }) => ({ question: question.id, ...(choice && { choice: choice.id }) });
  const sets = (sets) => sets.map((set) => set.map(given));
  return {
    recommended: idOf(advice.plan),
    fits: advice.fits,
    missed: advice.missed.map((one) => one.map(({ question }) => question.id)),
    deciding: sets(deciding.sets),
    conflicts: sets(conflicts.sets),
    changes: Object.fromEntries(
      [...changes].map(([key, all]) => {
        const [plan, fits] = key === "none" ? [null, false] : [Number(key.split(" ")[0]), key.endsWith(" fits")];
        return [`${idOf(plan)} ${fits}`, all.map(({ question, to }) => ({ question: question.id, to: newAnswer(to) }))];
      }),
    ),
    holds: holds.map(({ question, to }) => ({ question: question.id, from: to.from, to: to.to })),
    possible: outlook.possible.map(idOf),
    next: outlook.next?.id ?? null,
  };
}

/** What of our advice is compared. */
function whatCounts({ recommended, fits, verdicts, deciding, conflicts, changes, holds, open }) {
  return {
    recommended,
    fits,
    missed: verdicts.map(({ missed }) => missed.map(({ question }) => question)),
    deciding: deciding.forced_by,
    conflicts: conflicts.sets,
    changes: Object.fromEntries(changes.map(({ recommended, fits, by }) => [`${recommended} ${fits}`, by])),
    holds,
    possible: open.possible,
    next: open.next,
  };
}

/** What `plan-server` prints. */
function server(args, input = "") {
  const program = process.env.PLAN_SERVER;
  assert.ok(program, "PLAN_SERVER is not set; run the tests with `cargo xtask test`");
  const { status, stdout, stderr } = spawnSync(program, args, { input, encoding: "utf8", maxBuffer: 1e8 });
  assert.equal(status, 0, stdout + stderr);
  return stdout;
}

/** Gives what `use` makes of a file that holds a catalogue. */
async function inFile(source, use) {
  const folder = await mkdtemp(join(tmpdir(), "plan-configurator-peers-"));
  try {
    const path = join(folder, "catalog.json");
    await writeFile(path, JSON.stringify(source));
    return use(path);
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** Sets of answers: each single answer, and then some of all kinds together, the same at each run. */
function answerSets(catalog) {
  const sets = [];
  const all = catalog.questions.map((question) => [question.id, possible(question)]);
  for (const [id, answers] of all) sets.push(...answers.map((answer) => ({ [id]: answer })));
  let state = 1;
  const random = (below) => {
    // The multiplier and the modulus of a well-known generator; its low bits are good enough to pick by.
    state = (state * 48271) % 2147483647;
    return state % below;
  };
  while (sets.length < SETS) {
    const answers = {};
    // Few answers in some sets, many in others.
    const openness = 1 + (sets.length % 8);
    for (const [id, choices] of all) if (random(openness) === 0) answers[id] = choices[random(choices.length)];
    sets.push(answers);
  }
  return sets;
}

function possible({ kind, choices }) {
  const ids = choices?.map(({ id }) => id);
  switch (kind) {
    case "one":
      return [...ids, null];
    case "several":
      return [...ids.map((id) => [id]), ids.slice(0, 2), ids, null];
    case "number":
      return [0, 1, 2, 4, 6, 7, 12, 13, 36, 37, null];
    default:
      return [true, false, null];
  }
}
