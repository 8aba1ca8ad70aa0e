"""A whole station with one kiosk on a desktop of its own, and the clerk at it. What is seen is what a Bulgarian clerk sees."""

import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "support"))
import station_parts  # noqa: E402, F401  (finds the package `station`)

from station import cards, people  # noqa: E402
from station.desktop import Desktop  # noqa: E402
from station.parts import wait_until  # noqa: E402
from station.place import Place  # noqa: E402
from station.station import Station  # noqa: E402

FIRST_QUESTION = "Сканирайте талона или въведете потребителско име"
SIGN_IN = "Вход за служители"


class Counter:
    """`start` returns when the clerk may sign in; `stop` ends all of it."""

    def __init__(self, root, first_port):
        self.station = Station(Place(root, os.environ["GISHE_PROGRAMS"]), first_port)
        self.driver = None
        self._desktop = Desktop(self.station.place)
        self._window = None
        self._seen = None

    def start(self):
        self.station.start()
        self._desktop.start(self.station.parts)
        os.environ.update(self._desktop.environment)
        from station.kiosk_driver import KioskDriver  # reads the display and the bus from the environment
        self.driver = KioskDriver(patience_s=30)
        self.open_window(SIGN_IN)

    def stop(self):
        self.station.stop()

    def open_window(self, first_words):
        self._window = self.station.kiosk.part(self.station.place.log("kiosk"), self._desktop.environment,
                                               lambda: self.driver.shows(first_words))
        self.station.parts.start(self._window)
        self._seen = first_words

    def close_window(self):
        """As the clerk does, at the sign-in page."""
        self.driver.press("ctrl+q")
        wait_until(self._window.ended, "the end of the kiosk")
        if failure := self.station.parts.end(self._window):
            raise failure

    def sees(self, *texts):
        """Returns when the clerk has seen each of these on the page."""
        for text in texts:
            self.driver.wait_for(text)
            self._seen = text

    def press(self, key, text):
        """One key, and what the clerk sees after it."""
        self.driver.press(key)
        self.sees(text)

    def sign_in(self, password=people.CLERK.password):
        self.driver.focus("text", "Потребителско име")
        self.driver.press("ctrl+a")
        self.driver.type(people.CLERK.username)
        self.type_password(password)

    def type_password(self, password):
        """Over whatever stood there."""
        self.driver.focus("password text", "Парола")
        self.driver.press("ctrl+a")
        self.driver.type(password)
        self.driver.press("Return")

    def sign_out(self):
        self.end_service()
        self.press("ctrl+l", SIGN_IN)

    def end_service(self):
        """F9: to the first step, with nothing of a case. What is seen now has to go, or the key might still be on its way."""
        at_first_step = self.driver.shows(FIRST_QUESTION)
        if at_first_step and self._seen == FIRST_QUESTION:
            return
        self.driver.press("F9")
        if at_first_step:
            self.driver.wait_until_gone(self._seen)
        self.sees(FIRST_QUESTION)

    def enter(self, text):
        """Typed by hand where the focus is, and Enter."""
        self.driver.type(text)
        self.driver.press("Return")

    def scan(self, text, answer):
        """The scanner; once more where a busy machine has torn the scan in two, as a clerk would."""
        self.driver.scan(text)
        try:
            self.driver.wait_for(answer, patience_s=10)
        except AssertionError:
            self.driver.scan(text)
        self.sees(answer)

    def find_account(self, username):
        self.enter(username)
        self.sees("Това ли е профилът на гражданина?")
        self.driver.wait_for(username)

    def to_document(self, username):
        self.find_account(username)
        self.press("Return", "Поставете картата върху четеца и въведете CAN")

    def confirm(self, proven=True):
        """From the comparison to the record; returns when F8 was pressed. `proven`: by the document's chip."""
        self.press("Return", "Същият човек ли е пред Вас?")
        if not proven:
            self.driver.tick_everything()
            self.driver.wait_for("Всичко е отметнато.")
        self.driver.press("F8")

    def lay_card(self, description):
        """Lays this card on the reader, and returns when the kiosk says so."""
        self.take_card_away()
        self.command_card("insert", description)
        self.driver.wait_for("Четец: карта")

    def take_card_away(self):
        self.command_card("remove")
        self.driver.wait_for("Четец: готов")

    def command_card(self, *words):
        self.station.reader.command(self.station.place.program("gishe-virtual-card"), *words)
