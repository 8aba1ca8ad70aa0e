"""nginx in front of the portal, as an unprivileged user, from the same template as a deployment."""

import os
import pwd
import re
import shutil
from pathlib import Path

from .parts import Part
from .place import CLONE
from .ports import port_answers

TEMPLATES = CLONE / "config/nginx"
ANSWERS = ("gishe-answers.conf", "gishe-answer-headers.conf")  # beside nginx.conf


def web_user():
    """Who nginx runs as when root starts the station; nobody else to become otherwise."""
    return pwd.getpwnam("www-data") if os.geteuid() == 0 else None


def render(template, values):
    """The template with every @NAME@ replaced; raises `KeyError` on a name without a value."""
    text = Path(template).read_text(encoding="utf-8")
    parts = text.partition("\n\n")  # the comment at the top names the values; it stays as it is
    return parts[0] + parts[1] + re.sub(r"@([A-Z_]+)@", lambda match: str(values[match[1]]), parts[2])


class Entrance:
    """`folder` becomes nginx's own; `ports` are of citizens, kiosks and staff; `sockets` the portal's."""

    def __init__(self, folder, ports, sockets, requests_per_second):
        self._folder = Path(folder)
        self._ports = ports
        self._sockets = Path(sockets)
        self._requests_per_second = requests_per_second

    def configure(self, certificates, kiosk_authority):
        # Made anew and given away at last: what nginx's user may have left there, links too, is not written through.
        shutil.rmtree(self._folder)
        self._folder.mkdir(mode=0o700)
        for source, name in ((certificates.server, "server.pem"), (certificates.server_key, "server.key"),
                             (kiosk_authority, "kiosk-authority.pem")):
            shutil.copy(source, self._folder / name)
        values = {
            "FOLDER": self._folder,
            "ERROR_LOG": self._folder / "error.log",
            "ACCESS_LOG": self._folder / "access.log",
            "SERVER_NAME": "localhost",
            "TLS_CERTIFICATE": self._folder / "server.pem",
            "TLS_KEY": self._folder / "server.key",
            "KIOSK_AUTHORITY": self._folder / "kiosk-authority.pem",
            "REQUESTS_PER_SECOND": self._requests_per_second,
        }
        for name, port in self._ports.items():
            values[f"{name.upper()}_LISTEN"] = f"127.0.0.1:{port}"
            values[f"{name.upper()}_SOCKET"] = self._sockets / f"{name}.sock"
        for template in ("gishe.conf", "station.conf"):
            (self._folder / template).write_text(render(TEMPLATES / f"{template}.in", values), encoding="utf-8")
        for name in ANSWERS:
            shutil.copy(TEMPLATES / name, self._folder)
        user = web_user()
        if user:
            for path in [*self._folder.iterdir(), self._folder]:
                os.chown(path, user.pw_uid, user.pw_gid, follow_symlinks=False)

    def part(self, log):
        user = web_user()
        become = ["setpriv", f"--reuid={user.pw_uid}", f"--regid={user.pw_gid}", "--clear-groups", "--"] if user else []
        nginx = shutil.which("nginx", path="/usr/sbin:/usr/local/sbin:/usr/bin")
        return Part("nginx", [*become, nginx, "-e", self._folder / "error.log", "-c", self._folder / "station.conf"], log,
                    lambda: all(port_answers(port) for port in self._ports.values()))
