-- As in SQLite, where each column is explained.
CREATE TABLE health (
    id BIGINT NOT NULL PRIMARY KEY CHECK (id = 1),
    at TEXT COLLATE "C" NOT NULL
);

CREATE TABLE spent_proofs (
    hash  TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    until TEXT COLLATE "C" NOT NULL
);
CREATE INDEX spent_proofs_by_end ON spent_proofs (until);

CREATE TABLE proof_key (
    id  BIGINT NOT NULL PRIMARY KEY CHECK (id = 1),
    key TEXT COLLATE "C" NOT NULL
);

CREATE TABLE retention (
    id           BIGINT NOT NULL PRIMARY KEY CHECK (id = 1),
    seen_at      TEXT COLLATE "C" NOT NULL,
    steady_since TEXT COLLATE "C"
);
