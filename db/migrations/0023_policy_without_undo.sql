-- No counter can undo, so no policy says for how long one may. Texts in a policy escape their quotes: only the member matches.
UPDATE policy SET body = regexp_replace(body, ',"undo_minutes":[0-9]+', '');
