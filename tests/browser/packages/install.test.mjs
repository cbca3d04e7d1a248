// The server's packages: each installed into an empty root, and run from there.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { once } from "node:events";
import { chmod, mkdir, readFile, readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";

import { Server } from "../server.mjs";
import { answerForBusiness, product } from "../support.mjs";
import { emptyFolder, isRoot, lacking, packageNamed, pathOf, run, unpackArchive } from "./packages.mjs";

const world = product();

/** What every package has below its prefix. */
const INSTALLED = [
  "bin/plan-server",
  "lib/systemd/system/plan-server.service",
  "share/bash-completion/completions/plan-server",
  "share/doc/plan-server/CHANGELOG.md",
  "share/doc/plan-server/LICENSE-APACHE",
  "share/doc/plan-server/LICENSE-MIT",
  "share/doc/plan-server/examples/Caddyfile",
  "share/doc/plan-server/examples/nginx.conf",
  "share/doc/plan-server/operating.md",
  "share/fish/vendor_completions.d/plan-server.fish",
  "share/man/man1/plan-server-serve.1",
  "share/man/man1/plan-server.1",
];

async function filesBelow(folder) {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath ?? entry.path, entry.name).slice(folder.length + 1)).sort();
}

/** Starts a program with a state of its own; it is well, and its page answers. */
async function works(t, program) {
  const server = await Server.start(null, [], program);
  t.after(() => server.remove());
  const health = await fetch(`${server.url}/api/health`);
  assert.deepEqual([health.status, await health.json()], [200, { status: "ok", warnings: [] }]);
  const page = await world.open(t, { server });
  await answerForBusiness(page);
}

test("the archive runs from where it was unpacked, with all that belongs to it", async (t) => {
  const root = await emptyFolder(t);
  const program = await unpackArchive(root);
  const files = await filesBelow(root);
  assert.deepEqual(INSTALLED.filter((file) => !files.includes(file)), []);
  assert.ok(files.includes("share/zsh/site-functions/_plan-server"));
  assert.ok(files.includes("share/doc/plan-server/examples/plan-server.env"));
  await works(t, program);
});

test("whoever packs it, the archive's files have one time and one owner, and stand in the order of their names", async () => {
  const { stdout } = await run("tar", ["-tvzf", await packageNamed("-linux.tar.gz"), "--full-time", "--numeric-owner"]);
  const files = stdout.trim().split("\n").map((line) => line.match(/^(\S+) (\S+) +\d+ (\S+ \S+) (.*)$/).slice(1));
  assert.deepEqual(new Set(files.map(([, owner]) => owner)), new Set(["0/0"]));
  assert.equal(new Set(files.map(([, , time]) => time)).size, 1);
  assert.deepEqual(new Set(files.map(([mode]) => mode)), new Set(["drwxr-xr-x", "-rw-r--r--", "-rwxr-xr-x"]));
  const names = files.map(([, , , name]) => name);
  const order = (name) => name.replaceAll("/", "\0");
  assert.deepEqual(names, names.toSorted((a, b) => (order(a) < order(b) ? -1 : 1)));
});

