-- Other names than the verified ones, until a visit to the counter shows a document with them.
CREATE TABLE name_claim (
    account_id   bigint PRIMARY KEY REFERENCES account ON DELETE CASCADE,
    given_name   text NOT NULL CHECK (length(given_name) <= 60),
    fathers_name text NOT NULL CHECK (length(fathers_name) <= 60),
    family_name  text NOT NULL CHECK (length(family_name) BETWEEN 1 AND 60),
    claimed_at   timestamptz NOT NULL
);
GRANT SELECT, INSERT, DELETE ON name_claim TO gishe_service;
GRANT UPDATE (given_name, fathers_name, family_name, claimed_at) ON name_claim TO gishe_service;
