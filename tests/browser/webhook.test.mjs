// Webhooks of the real server, verified by the reference library of Standard Webhooks.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import { createServer as createTlsServer } from "node:https";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { promisify } from "node:util";

import { Webhook, WebhookVerificationError } from "standardwebhooks";

import { Server } from "./server.mjs";

const OLD = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
const NEW = "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD";
const STRANGER = "whsec_c3RyYW5nZXJzdHJhbmdlcnN0cmFuZ2Vy";

/** A receiver of webhooks, which takes all of them; over TLS with a certificate and its key. */
class Receiver {
  #received = [];
  #server;

  async listen(tls) {
    const take = (request, response) => this.#take(request, response);
    this.#server = tls ? createTlsServer(tls, take) : createServer(take);
    this.#server.listen(0, "127.0.0.1");
    await once(this.#server, "listening");
    this.url = `${tls ? "https" : "http"}://127.0.0.1:${this.#server.address().port}`;
    return this;
  }

  async #take(request, response) {
    const body = Buffer.concat(await request.toArray()).toString();
    this.#received.push({ path: request.url, headers: request.headers, body });
    response.writeHead(204).end();
    this.#server.emit("received");
  }

  /** Waits until somebody has refused the certificate. */
  async refused() {
    await once(this.#server, "tlsClientError");
  }

  /** Waits for what comes at a path and tells of a request. */
  async of(path, reference) {
    const isIt = (one) => one.path === path && one.body.includes(reference);
    while (!this.#received.some(isIt)) await once(this.#server, "received");
    return this.#received.find(isIt);
  }

  close() {
    this.#server.closeAllConnections();
    this.#server.close();
  }
}

const receiver = new Receiver();
let server;

before(async () => {
  await receiver.listen();
  process.env.PLAN_WEBHOOK_SECRET = OLD;
  const { url } = receiver;
  const targets = ["--webhook", `${url}/crm`, "--slack", `${url}/slack`, "--teams", `${url}/teams`];
  server = await Server.start(undefined, [...targets, "--webhook-allow-private", "--url", "https://plans.example/"]);
});
after(async () => {
  await server.remove();
  receiver.close();
});

/** Asks for a plan; the reference. */
async function ask(message, at = server) {
  const body = {
    plan: "business",
    answers: { "sev1-hours": "always" },
    contact: { name: "Ada Lovelace", email: "ada@analytical.example", company: "Engines & Söhne" },
    message,
    catalog: { id: "msa", version: "an older one" },
  };
  const response = await fetch(`${at.url}/api/plan-requests`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  assert.equal(response.status, 201);
  return (await response.json()).reference;
}

test("the library verifies a delivery, and reads what it tells", async () => {
  const reference = await ask("Grüße 😀\nbefore noon");
  const { headers, body } = await receiver.of("/crm", reference);
  const event = new Webhook(OLD).verify(body, headers);
  assert.equal(event.type, "plan-request.created");
  assert.equal(event.data.reference, reference);
  assert.equal(event.data.message, "Grüße 😀\nbefore noon");
  assert.equal(event.data.contact.company, "Engines & Söhne");
  assert.equal(event.data.inbox, `https://plans.example/inbox/${reference}`);
  assert.match(headers["webhook-id"], /^msg_[A-Za-z0-9]+$/);
  assert.match(headers["content-type"], /^application\/json/);
});

test("a body, a name or a time that was changed does not pass", async () => {
  const { headers, body } = await receiver.of("/crm", await ask("changed on its way"));
  const fails = (changed, otherHeaders = {}, secret = OLD) =>
    assert.throws(() => new Webhook(secret).verify(changed, { ...headers, ...otherHeaders }), WebhookVerificationError);
  fails(body.replace("business", "plus"));
  fails(`${body} `);
  fails(body, { "webhook-id": `${headers["webhook-id"]}x` });
  fails(body, { "webhook-timestamp": String(Number(headers["webhook-timestamp"]) + 1) });
  fails(body, {}, STRANGER);
});

test("while secrets are changed, both verify", async () => {
  process.env.PLAN_WEBHOOK_SECRET = `${NEW},${OLD}`;
  await server.stop();
  await server.restart();
  const { headers, body } = await receiver.of("/crm", await ask("with both"));
  assert.equal(headers["webhook-signature"].split(" ").length, 2);
  for (const secret of [NEW, OLD]) assert.equal(new Webhook(secret).verify(body, headers).data.message, "with both");
  assert.throws(() => new Webhook(STRANGER).verify(body, headers), WebhookVerificationError);

  process.env.PLAN_WEBHOOK_SECRET = NEW;
  await server.stop();
  await server.restart();
  const after = await receiver.of("/crm", await ask("with the new one"));
  assert.equal(new Webhook(NEW).verify(after.body, after.headers).data.message, "with the new one");
  assert.throws(() => new Webhook(OLD).verify(after.body, after.headers), WebhookVerificationError);
});

test("Slack and Teams get a message of their own form, unsigned", async () => {
  const reference = await ask("<!channel> [here](https://bad.example)");
  const slack = await receiver.of("/slack", reference);
  const blocks = JSON.parse(slack.body).blocks;
  assert.equal(blocks[0].type, "header");
  assert.ok(blocks.every((block) => !JSON.stringify(block).includes("<!channel>") || block.text.type === "plain_text"));
  const teams = await receiver.of("/teams", reference);
  const [attachment] = JSON.parse(teams.body).attachments;
  assert.equal(attachment.contentType, "application/vnd.microsoft.card.adaptive");
  assert.equal(attachment.content.type, "AdaptiveCard");
  for (const { headers } of [slack, teams]) assert.equal(headers["webhook-signature"], undefined);
});

test("over TLS a certificate must be one that the system trusts", async (t) => {
  const folder = await mkdtemp(join(tmpdir(), "plan-webhook-"));
  t.after(() => rm(folder, { recursive: true }));
  const at = (name) => join(folder, name);
  const names = "[req]\ndistinguished_name=name\n[name]\n[own]\nbasicConstraints=critical,CA:FALSE\nsubjectAltName=IP:127.0.0.1\n";
  await writeFile(at("names.cnf"), names);
  const key = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-keyout", at("key.pem")];
  const certificate = ["-config", at("names.cnf"), "-extensions", "own", "-subj", "/CN=receiver", "-days", "2", "-out", at("cert.pem")];
  await promisify(execFile)("openssl", ["req", "-x509", ...key, ...certificate]);
  const receiver = await new Receiver().listen({ cert: await readFile(at("cert.pem")), key: await readFile(at("key.pem")) });
  t.after(() => receiver.close());
  const targets = ["--webhook", receiver.url, "--webhook-allow-private"];

  const doubting = await Server.start(undefined, targets);
  t.after(() => doubting.remove());
  const refused = receiver.refused();
  await ask("not for strangers", doubting);
  await refused;

  process.env.SSL_CERT_FILE = at("cert.pem");
  const trusting = await Server.start(undefined, targets);
  delete process.env.SSL_CERT_FILE;
  t.after(() => trusting.remove());
  const { headers, body } = await receiver.of("/", await ask("over TLS", trusting));
  assert.equal(new Webhook(process.env.PLAN_WEBHOOK_SECRET).verify(body, headers).data.message, "over TLS");
});
