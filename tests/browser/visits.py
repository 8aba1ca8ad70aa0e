"""Citizens whom a counter verified: what a visit leaves in the database, where no kiosk reads documents."""

from kiosk_caller import KioskCaller
from station import people
from station.portal import DATABASE


def verify(portal, usernames, days):
    """The document of the first one is valid for `days`, of each next one for as many more."""
    kiosk = KioskCaller(portal)
    kiosk.enrol()
    kiosk.sign_in()
    sealing_key = kiosk.call("GET", "/changes", query="?since=0").message["sealing_key_id"]
    kiosk.call("POST", "/records", kiosk.unsigned_records(sealing_key))
    portal.cluster.query("UPDATE conflict_case SET closed_at = opened_at", DATABASE)
    for place, username in enumerate(usernames, start=1):
        portal.cluster.query(f"""
            INSERT INTO verification (account_id, person, person_key, verified_at, renewed_at, document_kind, document_issuer,
                                      document_expiry, assurance, document_status, kiosk_id, clerk_id, record_id)
            SELECT account.id, hash, hash_key, now(), now(), 'identity_card', 'BGR', current_date + {days * place},
                   'chip_genuine', 'not_checked', kiosk_id, staff.id, record.id
            FROM account JOIN personal_number ON account_id = account.id CROSS JOIN record CROSS JOIN staff
            WHERE account.username = '{username}' AND staff.username = '{people.CLERK.username}'""", DATABASE)
