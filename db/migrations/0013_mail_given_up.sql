-- A mail that the server refuses for good, time after time, is given up: its content stays until the row is deleted.
ALTER TABLE mail
    ADD COLUMN refusals    integer NOT NULL DEFAULT 0,
    ADD COLUMN given_up_at timestamptz;
DROP INDEX mail_due;
CREATE INDEX mail_due ON mail (due_at) WHERE sent_at IS NULL AND given_up_at IS NULL;
