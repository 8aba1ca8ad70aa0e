-- Digits alone are a personal number or a pass code at the counter: nobody is called so.
ALTER TABLE account ADD CONSTRAINT account_username_letter CHECK (username ~ '[a-z]');
ALTER TABLE staff ADD CONSTRAINT staff_username_letter CHECK (username ~ '[a-z]');
