-- A telephone is told by who wants to.
ALTER TABLE account DROP CONSTRAINT account_phone_check;
ALTER TABLE account ADD CONSTRAINT account_phone_check CHECK (phone = '' OR phone ~ '^\+[1-9][0-9]{7,14}$');
