-- Who closes the account takes names, address, telephone and password along; the username stays, and nobody else gets it.
ALTER TABLE account
    DROP CONSTRAINT account_family_name_check,
    DROP CONSTRAINT account_email_check,
    ADD CONSTRAINT account_family_name_check CHECK (length(family_name) BETWEEN 1 AND 60 OR closed_at IS NOT NULL),
    ADD CONSTRAINT account_email_check CHECK (length(email) BETWEEN 3 AND 254 OR closed_at IS NOT NULL);
GRANT UPDATE (phone, closed_at) ON account TO gishe_service;
GRANT UPDATE (ended_at) ON verification TO gishe_service;

CREATE TRIGGER account_stays_closed BEFORE UPDATE ON account FOR EACH ROW
    WHEN (OLD.closed_at IS NOT NULL AND NEW.closed_at IS DISTINCT FROM OLD.closed_at)
    EXECUTE FUNCTION stays_shut_out();
