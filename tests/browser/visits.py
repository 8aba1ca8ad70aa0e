"""What visits to the counter leave in the database, where no kiosk reads documents."""

from kiosk_caller import KioskCaller
from station import people
from station.portal import DATABASE


def record_visit(portal):
    """A kiosk's first record, such as no kiosk would make: it is kept, refused, and a case for a supervisor."""
    kiosk = KioskCaller(portal)
    kiosk.enrol()
    kiosk.sign_in()
    sealing_key = kiosk.call("GET", "/changes", query="?since=0").message["sealing_key_id"]
    kiosk.call("POST", "/records", kiosk.unsigned_records(sealing_key))


def contest(portal, username):
    """Two records stand against each other about this account; a case waits for a decision."""
    record_visit(portal)
    record_visit(portal)
    portal.cluster.query(f"""
        SET session_replication_role = replica; -- records are not changed otherwise
        UPDATE record SET kind = 'verification', outcome = 'conflict', reason = 'person_on_other_account',
                          account_id = (SELECT id FROM account WHERE username = '{username}');
        UPDATE conflict_case SET reason = 'person_on_other_account', other_record_id = (SELECT min(id) FROM record)
        WHERE record_id = (SELECT max(id) FROM record);
        DELETE FROM conflict_case WHERE other_record_id IS NULL""", DATABASE)


def verify(portal, usernames, days):
    """Citizens whom a counter verified. The document of the first one is valid for `days`, of each next one for as many
    more."""
    record_visit(portal)
    portal.cluster.query("UPDATE conflict_case SET closed_at = opened_at", DATABASE)
    for place, username in enumerate(usernames, start=1):
        portal.cluster.query(f"""
            INSERT INTO verification (account_id, person, person_key, verified_at, renewed_at, document_kind, document_issuer,
                                      document_expiry, assurance, document_status, kiosk_id, clerk_id, record_id)
            SELECT account.id, hash, hash_key, now(), now(), 'identity_card', 'BGR', current_date + {days * place},
                   'chip_genuine', 'not_checked', kiosk_id, staff.id, record.id
            FROM account JOIN personal_number ON account_id = account.id CROSS JOIN record CROSS JOIN staff
            WHERE account.username = '{username}' AND staff.username = '{people.CLERK.username}'""", DATABASE)
