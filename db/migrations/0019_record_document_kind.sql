-- What kind of document the counter had before it, for the day's report: also where it refused. Empty: none, or not told.
ALTER TABLE record ADD COLUMN document_kind text NOT NULL DEFAULT '';