test("the package for Debian runs from where dpkg put it, and leaves settings and requests when it goes", { skip: lacking("dpkg-deb") }, async (t) => {
  const [root, file] = [await emptyFolder(t), await packageNamed(".deb")];
  const dpkg = (...args) =>
    run("dpkg", [`--root=${root}`, "--force-script-chrootless", "--force-depends", ...args]);
  if (isRoot) {
    await mkdir(join(root, "var/lib/dpkg/info"), { recursive: true });
    await mkdir(join(root, "var/lib/dpkg/updates"));
    for (const name of ["status", "available"]) await writeFile(join(root, "var/lib/dpkg", name), "");
    await dpkg("--install", file);
  } else {
    await run("dpkg-deb", ["-x", file, root]);
  }
  const files = await filesBelow(root);
  const expected = [...INSTALLED, "share/zsh/vendor-completions/_plan-server", "share/doc/plan-server/copyright"];
  assert.deepEqual(expected.filter((path) => !files.includes(`usr/${path}`)), []);
  assert.ok(files.includes("etc/plan-server/plan-server.env"));
  await works(t, join(root, "usr/bin/plan-server"));

  if (!isRoot) return;
  // The same version again is an upgrade.
  await dpkg("--install", file);
  await mkdir(join(root, "var/lib/plan-server"), { recursive: true });
  await writeFile(join(root, "var/lib/plan-server/plan-requests.db"), "requests");
  await dpkg("--remove", "plan-server");
  assert.deepEqual((await filesBelow(root)).filter((path) => /^(usr|etc)\/.*plan-server/.test(path)), [
    "etc/plan-server/plan-server.env",
  ]);
  await dpkg("--purge", "plan-server");
  assert.deepEqual((await filesBelow(root)).filter((path) => path.includes("plan-server")), ["var/lib/plan-server/plan-requests.db"]);
});

test("the program needs the C library alone, in the version that the package for Debian names", { skip: lacking("dpkg-deb") }, async (t) => {
  const program = await unpackArchive(await emptyFolder(t));
  const { stdout } = await run("ldd", [program]);
  const needed = stdout.match(/\S+\.so\S*/g).map((path) => path.split("/").at(-1));
  const isOfC = (name) => /^(linux-vdso|ld-linux.*|libc|libm|libgcc_s|libpthread|libdl|librt)\.so/.test(name);
  assert.deepEqual(needed.filter((name) => !isOfC(name)), []);
  const { stdout: depends } = await run("dpkg-deb", ["--field", await packageNamed(".deb"), "Depends"]);
  assert.match(depends, /^libc6 \(>= 2\.\d+\), libgcc-s1\n$/);
});

test("every crate's licence stands in the packages", async (t) => {
  const root = await emptyFolder(t);
  await unpackArchive(root);
  const list = await readFile(join(root, "share/doc/plan-server/licences.txt"), "utf8").catch(() => undefined);
  if (list === undefined) return t.skip("cargo-about is not installed");
  for (const [what, name] of [
    ["the server", "axum"],
    ["its database", "libsqlite3-sys"],
    ["the app", "wasm-bindgen"],
    ["the app's allocator", "rlsf"],
    ["the export", "qrcode"],
  ]) {
    assert.match(list, new RegExp(`^- ${name} \\d`, "m"), what);
  }
  assert.match(list, /Permission is hereby granted/);
  assert.doesNotMatch(list, /^- (plan-server|plans|lean-view) /m);
});

test("the manual can be read", { skip: lacking("man") }, async (t) => {
  const root = await emptyFolder(t);
  await unpackArchive(root);
  const { stdout } = await run("man", ["--warnings", "-E", "UTF-8", "-l", join(root, "share/man/man1/plan-server-serve.1")]);
  assert.match(stdout, /--database/);
  assert.match(stdout, /PLAN_DATABASE/);
});

test("systemd takes the service as it is, and calls it well shut", { skip: lacking("systemd-analyze") }, async (t) => {
  const root = await emptyFolder(t);
  const program = await unpackArchive(root);
  const unit = join(root, "plan-server.service");
  const text = await readFile(join(root, "lib/systemd/system/plan-server.service"), "utf8");
  // It looks for the program where systems have theirs.
  await writeFile(unit, text.replace("ExecStart=plan-server", `ExecStart=${program}`));
  const { stderr } = await run("systemd-analyze", ["verify", "--man=no", unit]);
  assert.equal(stderr, "");
  const { stdout } = await run("systemd-analyze", ["security", "--offline=true", "--threshold=20", "--no-pager", unit]);
  assert.match(stdout, /OK/);
});

