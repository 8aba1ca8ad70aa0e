-- Letters leave in lanes: first what tells an owner (0), then what goes to addresses that nobody confirmed (1), then what
-- can wait (2). None is tried for ever.
ALTER TABLE mail
    ADD COLUMN lane smallint NOT NULL DEFAULT 0 CHECK (lane BETWEEN 0 AND 2),
    ADD COLUMN useless_after timestamptz;
UPDATE mail
SET lane = CASE WHEN can_wait THEN 2
                WHEN kind IN ('confirm_email', 'first_letter', 'account_limit', 'new_address', 'new_address_full') THEN 1
                ELSE 0 END,
    useless_after = queued_at + interval '30 days';
ALTER TABLE mail
    ALTER COLUMN useless_after SET NOT NULL,
    ALTER COLUMN lane DROP DEFAULT,
    DROP COLUMN can_wait; -- and with it the index over it
CREATE INDEX mail_due ON mail (lane, due_at, id) WHERE sent_at IS NULL AND given_up_at IS NULL;
CREATE INDEX mail_useless ON mail (useless_after) WHERE sent_at IS NULL AND given_up_at IS NULL;
CREATE INDEX text_message_useless ON text_message (useless_after) WHERE sent_at IS NULL AND given_up_at IS NULL;
