"""The scanner on the desk: a serial one, whose line is a pseudo-terminal of the station."""

import os
import select

from .language import told
from .parts import PartFailed


class Scanner:
    """`link` is the device for the kiosk's configuration; it is there from the first `plug_in` on."""

    def __init__(self, folder):
        self.link = folder / "scanner"
        self._line = None

    def plug_in(self):
        """A fresh line: whoever had the one before may have kept it for himself (TIOCEXCL)."""
        self.unplug()
        self._line, device = os.openpty()
        os.set_blocking(self._line, False)
        self.link.symlink_to(os.ttyname(device))
        os.close(device)

    def unplug(self):
        """The name goes first: the system soon gives the number of the terminal to somebody else."""
        self.link.unlink(missing_ok=True)
        if self._line is not None:
            os.close(self._line)
            self._line = None

    def is_read(self):
        """Whether somebody has opened the device."""
        if self._line is None:
            return False
        poll = select.poll()
        poll.register(self._line, 0)
        return not any(event & select.POLLHUP for _, event in poll.poll(0))

    def scan(self, text):
        """Sends what was read, each line ended by CR. Raises `PartFailed` where nobody listens."""
        if not self.is_read():
            raise PartFailed(told("прозорецът на гишето не е отворен и никой не чува скенера; ./gishe kiosk го отваря",
                                  "the counter's window is not open, so nobody hears the scanner; ./gishe kiosk opens it"))
        os.write(self._line, text.replace("\n", "\r").encode() + b"\r")
