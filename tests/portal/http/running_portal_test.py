#!/usr/bin/python3
"""The portal behind nginx, with its database: what the two keep together."""

import base64
import http.client
import json
import re
import secrets
import socket
import ssl
import subprocess
import sys
import unittest
from pathlib import Path
from urllib.parse import urlencode

sys.path.insert(0, str(Path(__file__).resolve().parent))
from running_portal import CLONE, RunningPortal  # noqa: E402

import jsonschema  # noqa: E402
import yaml  # noqa: E402

from station import mail, people  # noqa: E402
from station.parts import wait_until  # noqa: E402

API = "/api/kiosk/v1"
HEADERS = ("content-security-policy", "strict-transport-security", "x-content-type-options", "referrer-policy",
           "cross-origin-opener-policy")


class Contract:
    """portal/contract/openapi.yaml as a judge of answers."""

    def __init__(self):
        text = (CLONE / "portal/contract/openapi.yaml").read_text(encoding="utf-8")
        self._document = yaml.safe_load(text)
        self._resolver = jsonschema.RefResolver.from_schema(self._document)

    def check(self, method, path, status, content_type, body):
        """Raises where the contract does not know this status, or the answer has another shape."""
        answer = self._document["paths"][path][method.lower()]["responses"][str(status)]
        if "$ref" in answer:
            answer = self._resolver.resolve(answer["$ref"])[1]
        if "content" not in answer:
            assert body == b"", "an answer without content was agreed"
            return None
        schema = answer["content"][content_type]["schema"]
        message = json.loads(body)
        jsonschema.Draft4Validator(schema, resolver=self._resolver).validate(message)
        return message

    def operations(self):
        return {(method.upper(), path) for path, item in self._document["paths"].items() for method in item
                if method in ("get", "post", "put", "delete")}


class RunningPortalTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.portal = cls.enterClassContext(RunningPortal())
        cls.contract = Contract()

    def ask(self, entrance="citizens", method="GET", path="/", body=None, headers=None, papers=None):
        """The answer with its body read, through nginx."""
        context = ssl.create_default_context(cafile=self.portal.authority)
        if papers:
            context.load_cert_chain(*papers)
        connection = http.client.HTTPSConnection("localhost", self.portal.ports[entrance], context=context, timeout=30)
        self.addCleanup(connection.close)
        connection.request(method, path, body=body, headers=headers or {})
        answer = connection.getresponse()
        answer.content = answer.read()
        return answer

    def raw(self, text, entrance="citizens"):
        """All that the portal itself answers to these bytes, without nginx."""
        with socket.socket(socket.AF_UNIX) as connection:
            connection.connect(str(self.portal.sockets / f"{entrance}.sock"))
            connection.sendall(text.encode())
            return b"".join(iter(lambda: connection.recv(65536), b"")).decode()

    # Requests that two readers could understand differently

    def test_one_connection_to_the_portal_serves_one_request(self):
        answer = self.raw("GET /help HTTP/1.1\r\nHost: x\r\n\r\nGET /terms HTTP/1.1\r\nHost: x\r\n\r\n")
        self.assertEqual(len(re.findall(r"^HTTP/1\.1 ", answer, re.MULTILINE)), 1)

    def test_a_body_on_get_is_refused_with_and_without_nginx(self):
        self.assertEqual(self.ask(body=b"GET /terms HTTP/1.1\r\n\r\n").status, 400)
        self.assertTrue(self.raw("GET / HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\nab").startswith("HTTP/1.1 400"))

    def test_a_compressed_request_is_refused_with_and_without_nginx(self):
        self.assertEqual(self.ask(method="POST", path="/login", body=b"a", headers={"Content-Encoding": "gzip"}).status, 415)
        self.assertTrue(self.raw("POST /login HTTP/1.1\r\nHost: x\r\nContent-Encoding: gzip\r\nContent-Length: 1\r\n\r\na")
                        .startswith("HTTP/1.1 415"))

    def test_length_and_chunks_together_are_refused_with_and_without_nginx(self):
        text = "POST /login HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"
        self.assertTrue(self.raw(text).startswith("HTTP/1.1 400"))
        context = ssl.create_default_context(cafile=self.portal.authority)
        with socket.create_connection(("localhost", self.portal.ports["citizens"])) as plain, \
                context.wrap_socket(plain, server_hostname="localhost") as secure:
            secure.sendall(text.encode())
            self.assertIn(b" 400 ", secure.recv(4096).split(b"\r\n")[0])

    def test_a_header_value_is_decoded_once(self):
        self.assertIn('<html lang="en">', self.ask(headers={"Cookie": "__Host-language=%65n"}).content.decode())
        self.assertIn('<html lang="bg">', self.ask(headers={"Cookie": "__Host-language=%2565n"}).content.decode())

    def test_an_urlencoded_form_over_8_kib_gets_a_page_that_says_so(self):
        body = urlencode({"given": "а" * 2000})
        answer = self.ask(method="POST", path="/registration", body=body,
                          headers={"Content-Type": "application/x-www-form-urlencoded"})
        self.assertEqual(answer.status, 413)
        self.assertIn("Изпратеното е твърде голямо", answer.content.decode())

    # What every answer carries

    def test_pages_errors_and_files_carry_the_security_headers(self):
        style = re.search(r'href="(/static/\S+/portal\.css)"', self.ask().content.decode())[1]
        for path, status in (("/", 200), ("/nowhere", 404), ("/account", 303), (style, 200)):
            answer = self.ask(path=path)
            self.assertEqual(answer.status, status)
            for name in HEADERS:
                self.assertIn(name, {key.lower() for key, _ in answer.getheaders()}, f"{path}: {name}")
        self.assertIn("immutable", self.ask(path=style).getheader("Cache-Control"))
        self.assertEqual(self.ask(path="/login").getheader("Cache-Control"), "no-store")

    def test_cookies_are_bound_to_this_host_and_hidden_from_scripts(self):
        cookie = self.ask(path="/login").getheader("Set-Cookie")
        self.assertRegex(cookie, r"^__Host-visit=[0-9a-f]{64}; Path=/; Secure; HttpOnly; SameSite=Lax$")

    def test_a_form_of_another_site_changes_nothing(self):
        answer = self.ask(method="POST", path="/login", body=urlencode({"username": "a", "password": "b"}),
                          headers={"Content-Type": "application/x-www-form-urlencoded", "Sec-Fetch-Site": "cross-site"})
        self.assertEqual(answer.status, 403)
        self.assertIn("Нищо не е променено", answer.content.decode().replace("\u00a0", " "))

    # Citizens and staff

    def sign_in(self, browser, person):
        page = browser.open("/login")
        return browser.submit(page, page.form_to("/login"), username=person.username, password=person.password)

    def test_a_wrong_password_and_an_unknown_username_get_the_same_answer(self):
        known, unknown = self.portal.citizen(), self.portal.citizen()
        pages = []
        for browser, name in ((known, people.CITIZENS[0].username), (unknown, "nobody.here")):
            page = browser.open("/login")
            answer = browser.submit(page, page.form_to("/login"), username=name, password="wrong password 12")
            pages.append((answer.status, answer.text.replace(name, "")))
        self.assertEqual(pages[0][0], 422)
        self.assertEqual(pages[0], pages[1])

    def test_sign_in_never_leads_to_another_site(self):
        browser = self.portal.citizen()
        page = browser.open("/login?to=//evil.example/")
        self.assertEqual(page.form_to("/login").fields["to"], "/account")

    def test_an_address_with_a_line_break_makes_no_header(self):
        answer = self.raw("GET /cases/%0d%0aSet-Cookie:%20stolen=1?lang=en HTTP/1.1\r\nHost: x\r\n\r\n", "staff")
        self.assertTrue(answer.startswith("HTTP/1.1 303"))
        self.assertNotIn("\nSet-Cookie: stolen", answer)

    def test_a_new_link_can_be_asked_for_and_the_old_one_stops(self):
        browser = self.portal.citizen()
        username = f"novak.{secrets.token_hex(4)}"
        address = f"{username}@example.com"
        form = browser.open("/registration")
        check = browser.submit(form, form.form_to("/registration"), given="Новак", family="Новаков", email=address,
                               phone="0888123456", username=username)
        browser.submit(check, check.form_to("/registration/check"), password="дълга парола за проба")
        letters = lambda: mail.messages_to(self.portal.mail, address)  # noqa: E731
        wait_until(lambda: len(letters()) == 1, "the first letter")
        page = browser.open("/login")
        account = browser.submit(page, page.form_to("/login"), username=username, password="дълга парола за проба")
        sent = browser.submit(account, account.form_to("/account/resend-link"))
        self.assertIn(address, sent.text)
        wait_until(lambda: len(letters()) == 2, "the second letter")
        old, new = (re.search(r"https://\S+/confirm-email\S*", letter)[0] for letter in letters())
        self.assertEqual(browser.open(old).status, 410)
        page = browser.open(new)
        self.assertEqual(browser.submit(page, page.form_to("/confirm-email")).url, self.portal.citizens_url + "/account")
        self.assertEqual(browser.open(new).status, 410)

    def test_supervisors_see_the_day_and_clerks_do_not(self):
        browser = self.portal.staff()
        self.assertEqual(browser.open("/").url, self.portal.staff_url + "/login")
        self.assertIn("Удостоверявания", self.sign_in(browser, people.SUPERVISOR).text)
        for path in ("/day.csv", "/cases.csv"):
            table = browser.open(path)
            self.assertEqual(table.headers.get_content_type(), "text/csv")
            self.assertTrue(table.body.startswith("\ufeff".encode()))
        self.assertEqual(browser.open("/?day=2026-02-30").status, 400)
        self.assertEqual(browser.open("/cases/999999").status, 404)
        refused = self.sign_in(self.portal.staff(), people.CLERK)
        self.assertEqual(refused.status, 422)
        self.assertIn("за ръководители", refused.text.replace("\u00a0", " "))

    def test_the_log_names_nobody(self):
        browser = self.portal.citizen()
        self.sign_in(browser, people.CITIZENS[0])
        browser.open("/confirm-email?token=secret-token")
        log = self.portal.log.read_text(encoding="utf-8")
        for secret in (people.CITIZENS[0].username, "@example.com", "secret-token", "127.0.0.1"):
            self.assertNotIn(secret, log)

    # The kiosk API against its contract

    def call(self, method, path, body=None, papers=None, token=None, query=""):
        headers = {"Content-Type": "application/json"} if body is not None else {}
        if token:
            headers["Authorization"] = f"Bearer {token}"
        content = json.dumps(body) if isinstance(body, dict) else body
        answer = self.ask("kiosks", method, API + path + query, content, headers, papers)
        message = self.contract.check(method, path, answer.status, (answer.getheader("Content-Type") or "").split(";")[0],
                                      answer.content)
        return answer.status, message

    def openssl(self, *words):
        return subprocess.run(["openssl", *words], cwd=self.papers, check=True, capture_output=True).stdout

    def enrol(self):
        """Certificate and key of a new kiosk."""
        self.papers = self.portal.mail.parent / f"kiosk-{secrets.token_hex(4)}"
        self.papers.mkdir()
        code = json.loads(self.portal.gishectl("--json", "kiosk", "code", "--desk", "Гише 12", "--place", "ул. „Московска“ 33",
                                               "--ca", str(self.portal.authority)))["code"]
        self.openssl("req", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-keyout", "kiosk.key", "-out",
                     "kiosk.csr", "-subj", "/CN=kiosk")
        request = {"version": 1, "code": code, "csr_pem": (self.papers / "kiosk.csr").read_text(), "software": "test"}
        status, reply = self.call("POST", "/enrolments", request)
        self.assertEqual(status, 201)
        self.assertEqual(self.call("POST", "/enrolments", request)[1]["code"], "code_used")
        (self.papers / "kiosk.pem").write_text(reply["certificate_pem"])
        self.kiosk = reply["kiosk"]
        return self.papers / "kiosk.pem", self.papers / "kiosk.key"

    def clerk_key(self):
        self.openssl("ecparam", "-name", "prime256v1", "-genkey", "-noout", "-out", "clerk.key")
        pem = self.openssl("ec", "-in", "clerk.key", "-pubout").decode()
        return "".join(pem.splitlines()[1:-1])

    def unsigned_record(self, sealing_key):
        """The first of its kiosk, such as no kiosk would make."""
        key = "p256-" + "0" * 16
        header = {"v": 1, "id": secrets.token_hex(16), "n": 1, "prev": "0" * 64, "kiosk": self.kiosk, "clerk": 1,
                  "kiosk_key": key, "clerk_key": key, "sealed_to": sealing_key, "time": "2026-11-18T08:47:12Z", "seen": "",
                  "hash": "0" * 64}
        nothing = base64.b64encode(bytes(64)).decode()
        return {"header": base64.b64encode(json.dumps(header).encode()).decode(), "sealed": nothing,
                "kiosk_signature": nothing, "clerk_signature": nothing, "clerk_certificate": nothing}

    def test_a_kiosk_enrols_signs_in_looks_up_and_reads_changes(self):
        papers = self.enrol()
        session = {"version": 1, "username": people.CLERK.username, "password": people.PASSWORD,
                   "clerk_public_key": self.clerk_key()}
        self.assertEqual(self.call("POST", "/clerk-sessions", {**session, "password": "wrong"}, papers)[1]["code"],
                         "wrong_password")
        status, reply = self.call("POST", "/clerk-sessions", session, papers)
        self.assertEqual(status, 201)
        token = reply["token"]
        look_up = {"version": 1, "username": people.CITIZENS[0].username}
        status, account = self.call("POST", "/lookups", look_up, papers, token)
        self.assertEqual((status, account["username"]), (200, people.CITIZENS[0].username))
        for request, code in (({"version": 1, "username": "nobody.here"}, "unknown_username"),
                              ({"version": 1, "pass": "00" * 16}, "unknown_pass"),
                              ({"version": 1}, "bad_request"), ({"version": 2}, "malformed")):
            self.assertIn(self.call("POST", "/lookups", request, papers, token)[1]["code"], (code, "malformed"))
        status, changes = self.call("GET", "/changes", papers=papers, query="?since=0")
        self.assertEqual((status, changes["next_number"]), (200, 1))
        self.assertEqual(self.call("GET", "/changes", papers=papers, query="?since=x")[1]["code"], "bad_since")
        self.assertEqual(self.call("POST", "/records", "{", papers)[1]["code"], "malformed")
        records = {"version": 1, "records": [self.unsigned_record(changes["sealing_key_id"])]}
        first, second = (self.call("POST", "/records", records, papers) for _ in range(2))
        self.assertEqual((first[0], first[1]["next_number"]), (200, 2))
        self.assertEqual((first[1]["receipts"][0]["outcome"], first[1]["receipts"][0]["reason"]),
                         ("refused", "unknown_kiosk_key"))
        self.assertEqual(second, first)
        self.assertEqual(self.call("DELETE", "/clerk-sessions/current", papers=papers, token=token)[0], 204)
        self.assertEqual(self.call("POST", "/lookups", look_up, papers, token)[1]["code"], "sign_in_again")

    def test_without_a_certificate_only_enrolments_answer(self):
        self.assertEqual(self.call("POST", "/enrolments", {"version": 1, "code": "7Q4ZK-M2PX9", "csr_pem": "x",
                                                           "software": "x"})[1]["code"], "unknown_code")
        for method, path in self.contract.operations() - {("POST", "/enrolments")}:
            query = "?since=0" if path == "/changes" else ""
            body = {"version": 1} if method == "POST" else None
            self.assertEqual(self.call(method, path, body, query=query)[1]["code"], "no_certificate", path)

    def test_a_certificate_that_our_authority_did_not_give_is_worth_nothing(self):
        self.papers = self.portal.mail.parent / f"stranger-{secrets.token_hex(4)}"
        self.papers.mkdir()
        self.openssl("req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-keyout", "s.key",
                     "-out", "s.pem", "-days", "2", "-subj", "/CN=kiosk-1")
        escaped = (self.papers / "s.pem").read_text().replace("\n", "%0A").replace("+", "%2B").replace(" ", "%20")
        answer = self.raw(f"GET {API}/changes?since=0 HTTP/1.1\r\nHost: x\r\nX-Client-Certificate: {escaped}\r\n\r\n", "kiosks")
        self.assertTrue(answer.startswith("HTTP/1.1 401"))
        self.assertIn("certificate_refused", answer)

    def test_what_is_no_json_is_refused_by_name(self):
        self.assertEqual(self.call("POST", "/enrolments", "{")[1]["code"], "malformed")
        answer = self.ask("kiosks", "POST", API + "/enrolments", "x", {"Content-Type": "text/plain"})
        self.assertEqual(answer.status, 415)
        self.assertEqual(json.loads(answer.content)["code"], "json_expected")
        answer = self.ask("kiosks", "POST", API + "/enrolments", "x" * 40000, {"Content-Type": "application/json"})
        self.assertEqual(answer.status, 413)


class StoppedDatabaseTest(unittest.TestCase):
    def test_without_its_database_the_portal_says_so_and_recovers(self):
        with RunningPortal() as portal:
            browser = portal.citizen()
            portal.database.stop()
            self.assertEqual(browser.open("/").status, 200)
            page = browser.open("/login")
            stopped = browser.submit(page, page.form_to("/login"), username="viki.konstantinova", password=people.PASSWORD)
            self.assertEqual(stopped.status, 503)
            self.assertIn("Порталът временно не отговаря", stopped.text)
            self.assertTrue(int(stopped.headers["Retry-After"]) > 0)
            self.assertNotIn("pqxx", stopped.text)
            portal.database.start()
            again = browser.submit(page, page.form_to("/login"), username="viki.konstantinova", password=people.PASSWORD)
            self.assertEqual(again.status, 200)


if __name__ == "__main__":
    unittest.main()
