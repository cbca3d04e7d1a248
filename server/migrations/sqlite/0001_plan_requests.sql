-- The plan requests that were answered with 201: one row each, written once and never changed.
CREATE TABLE plan_requests (
    -- What the requester was told, to quote later.
    reference            TEXT NOT NULL PRIMARY KEY,
    -- Named by the sender, so that sending again stores nothing twice. A UNIQUE column may hold any number of NULLs.
    idempotency_key      TEXT UNIQUE,
    -- RFC 3339 in UTC with whole seconds, so that the order of the texts is the order in time.
    received_at          TEXT NOT NULL,

    -- What was asked for, as plan id, and by whom.
    plan                 TEXT NOT NULL,
    name                 TEXT NOT NULL,
    email                TEXT NOT NULL,
    company              TEXT NOT NULL,
    message              TEXT,
    -- What the requester agreed to, word for word, where the catalogue asks for consent.
    consent              TEXT,
    answers              TEXT NOT NULL CHECK (json_valid(answers)),
    -- The version of the catalogue that the requester's page had.
    page_catalog_version TEXT NOT NULL,

    -- What the server advised on these answers, and by which catalogue.
    recommended          TEXT,
    fits                 INTEGER NOT NULL CHECK (fits IN (0, 1)),
    advice               TEXT NOT NULL CHECK (json_valid(advice)),
    catalog_id           TEXT NOT NULL,
    catalog_version      TEXT NOT NULL
) STRICT;
