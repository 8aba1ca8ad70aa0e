-- What is given up is erased like what was sent: nobody needs recipient and words any more. The release before gives up without erasing,
-- and its rows may stand, too.
ALTER TABLE mail
    DROP CONSTRAINT mail_check,
    ADD CONSTRAINT mail_content_of_waiting CHECK (content IS NOT NULL OR sent_at IS NOT NULL OR given_up_at IS NOT NULL),
    ADD CONSTRAINT mail_sent_is_erased CHECK (sent_at IS NULL OR content IS NULL);
ALTER TABLE text_message
    DROP CONSTRAINT text_message_check,
    ADD CONSTRAINT text_message_content_of_waiting
        CHECK (content IS NOT NULL OR sent_at IS NOT NULL OR given_up_at IS NOT NULL),
    ADD CONSTRAINT text_message_sent_is_erased CHECK (sent_at IS NULL OR content IS NULL);
UPDATE mail SET content = NULL WHERE given_up_at IS NOT NULL;
UPDATE text_message SET content = NULL WHERE given_up_at IS NOT NULL;
