// The peer's advice is the same as ours; else its times would tell nothing.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFile } from "node:fs/promises";
import { test } from "node:test";

import { advise } from "./src/advice.js";
import { readCatalog } from "./src/catalog.js";

const CATALOG = new URL("../../../catalogs/msa.json", import.meta.url);
const SETS = 200;

test("the React page gives the same advice", async () => {
  const catalog = readCatalog(JSON.parse(await readFile(CATALOG, "utf8")));
  const sets = [{}, { incidents: 0 }, ...answerSets(catalog)];
  const ours = ourAdvice(sets);
  const outcomes = new Set();
  for (const [at, answers] of sets.entries()) {
    const { plan, fits, missed } = advise(catalog, answers);
    const theirs = {
      recommended: catalog.plans[plan]?.id ?? null,
      fits,
      missed: missed.map((one) => one.map(({ question }) => question.id)),
    };
    const { recommended, fits: oursFits, verdicts } = ours[at];
    const expected = {
      recommended,
      fits: oursFits,
      missed: verdicts.map(({ missed }) => missed.map(({ question }) => question)),
    };
    assert.deepEqual(theirs, expected, JSON.stringify(answers));
    outcomes.add(`${recommended} ${oursFits}`);
  }
  // Every plan as one that fits; the closest; and none.
  assert.ok(outcomes.size >= catalog.plans.length + 2, `the answers lead to only ${[...outcomes].join(", ")}`);
});

/** What `plan-server advise` says of each set of answers. */
function ourAdvice(sets) {
  const server = process.env.PLAN_SERVER;
  assert.ok(server, "PLAN_SERVER is not set; run the tests with `cargo xtask test`");
  const input = sets.map((answers) => JSON.stringify(answers)).join("\n");
  const { status, stdout, stderr } = spawnSync(server, ["advise", CATALOG.pathname], {
    input,
    encoding: "utf8",
    maxBuffer: 1e8,
  });
  assert.equal(status, 0, stderr);
  return stdout
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
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
