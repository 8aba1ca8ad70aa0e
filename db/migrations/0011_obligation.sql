-- What a person owes, found by the keyed hash of the personal number: whoever is not verified finds nothing.
CREATE TABLE obligation (
    id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    reference  text NOT NULL UNIQUE,
    person     bytea NOT NULL CHECK (length(person) = 32),
    person_key text NOT NULL,
    bulgarian  text NOT NULL,
    english    text NOT NULL,
    amount     bigint NOT NULL CHECK (amount > 0), -- euro cents
    due        date NOT NULL,
    added_at   timestamptz NOT NULL
);
CREATE INDEX obligation_person ON obligation (person);
