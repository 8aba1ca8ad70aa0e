CREATE TABLE staff (
    id              bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    username        text NOT NULL UNIQUE CHECK (username ~ '^[a-z0-9._-]{3,32}$'),
    display_name    text NOT NULL CHECK (length(display_name) BETWEEN 1 AND 120),
    role            text NOT NULL CHECK (role IN ('clerk', 'supervisor')),
    password_phc    text NOT NULL,
    password_pepper text NOT NULL,
    added_at        timestamptz NOT NULL,
    disabled_at     timestamptz
);
