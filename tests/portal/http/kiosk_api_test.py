#!/usr/bin/python3
"""The kiosk API behind nginx, with its database: what it answers, and what it answers while the database is stopped."""

import json
import sys
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
from running_portal import RunningPortal  # noqa: E402  (finds the package `station` too)

from kiosk_caller import API, KioskCaller  # noqa: E402
from station import people  # noqa: E402

LOOK_UP = {"version": 1, "username": people.CITIZENS[0].username}


class KioskApiTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.portal = cls.enterClassContext(RunningPortal())

    def setUp(self):
        self.kiosk = KioskCaller(self.portal)

    def test_a_code_enrols_one_kiosk(self):
        enrolment = self.kiosk.enrolment()
        self.assertEqual(self.kiosk.call("POST", "/enrolments", enrolment).status, 201)
        self.assertEqual(self.kiosk.call("POST", "/enrolments", enrolment).message["code"], "code_used")

    def test_a_clerk_signs_in_looks_up_and_signs_out(self):
        kiosk = self.kiosk
        kiosk.enrol()
        wrong = kiosk.call("POST", "/clerk-sessions", {**kiosk.session(), "password": "wrong"})
        self.assertEqual(wrong.message["code"], "wrong_password")
        kiosk.sign_in()
        found = kiosk.call("POST", "/lookups", LOOK_UP)
        self.assertEqual((found.status, found.message["username"]), (200, LOOK_UP["username"]))
        for request, code in (({"version": 1, "username": "nobody.here"}, "unknown_username"),
                              ({"version": 1, "pass": "00" * 16}, "unknown_pass"),
                              ({"version": 1}, "malformed"), ({"version": 2}, "malformed"),
                              ({**LOOK_UP, "more": 1}, "malformed"), ({"version": 1, "username": 1}, "malformed"),
                              ({"version": 1, "pass": "00"}, "malformed")):
            self.assertEqual(kiosk.call("POST", "/lookups", request).message["code"], code, request)
        self.assertEqual(kiosk.call("DELETE", "/clerk-sessions/current").status, 204)
        self.assertEqual(kiosk.call("POST", "/lookups", LOOK_UP).message["code"], "sign_in_again")

    def test_a_kiosk_reads_changes_and_posts_records_once(self):
        kiosk = self.kiosk
        kiosk.enrol()
        changes = kiosk.call("GET", "/changes", query="?since=0")
        self.assertEqual((changes.status, changes.message["next_number"]), (200, 1))
        self.assertEqual(kiosk.call("GET", "/changes", query="?since=x").message["code"], "bad_since")
        self.assertEqual(kiosk.call("GET", "/changes", query="?since=0&policy=0").message["code"], "bad_policy")
        self.assertNotIn("security_features", changes.message["policy"])
        newer = kiosk.call("GET", "/changes", query="?since=0&policy=2").message["policy"]
        self.assertEqual((newer["version"], newer["security_features"][0]["code"]), (2, "tilt_image"))
        self.assertEqual(kiosk.call("POST", "/records", "{").message["code"], "malformed")
        records = kiosk.unsigned_records(changes.message["sealing_key_id"])
        first, second = (kiosk.call("POST", "/records", records).message for _ in range(2))
        self.assertEqual(first["next_number"], 2)
        self.assertEqual((first["receipts"][0]["outcome"], first["receipts"][0]["reason"]), ("refused", "unknown_kiosk_key"))
        self.assertEqual(second, first)

    def test_without_a_certificate_only_enrolments_answer(self):
        kiosk = self.kiosk
        stranger = {"version": 1, "code": "7Q4ZK-M2PX9", "csr_pem": "x", "software": "x"}
        self.assertEqual(kiosk.call("POST", "/enrolments", stranger).message["code"], "unknown_code")
        for method, path in kiosk.contract.operations() - {("POST", "/enrolments")}:
            query = "?since=0" if path == "/changes" else ""
            body = {"version": 1} if method == "POST" else None
            self.assertEqual(kiosk.call(method, path, body, query).message["code"], "no_certificate", path)

    def test_a_certificate_that_our_authority_did_not_give_is_worth_nothing(self):
        pem = self.kiosk.openssl("req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-keyout",
                                 "stranger.key", "-days", "2", "-subj", "/CN=kiosk-1").decode()
        escaped = pem.replace("\n", "%0A").replace("+", "%2B").replace(" ", "%20")
        answer = self.portal.raw(
            f"GET {API}/changes?since=0 HTTP/1.1\r\nHost: x\r\nX-Client-Certificate: {escaped}\r\n\r\n", "kiosks")
        self.assertTrue(answer.startswith("HTTP/1.1 401"))
        self.assertIn("certificate_refused", answer)

    def test_what_is_no_json_is_refused_by_name(self):
        self.assertEqual(self.kiosk.call("POST", "/enrolments", "{").message["code"], "malformed")
        answer = self.portal.ask("kiosks", "POST", API + "/enrolments", "x", {"Content-Type": "text/plain"})
        self.assertEqual(answer.status, 415)
        self.assertEqual(json.loads(answer.content)["code"], "json_expected")

    def test_too_large_a_body_is_refused_by_name_whoever_finds_it_so(self):
        kiosk = self.kiosk
        for size in (17 << 10, 5 << 20):
            self.assertEqual(kiosk.call("POST", "/enrolments", "x" * size).message["code"], "too_large", size)
        kiosk.enrol()
        for size in (40_000, 3 << 20, 5 << 20):  # the portal's limit, more than a socket holds, more than nginx takes
            answer = kiosk.call("POST", "/lookups", "x" * size)
            self.assertEqual((answer.status, answer.message["code"]), (413, "too_large"), size)
        self.assertEqual(kiosk.call("POST", "/records", "x" * (5 << 20)).message["code"], "too_large")

    def test_a_body_that_no_socket_holds_is_answered_by_the_portal(self):
        kiosk = self.kiosk
        kiosk.enrol()
        answer = self.portal.ask("kiosks", "POST", API + "/nowhere", b"a" * (3 << 20), {"Content-Type": "application/json"},
                                 kiosk.papers)
        self.assertEqual((answer.status, answer.getheader("Content-Type")), (404, "application/problem+json"))

    def test_a_large_body_without_a_certificate_is_refused_by_name(self):
        self.assertEqual(self.kiosk.call("POST", "/records", "x" * (1 << 20)).message["code"], "no_certificate")


