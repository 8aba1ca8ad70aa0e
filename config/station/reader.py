"""The reader: pcscd with the vpcd driver, and a card in software.

Both run in a network and a mount namespace of their own: vpcd listens on every interface, and the folder of pcscd's
socket is fixed. Programs outside reach this pcscd by PCSCLITE_CSOCK_NAME.
"""

import os
import shutil
import subprocess
from pathlib import Path

from .parts import Part, PartFailed, socket_answers

DRIVER = Path("/usr/lib/pcsc/drivers/serial/libifdvpcd.so")
PCSCD = Path("/usr/sbin/pcscd")
PORT = 0x8C7B  # inside the network namespace, so nobody else can hold it
SYSTEM_PATH = "/usr/sbin:/usr/bin:/sbin:/bin"  # ip is no command of ordinary users
ENTER_AND_RUN = 'ip link set lo up && mount --bind "$1" /run && shift && exec "$@"'


def pcscd(*options):
    """The command of a pcscd of one's own: whoever reaches its socket may use it.

    Since Debian 13 pcscd asks polkit, which cannot be reached from namespaces of one's own: it would turn everybody away.
    """
    help_page = subprocess.run([PCSCD, "--help"], check=True, text=True, capture_output=True).stdout
    alone = ["--disable-polkit"] if "--disable-polkit" in help_page else []
    return [str(PCSCD), "--foreground", *alone, *options]


class Reader:
    """`folder` holds the socket, the driver's configuration and the control socket of the card."""

    def __init__(self, folder):
        self.folder = Path(folder)
        self.socket = self.folder / "run/pcscd/pcscd.comm"
        self.control = self.folder / "card.sock"
        self._daemon = None

    def environment(self):
        """What a program needs to reach this reader instead of the system's."""
        return {"PCSCLITE_CSOCK_NAME": str(self.socket)}

    def daemon(self, log):
        """pcscd in namespaces of its own."""
        for needed, package in ((PCSCD, "pcscd"), (DRIVER, "vsmartcard-vpcd")):
            if not needed.exists():
                raise PartFailed(f"{needed} is missing (package {package})")
        shutil.rmtree(self.folder / "run", ignore_errors=True)
        self.socket.parent.mkdir(parents=True)
        drivers = self.folder / "reader.conf.d"
        drivers.mkdir(exist_ok=True)
        (drivers / "vpcd").write_text(f'FRIENDLYNAME "Gishe demo reader"\nDEVICENAME /dev/null:{PORT:#x}\n'
                                      f"LIBPATH {DRIVER}\nCHANNELID {PORT:#x}\n", encoding="ascii")
        become_root = [] if os.geteuid() == 0 else ["--map-root-user"]
        enter = ["unshare", *become_root, "--mount", "--net", "sh", "-c", ENTER_AND_RUN, "pcscd", self.folder / "run"]
        self._daemon = Part("pcscd", [*enter, *pcscd("--config", drivers)], log, lambda: socket_answers(self.socket),
                            env={**os.environ, "PATH": SYSTEM_PATH})
        return self._daemon

    def card(self, program, description, trust, authority, log):
        """The card in software, in the reader from the start."""
        self.control.unlink(missing_ok=True)
        enter = ["nsenter", "--target", str(self._daemon.process.pid), "--net"]
        if os.geteuid() != 0:
            enter += ["--user", "--preserve-credentials"]
        return Part("gishe-virtual-card", [*enter, "--", program, "--description", description, "--trust-dir", trust,
                                           "--authority", authority, "--port", str(PORT), "--control", self.control],
                    log, lambda: socket_answers(self.control))

    def command(self, program, *words):
        """Tells the card to insert, remove, exchange …; returns what it answered. Raises `PartFailed`."""
        done = subprocess.run([program, "--control", self.control, *words], check=False, text=True, capture_output=True)
        if done.returncode != 0:
            raise PartFailed(done.stderr.strip() or done.stdout.strip())
        return done.stdout.strip()
