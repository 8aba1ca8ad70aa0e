"""The kiosk's window of a running station: opened, watched, opened again."""

from .language import told
from .parts import PartFailed

CLOSED = ("Прозорецът на гишето е затворен; всичко друго работи. ./gishe kiosk го отваря пак, Ctrl-C тук спира всичко.",
          "The counter's window is closed; all else works. ./gishe kiosk opens it again, Ctrl-C here ends everything.")
BROKEN = ("Прозорецът на гишето спря сам ({code}); всичко друго работи. ./gishe kiosk го отваря пак. Дневник: {log}",
          "The counter's window ended by itself ({code}); all else works. ./gishe kiosk opens it again. Log: {log}")


class Window:
    def __init__(self, station):
        self._station = station
        self._part = None

    def open(self, environment):
        """Returns when it is there. `environment` names the display. Raises `PartFailed`."""
        if self._part and not self._part.ended():
            raise PartFailed(told("прозорецът на гишето вече е отворен", "the counter's window is open already"))
        self._drop()
        if news := self._station.admit_kiosk():
            print(news, flush=True)
        kiosk = self._station.kiosk
        part = kiosk.part(self._station.place.log("kiosk"), environment, kiosk.scanner.is_read)
        try:
            self._station.parts.start(part)
        except PartFailed:
            self._station.parts.end(part)
            raise
        self._part = part
        return told("прозорецът на гишето е отворен", "the counter's window is open")

    def news(self):
        """What to say of a window that has ended since the last call; nothing otherwise."""
        if not self._part or not self._part.ended():
            return None
        code, log = self._part.process.returncode, self._part.log
        self._drop()
        return told(*BROKEN).format(code=code, log=log) if code else told(*CLOSED)

    def _drop(self):
        if self._part:
            self._station.parts.end(self._part)
            self._part = None
