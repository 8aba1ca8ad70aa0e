"""A clerk's hands and eyes: keys and scans go in as a keyboard's, the window is read through the accessibility tree.

Needs DISPLAY and DBUS_SESSION_BUS_ADDRESS in the environment (see `desktop.py`).
"""

import subprocess
import time

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi  # noqa: E402  (the version has to be chosen first)


class NotOnScreen(AssertionError):
    """What was waited for did not appear; the text shows what the screen held instead."""


def _walk(accessible):
    """Everything that shows, depth first."""
    yield accessible
    for index in range(accessible.get_child_count()):
        child = accessible.get_child_at_index(index)
        if child is not None and child.get_state_set().contains(Atspi.StateType.SHOWING):
            yield from _walk(child)


def _content(accessible):
    """What a screen reader would say: the name, or the text of an edit field."""
    if accessible.get_name():
        return accessible.get_name()
    text = accessible.get_text_iface()
    return Atspi.Text.get_text(text, 0, Atspi.Text.get_character_count(text)) if text else ""


class KioskDriver:
    """`name` is how the program calls itself in the accessibility tree."""

    def __init__(self, name="gishe-kiosk", patience_s=30):
        self._name = name
        self._patience_s = patience_s

    # Eyes

    def texts(self):
        """All texts on the screen, top to bottom as the tree has them."""
        return [text for text in (_content(each) for each in self._everything()) if text]

    def shows(self, text):
        """Whether a text on the screen contains this one."""
        return any(text in shown.replace("\u00a0", " ") for shown in self.texts())

    def wait_for(self, text, patience_s=None):
        """Returns when the screen shows this text. Raises `NotOnScreen`."""
        self._wait(lambda: self.shows(text), f"„{text}“", patience_s)

    def wait_for_any(self, *texts, patience_s=None):
        """The first of these texts that shows."""
        return self._wait(lambda: next((text for text in texts if self.shows(text)), None), " or ".join(texts), patience_s)

    def find(self, role, name, patience_s=None):
        """The control with this role ("push button", "text", …) whose name contains `name`."""
        return self._wait(lambda: self._find(role, name), f"{role} „{name}“", patience_s)

    def value_of(self, role, name):
        control = self.find(role, name).get_text_iface()
        return Atspi.Text.get_text(control, 0, Atspi.Text.get_character_count(control))

    # Hands

    def press(self, key):
        """One key, by its X name: F8, Return, Escape, Tab."""
        self._xdotool("key", "--clearmodifiers", key)

    def click(self, name):
        """Presses the button of this name as assistive technology does."""
        self.find("push button", name).get_action_iface().do_action(0)

    def focus(self, role, name):
        """Puts the focus on a control and waits until it is there."""
        control = self.find(role, name)
        control.get_component_iface().grab_focus()
        self._wait(lambda: self._find(role, name).get_state_set().contains(Atspi.StateType.FOCUSED), f"focus on „{name}“")

    def type(self, text):
        """Types by hand: slowly enough not to be taken for a scanner."""
        self._xdotool("type", "--delay", "60", text)

    def scan(self, text):
        """Types as a keyboard scanner does: all at once, each line ended by Enter."""
        for line in text.split("\n"):
            self._xdotool("type", "--delay", "4", line)
            self.press("Return")

    def screenshot(self, file):
        subprocess.run(["import", "-window", "root", str(file)], check=True)

    # Inside

    def _everything(self):
        application = self._application()
        if application is None:
            return []
        application.clear_cache()  # the tree as it is now; a cache switched off altogether hangs the next call
        return list(_walk(application))

    def _application(self):
        desktop = Atspi.get_desktop(0)
        for index in range(desktop.get_child_count()):
            child = desktop.get_child_at_index(index)
            if child is not None and child.get_name() == self._name:
                return child
        return None

    def _find(self, role, name):
        return next((each for each in self._everything()
                     if each.get_role_name() == role and name in each.get_name()), None)

    def _wait(self, condition, what, patience_s=None):
        deadline = time.monotonic() + (patience_s or self._patience_s)
        while True:
            try:
                if found := condition():
                    return found
            except gi.repository.GLib.Error:
                pass  # a control went away while it was read
            if time.monotonic() > deadline:
                raise NotOnScreen(f"{what} did not appear. On the screen:\n  " + "\n  ".join(self.texts()))
            time.sleep(0.05)

    @staticmethod
    def _xdotool(*words):
        subprocess.run(["xdotool", *words], check=True)
