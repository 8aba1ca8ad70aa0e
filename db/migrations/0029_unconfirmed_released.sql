-- An account whose address nobody confirmed goes with what hangs on it, so that its username is free again. What lasts keeps its
-- account: a table that refers to accounts without CASCADE.
ALTER TABLE email_token DROP CONSTRAINT email_token_account_id_fkey,
    ADD CONSTRAINT email_token_account_id_fkey FOREIGN KEY (account_id) REFERENCES account ON DELETE CASCADE;
ALTER TABLE session DROP CONSTRAINT session_account_id_fkey,
    ADD CONSTRAINT session_account_id_fkey FOREIGN KEY (account_id) REFERENCES account ON DELETE CASCADE;
ALTER TABLE personal_number DROP CONSTRAINT personal_number_account_id_fkey,
    ADD CONSTRAINT personal_number_account_id_fkey FOREIGN KEY (account_id) REFERENCES account ON DELETE CASCADE;
ALTER TABLE mail DROP CONSTRAINT mail_account_id_fkey,
    ADD CONSTRAINT mail_account_id_fkey FOREIGN KEY (account_id) REFERENCES account ON DELETE CASCADE;
ALTER TABLE account_pause DROP CONSTRAINT account_pause_account_id_fkey,
    ADD CONSTRAINT account_pause_account_id_fkey FOREIGN KEY (account_id) REFERENCES account ON DELETE CASCADE;

-- The service may delete no other account. An account with a link that still works stays until `longest_until`; one that a clerk
-- looked up stays while a kiosk may still keep a record of the visit.
CREATE FUNCTION release_unconfirmed(registered_until timestamptz, longest_until timestamptz, now_is timestamptz) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    one bigint;
    released bigint := 0;
BEGIN
    FOR one IN
        SELECT id FROM account
        WHERE email_confirmed_at IS NULL AND closed_at IS NULL AND registered_at <= registered_until
              AND (registered_at <= longest_until
                   OR NOT EXISTS (SELECT FROM email_token WHERE account_id = account.id AND used_at IS NULL
                                                                AND superseded_at IS NULL AND expires_at > now_is))
              AND NOT EXISTS (SELECT FROM verification WHERE account_id = account.id)
              AND NOT EXISTS (SELECT FROM record WHERE account_id = account.id)
              AND NOT EXISTS (SELECT FROM audit_event
                              WHERE account_id = account.id AND kind LIKE 'account.looked\_up%'
                                    AND happened_at > now_is - interval '30 days')
        FOR UPDATE SKIP LOCKED
    LOOP
        BEGIN
            DELETE FROM account WHERE id = one;
            released := released + 1;
        EXCEPTION WHEN foreign_key_violation THEN -- something lasting hangs on it
            NULL;
        END;
    END LOOP;
    RETURN released;
END
$$;
REVOKE ALL ON FUNCTION release_unconfirmed FROM PUBLIC;
GRANT EXECUTE ON FUNCTION release_unconfirmed TO gishe_service;
CREATE INDEX account_unconfirmed ON account (registered_at) WHERE email_confirmed_at IS NULL AND closed_at IS NULL;
