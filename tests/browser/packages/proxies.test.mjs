// The packaged server with the packaged examples in front of it: under a path, behind TLS.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFile, writeFile } from "node:fs/promises";
import { request } from "node:https";
import { networkInterfaces } from "node:os";
import { join } from "node:path";
import { connect } from "node:net";
import { test } from "node:test";

import { Server } from "../server.mjs";
import { answerForBusiness, fillContact, isMounted, product } from "../support.mjs";
import { freePort } from "../port.mjs";
import { emptyFolder, isRoot, lacking, run, unpackArchive } from "./packages.mjs";

const world = product();

/** Starts a proxy by its example; gives the command of it. The example's names and ports are those of this test. */
const PROXIES = {
  async nginx({ folder, example, port, server }) {
    const hasV6 = Object.values(networkInterfaces()).flat().some(({ address }) => address === "::1");
    const listen = hasV6 ? `listen [::1]:${port}` : "#";
    const site = replaced(example, {
      "listen 443": `listen 127.0.0.1:${port}`,
      "listen [::]:443": listen,
      "www.example.com;": "127.0.0.1;",
      "/etc/ssl/certs/www.example.com.pem": join(folder, "certificate.pem"),
      "/etc/ssl/private/www.example.com.key": join(folder, "key.pem"),
      "http://127.0.0.1:8080": server,
    });
    await writeFile(join(folder, "site.conf"), site);
    const kinds = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"];
    const around = `daemon off; ${isRoot ? "user root;" : ""} worker_processes 1; pid ${folder}/nginx.pid; error_log ${folder}/error.log;
      events {} http { access_log off; ${kinds.map((kind) => `${kind}_temp_path ${folder}/${kind};`).join(" ")} include ${folder}/site.conf; }`;
    await writeFile(join(folder, "nginx.conf"), around);
    return ["nginx", ["-p", folder, "-e", `${folder}/error.log`, "-c", join(folder, "nginx.conf")]];
  },

  async caddy({ folder, example, port, server }) {
    const site = replaced(example, {
      "www.example.com {": `https://127.0.0.1:${port} {\n\tbind 127.0.0.1\n\ttls ${folder}/certificate.pem ${folder}/key.pem`,
      "reverse_proxy 127.0.0.1:8080\n": `reverse_proxy ${server.replace("http://", "")}\n`,
    });
    await writeFile(join(folder, "Caddyfile"), `{\n\tadmin off\n\tauto_https off\n}\n${site}`);
    return ["caddy", ["run", "--adapter", "caddyfile", "--config", join(folder, "Caddyfile")]];
  },
};

const EXAMPLES = { nginx: "nginx.conf", caddy: "Caddyfile" };

/** A text with others in the place of some of its parts, each of which it must have. */
function replaced(text, parts) {
  for (const [part, other] of Object.entries(parts)) {
    assert.ok(text.includes(part), `the example has no "${part}"`);
    text = text.replaceAll(part, other);
  }
  return text;
}

/** Unpacks the archive, starts its server with a state of its own, and its example in front of it. */
async function start(t, proxy) {
  const folder = await emptyFolder(t);
  const server = await Server.start(null, [], await unpackArchive(folder));
  t.after(() => server.remove());
  const pair = ["-keyout", join(folder, "key.pem"), "-out", join(folder, "certificate.pem")];
  const names = ["-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1"];
  const key = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"];
  await run("openssl", ["req", "-x509", ...key, "-days", "2", ...pair, ...names]);
  const example = await readFile(join(folder, "share/doc/plan-server/examples", EXAMPLES[proxy]), "utf8");
  const port = await freePort();
  const [program, args] = await PROXIES[proxy]({ folder, example, port, server: server.url });
  const env = { ...process.env, HOME: folder, XDG_DATA_HOME: folder, XDG_CONFIG_HOME: folder };
  const running = spawn(program, args, { env, stdio: ["ignore", "ignore", "pipe"] });
  let log = "";
  running.stderr.on("data", (data) => (log += data));
  const ended = once(running, "exit");
  t.after(async () => {
    running.kill();
    await ended;
  });
  await listens(port, () => running.exitCode !== null && assert.fail(`${program} ended: ${log}`));
  return { server, origin: `https://127.0.0.1:${port}`, ca: await readFile(join(folder, "certificate.pem")) };
}

/** Waits until something listens on a port. */
async function listens(port, check) {
  for (;;) {
    check();
    const socket = connect(port, "127.0.0.1");
    const isThere = await Promise.race([once(socket, "connect").then(() => true), once(socket, "error").then(() => false)]).catch(() => false);
    socket.destroy();
    if (isThere) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** Asks for an address; the certificate must be the test's own. */
async function get(url, ca) {
  const sent = request(url, { ca, agent: false });
  sent.end();
  const [response] = await once(sent, "response");
  const text = (await response.toArray()).join("");
  return { status: response.statusCode, headers: response.headers, text };
}

for (const proxy of Object.keys(PROXIES)) {
  test(`behind ${proxy}, under a path and behind TLS, the page works and its requests are stored`, { skip: lacking(proxy) }, async (t) => {
    // Closed before what it shows is stopped.
    const visitor = await world.blank(t, { ignoreHTTPSErrors: true, serviceWorkers: "block" });
    const { server, origin, ca } = await start(t, proxy);
    const health = await get(`${origin}/plans/api/health`, ca);
    assert.deepEqual([health.status, health.text], [200, '{"status":"ok","warnings":[]}']);
    const bare = await get(`${origin}/plans?utm_source=mail`, ca);
    assert.ok([301, 302].includes(bare.status), `${bare.status}`);
    assert.equal(new URL(bare.headers.location, origin).href, `${origin}/plans/?utm_source=mail`);
    const page = await get(`${origin}/plans/`, ca);
    assert.match(page.headers["content-security-policy"], /default-src 'none'/);
    const refused = await get(`${origin}/plans/api/nothing`, ca);
    assert.equal(refused.status, 404);
    assert.match(refused.headers["content-type"], /problem\+json/);

    await visitor.goto(`${origin}/plans/`);
    await isMounted(visitor);
    await answerForBusiness(visitor);
    await visitor.waitForURL(/\/plans\/#v1;/);
    await visitor.getByRole("button", { name: "Request MSA Business" }).click();
    await fillContact(visitor);
    await visitor.getByRole("button", { name: "Send request" }).click();
    await visitor.getByRole("heading", { name: "Thank you. Your request is stored." }).waitFor();
    assert.equal(server.stored({ plan: "business" }).length, 1);
  });

  test(`behind ${proxy} a plain form's way back stays under the path`, { skip: lacking(proxy) }, async (t) => {
    // The browser asks for an icon outside the path.
    world.expectedFault = /Failed to load resource/;
    const page = await world.blank(t, { javaScriptEnabled: false, ignoreHTTPSErrors: true });
    const { server, origin } = await start(t, proxy);
    await page.goto(`${origin}/plans/`);
    await page.getByRole("radio", { name: "Request: MSA Plus" }).focus();
    await page.keyboard.press("Space");
    await fillContact(page);
    await page.getByRole("button", { name: "Send request" }).click();
    await page.getByRole("link", { name: "Back to the plans" }).click();
    assert.equal(page.url(), `${origin}/plans/`);
    assert.equal(server.stored({ plan: "plus" }).length, 1);
  });
}
