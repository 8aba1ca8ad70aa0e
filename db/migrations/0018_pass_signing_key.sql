-- The key that signs a week's passes. Empty: written by the release before, which knew a single one.
ALTER TABLE pass_epoch_key ADD COLUMN signing_key text NOT NULL DEFAULT '';
