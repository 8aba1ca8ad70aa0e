-- The owner of an account ends its verification by giving it another personal number.
GRANT UPDATE (ended_at) ON verification TO gishe_service;
CREATE INDEX verification_ended ON verification (account_id, ended_at) WHERE ended_at IS NOT NULL;
