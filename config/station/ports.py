"""Ports of the loopback for the parts of a station or a test."""

import socket


def port_answers(port):
    """Whether somebody accepts connections on this port of the loopback."""
    with socket.socket() as attempt:
        return attempt.connect_ex(("127.0.0.1", port)) == 0


def claim_port(first):
    """`first`, or the next port above it that nobody holds; no other station or test gets it while this process lives.

    Between the choice and the start of the part that listens there, a second station would choose the same one, and its
    kiosk would then speak with the portal of the first. What is claimed is a name, not the port, so that the part can
    bind it; like ports, abstract names of unix sockets belong to the network namespace and end with their process.
    """
    for port in range(first, first + 200):
        claim = socket.socket(socket.AF_UNIX)
        try:
            claim.bind(f"\0gishe-port-{port}")
            with socket.socket() as attempt:
                attempt.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
                attempt.bind(("127.0.0.1", port))
        except OSError:
            claim.close()
            continue
        claim.detach()  # open until this process ends
        return port
    raise OSError(f"no free port from {first} on")


class Ports:
    """The ports of one station: the wished ones, or the next that nobody holds."""

    def __init__(self, first):
        self.citizens, self.kiosks, self.staff, self.mail_page, self.smtp = (claim_port(first) for _ in range(5))

    def entrances(self):
        return {"citizens": self.citizens, "kiosks": self.kiosks, "staff": self.staff}
