-- A case about an account alone, without a record: its owner said "this was not me". One of a kind is open at a time.
ALTER TABLE conflict_case
    ALTER COLUMN record_id DROP NOT NULL,
    ADD COLUMN about_account_id bigint REFERENCES account,
    ADD CHECK ((record_id IS NULL) = (about_account_id IS NOT NULL));
CREATE UNIQUE INDEX conflict_case_account ON conflict_case (about_account_id, reason) WHERE closed_at IS NULL;
GRANT UPDATE (closed_at) ON conflict_case TO gishe_service;
