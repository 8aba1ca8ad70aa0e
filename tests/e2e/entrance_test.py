#!/usr/bin/python3
"""nginx as it stands in front of the portal; behind it, a server that answers with what it was asked."""

import contextlib
import http.client
import json
import os
import resource
import socket
import socketserver
import ssl
import subprocess
import sys
import threading
import unittest
import warnings
from http.server import BaseHTTPRequestHandler
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "support"))
from station_parts import Folder  # noqa: E402

from station.certificates import Certificates  # noqa: E402
from station.entrance import Entrance, web_user  # noqa: E402
from station.parts import Parts, wait_until  # noqa: E402
from station.ports import claim_port  # noqa: E402


FIRST_PORT = 18443

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


class Echo(BaseHTTPRequestHandler):
    """Answers with the request as JSON."""

    def answer(self):
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        seen = {"method": self.command, "version": self.request_version, "headers": dict(self.headers.items()),
                "body": body.decode("latin-1")}
        content = json.dumps(seen).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    do_GET = do_POST = do_PUT = answer  # noqa: N815 (http.server's names)

    def address_string(self):
        return "unix"

    def log_message(self, *_):
        pass


class EchoServer(socketserver.ThreadingUnixStreamServer):
    daemon_threads = True

    def get_request(self):
        return super().get_request()[0], ("unix", 0)


def openssl(*words, folder):
    subprocess.run(["openssl", *words], cwd=folder, check=True, capture_output=True)


def make_kiosk_papers(folder):
    """An authority of kiosks with one kiosk, and a stranger's certificate."""
    for name in ("kiosk-ca", "stranger-ca"):
        openssl("req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-keyout", f"{name}.key",
                "-out", f"{name}.pem", "-days", "2", "-subj", f"/CN={name}", folder=folder)
    for name, authority in (("kiosk", "kiosk-ca"), ("stranger", "stranger-ca")):
        openssl("req", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-keyout", f"{name}.key", "-out",
                f"{name}.csr", "-subj", f"/CN={name}", folder=folder)
        openssl("x509", "-req", "-in", f"{name}.csr", "-CA", f"{authority}.pem", "-CAkey", f"{authority}.key",
                "-CAcreateserial", "-out", f"{name}.pem", "-days", "1", folder=folder)


class EntranceTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = cls.enterClassContext(Folder())
        for name in ("tls", "sockets", "nginx", "papers"):
            (cls.folder / name).mkdir(mode=0o755)
        make_kiosk_papers(cls.folder / "papers")
        cls.certificates = Certificates(cls.folder / "tls")
        cls.certificates.create()
        cls.ports = {name: claim_port(FIRST_PORT) for name in ("citizens", "kiosks", "staff")}
        for name in cls.ports:
            server = EchoServer(str(cls.folder / f"sockets/{name}.sock"), Echo)
            cls.addClassCleanup(server.server_close)
            cls.addClassCleanup(server.shutdown)
            if web_user():
                os.chown(cls.folder / f"sockets/{name}.sock", web_user().pw_uid, web_user().pw_gid)
            threading.Thread(target=server.serve_forever, daemon=True).start()
        cls.parts = Parts(cls.folder / "parts.json")
        cls.addClassCleanup(cls.parts.stop)
        entrance = Entrance(cls.folder / "nginx", cls.ports, cls.folder / "sockets", requests_per_second=1000)
        entrance.configure(cls.certificates, cls.folder / "papers/kiosk-ca.pem")
        cls.parts.start(entrance.part(cls.folder / "nginx.log"))

    def context(self, papers=None):
        context = ssl.create_default_context(cafile=self.certificates.authority)
        if papers:
            context.load_cert_chain(self.folder / f"papers/{papers}.pem", self.folder / f"papers/{papers}.key")
        return context

    def ask(self, entrance, method="GET", path="/", body=None, headers=None, papers=None):
        """Status, and what the server behind nginx saw."""
        connection = http.client.HTTPSConnection("localhost", self.ports[entrance], context=self.context(papers), timeout=10)
        self.addCleanup(connection.close)
        connection.request(method, path, body=body, headers=headers or {})
        answer = connection.getresponse()
        content = answer.read()
        return answer.status, json.loads(content) if answer.status == 200 else None

    def raw(self, text):
        """Status line of a request that a well-behaved client would not send."""
        with socket.create_connection(("localhost", self.ports["citizens"]), 10) as plain, \
                self.context().wrap_socket(plain, server_hostname="localhost") as secure:
            secure.sendall(text.encode("latin-1"))
            return secure.recv(4096).split(b"\r\n")[0].decode()

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
        for entrance, path in (("citizens", "/"), ("staff", "/"), ("kiosks", "/api/kiosk/v1/changes")):
            _, seen = self.ask(entrance, path=path, headers={"X-Client-Certificate": "forged"})
            self.assertNotIn("forged", json.dumps(seen))

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
        status, _ = self.ask("citizens", "POST", body=b"x" * (4 << 20) + b"y", headers={"Expect": ""})
        self.assertEqual(status, 413)

    def another_entrance(self, name, requests_per_second=1000, before=""):
        """Its ports. `before`: what stands in `http { }` already."""
        folder = self.folder / name
        folder.mkdir(mode=0o755)
        ports = {entrance: claim_port(FIRST_PORT) for entrance in self.ports}
        entrance = Entrance(folder, ports, self.folder / "sockets", requests_per_second)
        entrance.configure(self.certificates, self.folder / "papers/kiosk-ca.pem")
        station = folder / "station.conf"
        text = station.read_text(encoding="utf-8").replace("    include ", before + "    include ")
        station.write_text(text, encoding="utf-8")
        self.parts.start(entrance.part(self.folder / f"{name}.log"))
        return ports

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
