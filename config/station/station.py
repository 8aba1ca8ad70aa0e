"""One station: PostgreSQL, mail, portal, nginx, reader with card, kiosk. Everything is started here and ended here."""

import contextlib
import os
import signal
import sys
import time

from . import cards
from .arguments import FIRST_PORT
from .certificates import Certificates
from .entrance import Entrance
from .kiosk import Kiosk
from .language import told
from .parts import Part, Parts
from .place import CLONE
from .portal import Portal
from .ports import Ports, port_answers
from .postgres import Cluster
from .reader import Reader

FIRST_CARD = "viki"


ENROLLED_ANEW = ("""  Порталът вече не приема сертификата на {old}: гишето е включено наново с нов код и е {new}.
  Записите и ключовете на {old} са в {kept}""",
                 """  The portal no longer takes the certificate of {old}: the counter was enrolled anew with a new code and is {new}.
  Records and keys of {old} are in {kept}""")


@contextlib.contextmanager
def progress(what):
    """Prints what is being done, then how long it took."""
    started = time.monotonic()
    print(f"  {what} …", end="", flush=True)
    try:
        yield
    except BaseException:
        print(told(" прекъснато", " interrupted") if sys.exc_info()[0] is KeyboardInterrupt else told(" не успя", " failed"),
              flush=True)
        raise
    print(f" {time.monotonic() - started:.1f} s", flush=True)


class Station:
    """`start` returns when every part but the kiosk's window answers; `stop` ends exactly what was started."""

    def __init__(self, place, first_port=FIRST_PORT, requests_per_second=30, afresh=False):
        self.place = place
        place.lock()
        self.parts = Parts(place.root / "parts.json")
        if afresh:
            place.empty()
        self.ports = Ports(first_port)
        self.cluster = Cluster(place.root / "pg")
        self.certificates = Certificates(place.folder("tls"))
        self.portal = Portal(place, self.cluster)
        self._portal_part = None  # once started
        self.mail = place.folder("mail")
        self.trust = place.folder("trust")
        self.reader = Reader(place.folder("reader"))
        self.kiosk = Kiosk(place, self.reader)
        self.entrance = Entrance(place.folder("nginx"), self.ports.entrances(), self.portal.sockets, requests_per_second)
        self.citizens_url = f"https://localhost:{self.ports.citizens}"
        self.kiosks_url = f"https://localhost:{self.ports.kiosks}"
        self.staff_url = f"https://localhost:{self.ports.staff}"
        self.mail_url = f"http://localhost:{self.ports.mail_page}"

    def start(self):
        log = self.place.log
        self.parts.remove_at_death(self.kiosk.scanner.link)  # its terminal's number is soon somebody else's
        self.certificates.create()
        with progress("PostgreSQL"):
            self.cluster.create()
            self.parts.start(Part("PostgreSQL", self.cluster.foreground(), log("postgres"), self.cluster.answers,
                                  stop_signal=signal.SIGINT))
        with progress(told("Поща", "Mail")):
            self.parts.start(self._mail_part(log("mail")))
        with progress(told("Четец (pcscd) и карта", "Reader (pcscd) and card")):
            self.parts.start(self.reader.daemon(log("pcscd")))
            self.parts.start(self.reader.card(self.place.program("gishe-virtual-card"), cards.file_of(FIRST_CARD),
                                              self.trust, self.place.folder("authority"), log("card")))
        with progress(told("Портал: ключове, база, демонстрационни хора", "Portal: keys, database, demo people")):
            self.portal.configure(self.citizens_url, self.ports.smtp)
            self.portal.prepare(self.trust)
        with progress(told("Портал", "Portal")):
            self.start_portal()
        with progress("nginx"):
            self.entrance.configure(self.certificates, self.portal.kiosk_authority)
            self.parts.start(self.entrance.part(log("nginx")))
        with progress(told("Гише", "Counter")):
            self.kiosk.configure(self.kiosks_url, self.certificates.authority)
            news = self.admit_kiosk()
        if news:
            print(news, flush=True)

    def admit_kiosk(self):
        """Enrols the kiosk unless the portal takes it as it is. Returns what to say of one that was shut out."""
        old = self.kiosk.name()
        if old and self.kiosk.is_accepted():
            return None
        kept = self.kiosk.set_aside() if old else None
        self.kiosk.enrol(self.portal)
        return told(*ENROLLED_ANEW).format(old=old, new=self.kiosk.name(), kept=kept) if old else None

    def scan(self, text):
        """What the scanner on the desk has read. Raises `PartFailed` where no window hears it."""
        self.kiosk.scanner.scan(text)
        return told("сканирано", "scanned")

    def start_portal(self):
        self._portal_part = self.portal.part(self.place.log("portal"))
        self.parts.start(self._portal_part)

    def stop_portal(self):
        """As an outage does it: nginx stays, and has nobody to ask."""
        if failure := self.parts.end(self._portal_part):
            raise failure

    def stop(self):
        self.parts.stop()
        self.kiosk.scanner.unplug()

    def _mail_part(self, log):
        environment = {**os.environ, "PYTHONPATH": str(CLONE / "config")}
        command = [sys.executable, "-m", "station.mail", self.mail, self.ports.smtp, self.ports.mail_page]
        return Part("mail", command, log, lambda: port_answers(self.ports.smtp) and port_answers(self.ports.mail_page),
                    env=environment)
