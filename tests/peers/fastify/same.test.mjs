// The server in Fastify answers and stores what ours does; else its times would tell nothing.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { mkdir, mkdtemp, readFile, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { after, before, test } from "node:test";

const Database = createRequire(import.meta.url)("better-sqlite3");
const msa = JSON.parse(await readFile(new URL("../../../catalogs/msa.json", import.meta.url), "utf8"));

const contact = { name: "Ada Lovelace", email: "ada@analytical.example", company: "Engines" };
const catalog = { id: msa.id, version: msa.version, language: "en" };
const body = (changed = {}) => ({ plan: "plus", answers: {}, contact, catalog, ...changed });
const answered = (answers) => body({ answers });

const ALL = {
  "company-size": "100-499",
  "sev1-hours": "always",
  "sev2-hours": "extended",
  "sev1-response": "4-hours",
  "sev2-response": "8-working-hours",
  incidents: 7,
  contacts: 2,
  "account-management": "team",
  "remote-assistance": true,
  assurance: ["review-call", "quality-reports"],
};

/** Bodies that are stored. */
const VALID = [
  body(),
  answered(ALL),
  answered({ ...ALL, contacts: 9 }),
  ...Object.entries(ALL).map(([id, answer]) => answered({ [id]: answer })),
  ...msa.groups.flatMap(({ questions }) =>
    questions.flatMap(({ id, choices = [], kind }) =>
      choices.map((choice) => answered({ [id]: kind === "several" ? [choice.id] : choice.id })),
    ),
  ),
  answered({ incidents: 0 }),
  answered({ incidents: 999_999, contacts: 1 }),
  answered({ "remote-assistance": false, "sev1-hours": null }),
  answered({ assurance: [] }),
  answered({ assurance: ["quality-reports", "quality-reports"] }),
  answered({ "current-plan": "start", ...ALL }),
  answered({ "current-plan": "none" }),
  answered({ "current-plan": null }),
  body({ message: " two\nlines\t " }),
  body({ message: "\u200b " }),
  body({ message: null, consent: true, consent_text: "I agree" }),
  body({ contact: { name: " ادا\u200cلاولیس ", email: "ａｄａ＠analytical．example", company: "E\u0301ngines “&” <b>\\\"" } }),
  body({ contact: { ...contact, email: "\u200bada.l+x@sub.bücher.example" } }),
  body({ catalog: { ...catalog, language: null, content: null } }),
  body({ catalog: { ...catalog, version: "of another day" } }),
  body({ catalog: { ...catalog, content: "00ff00ff00ff00ff" }, answers: { b: [], a: ["x"], c: 3, d: true, e: null } }),
  body({ catalog: { ...catalog, content: "00ff00ff00ff00ff" }, consent: true, consent_text: "These words" }),
  body({
    origin: {
      campaign: { utm_source: "mail", utm_campaign: " spring ", ref: "left out", utm_term: "" },
      page: "HTTPS://user@www.example.com/plans?user=17#top",
      variant: "b",
    },
  }),
  body({ origin: { campaign: null, page: "file:///home/ada", variant: "x".repeat(41), topic: "filled in" } }),
  ...[0, 1999.5, 2000, -1, null].map((form_open) => body({ origin: { form_open, topic: "" } })),
];

/** Bodies that are refused. */
const INVALID = [
  "",
  "{",
  "null",
  "[]",
  Buffer.from([0xff]),
  "{}",
  JSON.stringify(body()) + "}",
  ...[
    body({ plan: "standard" }),
    body({ plan: "gold" }),
    body({ plan: 3 }),
    body({ plan: "start", answers: { "current-plan": "start" } }),
    body({ answers: [] }),
    body({ extra: 1, "a/b~c": 2 }),
    answered({ "company-sise": "1-99" }),
    answered({ "company-size": "some" }),
    answered({ "company-size": ["1-99"] }),
    answered({ "company-size": 1 }),
    answered({ assurance: "quality-reports" }),
    answered({ assurance: ["quality-reports", 1, "none"] }),
    answered({ incidents: -1 }),
    answered({ incidents: 1.5 }),
    answered({ incidents: 1_000_000 }),
    answered({ incidents: "7" }),
    answered({ "remote-assistance": "yes" }),
    body({ contact: {} }),
    body({ contact: "Ada" }),
    body({ contact: { ...contact, name: " ", company: "\u3164" } }),
    body({ contact: { ...contact, name: "x".repeat(201), company: "a\u0007b" } }),
    ...["ada", "ada@host", "ada@a..example", "a b@a.example", "@a.example", "ada@-a.example", "Ada <ada@a.example>"].map(
      (email) => body({ contact: { ...contact, email } }),
    ),
    body({ contact: { ...contact, phone: "1" } }),
    body({ message: "x".repeat(4001) }),
    body({ message: "a\u0000b" }),
    body({ message: 1 }),
    body({ catalog: {} }),
    body({ catalog: { ...catalog, id: "other" } }),
    body({ catalog: { ...catalog, content: "No Id" } }),
    body({ catalog: { ...catalog, content: "00ff00ff00ff00ff" }, answers: { "No Id": 1, b: 1.5, c: {} } }),
    body({ catalog: { ...catalog, content: "00ff00ff00ff00ff" }, plan: "No Id" }),
    body({ consent: true, consent_text: 3 }),
    body({ origin: { campaign: { utm_source: 1 }, page: 2, variant: [], form_open: "2 s", more: 1 } }),
    answered({ assurance: Array(101).fill("quality-reports") }),
    answered(Object.fromEntries(Array.from({ length: 200 }, (_, at) => [`nobody-asks-${at + 100}`, true]))),
    answered(Object.fromEntries(Array.from({ length: 60 }, (_, at) => [`nobody-asks-${at + 100}`, true]))),
    body({ plan: undefined, answers: undefined, contact: undefined, catalog: undefined }),
  ].map((body) => JSON.stringify(body)),
];

