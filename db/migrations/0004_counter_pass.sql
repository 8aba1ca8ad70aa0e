-- Keys of the weeks, shared with enrolled kiosks; here under the data key.
CREATE TABLE pass_epoch_key (
    number  integer PRIMARY KEY CHECK (number BETWEEN 0 AND 65535),
    key     bytea NOT NULL,
    key_key text NOT NULL,
    made_at timestamptz NOT NULL
);

CREATE TABLE counter_pass (
    id            bytea PRIMARY KEY CHECK (length(id) = 16),
    account_id    bigint NOT NULL REFERENCES account,
    code          bytea NOT NULL, -- the 16 digits, sealed: the citizen may print the pass again
    code_key      text NOT NULL,
    code_hash     bytea NOT NULL CHECK (length(code_hash) = 32),
    code_hash_key text NOT NULL,
    issued_at     timestamptz NOT NULL,
    expires_at    timestamptz NOT NULL,
    used_at       timestamptz,
    replaced_at   timestamptz,
    UNIQUE (code_hash, code_hash_key)
);
CREATE UNIQUE INDEX counter_pass_open ON counter_pass (account_id) WHERE used_at IS NULL AND replaced_at IS NULL;
