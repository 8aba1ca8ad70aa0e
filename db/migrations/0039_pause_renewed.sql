-- A password set anew by mail once more: the pause counts from then on, and no visit from before it ends it.
GRANT UPDATE (begun_at) ON account_pause TO gishe_service;
