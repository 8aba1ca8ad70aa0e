-- A record is written once, with its receipt: what it did stands before it, and names a row that is there when the act ends.
ALTER TABLE verification ALTER CONSTRAINT verification_record_id_fkey DEFERRABLE INITIALLY DEFERRED;
