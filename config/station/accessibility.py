"""The accessibility tree of the desktop, asked for over D-Bus afresh each time. Source: AT-SPI 2, org.a11y.atspi.*

Not by libatspi: its cache answers what was, and it can stop for ever when the tree changes while it is being read.
"""

import functools

from gi.repository import Gio, GLib

ATSPI = "org.a11y.atspi"
ROOT = "/org/a11y/atspi/accessible/root"
CHECKED, FOCUSED, SHOWING = 4, 12, 25  # bits of AtspiStateType
TIMEOUT_MS = 5000
NAMES_BEFORE = {"button": "push button"}  # what Debian 13 calls otherwise than Debian 12


class Gone(Exception):
    """The thing on the screen is there no more, or its program does not answer."""


@functools.cache
def _bus():
    """The accessibility bus of the session that the environment names."""
    session = Gio.bus_get_sync(Gio.BusType.SESSION)
    address = session.call_sync("org.a11y.Bus", "/org/a11y/bus", "org.a11y.Bus", "GetAddress", None, None,
                                Gio.DBusCallFlags.NONE, TIMEOUT_MS).unpack()[0]
    flags = Gio.DBusConnectionFlags.AUTHENTICATION_CLIENT | Gio.DBusConnectionFlags.MESSAGE_BUS_CONNECTION
    return Gio.DBusConnection.new_for_address_sync(address, flags)


class Accessible:
    """One thing on the screen. Every call asks its program, and raises `Gone` where that fails."""

    def __init__(self, program, path):
        self._program = program
        self._path = path

    def children(self):
        return [Accessible(*child) for child in self._call("Accessible", "GetChildren")[0]]

    def name(self):
        return self._property("Accessible", "Name")

    def description(self):
        return self._property("Accessible", "Description")

    def role(self):
        """In words, on every Debian the same: `push button`, `text`, `label`."""
        name = self._call("Accessible", "GetRoleName")[0]
        return NAMES_BEFORE.get(name, name)

    def is_showing(self):
        return self._has_state(SHOWING)

    def is_checked(self):
        return self._has_state(CHECKED)

    def is_focused(self):
        return self._has_state(FOCUSED)

    def extents(self):
        """Left, top, width and height on the screen."""
        return self._call("Component", "GetExtents", GLib.Variant("(u)", (0,)))[0]

    def text(self):
        """Of an edit field."""
        return self._call("Text", "GetText", GLib.Variant("(ii)", (0, -1)))[0]

    def content(self):
        """What a screen reader would say first: the name, or else the text."""
        if name := self.name():
            return name
        return self.text() if f"{ATSPI}.Text" in self._call("Accessible", "GetInterfaces")[0] else ""

    def do_action(self):
        self._call("Action", "DoAction", GLib.Variant("(i)", (0,)))

    def grab_focus(self):
        self._call("Component", "GrabFocus")

    def _has_state(self, bit):
        low, high = self._call("Accessible", "GetState")[0]
        return bool((low | high << 32) >> bit & 1)

    def _property(self, interface, name):
        wanted = GLib.Variant("(ss)", (f"{ATSPI}.{interface}", name))
        return self._ask("org.freedesktop.DBus.Properties", "Get", wanted)[0]

    def _call(self, interface, method, arguments=None):
        return self._ask(f"{ATSPI}.{interface}", method, arguments)

    def _ask(self, interface, method, arguments):
        try:
            return _bus().call_sync(self._program, self._path, interface, method, arguments, None, Gio.DBusCallFlags.NONE,
                                    TIMEOUT_MS).unpack()
        except GLib.Error as error:
            raise Gone(error.message) from None


def applications():
    """The programs that show something on this desktop."""
    return Accessible(f"{ATSPI}.Registry", ROOT).children()