let folder;
let ours;
let theirs;

before(async () => {
  folder = await mkdtemp(join(tmpdir(), "plan-configurator-fastify-"));
  assert.ok(process.env.PLAN_SERVER, "PLAN_SERVER is not set; run the tests with `cargo xtask test`");
  const open = { PLAN_RATE: "0", PLAN_RATE_PER_CLIENT: "0", PLAN_MAX_CONNECTIONS_PER_CLIENT: "0" };
  ours = await start("ours", process.env.PLAN_SERVER, ["serve"], open);
  const [{ content }] = ours.rows("SELECT content FROM catalogs");
  theirs = await start("theirs", process.execPath, [new URL("server.js", import.meta.url).pathname, "--content", content]);
});

after(async () => {
  ours?.process.kill();
  theirs?.process.kill();
  await rm(folder, { recursive: true });
});

test("both store the same of what is valid, and answer the same", async () => {
  for (const valid of VALID) {
    const sent = JSON.stringify(valid);
    const [one, other] = await both(sent, { "idempotency-key": randomUUID() });
    assert.equal(one.status, 201, `${sent}\n${JSON.stringify(one)}`);
    assert.deepEqual(withoutNames(other), withoutNames(one), sent);
    assert.deepEqual(theirs.last(), ours.last(), sent);
  }
});

test("both refuse the same for the same reasons", async () => {
  for (const invalid of INVALID) {
    const [one, other] = await both(invalid);
    assert.ok(one.status >= 400 && one.status < 500, `${invalid}: ${one.status}`);
    assert.deepEqual(reasons(other), reasons(one), invalid);
  }
  assert.equal(theirs.rows("SELECT count(*) AS rows FROM plan_requests")[0].rows, VALID.length);
  assert.equal(ours.rows("SELECT count(*) AS rows FROM plan_requests")[0].rows, VALID.length);
});

test("both answer the same to heads and sizes that are refused", async () => {
  const sent = JSON.stringify(body());
  for (const [headers, of] of [
    [{ "content-type": "text/plain" }, sent],
    [{ "idempotency-key": "two words" }, sent],
    [{ "idempotency-key": "k".repeat(256) }, sent],
    [{}, JSON.stringify(body({ message: "x".repeat(70_000) }))],
  ]) {
    const [one, other] = await both(of, headers);
    assert.deepEqual(reasons(other), reasons(one), JSON.stringify(headers));
  }
});

test("both replay an answer under its key, and refuse another body under it", async () => {
  const [key, quoted] = ["a-key", '"a-key"'];
  const first = await both(JSON.stringify(answered({ incidents: 3 })), { "idempotency-key": key });
  const again = await both(JSON.stringify(answered({ incidents: 3 })), { "idempotency-key": quoted });
  for (const [at, answer] of again.entries()) {
    assert.deepEqual(answer.body, first[at].body);
    assert.equal(answer.replayed, "true");
  }
  const [one, other] = await both(JSON.stringify(answered({ incidents: 4 })), { "idempotency-key": key });
  assert.equal(one.status, 422);
  assert.deepEqual(reasons(other), reasons(one));
});

/** Starts a server with a database of its own, once it listens. */
async function start(name, program, args, env = {}) {
  const database = join(folder, name, "requests.db");
  await mkdir(join(folder, name));
  const started = spawn(program, [...args, "--port", "0", "--database", database], {
    env: { ...process.env, ...env },
    stdio: ["ignore", "pipe", "ignore"],
  });
  let address;
  for await (const line of createInterface(started.stdout)) {
    address = /^listening on (\S+)/.exec(line)?.[1];
    if (address) break;
  }
  assert.ok(address, `${program} does not listen`);
  const rows = (select) => {
    const open = new Database(database, { readonly: true });
    try {
      return open.prepare(select).all();
    } finally {
      open.close();
    }
  };
  // Every column but what names one request: its reference, its times and its secrets.
  const last = () => {
    const [row] = rows("SELECT * FROM plan_requests ORDER BY rowid DESC LIMIT 1");
    const { reference, received_at, receipt_hash, reply, ...others } = row;
    const hidden = [reference, received_at, receipt_hash].map((text) => typeof text);
    return { ...others, hidden, reply: withoutNames({ body: JSON.parse(reply) }) };
  };
  return { process: started, address, rows, last };
}

/** Sends the same to both; gives their answers. */
async function both(sent, headers = {}) {
  const send = async ({ address }) => {
    const response = await fetch(`${address}/api/plan-requests`, {
      method: "POST",
      headers: { "content-type": "application/json", ...headers },
      body: sent,
    });
    const replayed = response.headers.get("idempotency-replayed");
    return { status: response.status, replayed, body: JSON.parse(await response.text()) };
  };
  return Promise.all([send(ours), send(theirs)]);
}

/** An answer without what names the request, and with openings only as far as they do not hang on the second. */
function withoutNames({ status, body: { reference, received_at, address, support, ...others } }) {
  assert.match(reference, /^(?:[2-9A-Z]{4}-?){3}$/);
  assert.match(address, /^receipts\/[0-9a-f]{40}$/);
  const openings = support.map(({ severity, opens }) => [severity, opens === received_at ? "now" : opens]);
  return { status, ...others, openings };
}

/** Why something is refused: what of a problem says it to programs, and to people but for the single places. */
function reasons({ status, body: { type, title, detail, errors } }) {
  const places = errors.map(({ pointer, code }) => `${pointer} ${code}`).sort();
  return { answered: status, type, title, detail, places };
}
