-- Text messages wait here until a gateway took them, as mail does. One that tells a code is of no use for long.
CREATE TABLE text_message (
    id            bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    kind          text NOT NULL,
    language      text NOT NULL CHECK (language IN ('bg', 'en')),
    account_id    bigint REFERENCES account ON DELETE CASCADE,
    content       bytea,
    content_key   text NOT NULL,
    queued_at     timestamptz NOT NULL,
    due_at        timestamptz NOT NULL,
    useless_after timestamptz NOT NULL,
    tries         integer NOT NULL DEFAULT 0,
    refusals      integer NOT NULL DEFAULT 0,
    sent_at       timestamptz,
    given_up_at   timestamptz,
    CHECK ((sent_at IS NULL) = (content IS NOT NULL))
);
CREATE INDEX text_message_due ON text_message (due_at) WHERE sent_at IS NULL AND given_up_at IS NULL;

-- A telephone that is to be confirmed: the newest request of an account. Of its code the hash is kept.
CREATE TABLE phone_request (
    account_id bigint PRIMARY KEY REFERENCES account ON DELETE CASCADE,
    phone      text NOT NULL CHECK (phone ~ '^\+[1-9][0-9]{7,14}$'),
    code       bytea NOT NULL CHECK (length(code) = 32),
    code_key   text NOT NULL,
    asked_at   timestamptz NOT NULL,
    tries      integer NOT NULL DEFAULT 0
);
-- Empty: nobody confirmed the number of the account.
ALTER TABLE account ADD COLUMN phone_confirmed_at timestamptz;
GRANT UPDATE (phone, phone_confirmed_at) ON account TO gishe_service;
GRANT SELECT, INSERT, DELETE ON text_message, phone_request TO gishe_service;
GRANT UPDATE (content, due_at, tries, refusals, given_up_at, sent_at) ON text_message TO gishe_service;
GRANT UPDATE (phone, code, code_key, asked_at, tries) ON phone_request TO gishe_service;
