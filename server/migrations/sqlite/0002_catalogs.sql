-- Every version of a catalogue that was ever served: a request is checked against the one that its page showed.
CREATE TABLE catalogs (
    -- Names all that it holds: a hash.
    content      TEXT NOT NULL PRIMARY KEY,
    id           TEXT NOT NULL,
    version      TEXT NOT NULL,
    json         TEXT NOT NULL CHECK (json_valid(json)),
    -- RFC 3339 in UTC with whole seconds.
    first_served TEXT NOT NULL
) STRICT;

CREATE INDEX catalogs_by_version ON catalogs (id, version, first_served);

-- The content that the requester's page showed, and the language in which it did, where the page told that.
ALTER TABLE plan_requests ADD COLUMN page_content TEXT;
ALTER TABLE plan_requests ADD COLUMN page_language TEXT;

-- The content of the catalogue by which the server checked and advised; none where `checked` is 0, as that content was never seen
-- here. There is no advice then, and `catalog_id` and `catalog_version` are what the page said.
ALTER TABLE plan_requests ADD COLUMN catalog_content TEXT;
ALTER TABLE plan_requests ADD COLUMN checked INTEGER NOT NULL DEFAULT 1 CHECK (checked IN (0, 1));

-- What of the request had changed in the catalogue since the page was made: a list of objects with `pointer`, `code` and `detail`.
ALTER TABLE plan_requests ADD COLUMN changes TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(changes));

-- A hash of what was sent under `idempotency_key`, and what was answered. All three are taken away after 72 hours.
ALTER TABLE plan_requests ADD COLUMN body_hash TEXT;
ALTER TABLE plan_requests ADD COLUMN reply TEXT;

CREATE INDEX plan_requests_with_key ON plan_requests (received_at) WHERE idempotency_key IS NOT NULL;
