-- What is written to know that the database can be written: one row.
CREATE TABLE health (
    id INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),
    at TEXT NOT NULL
) STRICT;

-- Proofs of work that were taken, so that none is taken twice, and until when they would hold.
CREATE TABLE spent_proofs (
    -- A hash of the challenge.
    hash  TEXT NOT NULL PRIMARY KEY,
    until TEXT NOT NULL
) STRICT;
CREATE INDEX spent_proofs_by_end ON spent_proofs (until);

-- The key by which challenges are signed, where the operator gives none: one for all servers of this database.
CREATE TABLE proof_key (
    id  INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),
    key TEXT NOT NULL
) STRICT;

-- When requests were last looked through for old ones, by the server's clock: one row. A clock that has jumped since is not believed at once.
CREATE TABLE retention (
    id           INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),
    seen_at      TEXT NOT NULL,
    -- Since when the clock goes on steadily, where it has jumped not long ago.
    steady_since TEXT
) STRICT;
