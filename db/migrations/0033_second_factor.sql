-- An authenticator app of an account. The secret is sealed under the data key; of the code used last its step stays, so that none
-- counts twice.
CREATE TABLE second_factor (
    account_id  bigint PRIMARY KEY REFERENCES account ON DELETE CASCADE,
    secret      bytea NOT NULL,
    secret_key  text NOT NULL,
    enrolled_at timestamptz NOT NULL,
    last_step   bigint NOT NULL
);
-- What stands in for a lost app, each once.
CREATE TABLE recovery_code (
    account_id bigint NOT NULL REFERENCES account ON DELETE CASCADE,
    hash       bytea NOT NULL CHECK (length(hash) = 32),
    hash_key   text NOT NULL,
    used_at    timestamptz,
    PRIMARY KEY (account_id, hash)
);
-- A sign-in whose password was right and whose code is asked: no session yet. `password` is the hash of the stored password it was
-- given for: with another password it is over.
CREATE TABLE pending_sign_in (
    token_hash bytea PRIMARY KEY CHECK (length(token_hash) = 32),
    account_id bigint NOT NULL REFERENCES account ON DELETE CASCADE,
    password   bytea NOT NULL CHECK (length(password) = 32),
    begun_at   timestamptz NOT NULL,
    tries      integer NOT NULL DEFAULT 0
);
CREATE INDEX pending_sign_in_begun ON pending_sign_in (begun_at);
GRANT SELECT, INSERT, DELETE ON second_factor, recovery_code, pending_sign_in TO gishe_service;
GRANT UPDATE (last_step) ON second_factor TO gishe_service;
GRANT UPDATE (used_at) ON recovery_code TO gishe_service;
GRANT UPDATE (tries) ON pending_sign_in TO gishe_service;
