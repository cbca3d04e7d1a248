// The product's server: started once by the runner and shared by all test files, or by a test that needs one of its own.

import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";

import Database from "libsql";

import { setting } from "./settings.mjs";

/** A server that runs: where it answers, and what it stores. */
class RunningServer {
  constructor(url, database) {
    this.url = url;
    this.database = database;
  }

  /** Reads the stored requests whose columns have these values, in the order in which they came. */
  stored(values = {}) {
    const database = new Database(this.database, { readonly: true });
    try {
      const requests = database.prepare("SELECT * FROM plan_requests ORDER BY rowid").all();
      return requests.filter((request) => Object.entries(values).every(([column, value]) => request[column] === value));
    } finally {
      database.close();
    }
  }
}

/** The server that all test files share. None of them may stop it. */
export const sharedServer = () => new RunningServer(setting("PLAN_SHARED_SERVER"), setting("PLAN_SHARED_DATABASE"));

/**
 * A server on a free port, with a database of its own. `site` is the folder that it serves, none for what it carries; `more` are further
 * arguments; `program` is another binary than the built one.
 */
export class Server extends RunningServer {
  #process;
  #folder;
  #site;
  #more;
  #program;

  static async start(site = setting("PLAN_SITE"), more = [], program = setting("PLAN_SERVER")) {
    const folder = await mkdtemp(join(tmpdir(), "plan-configurator-"));
    const server = new Server(undefined, join(folder, "plan-requests.db"));
    [server.#folder, server.#site, server.#more, server.#program] = [folder, site, more, program];
    await server.#listen("0");
    return server;
  }

  async #listen(port) {
    const args = ["serve", "--port", port, "--database", this.database, ...(this.#site ? ["--site", this.#site] : []), ...this.#more];
    // Which site the server shows is said by its arguments; without any it shows the one that it carries.
    const env = { ...process.env, PLAN_SITE: undefined };
    this.#process = spawn(this.#program, args, { env, stdio: ["ignore", "pipe", "inherit"] });
    const [line] = await once(createInterface(this.#process.stdout), "line");
    this.url = line.replace("listening on ", "");
  }

  /** Stops it as an operator would; what it stored stays. */
  async stop() {
    if (this.#process.exitCode !== null) return;
    this.#process.kill("SIGTERM");
    await once(this.#process, "exit");
  }

  /** Starts it again where it was, with these further arguments in place of those before. */
  restart(more = this.#more) {
    this.#more = more;
    return this.#listen(new URL(this.url).port);
  }

  async remove() {
    await this.stop();
    await rm(this.#folder, { recursive: true });
  }
}
