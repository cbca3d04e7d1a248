-- Where a request came from, as its page said it: an object of names and texts (`utm_source` and others that the operator allows); the
-- address of the page without its query and fragment; which of two pages it was, where a test of both runs.
ALTER TABLE plan_requests ADD COLUMN campaign TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(campaign));
ALTER TABLE plan_requests ADD COLUMN page_address TEXT;
ALTER TABLE plan_requests ADD COLUMN variant TEXT;

-- Why it may be no person's: a list of words, empty for most.
ALTER TABLE plan_requests ADD COLUMN suspect TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(suspect));

-- A hash of the secret in the address of its receipt; none of requests before there were such addresses.
ALTER TABLE plan_requests ADD COLUMN receipt_hash TEXT;
CREATE UNIQUE INDEX plan_requests_by_receipt ON plan_requests (receipt_hash) WHERE receipt_hash IS NOT NULL;

-- What has become of it. Who said so and when stands in `request_events`.
ALTER TABLE plan_requests ADD COLUMN state TEXT NOT NULL DEFAULT 'new' CHECK (state IN ('new', 'answered', 'won', 'lost'));
CREATE INDEX plan_requests_by_time ON plan_requests (received_at);
CREATE INDEX plan_requests_by_email ON plan_requests (email COLLATE NOCASE);

-- What people did with a request, in the order in which they did: `state` with the new state as text, or `note` with what was noted.
CREATE TABLE request_events (
    id        INTEGER NOT NULL PRIMARY KEY,
    reference TEXT NOT NULL REFERENCES plan_requests (reference) ON DELETE CASCADE,
    at        TEXT NOT NULL,
    -- The name of a user of the inbox; `command line` for the operator's.
    by        TEXT NOT NULL,
    kind      TEXT NOT NULL CHECK (kind IN ('state', 'note')),
    text      TEXT NOT NULL
) STRICT;
CREATE INDEX request_events_by_reference ON request_events (reference, id);

-- What is to be told of a request, to whom: inserted with the request, in one transaction. What is told is made of the request when it is
-- sent, so nothing personal stands here.
CREATE TABLE outbox (
    -- Names the message at every attempt: `msg_` and letters and digits.
    id         TEXT NOT NULL PRIMARY KEY,
    reference  TEXT NOT NULL REFERENCES plan_requests (reference) ON DELETE CASCADE,
    channel    TEXT NOT NULL CHECK (channel IN ('notification', 'confirmation', 'webhook', 'slack', 'teams')),
    -- Which of the channel's targets: for a mail to sales its address, for a webhook the name of its target; empty for a confirmation.
    target     TEXT NOT NULL,
    created_at TEXT NOT NULL,
    state      TEXT NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'delivered', 'dead')),
    -- How often it was tried, and when it is tried next, while it waits.
    attempts   INTEGER NOT NULL DEFAULT 0,
    due_at     TEXT NOT NULL,
    -- Until when one process has it alone.
    claimed_until TEXT,
    -- When it was delivered or given up.
    ended_at   TEXT,
    -- Why the last attempt failed, without anything personal.
    last_error TEXT
) STRICT;
CREATE INDEX outbox_waiting ON outbox (due_at) WHERE state = 'waiting';
CREATE INDEX outbox_dead ON outbox (ended_at) WHERE state = 'dead';
CREATE INDEX outbox_by_reference ON outbox (reference);

-- Targets that said that they are gone (410): nothing is sent there until the operator replays.
CREATE TABLE stopped_targets (
    channel    TEXT NOT NULL,
    target     TEXT NOT NULL,
    stopped_at TEXT NOT NULL,
    PRIMARY KEY (channel, target)
) STRICT;

-- Who may open the inbox. A reader changes nothing.
CREATE TABLE users (
    name          TEXT NOT NULL PRIMARY KEY,
    -- A PHC string of argon2id.
    password_hash TEXT NOT NULL,
    role          TEXT NOT NULL CHECK (role IN ('reader', 'editor')),
    created_at    TEXT NOT NULL,
    -- Failed attempts to sign in since the last that did not fail, and until when no further one is looked at.
    failures      INTEGER NOT NULL DEFAULT 0,
    locked_until  TEXT
) STRICT;

CREATE TABLE sessions (
    -- A hash of the token in the cookie.
    token_hash TEXT NOT NULL PRIMARY KEY,
    user       TEXT NOT NULL REFERENCES users (name) ON DELETE CASCADE,
    csrf       TEXT NOT NULL,
    created_at TEXT NOT NULL,
    seen_at    TEXT NOT NULL
) STRICT;

-- Who did what, for good: the words of a request never stand here.
CREATE TABLE audit (
    id        INTEGER NOT NULL PRIMARY KEY,
    at        TEXT NOT NULL,
    by        TEXT NOT NULL,
    -- Such as `signed-in`, `sign-in-failed`, `state-changed`, `exported`, `erased`.
    action    TEXT NOT NULL,
    -- The request that it was done with, which may be erased since.
    reference TEXT,
    detail    TEXT
) STRICT;
