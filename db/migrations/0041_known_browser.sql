-- Browsers in which an owner signed in before, by the hash of their cookie: they have a counter of wrong passwords of their own.
CREATE TABLE known_browser (
    account_id   bigint NOT NULL REFERENCES account ON DELETE CASCADE,
    token_hash   bytea NOT NULL CHECK (length(token_hash) = 32),
    made_at      timestamptz NOT NULL,
    last_used_at timestamptz NOT NULL,
    failures     integer NOT NULL DEFAULT 0, -- in a row
    PRIMARY KEY (account_id, token_hash)
);
CREATE INDEX known_browser_last_used ON known_browser (last_used_at);
GRANT SELECT, INSERT, DELETE, UPDATE (last_used_at, failures) ON known_browser TO gishe_service;

-- Wrong passwords in a row, from all other browsers together, and since when none of them gets in any more.
CREATE TABLE password_failure (
    account_id bigint PRIMARY KEY REFERENCES account ON DELETE CASCADE,
    in_a_row   integer NOT NULL,
    closed_at  timestamptz
);
GRANT SELECT, INSERT, UPDATE (in_a_row, closed_at) ON password_failure TO gishe_service;

ALTER TABLE email_token
    DROP CONSTRAINT email_token_purpose_check,
    ADD CONSTRAINT email_token_purpose_check
        CHECK (purpose IN ('confirm_address', 'reset_password', 'new_address', 'stop_new_address', 'alarm', 'open_entrance'));
