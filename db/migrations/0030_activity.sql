-- Owners read what was done with their account, newest first, and which letters went out to them, a page at a time. A record may
-- arrive long after its act: by time, not by number.
CREATE INDEX audit_event_account_time ON audit_event (account_id, happened_at DESC, id DESC);
CREATE INDEX mail_account ON mail (account_id, id DESC);
