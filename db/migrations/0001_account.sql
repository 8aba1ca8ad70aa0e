-- A citizen's account. Names and address are the citizen's own word until the counter confirms the person.
CREATE TABLE account (
    id                 bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    username           text NOT NULL CHECK (username ~ '^[a-z0-9._-]{3,32}$'),
    password_phc       text NOT NULL,
    password_pepper    text NOT NULL, -- id of the pepper that went in before Argon2id
    given_name         text NOT NULL CHECK (length(given_name) BETWEEN 1 AND 60),
    fathers_name       text NOT NULL CHECK (length(fathers_name) <= 60),
    family_name        text NOT NULL CHECK (length(family_name) BETWEEN 1 AND 60),
    email              text NOT NULL CHECK (length(email) BETWEEN 3 AND 254),
    phone              text NOT NULL CHECK (phone ~ '^\+[1-9][0-9]{7,14}$'),
    language           text NOT NULL CHECK (language IN ('bg', 'en')),
    registered_at      timestamptz NOT NULL,
    email_confirmed_at timestamptz,
    paused_at          timestamptz,
    closed_at          timestamptz
);
CREATE UNIQUE INDEX account_username ON account (username);
CREATE INDEX account_email ON account (lower(email));
