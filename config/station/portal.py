"""gishe-portal with its configuration, keys and database, and the operator's command beside it."""

import hashlib
import json
import os
import subprocess

from .entrance import web_user
from .parts import Part, PartFailed, socket_answers
from .place import CLONE
from .postgres import OWNER, SERVICE

DATABASE = "gishe"


def toml(sections):
    """Sections of plain values as TOML; JSON writes numbers, truth values and texts the same way."""
    lines = []
    for section, values in sections.items():
        lines.append(f"[{section}]")
        lines += [f"{key} = {json.dumps(value, ensure_ascii=False)}" for key, value in values.items()]
        lines.append("")
    return "\n".join(lines)


class Portal:
    """`place` is where the station stands; `cluster` runs already when `prepare` is called."""

    def __init__(self, place, cluster):
        self._place = place
        self._cluster = cluster
        self.config = place.root / "portal.toml"
        self.keys = place.root / "keys"
        self.settings = {}  # sections beside the usual ones, or in their place; None leaves one out
        self.sockets = place.folder("sockets", 0o750)
        self.texts = place.folder("texts")
        self.kiosk_authority = self.keys / "kiosk-ca.pem"
        if web_user():  # the sockets get the group of their folder, and nginx is in it
            os.chown(self.sockets, 0, web_user().pw_gid)
            self.sockets.chmod(0o2750)

    def configure(self, public_url, smtp_port):
        built = self._place.programs.parent
        usual = {
            "database": {"connection": self._cluster.connection(DATABASE, SERVICE),
                         "owner_connection": self._cluster.connection(DATABASE, OWNER),
                         "migrations": str(CLONE / "db/migrations")},
            "keys": {"folder": str(self.keys)},
            "http": {"public_url": public_url, "templates": str(CLONE / "portal/http/templates"),
                     "static": str(built / "static"), "locale": str(built / "locale")},
            "http.citizens": {"socket": str(self.sockets / "citizens.sock")},
            "http.kiosks": {"socket": str(self.sockets / "kiosks.sock")},
            "http.staff": {"socket": str(self.sockets / "staff.sock")},
            "texts": {"folder": str(self.texts)},
            "demo": {"people": True},
            "passwords": {"breached": str(built / "breached-passwords")},
            "mail": {"smtp_url": f"smtp://127.0.0.1:{smtp_port}", "from": "Столична община (демо) <portal@example.bg>"},
        }
        sections = {name: values for name, values in (usual | self.settings).items() if values is not None}
        self.config.write_text(toml(sections), encoding="utf-8")

    def prepare(self, trust):
        """Keys, database, schema, demo people, whom kiosks trust. All of it is kept between starts."""
        if not self.keys.exists():
            self.gishectl("keys", "init")
        self._cluster.create_database(DATABASE)
        self.gishectl("migrate")
        self.gishectl("demo", "seed")
        # These authorities were made on this machine: what stands in a file is what its state would publish.
        published = (hashlib.sha256(file.read_bytes()).hexdigest() for file in trust.glob("*.der"))
        self.gishectl("trust", "load", trust, *(word for each in published for word in ("--accept", each)))

    def part(self, log, program=None, environment=None):
        """The service; a test may run another program in its place, with more in its environment."""
        for name in ("citizens", "kiosks", "staff"):
            (self.sockets / f"{name}.sock").unlink(missing_ok=True)
        return Part("gishe-portal", [program or self._place.program("gishe-portal"), "--config", self.config], log,
                    lambda: all(socket_answers(self.sockets / f"{name}.sock") for name in ("citizens", "kiosks", "staff")),
                    env={**os.environ, **(environment or {})})

    def gishectl(self, *words):
        """Standard output of the operator's command; raises `PartFailed` with what it complained about."""
        command = [self._place.program("gishectl"), "--config", self.config, *words]
        done = subprocess.run(command, check=False, text=True, capture_output=True)
        if done.returncode != 0:
            raise PartFailed(f"gishectl {' '.join(map(str, words))} ended with {done.returncode}\n{done.stderr.strip()}")
        return done.stdout
