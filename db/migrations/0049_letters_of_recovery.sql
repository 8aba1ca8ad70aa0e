-- Letters about a forgotten username or password name all accounts of their address, each of which lists them among its messages.
CREATE TABLE letter_account (
    mail_id    bigint NOT NULL REFERENCES mail ON DELETE CASCADE,
    account_id bigint NOT NULL REFERENCES account ON DELETE CASCADE,
    PRIMARY KEY (account_id, mail_id)
);
CREATE INDEX letter_account_mail ON letter_account (mail_id);
GRANT SELECT, INSERT ON letter_account TO gishe_service;
