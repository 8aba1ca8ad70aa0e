-- What the link in a letter is for. A new link replaces the older ones of its account and purpose alone.
ALTER TABLE email_token ADD COLUMN purpose text NOT NULL DEFAULT 'confirm_address'
    CHECK (purpose IN ('confirm_address', 'reset_password', 'new_address', 'stop_new_address', 'alarm'));
