"""A clerk's hands and eyes: keys and scans go in as a keyboard's, the window is read through the accessibility tree.

Needs DISPLAY and DBUS_SESSION_BUS_ADDRESS in the environment (see `desktop.py`).
"""

import subprocess
import time

from .accessibility import Gone, applications


class NotOnScreen(AssertionError):
    """What was waited for did not appear; the text shows what the screen held instead."""


def _walk(accessible):
    """Everything that shows, depth first."""
    yield accessible
    for child in accessible.children():
        try:
            if child.is_showing():
                yield from _walk(child)
        except Gone:
            continue  # the screen changed meanwhile


class KioskDriver:
    """`name` is how the program calls itself in the accessibility tree."""

    def __init__(self, name="gishe-kiosk", patience_s=30):
        self._name = name
        self._patience_s = patience_s
        self._last_key = 0

    # Eyes

    def texts(self):
        """All texts on the screen, top to bottom as the tree has them."""
        texts = []
        for each in self._everything():
            try:
                texts.append(each.content())
            except Gone:
                continue
        return [text for text in texts if text]

    def shows(self, text):
        """Whether a text on the screen contains this one."""
        return any(text in shown.replace("\u00a0", " ") for shown in self.texts())

    def wait_for(self, text, patience_s=None):
        """Returns when the screen shows this text. Raises `NotOnScreen`."""
        self._wait(lambda: self.shows(text), f"„{text}“", patience_s)

    def wait_until_gone(self, text):
        """Returns when the screen shows this text no more."""
        self._wait(lambda: not self.shows(text), f"the end of „{text}“")

    def find(self, role, name, patience_s=None):
        """The control with this role ("push button", "text", …) whose name contains `name`."""
        return self._wait(lambda: self._find(role, name), f"{role} „{name}“", patience_s)

    def value_of(self, role, name):
        return self.find(role, name).text()

    # Hands

    def press(self, key):
        """One key, by its X name: F8, Return, Escape, Tab. As a hand does: no key comes quickly after another."""
        self._wait_until_seen()
        time.sleep(max(0, self._last_key + 0.2 - time.monotonic()))
        self._xdotool("key", "--clearmodifiers", key)

    def tick_everything(self):
        """Each line of a list by its digit, as a clerk does who has seen what it says."""
        lines = self._wait(lambda: [each for each in self._everything() if each.role() == "check box"], "anything to tick")
        for digit in range(1, len(lines) + 1):
            self.press(str(digit))

    def click(self, name):
        """Presses the button of this name as assistive technology does."""
        self.find("push button", name).do_action()

    def focus(self, role, name):
        """Puts the focus on a control and waits until it is there."""
        self.find(role, name).grab_focus()
        self._wait(lambda: self._find(role, name).is_focused(), f"focus on „{name}“")

    def type(self, text):
        """Types by hand: slowly enough not to be taken for a scanner."""
        self._wait_until_seen()
        self._xdotool("type", "--delay", "200", text)  # xdotool waits about half of it

    def fill(self, role, name, text):
        """Types into the field that has the focus and looks whether it is all there, as a clerk does: what a busy machine
        loses on the way is typed anew. Of a password only its length is seen."""
        def is_there():
            seen = self.find(role, name).text()
            return len(seen) == len(text) if role == "password text" else seen == text

        for _ in range(3):
            self.type(text)
            try:
                return self._wait(is_there, f"all of it in „{name}“", patience_s=5)
            except NotOnScreen:
                self.press("ctrl+a")
        raise NotOnScreen(f"„{name}“ loses what is typed into it")

    def scan(self, text):
        """Types as a keyboard scanner does: all at once, each line ended by Enter. One process without pauses: any sleep may
        last long enough to tear the scan in two."""
        self._wait_until_seen()
        self._xdotool("type", "--delay", "0", f"{text}\n")

    def screenshot(self, file):
        """The screen as it is, once something is painted on it."""
        self._wait_until_seen()
        def painted():
            subprocess.run(["import", "-window", "root", str(file)], check=True)
            colours = subprocess.run(["identify", "-format", "%k", str(file)], check=True, capture_output=True, text=True)
            return int(colours.stdout) > 8
        self._wait(painted, "anything painted")

    # Inside

    def _wait_until_seen(self):
        """A clerk presses a key at what she sees; the window takes none that came before it was painted."""
        self._wait(lambda: all(not window.description() for window in self._windows()), "a painted screen")

    def _windows(self):
        return [window for each in applications() if each.name() == self._name for window in each.children()]

    def _everything(self):
        found = []
        for application in applications():
            try:
                if application.name() == self._name:
                    found += _walk(application)
            except Gone:
                continue
        return found

    def _find(self, role, name):
        return next((each for each in self._everything() if each.role() == role and name in each.name()), None)

    def _wait(self, condition, what, patience_s=None):
        deadline = time.monotonic() + (patience_s or self._patience_s)
        while True:
            try:
                if found := condition():
                    return found
            except Gone:
                pass  # the screen changed while it was read
            if time.monotonic() > deadline:
                raise NotOnScreen(f"{what} did not appear. On the screen:\n  " + "\n  ".join(self.texts()))
            time.sleep(0.05)

    def _xdotool(self, *words):
        subprocess.run(["xdotool", *words], check=True)
        self._last_key = time.monotonic()
