-- The row lock of the counter puts changes in one order: a kiosk never misses one that committed late.
CREATE TABLE change_counter (
    only_row      boolean PRIMARY KEY DEFAULT true CHECK (only_row),
    value         bigint NOT NULL,
    trust_changed bigint NOT NULL
);
INSERT INTO change_counter (value, trust_changed) VALUES (1, 0);

CREATE TABLE policy (
    changed bigint PRIMARY KEY,
    body    text NOT NULL,
    put_at  timestamptz NOT NULL
);

CREATE TABLE trust_file (
    name    text PRIMARY KEY,
    content bytea NOT NULL,
    put_at  timestamptz NOT NULL
);
