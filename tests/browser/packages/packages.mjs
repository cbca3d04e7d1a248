// What `cargo xtask package` made, empty folders to install it into, and the programs that this takes.

import { execFile } from "node:child_process";
import { accessSync, constants } from "node:fs";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { promisify } from "node:util";

import { setting } from "../settings.mjs";

/** Runs a program to its end; gives what it printed. */
export const run = promisify(execFile);

/** The path of the one package whose name ends so; nothing where there is none. */
export async function packageNamed(ending) {
  const folder = setting("PLAN_PACKAGES");
  const name = (await readdir(folder)).find((name) => name.endsWith(ending));
  return name && join(folder, name);
}

/** An empty folder, for the time of a test. */
export async function emptyFolder(t) {
  const folder = await mkdtemp(join(tmpdir(), "plan-configurator-root-"));
  t.after(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** Unpacks the archive into a folder, as over a prefix; gives the path of its program. */
export async function unpackArchive(folder) {
  await run("tar", ["-xzf", await packageNamed("-linux.tar.gz"), "--strip-components=1", "-C", folder]);
  return join(folder, "bin/plan-server");
}

/** The path of a program; nothing where it is not there. */
export function pathOf(program) {
  const isThere = (path) => {
    try {
      accessSync(path, constants.X_OK);
      return true;
    } catch {
      return false;
    }
  };
  return process.env.PATH.split(delimiter).map((folder) => join(folder, program)).find(isThere);
}

/** Says why a test is left out where a program is not there; false where it is. */
export const lacking = (program) => !pathOf(program) && `${program} is not on PATH`;

/** Whether this may change roots and owners. */
export const isRoot = process.getuid() === 0;
