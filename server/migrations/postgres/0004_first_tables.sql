-- The tables as the fourth step leaves them in SQLite, where each column and table is explained. What is compared or ordered is so by its
-- characters, as SQLite does it; JSON is kept as the text that it came as; `rowid` counts the rows as they come.
CREATE TABLE plan_requests (
    rowid                BIGINT GENERATED ALWAYS AS IDENTITY UNIQUE,
    reference            TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    idempotency_key      TEXT COLLATE "C" UNIQUE,
    received_at          TEXT COLLATE "C" NOT NULL,
    plan                 TEXT COLLATE "C" NOT NULL,
    name                 TEXT COLLATE "C" NOT NULL,
    email                TEXT COLLATE "C" NOT NULL,
    company              TEXT COLLATE "C" NOT NULL,
    message              TEXT COLLATE "C",
    consent              TEXT COLLATE "C",
    answers              TEXT COLLATE "C" NOT NULL CHECK (answers::json IS NOT NULL),
    page_catalog_version TEXT COLLATE "C" NOT NULL,
    recommended          TEXT COLLATE "C",
    fits                 BIGINT NOT NULL CHECK (fits IN (0, 1)),
    advice               TEXT COLLATE "C" NOT NULL CHECK (advice::json IS NOT NULL),
    catalog_id           TEXT COLLATE "C" NOT NULL,
    catalog_version      TEXT COLLATE "C" NOT NULL,
    page_content         TEXT COLLATE "C",
    page_language        TEXT COLLATE "C",
    catalog_content      TEXT COLLATE "C",
    checked              BIGINT NOT NULL DEFAULT 1 CHECK (checked IN (0, 1)),
    changes              TEXT COLLATE "C" NOT NULL DEFAULT '[]' CHECK (changes::json IS NOT NULL),
    body_hash            TEXT COLLATE "C",
    reply                TEXT COLLATE "C",
    costs                TEXT COLLATE "C" CHECK (costs IS NULL OR costs::json IS NOT NULL),
    campaign             TEXT COLLATE "C" NOT NULL DEFAULT '{}' CHECK (campaign::json IS NOT NULL),
    page_address         TEXT COLLATE "C",
    variant              TEXT COLLATE "C",
    suspect              TEXT COLLATE "C" NOT NULL DEFAULT '[]' CHECK (suspect::json IS NOT NULL),
    receipt_hash         TEXT COLLATE "C",
    state                TEXT COLLATE "C" NOT NULL DEFAULT 'new' CHECK (state IN ('new', 'answered', 'won', 'lost'))
);
CREATE INDEX plan_requests_with_key ON plan_requests (received_at) WHERE idempotency_key IS NOT NULL;
CREATE UNIQUE INDEX plan_requests_by_receipt ON plan_requests (receipt_hash) WHERE receipt_hash IS NOT NULL;
CREATE INDEX plan_requests_by_time ON plan_requests (received_at);
CREATE INDEX plan_requests_by_email ON plan_requests (lower(email));

CREATE TABLE catalogs (
    rowid        BIGINT GENERATED ALWAYS AS IDENTITY UNIQUE,
    content      TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    id           TEXT COLLATE "C" NOT NULL,
    version      TEXT COLLATE "C" NOT NULL,
    json         TEXT COLLATE "C" NOT NULL CHECK (json::json IS NOT NULL),
    first_served TEXT COLLATE "C" NOT NULL
);
CREATE INDEX catalogs_by_version ON catalogs (id, version, first_served);

CREATE TABLE request_events (
    id        BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    reference TEXT COLLATE "C" NOT NULL REFERENCES plan_requests (reference) ON DELETE CASCADE,
    at        TEXT COLLATE "C" NOT NULL,
    by        TEXT COLLATE "C" NOT NULL,
    kind      TEXT COLLATE "C" NOT NULL CHECK (kind IN ('state', 'note')),
    text      TEXT COLLATE "C" NOT NULL
);
CREATE INDEX request_events_by_reference ON request_events (reference, id);

CREATE TABLE outbox (
    rowid         BIGINT GENERATED ALWAYS AS IDENTITY UNIQUE,
    id            TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    reference     TEXT COLLATE "C" NOT NULL REFERENCES plan_requests (reference) ON DELETE CASCADE,
    channel       TEXT COLLATE "C" NOT NULL
        CHECK (channel IN ('notification', 'confirmation', 'webhook', 'slack', 'teams')),
    target        TEXT COLLATE "C" NOT NULL,
    created_at    TEXT COLLATE "C" NOT NULL,
    state         TEXT COLLATE "C" NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'delivered', 'dead')),
    attempts      BIGINT NOT NULL DEFAULT 0,
    due_at        TEXT COLLATE "C" NOT NULL,
    claimed_until TEXT COLLATE "C",
    ended_at      TEXT COLLATE "C",
    last_error    TEXT COLLATE "C"
);
CREATE INDEX outbox_waiting ON outbox (due_at) WHERE state = 'waiting';
CREATE INDEX outbox_dead ON outbox (ended_at) WHERE state = 'dead';
CREATE INDEX outbox_by_reference ON outbox (reference);

CREATE TABLE stopped_targets (
    channel    TEXT COLLATE "C" NOT NULL,
    target     TEXT COLLATE "C" NOT NULL,
    stopped_at TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (channel, target)
);

CREATE TABLE users (
    name          TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    password_hash TEXT COLLATE "C" NOT NULL,
    role          TEXT COLLATE "C" NOT NULL CHECK (role IN ('reader', 'editor')),
    created_at    TEXT COLLATE "C" NOT NULL,
    failures      BIGINT NOT NULL DEFAULT 0,
    locked_until  TEXT COLLATE "C"
);

CREATE TABLE sessions (
    token_hash TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    "user"     TEXT COLLATE "C" NOT NULL REFERENCES users (name) ON DELETE CASCADE,
    csrf       TEXT COLLATE "C" NOT NULL,
    created_at TEXT COLLATE "C" NOT NULL,
    seen_at    TEXT COLLATE "C" NOT NULL
);

CREATE TABLE audit (
    id        BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    at        TEXT COLLATE "C" NOT NULL,
    by        TEXT COLLATE "C" NOT NULL,
    action    TEXT COLLATE "C" NOT NULL,
    reference TEXT COLLATE "C",
    detail    TEXT COLLATE "C"
);
