// The database: an SQLite file with the tables of ours, where a commit waits until it is on the disk.

import Database from "better-sqlite3";
import { readdirSync, readFileSync } from "node:fs";

import { HOLDS } from "./idempotency_key.js";

/** The columns of a request, in the order of the table. */
const COLUMNS = [
  "reference",
  "idempotency_key",
  "received_at",
  "plan",
  "name",
  "email",
  "company",
  "message",
  "consent",
  "answers",
  "page_catalog_version",
  "page_content",
  "page_language",
  "recommended",
  "fits",
  "advice",
  "costs",
  "catalog_id",
  "catalog_version",
  "catalog_content",
  "checked",
  "changes",
  "body_hash",
  "reply",
  "receipt_hash",
  "campaign",
  "page_address",
  "variant",
  "suspect",
];

/** How often another reference is tried, where one is taken. */
const ATTEMPTS = 4;

/** Opens the file, which is made where it is missing. */
export function storeIn(path) {
  const database = new Database(path);
  database.pragma("journal_mode = WAL");
  database.pragma("synchronous = FULL");
  database.pragma("foreign_keys = ON");
  database.pragma("secure_delete = ON");
  database.pragma("busy_timeout = 5000");
  migrate(database);
  const insert = database.prepare(
    `INSERT INTO plan_requests (${COLUMNS.join(", ")}) VALUES (${COLUMNS.map((name) => `@${name}`).join(", ")})`,
  );
  const select = database.prepare(
    "SELECT body_hash, reply FROM plan_requests WHERE idempotency_key = ? AND received_at >= ?",
  );
  const forget = database.prepare(
    `UPDATE plan_requests SET idempotency_key = NULL, body_hash = NULL, reply = NULL
     WHERE idempotency_key IS NOT NULL AND received_at < ?`,
  );
  const earlier = (key, now) => (key === null ? undefined : select.get(key, instant(now - HOLDS)));
  const keep = database.transaction((now, key, row) => {
    forget.run(instant(now - HOLDS));
    const before = earlier(key, now);
    if (before) return before;
    insert.run(row);
    return undefined;
  }).immediate;

  return {
    earlier,
    /** Stores a request unless something is there under its key, which is given then. */
    insert(now, key, newRow) {
      for (let attempt = 1; ; attempt += 1) {
        try {
          return keep(now, key, newRow());
        } catch (error) {
          const isTaken = error.code === "SQLITE_CONSTRAINT_PRIMARYKEY" || error.code === "SQLITE_CONSTRAINT_UNIQUE";
          if (!isTaken || attempt === ATTEMPTS) throw error;
        }
      }
    },
    close: () => database.close(),
  };
}

/** Makes the tables as ours are made. */
function migrate(database) {
  const folder = new URL("../../../server/migrations/sqlite/", import.meta.url);
  const files = readdirSync(folder).filter((name) => name.endsWith(".sql")).sort();
  for (const name of files.slice(database.pragma("user_version", { simple: true }))) {
    database.exec(readFileSync(new URL(name, folder), "utf8"));
  }
  database.pragma(`user_version = ${files.length}`);
}

/** Writes an instant as it is stored: RFC 3339 in UTC with whole seconds. */
export function instant(at) {
  return `${new Date(at).toISOString().slice(0, 19)}Z`;
}
