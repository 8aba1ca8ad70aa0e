-- What kiosks recorded, whatever became of it. The content stays sealed; columns hold what reports need.
CREATE TABLE record (
    id                bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    kiosk_id          bigint NOT NULL REFERENCES kiosk,
    number            bigint NOT NULL,
    stray             boolean NOT NULL, -- outside the chain: of another kiosk, or the number was taken
    record_id         bytea NOT NULL CHECK (length(record_id) = 16),
    header_hash       bytea NOT NULL CHECK (length(header_hash) = 32),
    kind              text NOT NULL CHECK (kind IN ('verification', 'refusal', 'sign_in', 'look_up', 'unreadable')),
    clerk_id          bigint REFERENCES staff,
    account_id        bigint REFERENCES account,
    verification_id   bigint,
    kiosk_time        timestamptz NOT NULL,
    received_at       timestamptz NOT NULL,
    refusal_reason    text NOT NULL,
    assurance         text NOT NULL,
    offline           boolean NOT NULL,
    outcome           text NOT NULL CHECK (outcome IN ('accepted', 'conflict', 'refused')),
    reason            text NOT NULL,
    receipt_id        text NOT NULL UNIQUE,
    receipt_key       text NOT NULL,
    receipt_signature bytea NOT NULL,
    header            bytea NOT NULL,
    sealed            bytea NOT NULL,
    sealed_to         text NOT NULL,
    kiosk_signature   bytea NOT NULL,
    clerk_signature   bytea NOT NULL,
    clerk_certificate bytea NOT NULL,
    UNIQUE (kiosk_id, header_hash)
);
CREATE UNIQUE INDEX record_place ON record (kiosk_id, number) WHERE NOT stray;
CREATE INDEX record_record_id ON record (record_id);
CREATE INDEX record_kiosk_time ON record (kiosk_time);
CREATE INDEX record_account ON record (account_id);

-- The counter's word that an account belongs to a person. Two indexes decide every race: one account, one person.
CREATE TABLE verification (
    id              bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    account_id      bigint NOT NULL REFERENCES account,
    person          bytea NOT NULL CHECK (length(person) = 32), -- HMAC-SHA-256 of the personal number
    person_key      text NOT NULL,
    verified_at     timestamptz NOT NULL,
    renewed_at      timestamptz NOT NULL,
    document_kind   text NOT NULL,
    document_issuer text NOT NULL,
    document_expiry date,
    assurance       text NOT NULL,
    document_status text NOT NULL,
    kiosk_id        bigint NOT NULL REFERENCES kiosk,
    clerk_id        bigint NOT NULL REFERENCES staff,
    record_id       bigint NOT NULL REFERENCES record,
    ended_at        timestamptz
);
CREATE UNIQUE INDEX verification_account ON verification (account_id) WHERE ended_at IS NULL;
CREATE UNIQUE INDEX verification_person ON verification (person) WHERE ended_at IS NULL;
ALTER TABLE record ADD FOREIGN KEY (verification_id) REFERENCES verification;

-- Conflicts wait here for a supervisor.
CREATE TABLE conflict_case (
    id              bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    reason          text NOT NULL,
    record_id       bigint NOT NULL UNIQUE REFERENCES record,
    other_record_id bigint REFERENCES record,
    opened_at       timestamptz NOT NULL,
    closed_at       timestamptz
);
CREATE INDEX conflict_case_open ON conflict_case (opened_at) WHERE closed_at IS NULL;
