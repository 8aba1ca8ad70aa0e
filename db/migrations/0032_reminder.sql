-- Who is reminded of what, once each: the row is written with its letter, and of two portals that would send one the second finds it.
-- A renewed verification, or another pass, ends on another day.
CREATE TABLE reminder (
    account_id  bigint NOT NULL REFERENCES account ON DELETE CASCADE,
    kind        text NOT NULL CHECK (kind IN ('document_in_60_days', 'document_in_14_days', 'pass')),
    ends_on     date NOT NULL,
    reminded_at timestamptz NOT NULL,
    PRIMARY KEY (account_id, kind, ends_on)
);
CREATE INDEX reminder_ends ON reminder (ends_on);
GRANT SELECT, INSERT, DELETE ON reminder TO gishe_service;

CREATE INDEX verification_document_expiry ON verification (document_expiry) WHERE ended_at IS NULL;
CREATE INDEX counter_pass_expires ON counter_pass (expires_at) WHERE used_at IS NULL AND replaced_at IS NULL;