/** The instructions of a container's file, in order, with their continued lines as one. */
async function instructions() {
  const text = (await readFile(await packageNamed("Containerfile"), "utf8")).replaceAll("\\\n", " ");
  const lines = text.split("\n").filter((line) => line && !line.startsWith("#"));
  return lines.map((line) => line.match(/^([A-Z]+) +(.*)$/).slice(1));
}

/** Puts programs of this system into a root, with the libraries that they need: what is needed here of the image's base. */
async function copyBase(root) {
  for (const folder of ["tmp", "dev", "etc"]) await mkdir(join(root, folder), { recursive: true });
  for (const program of ["/bin/sh", "/usr/bin/install"]) {
    const { stdout } = await run("ldd", [program]);
    for (const path of [program, ...stdout.match(/\/\S+/g)]) await run("cp", ["--parents", "--dereference", path, root]);
  }
  const { stdout } = await run("ldd", [process.env.PLAN_SERVER]);
  for (const path of stdout.match(/\/\S+/g)) await run("cp", ["--parents", "--dereference", path, root]);
}

const LEFT_OUT = !isRoot && "only root may change roots";

test("the container's files make a root in which the server runs as nobody else, and is well", { skip: LEFT_OUT }, async (t) => {
  const root = await emptyFolder(t);
  const archive = await packageNamed("-linux.tar.gz");
  const [, version, arch] = archive.match(/plan-server-(.+)-([^-]+)-linux\.tar\.gz$/);
  const given = { VERSION: version, ARCH: arch };
  const [env, image] = [{}, {}];
  const filled = (text) => text.replaceAll(/\$\{(\w+)\}/g, (_, name) => given[name]);
  for (const [word, rest] of await instructions()) {
    if (word === "FROM") await copyBase(root);
    else if (word === "ARG") given[rest.split("=")[0]] ??= rest.split("=")[1];
    else if (word === "ENV") Object.assign(env, Object.fromEntries([filled(rest).split(/=(.*)/).slice(0, 2)]));
    else if (word === "ADD") {
      const [file, to] = filled(rest).split(" ");
      assert.equal(file, archive.split("/").at(-1));
      await mkdir(join(root, to), { recursive: true });
      await run("tar", ["-xzf", archive, "-C", join(root, to)]);
    } else if (word === "RUN") await run(pathOf("chroot"), [root, "/bin/sh", "-c", rest], { env });
    else image[word] = rest;
  }
  const command = [...JSON.parse(image.ENTRYPOINT), ...JSON.parse(image.CMD)];
  assert.notEqual(image.USER.split(":")[0], "0");
  // Within the test only: elsewhere the container has an address of its own.
  Object.assign(env, { PLAN_HOST: "127.0.0.1", PLAN_PORT: "0" });
  const inside = (args, more) => [pathOf("chroot"), [`--userspec=${image.USER}`, root, ...args], { env: { ...env, ...more } }];
  await chmod(root, 0o755);
  const server = execFile(...inside(command));
  const ended = once(server, "exit");
  t.after(() => server.kill());
  let log = "";
  server.stderr.on("data", (data) => (log += data));
  const failed = ended.then(([code]) => assert.fail(`the server ended with ${code}: ${log}`));
  const [line] = await Promise.race([once(server.stdout, "data"), failed]);
  failed.catch(() => {});
  const port = new URL(line.trim().replace("listening on ", "")).port;
  const [, check] = image.HEALTHCHECK.match(/CMD (\[.*\])$/);
  const { stdout } = await run(...inside(JSON.parse(check), { PLAN_PORT: port }));
  assert.deepEqual(JSON.parse(stdout), { status: "ok" });
  assert.equal((await fetch(`http://127.0.0.1:${port}/`)).status, 200);
  assert.ok((await readdir(join(root, image.VOLUME))).includes("plan-requests.db"));
  server.kill();
  assert.deepEqual(await ended, [0, null]);
  await assert.rejects(run(...inside(JSON.parse(check), { PLAN_PORT: port })));
});
