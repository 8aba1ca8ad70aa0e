"""The scanner on the desk: a serial one, whose line is a pseudo-terminal of the station."""

import json
import os
import select
import subprocess

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


def text_on(picture, scan_program):
    """The one code or zone of a picture, as a scanner sends it: lines are ended by a line feed."""
    done = subprocess.run([scan_program, "--json", picture], check=False, capture_output=True, encoding="utf-8", errors="replace")
    if done.returncode != 0:
        raise PartFailed(done.stderr.strip().removeprefix("gishe-scan: "))
    seen = json.loads(done.stdout)
    if seen.get("no_mrz") == "several_documents":
        raise PartFailed(told(f"{picture}: на снимката има няколко документа, а скенерът чете по един; изрежете само него",
                              f"{picture}: several documents are on it, and a scanner reads one; cut the picture to that one"))
    texts = [code["text"] for code in seen["qr"]]
    if seen["mrz"]:
        texts.append("\n".join(seen["mrz"]["lines"]))
    if not texts:
        raise PartFailed(told(f"{picture}: на снимката не се разчитат нито QR код, нито трите реда на карта",
                              f"{picture}: no QR code and no zone can be read on it"))
    if len(texts) > 1:
        raise PartFailed(told(f"{picture}: на снимката има няколко кода, а скенерът чете по един; изрежете само него",
                              f"{picture}: several codes are on it, and a scanner reads one; cut the picture to that one"))
    return texts[0]
