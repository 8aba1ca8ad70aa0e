-- Letters that can wait leave after all others, however many of them are due.
ALTER TABLE mail ADD COLUMN can_wait boolean NOT NULL DEFAULT false;
DROP INDEX mail_due;
CREATE INDEX mail_due ON mail (can_wait, due_at, id) WHERE sent_at IS NULL AND given_up_at IS NULL;
