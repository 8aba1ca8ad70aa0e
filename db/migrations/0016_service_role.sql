-- The service works as a member of gishe_service and owns nothing: it cannot change the tables, and of rows only what its acts
-- change. What happened (audit events and their details, records, cases, policies, certificates) it may add and read alone.
-- Whoever adds a table says its rights in the same migration.
DO $$
BEGIN
    EXECUTE format('REVOKE ALL ON DATABASE %I FROM PUBLIC', current_database());
    EXECUTE format('GRANT CONNECT ON DATABASE %I TO gishe_service', current_database());
END
$$;

GRANT SELECT, INSERT ON account, email_token, session, throttle, personal_number, pass_epoch_key, counter_pass, staff,
    enrolment_code, kiosk, kiosk_certificate, staff_session, record, verification, conflict_case, policy, trust_file,
    audit_event, audit_detail, mail, obligation TO gishe_service;
GRANT SELECT ON account_profile, change_counter TO gishe_service;
GRANT USAGE ON SEQUENCE record_id_seq TO gishe_service;

GRANT UPDATE (password_phc, password_pepper, given_name, fathers_name, family_name, email_confirmed_at) ON account
    TO gishe_service;
GRANT UPDATE (used_at, superseded_at), DELETE ON email_token TO gishe_service;
GRANT UPDATE (last_seen_at, ended_at), DELETE ON session, staff_session TO gishe_service;
GRANT UPDATE (tries, window_ends), DELETE ON throttle TO gishe_service;
GRANT UPDATE (kind, number, number_key, hash, hash_key, claimed_at), DELETE ON personal_number TO gishe_service;
GRANT UPDATE (used_at, replaced_at) ON counter_pass TO gishe_service;
GRANT UPDATE (password_phc, password_pepper, disabled_at) ON staff TO gishe_service;
GRANT UPDATE (used_at) ON enrolment_code TO gishe_service;
GRANT UPDATE (revoked_at, next_number, head_hash) ON kiosk TO gishe_service;
GRANT UPDATE (renewed_at, document_kind, document_issuer, document_expiry, assurance, document_status, kiosk_id, clerk_id,
    record_id) ON verification TO gishe_service;
GRANT UPDATE (value, trust_changed) ON change_counter TO gishe_service;
GRANT DELETE ON trust_file TO gishe_service;
GRANT UPDATE (content, due_at, tries, refusals, given_up_at, sent_at), DELETE ON mail TO gishe_service;
