-- Events hold ids; personal details stand apart and can be erased, the event keeps SHA-256(salt || details).
CREATE TABLE audit_event (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    kind        text NOT NULL,
    happened_at timestamptz NOT NULL,
    actor_kind  text NOT NULL CHECK (actor_kind IN ('citizen', 'clerk', 'supervisor', 'kiosk', 'operator', 'portal')),
    actor_id    bigint,
    account_id  bigint,
    kiosk_id    bigint,
    record_id   bigint,
    commitment  bytea CHECK (length(commitment) = 32)
);
CREATE INDEX audit_event_account ON audit_event (account_id, id);

CREATE TABLE audit_detail (
    event_id bigint PRIMARY KEY REFERENCES audit_event,
    salt     bytea NOT NULL CHECK (length(salt) = 32),
    details  text NOT NULL -- JSON
);

CREATE FUNCTION audit_event_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'audit events are neither changed nor deleted';
END
$$;
CREATE TRIGGER audit_event_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_event
    EXECUTE FUNCTION audit_event_stays();
