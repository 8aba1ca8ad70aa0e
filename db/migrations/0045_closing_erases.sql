-- Who closes the account takes along which notices were wanted, what was reminded of, and how many passwords were wrong.
GRANT DELETE ON notice_choice, password_failure TO gishe_service;