class StoppedDatabaseTest(unittest.TestCase):
    """Everything is asked while PostgreSQL is stopped, and the same again once it is back."""

    @classmethod
    def setUpClass(cls):
        cls.portal = cls.enterClassContext(RunningPortal())
        cls.kiosk = KioskCaller(cls.portal)
        cls.kiosk.enrol()
        cls.kiosk.sign_in()
        cls.newcomer = KioskCaller(cls.portal)
        sealing_key = cls.kiosk.call("GET", "/changes", query="?since=0").message["sealing_key_id"]
        # Signing out comes last: what stands before it needs the session.
        cls.requests = [(cls.newcomer, "POST", "/enrolments", cls.newcomer.enrolment(), ""),
                        (cls.kiosk, "POST", "/clerk-sessions", cls.kiosk.session(), ""),
                        (cls.kiosk, "POST", "/lookups", LOOK_UP, ""),
                        (cls.kiosk, "POST", "/records", cls.kiosk.unsigned_records(sealing_key), ""),
                        (cls.kiosk, "GET", "/changes", None, "?since=0"),
                        (cls.kiosk, "DELETE", "/clerk-sessions/current", None, "")]
        cls.portal.parts.end(cls.portal.database)
        cls.stopped = cls.ask_all()
        cls.portal.parts.start(cls.portal.database)
        cls.back = cls.ask_all()

    @classmethod
    def ask_all(cls):
        return {(method, path): kiosk.call(method, path, body, query)
                for kiosk, method, path, body, query in cls.requests}

    def test_every_request_is_told_to_come_again(self):
        self.assertEqual(set(self.stopped), self.kiosk.contract.operations())
        for request, answer in self.stopped.items():
            with self.subTest(request):
                self.assertEqual((answer.status, answer.message["code"]), (503, "unavailable"))
                self.assertEqual(answer.getheader("Content-Type"), "application/problem+json")
                self.assertGreater(int(answer.getheader("Retry-After")), 0)
                self.assertNotIn("pqxx", answer.content.decode())

    def test_the_first_request_after_it_is_answered_again(self):
        for request, answer in self.back.items():
            with self.subTest(request):
                self.assertIn(answer.status, (200, 201, 204))

    def test_nothing_was_lost(self):
        self.assertEqual(self.back["POST", "/lookups"].message["username"], LOOK_UP["username"])  # in the session from before
        self.assertEqual(self.back["POST", "/records"].message["receipts"][0]["number"], 1)
        self.assertEqual(self.back["GET", "/changes"].message["next_number"], 2)

    def test_nothing_was_used_up(self):
        self.newcomer.take_certificate(self.back["POST", "/enrolments"].message)  # by the code that was answered 503 before
        self.assertEqual(self.newcomer.call("GET", "/changes", query="?since=0").status, 200)


if __name__ == "__main__":
    unittest.main()
