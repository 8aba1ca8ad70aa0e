-- An account whose lost second factor the operator took away is paused until the counter saw its owner's document.
ALTER TABLE account_pause
    DROP CONSTRAINT account_pause_reason_check,
    ADD CONSTRAINT account_pause_reason_check CHECK (reason IN ('reset_by_mail', 'second_factor_lost', 'alarm'));
