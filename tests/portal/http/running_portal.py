"""The portal as people reach it, for tests in Python: PostgreSQL, mail sink, gishe-portal and nginx, all of the test's own."""

import base64
import contextlib
import hashlib
import http.client
import os
import signal
import socket
import ssl
import subprocess
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "support"))
from station_parts import Folder  # noqa: E402

from station.citizen import Citizen  # noqa: E402
from station.certificates import Certificates  # noqa: E402
from station.entrance import Entrance  # noqa: E402
from station.parts import Part, Parts  # noqa: E402
from station.place import CLONE, Place  # noqa: E402
from station.portal import Portal  # noqa: E402
from station.ports import Ports, port_answers  # noqa: E402
from station.postgres import Cluster  # noqa: E402
from station.web import Browser  # noqa: E402
from station.words import bulgarian  # noqa: E402


FIRST_PORT = 22443


class RunningPortal:
    """A context: `with RunningPortal() as portal`. Demo people are in it.

    `program`: another one than gishe-portal; it reads from the file `clock` by how many seconds its time is ahead. `settings`: as `Portal`
    takes them.
    """

    def __init__(self, program=None, settings=None):
        self._program = program
        self._settings = settings or {}

    def __enter__(self):
        self._folder = Folder()
        place = Place(self._folder.__enter__(), os.environ["GISHE_PROGRAMS"])
        self.log = place.log("portal")
        self.mail = place.folder("mail")
        ports = Ports(FIRST_PORT)
        self.ports = ports.entrances()
        self.citizens_url, self.kiosks_url, self.staff_url = (f"https://localhost:{port}" for port in self.ports.values())
        self.parts = Parts(place.root / "parts.json")
        try:
            self._start(place, ports.smtp, ports.mail_page)
        except BaseException:
            self.__exit__()
            raise
        return self

    def _start(self, place, smtp_port, page_port):
        self.certificates = Certificates(place.folder("tls"))
        self.certificates.create()
        self.authority = self.certificates.authority
        self.cluster = Cluster(place.root / "pg", durable=False)
        self.cluster.create()
        self.database = Part("PostgreSQL", self.cluster.foreground(), place.log("postgres"), self.cluster.answers,
                             stop_signal=signal.SIGINT)
        self.parts.start(self.database)
        environment = {**os.environ, "PYTHONPATH": str(CLONE / "config")}
        self.parts.start(Part("mail", ["/usr/bin/python3", "-m", "station.mail", self.mail, smtp_port, page_port],
                              place.log("mail"), lambda: port_answers(smtp_port), env=environment))
        portal = Portal(place, self.cluster)
        self.sockets = portal.sockets
        self.gishectl = portal.gishectl
        self.config = portal.config
        portal.settings = self._settings
        portal.configure(self.citizens_url, smtp_port)
        trust = place.folder("trust")
        self._write_authority(trust / "csca-test.der")
        portal.prepare(trust)
        self.clock = place.root / "clock"
        self.clock.write_text("0")
        self.parts.start(portal.part(self.log, self._program, {"GISHE_TEST_CLOCK": str(self.clock)}))
        entrance = Entrance(place.folder("nginx"), self.ports, portal.sockets, requests_per_second=1000)
        entrance.configure(self.certificates, portal.kiosk_authority)
        self.parts.start(entrance.part(place.log("nginx")))

    @staticmethod
    def _write_authority(file):
        """No document is read here: any authority of a state will do."""
        subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes",
                        "-keyout", os.devnull, "-subj", "/C=BG/CN=CSCA of a test", "-days", "30", "-outform", "DER",
                        "-addext", "keyUsage=critical,keyCertSign,cRLSign", "-out", str(file)],
                       check=True, capture_output=True)

    def __exit__(self, *_):
        self.parts.stop()
        self._folder.__exit__()

    def citizen(self):
        """A browser without JavaScript at the citizens' entrance."""
        return Browser(self.citizens_url, self.authority)

    def registering_citizen(self):
        """The same with the acts of a citizen."""
        return Citizen(self.citizens_url, self.authority, bulgarian(Path(os.environ["GISHE_PROGRAMS"]), "gishe-portal"))

    def trusting_flag(self):
        """For Chromium, which keeps pages for the way back only where it holds the certificate for a good one."""
        key = subprocess.run(["openssl", "x509", "-in", self.certificates.server, "-noout", "-pubkey"], check=True, text=True,
                             capture_output=True).stdout
        print_of_key = hashlib.sha256(base64.b64decode("".join(key.splitlines()[1:-1]))).digest()
        return f"--ignore-certificate-errors-spki-list={base64.b64encode(print_of_key).decode()}"

    def staff(self):
        return Browser(self.staff_url, self.authority)

    def ask(self, entrance="citizens", method="GET", path="/", body=None, headers=None, papers=None):
        """The answer through nginx, with its body read as `content`; `papers`: a client's certificate and key."""
        context = ssl.create_default_context(cafile=self.authority)
        if papers:
            context.load_cert_chain(*papers)
        with contextlib.closing(http.client.HTTPSConnection("localhost", self.ports[entrance], context=context,
                                                            timeout=30)) as connection:
            connection.request(method, path, body=body, headers=headers or {})
            answer = connection.getresponse()
            answer.content = answer.read()
        return answer

    def raw(self, text, entrance="citizens"):
        """All that the portal itself answers to these bytes, without nginx."""
        with socket.socket(socket.AF_UNIX) as connection:
            connection.connect(str(self.sockets / f"{entrance}.sock"))
            connection.sendall(text.encode())
            return b"".join(iter(lambda: connection.recv(65536), b"")).decode()
