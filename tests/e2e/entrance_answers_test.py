#!/usr/bin/python3
"""What nginx answers by itself in front of the portal."""

import base64
import hashlib
import http.client
import json
import re
import selectors
import socket
import sys
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
from echoing_entrance import EchoingEntrance  # noqa: E402

from station.parts import wait_until  # noqa: E402
from station.place import CLONE  # noqa: E402

PEOPLE = ("citizens", "staff")
STATUSES = (400, 404, 405, 413, 414, 415, 421, 429, 500, 501, 502, 503, 504, 505)
TO_BE_TRIED_LATER = (429, 500, 502, 503, 504)
CODES = {400: "bad_request", 401: "no_certificate", 413: "too_large", 415: "content_encoding_not_allowed", 429: "too_many_requests", 502: "unavailable",
         503: "unavailable", 504: "unavailable"}
WORDS = {400: ("Заявката не беше разбрана", "заредете страницата отново", "load the page again"),
         404: ("Няма такава страница", "от началната страница", "Begin at the home page"),
         405: ("Няма такава страница", "от началната страница", "Begin at the home page"),
         413: ("Изпратеното е твърде голямо", "изпратете по-малко", "send less"),
         414: ("Адресът на страницата е твърде дълъг", "от началната страница", "Begin at the home page"),
         415: ("Изпратеното не може да се прочете", "друг браузър", "another browser"),
         421: ("Порталът е на друг адрес", "Отворете https://localhost", "Open https://localhost"),
         429: ("Твърде много заявки наведнъж", "Изчакайте десет секунди", "Wait ten seconds"),
         500: ("Нещо при нас се обърка", "след няколко минути", "in a few minutes"),
         502: ("Порталът временно не отговаря", "след минута", "in a minute"),
         503: ("Порталът временно не отговаря", "след минута", "in a minute"),
         504: ("Порталът не отговори навреме", "след минута", "in a minute")}


def headers_of_the_portal():
    """Name and value of what `add_security_headers` puts on every answer."""
    source = (CLONE / "portal/http/security_headers.cpp").read_text(encoding="utf-8")
    put = re.findall(r'put\(response, "([\w-]+)",((?:\s*"[^"]*")+)\)', source)
    return {name: "".join(re.findall(r'"([^"]*)"', value)) for name, value in put}


def policy_of(text):
    return {directive.split()[0]: directive.split()[1:] for directive in text.split(";") if directive.strip()}


def read_answer(connection):
    """What came on a connection that has been written to."""
    answer = http.client.HTTPResponse(connection)
    answer.begin()
    answer.content = answer.read().decode()
    return answer


