-- What the clerk saw on the document itself, for the day's report: codes of the policy with blanks between. Empty: nothing was asked.
ALTER TABLE record ADD COLUMN features_seen text NOT NULL DEFAULT '';
