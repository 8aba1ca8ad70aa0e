"""nginx as it stands in front of the portal, for tests; behind it, a server that answers with what it was asked."""

import contextlib
import http.client
import json
import os
import socket
import socketserver
import ssl
import subprocess
import sys
import threading
import unittest
from http.server import BaseHTTPRequestHandler
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "support"))
from station_parts import Folder  # noqa: E402

from station.certificates import Certificates  # noqa: E402
from station.entrance import Entrance, web_user  # noqa: E402
from station.parts import Parts  # noqa: E402
from station.ports import claim_port  # noqa: E402


FIRST_PORT = 18443


class Echo(BaseHTTPRequestHandler):
    """Answers with the request as JSON: with the status that the path names, `/status/503`, or never to `/never`."""

    def answer(self):
        if self.path == "/never":
            self.server.end.wait()
            return
        status = int(self.path.removeprefix("/status/")) if self.path.startswith("/status/") else 200
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        seen = {"method": self.command, "version": self.request_version, "headers": dict(self.headers.items()),
                "body": body.decode("latin-1")}
        content = json.dumps(seen).encode()
        self.send_response(status)
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
    request_queue_size = 256

    def __init__(self, *arguments):
        super().__init__(*arguments)
        self.end = threading.Event()

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


class EchoingEntrance(unittest.TestCase):
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
            cls.addClassCleanup(server.end.set)
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

    def answer(self, entrance, method="GET", path="/", body=None, headers=None, papers=None, ports=None):
        """What comes back, with its body read as `content`. `ports`: of another entrance."""
        with contextlib.closing(http.client.HTTPSConnection("localhost", (ports or self.ports)[entrance],
                                                            context=self.context(papers), timeout=10)) as connection:
            connection.request(method, path, body=body, headers=headers or {})
            answer = connection.getresponse()
            answer.content = answer.read().decode()
        return answer

    def ask(self, *asked, **more):
        """Status, and what the server behind nginx saw."""
        answer = self.answer(*asked, **more)
        return answer.status, json.loads(answer.content) if answer.status == 200 else None

    def connect(self, entrance="citizens", ports=None):
        """A connection for bytes that a well-behaved client would not send. Readable once an answer comes."""
        context = self.context()
        context.maximum_version = ssl.TLSVersion.TLSv1_2  # the next one sends tickets unasked
        plain = socket.create_connection(("localhost", (ports or self.ports)[entrance]), 10)
        secure = context.wrap_socket(plain, server_hostname="localhost")
        self.addCleanup(secure.close)
        return secure

    def raw(self, text):
        """Status line of a request that a well-behaved client would not send."""
        secure = self.connect()
        secure.sendall(text.encode("latin-1"))
        return secure.recv(4096).split(b"\r\n")[0].decode()

    def another_entrance(self, name, requests_per_second=1000, before="", in_server="", sockets="sockets"):
        """Its ports. `before` stands in `http { }` already, `in_server` in each server, too; `sockets`: folder of the portal's."""
        folder = self.folder / name
        folder.mkdir(mode=0o755)
        ports = {entrance: claim_port(FIRST_PORT) for entrance in self.ports}
        entrance = Entrance(folder, ports, self.folder / sockets, requests_per_second)
        entrance.configure(self.certificates, self.folder / "papers/kiosk-ca.pem")
        for file, where, more in (("station.conf", "    include ", before), ("gishe.conf", "    recursive_error_pages ", in_server)):
            text = (folder / file).read_text(encoding="utf-8")
            (folder / file).write_text(text.replace(where, more + where), encoding="utf-8")
        self.parts.start(entrance.part(self.folder / f"{name}.log"))
        return ports
