#!/usr/bin/python3
"""nginx as it stands in front of the portal; behind it, a server that answers with what it was asked."""

import contextlib
import http.client
import json
import resource
import socket
import ssl
import sys
import unittest
import warnings
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
from echoing_entrance import EchoingEntrance  # noqa: E402

from station.parts import wait_until  # noqa: E402

# What Debian's nginx.conf has in its `http { }`, where an operator puts ours in.
PACKAGED = """
    sendfile on;
    tcp_nopush on;
    types_hash_max_size 2048;
    server_tokens build;
    ssl_protocols TLSv1 TLSv1.1 TLSv1.2 TLSv1.3;
    ssl_prefer_server_ciphers on;
    access_log {folder}/combined.log;
    error_log {folder}/combined-errors.log info;
    gzip on;
"""


class EntranceTest(EchoingEntrance):
    def test_every_request_travels_on_a_connection_of_its_own(self):
        _, seen = self.ask("citizens")
        self.assertEqual(seen["version"], "HTTP/1.0")
        self.assertEqual(seen["headers"]["Connection"], "close")

    def test_the_address_is_nginxs_word_alone(self):
        _, seen = self.ask("citizens", headers={"X-Real-IP": "1.2.3.4", "X-Forwarded-For": "1.2.3.4",
                                                "Forwarded": "for=1.2.3.4", "REMOTE_ADDR": "1.2.3.4"})
        self.assertEqual(seen["headers"]["X-Real-IP"], "127.0.0.1")
        self.assertNotIn("1.2.3.4", json.dumps(seen))

    def test_nobody_can_bring_a_certificate_in_a_header(self):
        for entrance, path, papers in (("citizens", "/", None), ("staff", "/", None), ("kiosks", "/api/kiosk/v1/enrolments", None),
                                       ("kiosks", "/api/kiosk/v1/changes", "kiosk")):
            status, seen = self.ask(entrance, path=path, papers=papers, headers={"X-Client-Certificate": "forged"})
            self.assertEqual(status, 200)
            self.assertNotIn("forged", json.dumps(seen))
        self.assertEqual(self.ask("kiosks", path="/api/kiosk/v1/changes", headers={"X-Client-Certificate": "forged"})[0], 401)

    def test_a_kiosks_certificate_reaches_the_portal(self):
        _, seen = self.ask("kiosks", path="/api/kiosk/v1/changes", papers="kiosk")
        self.assertIn("BEGIN%20CERTIFICATE", seen["headers"]["X-Client-Certificate"])

    def test_a_strangers_certificate_is_refused(self):
        self.assertEqual(self.ask("kiosks", path="/api/kiosk/v1/changes", papers="stranger")[0], 400)

    def test_the_kiosks_entrance_leads_to_the_kiosk_api_only(self):
        self.assertEqual(self.ask("kiosks", path="/")[0], 404)

    def test_a_body_on_a_reading_request_is_refused(self):
        self.assertEqual(self.ask("citizens", body=b"GET / HTTP/1.1\r\n\r\n")[0], 400)
        self.assertIn("400", self.raw("GET / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"))

    def test_a_compressed_request_is_refused(self):
        self.assertEqual(self.ask("citizens", "POST", body=b"x", headers={"Content-Encoding": "gzip"})[0], 415)

    def test_nobody_asks_the_portal_for_pieces(self):
        for entrance, path, papers in (("citizens", "/", None), ("staff", "/", None), ("kiosks", "/api/kiosk/v1/changes", "kiosk")):
            status, seen = self.ask(entrance, path=path, papers=papers,
                                    headers={"Range": "bytes=" + ",".join(["0-"] * 1000), "If-Range": "x"})
            self.assertEqual(status, 200)
            self.assertFalse({"Range", "If-Range"} & set(seen["headers"]), entrance)

    def test_two_lengths_are_refused(self):
        self.assertIn("400", self.raw("POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 3\r\n"
                                      "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n"))

    def test_chunks_arrive_as_one_body_of_known_length(self):
        _, seen = self.ask("citizens", "POST", body=iter([b"ab", b"cd"]))
        self.assertEqual((seen["body"], seen["headers"]["Content-Length"]), ("abcd", "4"))
        self.assertNotIn("Transfer-Encoding", seen["headers"])

    def test_a_body_over_the_limit_is_refused(self):
        for entrance, path, papers, most in (("citizens", "/", None, 16 << 10), ("staff", "/", None, 16 << 10),
                                             ("kiosks", "/api/kiosk/v1/enrolments", None, 16 << 10),
                                             ("kiosks", "/api/kiosk/v1/records", "kiosk", 4 << 20)):
            for size, expected in ((most, 200), (most + 1, 413)):
                status, _ = self.ask(entrance, "POST", path=path, papers=papers, body=b"x" * size, headers={"Expect": ""})
                self.assertEqual(status, expected, (path, size))

    def test_who_shows_no_certificate_is_refused_before_the_body_is_read(self):
        for path, status in (("records", "401"), ("lookups", "401"), ("enrolments", "413"), ("enrolments/", "401"),
                             ("%65nrolments", "413")):
            connection = self.connect("kiosks")
            connection.sendall(f"POST /api/kiosk/v1/{path} HTTP/1.1\r\nHost: localhost\r\n"
                               f"Content-Length: {1 << 20}\r\n\r\n".encode() + b"x" * (100 << 10))
            self.assertEqual(connection.recv(4096).split()[1].decode(), status, path)
            self.assertEqual(list((self.folder / "nginx/body").iterdir()), [])

    def test_who_asks_as_a_kiosk_without_end_has_to_wait(self):
        ports = self.another_entrance("calm", requests_per_second=1)
        connection = http.client.HTTPSConnection("localhost", ports["kiosks"], context=self.context(), timeout=10)
        self.addCleanup(connection.close)
        for _ in range(2000):
            connection.request("POST", "/api/kiosk/v1/enrolments", body=b"{}")
            answer = connection.getresponse()
            answer.read()
            if answer.status == 429:
                return
        self.fail("2000 requests of one address were let through")

    def greeting(self):
        """A connection that begins to greet and never ends."""
        plain = socket.create_connection(("localhost", self.ports["citizens"]), 30)
        self.addCleanup(plain.close)
        plain.sendall(b"\x16\x03\x01\x02\x00\x01\x00")  # a record of 512 bytes, of which two come
        return plain

    def test_greetings_without_end_shut_nobody_out(self):
        soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
        self.addCleanup(resource.setrlimit, resource.RLIMIT_NOFILE, (soft, hard))
        resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
        for _ in range(2500):
            self.greeting()
        for _ in range(5):
            self.assertEqual(self.ask("citizens")[0], 200)

    def test_who_does_not_end_the_greeting_is_sent_away(self):
        with contextlib.suppress(ConnectionResetError):
            self.assertEqual(self.greeting().recv(1), b"")

    def test_another_host_name_is_refused(self):
        self.assertEqual(self.ask("citizens", headers={"Host": "evil.example"})[0], 421)

    def test_old_protocol_versions_are_refused(self):
        context = self.context()
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)  # which is the point
            context.minimum_version = ssl.TLSVersion.TLSv1
            context.maximum_version = ssl.TLSVersion.TLSv1_1
        context.set_ciphers("ALL:@SECLEVEL=0")
        with socket.create_connection(("localhost", self.ports["citizens"]), 10) as plain, \
                self.assertRaisesRegex(ssl.SSLError, "PROTOCOL_VERSION"):
            context.wrap_socket(plain, server_hostname="localhost")

    def test_the_log_holds_neither_address_nor_query(self):
        self.ask("citizens", path="/procedure?secret=850615")
        log = self.folder / "nginx/access.log"
        wait_until(lambda: "/procedure" in log.read_text(encoding="utf-8"), "the request in the log")
        text = log.read_text(encoding="utf-8")
        self.assertNotIn("850615", text)
        self.assertNotIn("127.0.0.1", text)

    def test_in_a_packaged_configuration_no_log_holds_an_address_or_a_query(self):
        folder = self.folder / "packaged"
        ports = self.another_entrance("packaged", before=PACKAGED.format(folder=folder))
        for name, path in (("citizens", "/reset-password"), ("kiosks", "/nowhere"), ("staff", "/day")):
            for host in ("localhost", "evil.example"):
                with contextlib.closing(http.client.HTTPSConnection("localhost", ports[name], context=self.context(),
                                                                    timeout=10)) as connection:
                    connection.request("GET", f"{path}?token=850615", headers={"Host": host, "Referer": "/?token=850615"})
                    self.assertIn(connection.getresponse().status, (200, 404, 421))
        log = folder / "access.log"
        wait_until(lambda: "/day" in log.read_text(encoding="utf-8"), "the last requests in the log")
        for file in folder.glob("*.log"):
            text = file.read_text(encoding="utf-8")
            self.assertNotIn("850615", text, file.name)
            self.assertNotIn("127.0.0.1", text, file.name)


if __name__ == "__main__":
    unittest.main()
