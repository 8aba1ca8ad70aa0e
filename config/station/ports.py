"""Ports of the loopback for the parts of a station or a test."""

import fcntl
import os
import socket
from pathlib import Path

from .place import own_folder

PORTS_TRIED = 200


def port_answers(port):
    """Whether somebody accepts connections on this port of the loopback."""
    with socket.socket() as attempt:
        return attempt.connect_ex(("127.0.0.1", port)) == 0


def claims_folder():
    """Private to the user: a name in a space of all users could be taken by one who means to stop our stations."""
    return own_folder(Path(f"/var/tmp/gishe-{os.geteuid()}-ports"), mode=0o700)


def claim_port(first):
    """`first`, or the next port above it that nobody holds; no other station or test of this user gets it while this process
    lives.

    Between the choice and the start of the part that listens there, a second station would choose the same one, and its
    kiosk would then speak with the portal of the first. What is claimed is a file, not the port, so that the part can bind it.
    Ports belong to the network namespace, so its number is in the file's name; the lock ends with its process. A station of
    another user is seen once it listens: of two that begin at one moment the later one's part ends and says so.
    """
    folder = claims_folder()
    namespace = os.stat("/proc/self/ns/net").st_ino
    for port in range(first, first + PORTS_TRIED):
        claim = os.open(folder / f"{namespace}-{port}", os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(claim, fcntl.LOCK_EX | fcntl.LOCK_NB)
            with socket.socket() as attempt:
                attempt.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
                attempt.bind(("127.0.0.1", port))
        except OSError:
            os.close(claim)
            continue
        return port  # `claim` stays open until this process ends
    raise OSError(f"other programs hold all ports of the loopback from {first} to {first + PORTS_TRIED - 1}")


class Ports:
    """The ports of one station: the wished ones, or the next that nobody holds."""

    def __init__(self, first):
        self.citizens, self.kiosks, self.staff, self.mail_page, self.smtp = (claim_port(first) for _ in range(5))

    def entrances(self):
        return {"citizens": self.citizens, "kiosks": self.kiosks, "staff": self.staff}
