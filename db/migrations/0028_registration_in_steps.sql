-- An address that nobody confirmed can be corrected.
GRANT UPDATE (email) ON account TO gishe_service;

-- A document may have one name alone: it stands as the family name.
ALTER TABLE account DROP CONSTRAINT account_given_name_check,
    ADD CONSTRAINT account_given_name_check CHECK (length(given_name) <= 60);
