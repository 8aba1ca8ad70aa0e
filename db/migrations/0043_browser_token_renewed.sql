-- At each sign-in the cookie by which a browser is known is another one, for every account that knows the browser.
CREATE INDEX known_browser_token ON known_browser (token_hash);
GRANT UPDATE (token_hash) ON known_browser TO gishe_service;
