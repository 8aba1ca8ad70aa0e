-- From which network a session began, so that its owner knows a stranger's. It goes with its session.
ALTER TABLE session ADD COLUMN network text NOT NULL DEFAULT '';
