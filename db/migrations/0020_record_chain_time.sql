-- A new record is compared with the latest time that its kiosk's chain has shown, whichever record showed it.
CREATE INDEX record_chain_time ON record (kiosk_id, LEAST(kiosk_time, received_at)) WHERE NOT stray;
