-- A session at a computer that others use, too, ends sooner. A sign-in that waits for a code keeps what was ticked.
ALTER TABLE session ADD COLUMN shared boolean NOT NULL DEFAULT false;
ALTER TABLE pending_sign_in ADD COLUMN shared boolean NOT NULL DEFAULT false;