class EntranceAnswersTest(EchoingEntrance):
    def assert_headers(self, answer):
        ours = headers_of_the_portal()
        self.assertGreater(len(ours), 7)
        for name, value in ours.items():
            self.assertEqual(len(answer.headers.get_all(name, [])), 1, name)
            if name not in ("Content-Security-Policy", "Referrer-Policy"):
                self.assertEqual(answer.headers[name], value, name)
        self.assertEqual(answer.headers["Referrer-Policy"], "no-referrer")
        policy = policy_of(answer.headers["Content-Security-Policy"])
        style = policy.pop("style-src")
        self.assertEqual(policy, policy_of(ours["Content-Security-Policy"]))
        for inside in re.findall(r"<style>(.*?)</style>", answer.content):
            self.assertEqual(style, [f"'sha256-{base64.b64encode(hashlib.sha256(inside.encode()).digest()).decode()}'"])
        later = answer.status in TO_BE_TRIED_LATER
        self.assertEqual(len(answer.headers.get_all("Retry-After", [])), 1 if later else 0)
        if later:
            self.assertGreater(int(answer.headers["Retry-After"]), 0)
        self.assertEqual(answer.headers["Server"], "nginx")

    def assert_page(self, answer, status):
        """A page for people, with its headers."""
        self.assertEqual((answer.status, answer.headers["Content-Type"]), (status, "text/html; charset=utf-8"))
        self.assert_headers(answer)
        bulgarian, english = answer.content.split('<section lang="en">')
        self.assertIn('<html lang="bg">', bulgarian)
        self.assertEqual(bulgarian.count("<h1>"), 1)
        happened, advice, in_english = WORDS.get(status, WORDS[400])
        self.assertIn(f"<h1>{happened}", bulgarian)
        self.assertIn(advice, bulgarian)
        self.assertIn(in_english, english)
        self.assertEqual(set(re.findall(r'(?:href|src|action)="?([^">]*)', answer.content)), {"/"})
        self.assertNotIn("nginx", answer.content)

    def assert_problem(self, answer, status):
        self.assertEqual((answer.status, answer.headers["Content-Type"]), (status, "application/problem+json"))
        self.assert_headers(answer)
        problem = json.loads(answer.content)
        self.assertEqual(set(problem), {"version", "status", "code", "title"})
        self.assertEqual((problem["version"], problem["status"]), (1, status))
        self.assertEqual(problem["code"], CODES.get(status, problem["code"]))
        self.assertRegex(problem["code"], "^[a-z_]+$")

    def assert_refused(self, answer, status, entrance):
        (self.assert_page if entrance in PEOPLE else self.assert_problem)(answer, status)

    def test_whatever_status_nginx_answers_with_has_headers_and_words(self):
        made = "".join(f"    location = /api/kiosk/made-{status} {{\n        return {status};\n    }}\n" for status in STATUSES)
        ports = self.another_entrance("made", in_server=made)
        for entrance in ports:
            for status in STATUSES:
                with self.subTest(entrance=entrance, status=status):
                    for method in ("GET", "POST"):
                        self.assert_refused(self.answer(entrance, method, f"/api/kiosk/made-{status}", ports=ports), status, entrance)

    def test_what_cannot_be_understood(self):
        for entrance in self.ports:
            for name, text, status in (("no request", "hello\r\n\r\n", 400),
                                       ("no host", "GET / HTTP/1.1\r\n\r\n", 400),
                                       ("two lengths", "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 3\r\n"
                                                       "Transfer-Encoding: chunked\r\n\r\n", 400),
                                       ("unknown version", "GET / HTTP/3.9\r\nHost: localhost\r\n\r\n", 505),
                                       ("unknown transfer", "POST / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: x\r\n\r\n", 501),
                                       ("long address", f"GET /{'a' * 9000} HTTP/1.1\r\nHost: localhost\r\n\r\n", 414),
                                       ("long header", f"GET / HTTP/1.1\r\nHost: localhost\r\nCookie: {'a' * 9000}\r\n\r\n", 400),
                                       ("trace", "TRACE / HTTP/1.1\r\nHost: localhost\r\n\r\n", 405)):
                with self.subTest(entrance=entrance, name=name):
                    connection = self.connect(entrance)
                    connection.sendall(text.encode())
                    self.assert_refused(read_answer(connection), status, entrance)

    def test_who_comes_without_encryption(self):
        for entrance, port in self.ports.items():
            with socket.create_connection(("localhost", port), 10) as plain:
                plain.sendall(b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")
                self.assert_refused(read_answer(plain), 400, entrance)

    def test_what_proxy_and_portal_could_understand_differently(self):
        for entrance in self.ports:
            path = "/api/kiosk/v1/enrolments"
            self.assert_refused(self.answer(entrance, "GET", path, body=b"x"), 400, entrance)
            self.assert_refused(self.answer(entrance, "POST", path, body=b"x", headers={"Content-Encoding": "gzip"}), 415, entrance)

    def test_too_large_a_body(self):
        for entrance in self.ports:
            answer = self.answer(entrance, "POST", "/api/kiosk/v1/records", body=b"x" * (5 << 20))
            self.assert_refused(answer, 413, entrance)

    def test_another_host_name(self):
        for entrance in PEOPLE:
            self.assert_page(self.answer(entrance, headers={"Host": "evil.example"}), 421)

    def test_the_place_of_these_answers_is_no_page(self):
        for entrance in self.ports:
            self.assert_refused(self.answer(entrance, path="/answer-of-nginx"), 404, entrance)

    def test_who_shows_no_certificate(self):
        for body in (None, b"x" * (1 << 20)):
            self.assert_problem(self.answer("kiosks", "POST", "/api/kiosk/v1/records", body=body), 401)

    def test_a_certificate_of_a_stranger(self):
        self.assert_problem(self.answer("kiosks", path="/api/kiosk/v1/changes", papers="stranger"), 400)

    def test_a_portal_that_is_not_there(self):
        (self.folder / "nowhere").mkdir()
        ports = self.another_entrance("alone", sockets="nowhere")
        for entrance in ports:
            self.assert_refused(self.answer(entrance, "POST", "/api/kiosk/v1/enrolments", body=b"x", ports=ports), 502, entrance)

    def test_what_the_portal_answers_stays_as_it_is(self):
        for status in (400, 404, 413, 429, 502, 503):
            for entrance in PEOPLE:
                answer = self.answer(entrance, path=f"/status/{status}")
                self.assertEqual((answer.status, json.loads(answer.content)["method"]), (status, "GET"))
                self.assertFalse({name.lower() for name in (*headers_of_the_portal(), "Retry-After")} &
                                 {name.lower() for name in answer.headers})

    def test_many_of_one_address_wait_before_anybody_is_refused(self):
        for entrance in PEOPLE:
            ports = self.another_entrance(f"library-of-{entrance}", requests_per_second=1)
            connections = []
            for _ in range(400):
                connections.append(self.connect(entrance, ports))
                connections[-1].sendall(b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")
            self.assertEqual(read_answer(connections[0]).status, 200)
            self.assert_page(read_answer(connections[-1]), 429)
            with selectors.DefaultSelector() as answered:
                answered.register(connections[200], selectors.EVENT_READ)
                self.assertEqual(answered.select(0), [])  # its turn comes in two minutes

    def test_who_keeps_too_many_requests_at_work(self):
        most = 100
        for entrance in PEOPLE:
            ports = self.another_entrance(f"hoard-of-{entrance}")
            with selectors.DefaultSelector() as answered:
                for _ in range(most + 10):
                    connection = self.connect(entrance, ports)
                    connection.sendall(b"GET /never HTTP/1.1\r\nHost: localhost\r\n\r\n")
                    answered.register(connection, selectors.EVENT_READ)
                wait_until(lambda: len(answered.select(0)) >= 10, "refusals")  # noqa: B023 (asked at once)
                refused = answered.select(0)
                self.assertEqual(len(refused), 10)
                for key, _ in refused:
                    self.assert_page(read_answer(key.fileobj), 429)


if __name__ == "__main__":
    unittest.main()
