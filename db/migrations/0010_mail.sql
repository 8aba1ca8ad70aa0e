-- Mail waits here until a mail server took it. Recipient and content are sealed, and erased once sent.
CREATE TABLE mail (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    kind        text NOT NULL,
    language    text NOT NULL CHECK (language IN ('bg', 'en')),
    account_id  bigint REFERENCES account,
    content     bytea,
    content_key text NOT NULL,
    queued_at   timestamptz NOT NULL,
    due_at      timestamptz NOT NULL,
    tries       integer NOT NULL DEFAULT 0,
    sent_at     timestamptz,
    CHECK ((sent_at IS NULL) = (content IS NOT NULL))
);
CREATE INDEX mail_due ON mail (due_at) WHERE sent_at IS NULL;
