-- Tokens are kept as SHA-256: who reads the table cannot enter.
CREATE TABLE email_token (
    token_hash    bytea PRIMARY KEY CHECK (length(token_hash) = 32),
    account_id    bigint NOT NULL REFERENCES account,
    email         text NOT NULL,
    made_at       timestamptz NOT NULL,
    expires_at    timestamptz NOT NULL,
    used_at       timestamptz,
    superseded_at timestamptz
);
CREATE INDEX email_token_account ON email_token (account_id);

CREATE TABLE session (
    id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    token_hash   bytea NOT NULL UNIQUE CHECK (length(token_hash) = 32),
    account_id   bigint NOT NULL REFERENCES account,
    started_at   timestamptz NOT NULL,
    last_seen_at timestamptz NOT NULL,
    ended_at     timestamptz,
    agent        text NOT NULL
);
CREATE INDEX session_account ON session (account_id) WHERE ended_at IS NULL;

-- Counters of tries. `what` is a keyed hash: the table tells nobody who tried what.
CREATE TABLE throttle (
    what        bytea NOT NULL CHECK (length(what) = 32),
    what_key    text NOT NULL,
    tries       integer NOT NULL,
    window_ends timestamptz NOT NULL,
    PRIMARY KEY (what, what_key)
);
CREATE INDEX throttle_window ON throttle (window_ends);
