-- Which notices the owner of an account wants. Without a row: the usual ones. What protects the account is told in any case.
CREATE TABLE notice_choice (
    account_id        bigint PRIMARY KEY REFERENCES account ON DELETE CASCADE,
    reminders_by_mail boolean NOT NULL,
    reminders_by_text boolean NOT NULL,
    visits_by_text    boolean NOT NULL
);
GRANT SELECT, INSERT ON notice_choice TO gishe_service;
GRANT UPDATE (reminders_by_mail, reminders_by_text, visits_by_text) ON notice_choice TO gishe_service;
GRANT UPDATE (language) ON account TO gishe_service;
