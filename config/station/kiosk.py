"""gishe-kiosk: its configuration, its enrolment with the portal, its process."""

import json
import os
import ssl
import subprocess
import urllib.error
import urllib.request

from .parts import Part, PartFailed
from .portal import toml
from .scanner import Scanner

DESK = "Гише 12"
ADDRESS = "ул. „Московска“ 33"
MUNICIPALITY = "Столична община"
OFFICE = "Деловодно обслужване, архив и ГРАО"
DISPLAY_VARIABLES = ("DISPLAY", "WAYLAND_DISPLAY", "XAUTHORITY", "XDG_RUNTIME_DIR", "XDG_SESSION_TYPE", "GDK_BACKEND",
                     "DBUS_SESSION_BUS_ADDRESS")


class Kiosk:
    """Its state folder outlives the station's stop: what it recorded without the portal is sent at the next start."""

    def __init__(self, place, reader):
        self._place = place
        self._reader = reader
        self._state = place.folder("kiosk")
        self._config = self._state / "kiosk.toml"
        self.scanner = Scanner(place.folder("desk"))

    def configure(self, portal_url, authority):
        self._portal_url, self._authority = portal_url, authority
        self._config.write_text(toml({
            "portal": {"url": portal_url, "ca_file": str(authority)},
            "state": {"folder": str(self._state)},
            "scanner": {"serial": str(self.scanner.link)},
            "counter": {"municipality": MUNICIPALITY, "office": OFFICE},
        }), encoding="utf-8")

    def name(self):
        """As the portal calls it; nothing before the enrolment."""
        identity = self._state / "kiosk.json"
        return json.loads(identity.read_text(encoding="utf-8"))["kiosk"] if identity.exists() else None

    def is_accepted(self):
        """Whether the portal takes its certificate. Raises `PartFailed` where it says neither yes nor no."""
        papers = ssl.create_default_context(cafile=self._authority)
        papers.load_cert_chain(self._state / "kiosk.pem", self._state / "kiosk.key")
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}), urllib.request.HTTPSHandler(context=papers))
        try:
            opener.open(f"{self._portal_url}/api/kiosk/v1/changes?since=0", timeout=30).close()
        except urllib.error.HTTPError as refused:
            with refused:
                if refused.code in (400, 401):  # 400 is nginx's: the certificate is expired, or another authority's
                    return False
                raise PartFailed(f"the kiosks' entrance answers {refused.code}") from None
        return True

    def set_aside(self):
        """Begins anew with nothing; what it kept, such as records that were never sent, stays in the folder returned."""
        kept = self._place.set_aside("kiosk", f"refused-{self.name()}")
        self._place.folder("kiosk")
        self.configure(self._portal_url, self._authority)
        return kept

    def enrol(self, portal):
        """With a fresh one-time code, as a technician does it."""
        code = portal.gishectl("kiosk", "code", "--desk", DESK, "--place", ADDRESS, "--ca", self._authority).strip()
        enrol = [self._place.program("gishe-kiosk"), "--config", self._config, "--enrol"]
        done = subprocess.run(enrol, check=False, text=True, capture_output=True, input=code + "\n")
        if done.returncode != 0:
            raise PartFailed(f"gishe-kiosk --enrol ended with {done.returncode}\n{done.stderr.strip()}")

    def part(self, log, environment, shown):
        """The window; `shown()` tells whether it is there. The user may close it."""
        self.scanner.plug_in()
        return Part("gishe-kiosk", [self._place.program("gishe-kiosk"), "--config", self._config], log, shown,
                    env={**environment, **self._reader.environment()}, may_end=True)


def display():
    """The variables that lead to this user's screen; none where there is no screen."""
    if not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        return {}
    return {name: os.environ[name] for name in DISPLAY_VARIABLES if name in os.environ}


def environment_of(screen):
    """This process's environment, with `screen` as `display` gave it in place of its own."""
    return {**{name: value for name, value in os.environ.items() if name not in DISPLAY_VARIABLES}, **screen}
