-- Who is shut out stays shut out, and the time of it stands: records are judged by it. `gishectl` knows no way back either; a
-- kiosk is enrolled anew, a person gets a new row, and both leave an audit event. No right of a column can say "only once".
CREATE FUNCTION stays_shut_out() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'who is shut out stays shut out: % %', TG_TABLE_NAME, OLD.id;
END
$$;
CREATE TRIGGER kiosk_stays_revoked BEFORE UPDATE ON kiosk FOR EACH ROW
    WHEN (OLD.revoked_at IS NOT NULL AND NEW.revoked_at IS DISTINCT FROM OLD.revoked_at)
    EXECUTE FUNCTION stays_shut_out();
CREATE TRIGGER staff_stay_disabled BEFORE UPDATE ON staff FOR EACH ROW
    WHEN (OLD.disabled_at IS NOT NULL AND NEW.disabled_at IS DISTINCT FROM OLD.disabled_at)
    EXECUTE FUNCTION stays_shut_out();
