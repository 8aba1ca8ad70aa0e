-- An account that goes is looked for in every table that refers to accounts, and no partial index answers that: each has a full one.
CREATE INDEX verification_of_account ON verification (account_id, ended_at);
DROP INDEX verification_ended;
CREATE INDEX counter_pass_account ON counter_pass (account_id);
CREATE INDEX conflict_case_about_account ON conflict_case (about_account_id);
DROP INDEX session_account;
CREATE INDEX session_account ON session (account_id);
CREATE INDEX account_pause_account ON account_pause (account_id);
CREATE INDEX text_message_account ON text_message (account_id, id);
CREATE INDEX pending_sign_in_account ON pending_sign_in (account_id);

-- As before, at most `most` at once: those registered first. What lasts keeps its account out of the choice, so that what stays does
-- not stand before what goes.
CREATE FUNCTION release_unconfirmed(registered_until timestamptz, longest_until timestamptz, now_is timestamptz, most integer)
RETURNS bigint
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
              AND NOT EXISTS (SELECT FROM counter_pass WHERE account_id = account.id)
              AND NOT EXISTS (SELECT FROM conflict_case WHERE about_account_id = account.id)
              AND NOT EXISTS (SELECT FROM audit_event
                              WHERE account_id = account.id AND kind LIKE 'account.looked\_up%'
                                    AND happened_at > now_is - interval '30 days')
        ORDER BY registered_at LIMIT most FOR UPDATE SKIP LOCKED
    LOOP
        BEGIN
            DELETE FROM account WHERE id = one;
            released := released + 1;
        EXCEPTION WHEN foreign_key_violation THEN -- something lasting came to hang on it meanwhile
            NULL;
        END;
    END LOOP;
    RETURN released;
END
$$;
REVOKE ALL ON FUNCTION release_unconfirmed(timestamptz, timestamptz, timestamptz, integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION release_unconfirmed(timestamptz, timestamptz, timestamptz, integer) TO gishe_service;
