CREATE TABLE enrolment_code (
    id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    code       bytea NOT NULL CHECK (length(code) = 32), -- HMAC-SHA-256
    code_key   text NOT NULL,
    desk       text NOT NULL,
    place      text NOT NULL,
    made_at    timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    used_at    timestamptz,
    UNIQUE (code, code_key)
);

CREATE TABLE kiosk (
    id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    desk         text NOT NULL,
    place        text NOT NULL,
    enrolled_at  timestamptz NOT NULL,
    revoked_at   timestamptz,
    next_number  bigint NOT NULL DEFAULT 1, -- of the record that the chain goes on with
    head_hash    bytea NOT NULL DEFAULT decode(repeat('00', 32), 'hex') CHECK (length(head_hash) = 32)
);

-- A kiosk's keys through its life: records stay verifiable after renewal.
CREATE TABLE kiosk_certificate (
    fingerprint bytea PRIMARY KEY CHECK (length(fingerprint) = 32),
    kiosk_id    bigint NOT NULL REFERENCES kiosk,
    key_id      text NOT NULL,
    public_key  bytea NOT NULL,
    pem         text NOT NULL,
    software    text NOT NULL,
    valid_from  timestamptz NOT NULL,
    valid_until timestamptz NOT NULL,
    UNIQUE (kiosk_id, key_id)
);

-- Sessions of staff: at a kiosk, or on the staff pages.
CREATE TABLE staff_session (
    id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    token_hash   bytea NOT NULL UNIQUE CHECK (length(token_hash) = 32),
    staff_id     bigint NOT NULL REFERENCES staff,
    kiosk_id     bigint REFERENCES kiosk,
    started_at   timestamptz NOT NULL,
    last_seen_at timestamptz NOT NULL,
    ended_at     timestamptz
);
CREATE INDEX staff_session_staff ON staff_session (staff_id) WHERE ended_at IS NULL;
