#!/usr/bin/python3
"""The portal behind nginx, with its database: what the two keep together."""

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
from running_portal import RunningPortal  # noqa: E402

from station import mail, people  # noqa: E402
from station.citizen import Answers  # noqa: E402
from station.parts import wait_until  # noqa: E402

HEADERS = ("content-security-policy", "strict-transport-security", "x-content-type-options", "referrer-policy",
           "cross-origin-opener-policy", "cross-origin-resource-policy", "permissions-policy")


class RunningPortalTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.portal = cls.enterClassContext(RunningPortal())

    # Requests that two readers could understand differently

    def test_one_connection_to_the_portal_serves_one_request(self):
        answer = self.portal.raw("GET /help HTTP/1.1\r\nHost: x\r\n\r\nGET /terms HTTP/1.1\r\nHost: x\r\n\r\n")
        self.assertEqual(len(re.findall(r"^HTTP/1\.1 ", answer, re.MULTILINE)), 1)

    def test_a_body_on_get_is_refused_with_and_without_nginx(self):
        self.assertEqual(self.portal.ask(body=b"GET /terms HTTP/1.1\r\n\r\n").status, 400)
        self.assertTrue(self.portal.raw("GET / HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\nab").startswith("HTTP/1.1 400"))

    def test_a_compressed_request_is_refused_with_and_without_nginx(self):
        self.assertEqual(self.portal.ask(method="POST", path="/login", body=b"a", headers={"Content-Encoding": "gzip"}).status, 415)
        self.assertTrue(self.portal.raw("POST /login HTTP/1.1\r\nHost: x\r\nContent-Encoding: gzip\r\nContent-Length: 1\r\n\r\na")
                        .startswith("HTTP/1.1 415"))

    def test_a_page_is_given_whole_with_nginx_and_refused_in_pieces_without(self):
        pieces = "bytes=" + ",".join(["0-"] * 1000)
        whole, asked = self.portal.ask(path="/help"), self.portal.ask(path="/help", headers={"Range": pieces})
        self.assertEqual((asked.status, len(asked.content)), (200, len(whole.content)))
        answer = self.portal.raw(f"GET /help HTTP/1.1\r\nHost: x\r\nRange: {pieces}\r\n\r\n")
        self.assertTrue(answer.startswith("HTTP/1.1 400"))
        self.assertTrue(answer.endswith("\r\n\r\n"), "an answer without a body")

    def test_length_and_chunks_together_are_refused_with_and_without_nginx(self):
        text = "POST /login HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"
        self.assertTrue(self.portal.raw(text).startswith("HTTP/1.1 400"))
        context = ssl.create_default_context(cafile=self.portal.authority)
        with socket.create_connection(("localhost", self.portal.ports["citizens"])) as plain, \
                context.wrap_socket(plain, server_hostname="localhost") as secure:
            secure.sendall(text.encode())
            self.assertIn(b" 400 ", secure.recv(4096).split(b"\r\n")[0])

    def test_a_header_value_is_decoded_once(self):
        self.assertIn('<html lang="en">', self.portal.ask(headers={"Cookie": "__Host-language=%65n"}).content.decode())
        self.assertIn('<html lang="bg">', self.portal.ask(headers={"Cookie": "__Host-language=%2565n"}).content.decode())

    def test_an_urlencoded_form_over_8_kib_gets_a_page_that_says_so(self):
        body = urlencode({"given": "а" * 2000})
        answer = self.portal.ask(method="POST", path="/registration/steps", body=body,
                          headers={"Content-Type": "application/x-www-form-urlencoded"})
        self.assertEqual(answer.status, 413)
        self.assertIn("Изпратеното е твърде голямо", answer.content.decode())

    def test_a_body_between_the_limits_is_refused_by_the_portals_page_and_not_by_nginx(self):
        form = {"Content-Type": "application/x-www-form-urlencoded"}
        multipart = {"Content-Type": "multipart/form-data; boundary=b"}
        much = b"a" * (12 << 10)
        part = b'--b\r\nContent-Disposition: form-data; name="given"\r\n\r\n' + much + b"\r\n--b--\r\n"
        for entrance in ("citizens", "staff"):
            for path, body, headers, status in (("/login", b"given=" + much, form, 413), ("/login", part, multipart, 413),
                                                ("/nowhere", much, form, 404), ("/", much, form, 405)):
                answer = self.portal.ask(entrance, "POST", path, body, headers)
                self.assertEqual(answer.status, status, (entrance, path))
                self.assertIn('<main id="content"', answer.content.decode())

    def test_a_body_over_what_nginx_takes_gets_a_page_that_says_so(self):
        for entrance in ("citizens", "staff"):
            answer = self.portal.ask(entrance, "POST", "/login", b"a" * (17 << 10))
            self.assertEqual((answer.status, answer.getheader("Content-Type")), (413, "text/html; charset=utf-8"))
            self.assertIn("Изпратеното е твърде голямо", answer.content.decode())

    def test_what_came_with_a_broken_link_is_told_to_no_other_site(self):
        answer = self.portal.ask(path="/alarm?token=%ff")
        self.assertEqual((answer.status, answer.getheader("Referrer-Policy")), (400, "no-referrer"))

    def test_a_packed_body_gets_an_answer_that_says_so(self):
        for entrance, kind, words in (("citizens", "text/html; charset=utf-8", "Изпратеното не може да се прочете"),
                                      ("staff", "text/html; charset=utf-8", "What you sent cannot be read"),
                                      ("kiosks", "application/problem+json", "content_encoding_not_allowed")):
            answer = self.portal.ask(entrance, "POST", "/api/kiosk/v1/enrolments", b"packed", {"Content-Encoding": "gzip"})
            self.assertEqual((answer.status, answer.getheader("Content-Type")), (415, kind))
            self.assertIn(words, answer.content.decode())

    def test_a_burst_of_connections_finds_room_to_wait(self):
        most = int(Path("/proc/sys/net/core/somaxconn").read_text())
        for entrance in ("citizens", "kiosks", "staff"):
            listening = subprocess.run(["ss", "-Hlx", "src", str(self.portal.sockets / f"{entrance}.sock")], check=True,
                                       text=True, capture_output=True).stdout.split()
            self.assertEqual(int(listening[3]), min(1024, most), entrance)

    # What every answer carries

    def test_pages_errors_and_files_carry_the_security_headers(self):
        style = re.search(r'href="(/static/\S+/portal\.css)"', self.portal.ask().content.decode())[1]
        for path, status in (("/", 200), ("/nowhere", 404), ("/account", 303), (style, 200)):
            answer = self.portal.ask(path=path)
            self.assertEqual(answer.status, status)
            for name in HEADERS:
                self.assertIn(name, {key.lower() for key, _ in answer.getheaders()}, f"{path}: {name}")
        self.assertIn("immutable", self.portal.ask(path=style).getheader("Cache-Control"))
        self.assertEqual(self.portal.ask(path="/login").getheader("Cache-Control"), "no-store")

    def test_cookies_are_bound_to_this_host_and_hidden_from_scripts(self):
        cookie = self.portal.ask(path="/login").getheader("Set-Cookie")
        self.assertRegex(cookie, r"^__Host-visit=[0-9a-f]{64}; Path=/; Secure; HttpOnly; SameSite=Lax$")

    def test_a_form_of_another_site_changes_nothing(self):
        answer = self.portal.ask(method="POST", path="/login", body=urlencode({"username": "a", "password": "b"}),
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
        answer = self.portal.raw("GET /cases/%0d%0aSet-Cookie:%20stolen=1?lang=en HTTP/1.1\r\nHost: x\r\n\r\n", "staff")
        self.assertTrue(answer.startswith("HTTP/1.1 303"))
        self.assertNotIn("\nSet-Cookie: stolen", answer)

    def test_a_new_link_can_be_asked_for_and_the_old_one_stops(self):
        username = f"novak.{secrets.token_hex(4)}"
        address = f"{username}@example.com"
        citizen = self.portal.registering_citizen()
        citizen.register(Answers(username, "дълга парола за проба", address, "Новак", "", "Новаков", ""))
        browser = citizen.browser
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
        self.assertIn("за проверяващи", refused.text.replace("\u00a0", " "))

    def test_the_log_names_nobody(self):
        browser = self.portal.citizen()
        self.sign_in(browser, people.CITIZENS[0])
        browser.open("/confirm-email?token=secret-token")
        log = self.portal.log.read_text(encoding="utf-8")
        for secret in (people.CITIZENS[0].username, "@example.com", "secret-token", "127.0.0.1"):
            self.assertNotIn(secret, log)


class StoppedDatabaseTest(unittest.TestCase):
    def test_without_its_database_the_portal_says_so_and_recovers(self):
        with RunningPortal() as portal:
            browser = portal.citizen()
            portal.parts.end(portal.database)
            self.assertEqual(browser.open("/").status, 200)
            page = browser.open("/login")
            stopped = browser.submit(page, page.form_to("/login"), username="viki.konstantinova", password=people.PASSWORD)
            self.assertEqual(stopped.status, 503)
            self.assertIn("Порталът временно не отговаря", stopped.text)
            self.assertTrue(int(stopped.headers["Retry-After"]) > 0)
            self.assertNotIn("pqxx", stopped.text)
            portal.parts.start(portal.database)
            again = browser.submit(page, page.form_to("/login"), username="viki.konstantinova", password=people.PASSWORD)
            self.assertEqual(again.status, 200)


if __name__ == "__main__":
    unittest.main()
