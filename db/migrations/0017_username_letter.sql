-- Digits alone are a personal number or a pass code at the counter: nobody new is called so. Who is called so already stays
-- and works on: a constraint is asked at every change of a row, also one that is NOT VALID, so this one leaves them out.
LOCK TABLE account, staff;
DO $$
DECLARE
    last_account bigint := (SELECT coalesce(max(id), 0) FROM account WHERE username !~ '[a-z]');
    last_staff   bigint := (SELECT coalesce(max(id), 0) FROM staff WHERE username !~ '[a-z]');
BEGIN
    EXECUTE format('ALTER TABLE account ADD CONSTRAINT account_username_letter CHECK (username ~ ''[a-z]'' OR id <= %s)',
                   last_account);
    EXECUTE format('ALTER TABLE staff ADD CONSTRAINT staff_username_letter CHECK (username ~ ''[a-z]'' OR id <= %s)',
                   last_staff);
END
$$;
