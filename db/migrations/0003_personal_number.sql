-- A claim to a personal number. Not unique on purpose: a claim blocks nobody and never tells whether a number is known.
CREATE TABLE personal_number (
    account_id bigint PRIMARY KEY REFERENCES account,
    kind       text NOT NULL CHECK (kind IN ('egn', 'lnch')),
    number     bytea NOT NULL, -- XChaCha20-Poly1305
    number_key text NOT NULL,
    hash       bytea NOT NULL CHECK (length(hash) = 32), -- HMAC-SHA-256
    hash_key   text NOT NULL,
    claimed_at timestamptz NOT NULL
);
CREATE INDEX personal_number_hash ON personal_number (hash);
