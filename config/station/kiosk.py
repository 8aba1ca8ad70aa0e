"""gishe-kiosk: its configuration, its enrolment with the portal, its process."""

import os
import subprocess

from .parts import Part, PartFailed
from .portal import toml

DESK = "Гише 12"
ADDRESS = "ул. „Московска“ 33"
MUNICIPALITY = "Столична община"
OFFICE = "Деловодно обслужване, архив и ГРАО"


class Kiosk:
    """Its state folder outlives the station's stop: what it recorded without the portal is sent at the next start."""

    def __init__(self, place, reader):
        self._place = place
        self._reader = reader
        self._state = place.folder("kiosk")
        self._config = self._state / "kiosk.toml"

    def configure(self, portal_url, authority):
        self._config.write_text(toml({
            "portal": {"url": portal_url, "ca_file": str(authority)},
            "state": {"folder": str(self._state)},
            "counter": {"municipality": MUNICIPALITY, "office": OFFICE},
        }), encoding="utf-8")

    def enrolled(self):
        return (self._state / "kiosk.json").exists()

    def enrol(self, portal, authority):
        """With a fresh one-time code, as a technician does it."""
        code = portal.gishectl("kiosk", "code", "--desk", DESK, "--place", ADDRESS, "--ca", authority).strip()
        enrol = [self._place.program("gishe-kiosk"), "--config", self._config, "--enrol", code]
        done = subprocess.run(enrol, check=False, text=True, capture_output=True)
        if done.returncode != 0:
            raise PartFailed(f"gishe-kiosk --enrol ended with {done.returncode}\n{done.stderr.strip()}")

    def part(self, log, environment, shown):
        """The window; `shown()` tells whether it is there. The user may close it."""
        return Part("gishe-kiosk", [self._place.program("gishe-kiosk"), "--config", self._config], log, shown,
                    env={**environment, **self._reader.environment()}, may_end=True)


def has_display():
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
