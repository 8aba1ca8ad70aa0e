"""Members of the invented crowd: verified as at a counter, signed in many at a time without a log-in each, and what the
scripts of the load need to act as them."""

from itertools import count
from urllib.parse import quote

import record
from station import people
from station.citizen import expect
from station.web import Browser

DATABASE = "gishe"
COOKIE = "__Host-session"
LEAST_BYTES = 1000  # of a page of theirs; a redirect to the log-in is shorter
SEEDS = count(1)  # other people each time
# A session of each of so many members, taken at random from all; a row is the token.
BEGIN = """
WITH member AS MATERIALIZED (
    SELECT id, gen_random_uuid()::text AS token FROM account WHERE username IN (
        SELECT format('crowd-%s', lpad((1 + floor({accounts} * random()))::text, 8, '0')) FROM generate_series(1, {wanted}))),
begun AS (
    INSERT INTO session (token_hash, account_id, started_at, last_seen_at, agent)
    SELECT sha256(convert_to(token, 'UTF8')), id, now(), now(), '' FROM member)
SELECT token FROM member"""
# By one record that a counter really made.
VERIFY = """
INSERT INTO verification (account_id, person, person_key, verified_at, renewed_at, document_kind, document_issuer,
                          document_expiry, assurance, document_status, kiosk_id, clerk_id, record_id)
SELECT account.id, hash, hash_key, verified_at, renewed_at, document_kind, document_issuer, document_expiry, assurance,
       document_status, kiosk_id, clerk_id, record_id
FROM account JOIN personal_number ON account_id = account.id,
     (SELECT * FROM verification WHERE ended_at IS NULL ORDER BY id LIMIT 1) AS made
WHERE username LIKE 'crowd-%' AND account.id % 2 = 0
      AND NOT EXISTS (SELECT FROM verification WHERE verification.account_id = account.id)
ON CONFLICT DO NOTHING"""  # an invented number may be that of one of the demo's people


def sessions(station, accounts, wanted):
    """The file of the cookies of `wanted` members of `accounts`, one on a line; a few less where one was drawn twice."""
    tokens = station.cluster.query(BEGIN.format(accounts=accounts, wanted=wanted), DATABASE)
    file = station.place.folder("bench") / f"sessions-{accounts}"
    file.write_text("".join(f"{COOKIE}={token}\n" for token in tokens), encoding="ascii")
    return file


def verify_half(station):
    """Every second member that is not verified yet becomes so."""
    if station.cluster.query("SELECT count(*) FROM verification", DATABASE) == ["0"]:
        record.make_records(station, "verification")
    station.cluster.query(VERIFY, DATABASE)


def reading(file, pause_ms=0):
    """The environment of crowd.lua."""
    return {"GISHE_SESSIONS": str(file), "GISHE_PAUSE": str(pause_ms), "GISHE_SEED": str(next(SEEDS))}


def logging_in(station, accounts):
    """The environment of log_in.lua."""
    browser = Browser(station.citizens_url, station.certificates.authority)
    form = expect(browser.open("/login"), "/login").form_with("username", "password")
    return {"GISHE_CSRF": form.fields["csrf"], "GISHE_COOKIES": browser.cookies(), "GISHE_SEED": str(next(SEEDS)),
            "GISHE_PASSWORD": quote(people.PASSWORD), "GISHE_MEMBERS": str(accounts)}
