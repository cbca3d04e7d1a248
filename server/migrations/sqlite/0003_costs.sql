-- What the plan asked for costs with its add-ons, as the server computed it of the answers: an object with `currency`, `period`, `add_ons`,
-- `total` and `lines`, which are what the requester was told. None where the catalogue has no prices, or the request was not checked.
ALTER TABLE plan_requests ADD COLUMN costs TEXT CHECK (costs IS NULL OR json_valid(costs));
