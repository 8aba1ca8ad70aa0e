"""Two visits that contradict each other, as they stand in the database. `visit.cpp` makes such as count."""

from kiosk_caller import KioskCaller
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
