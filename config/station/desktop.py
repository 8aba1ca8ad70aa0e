"""A desktop without a screen: X server, window manager, session bus and accessibility bus, all of its own."""

import os
import secrets
import select
import struct
import subprocess
from pathlib import Path

from .parts import Part, PartFailed, socket_answers

SIZE = "1280x720"


class _DisplayServer(Part):
    """Xvfb chooses a free display number itself and writes it into a pipe."""

    def __init__(self, log, cookie):
        self.display = None
        self._read, self._write = os.pipe()
        os.set_inheritable(self._write, True)
        super().__init__("Xvfb", ["Xvfb", "-displayfd", self._write, "-screen", "0", f"{SIZE}x24", "-nolisten", "tcp", "-noreset",
                                  "-dpi", "96", "-auth", cookie], log, self._told_display, pass_fds=(self._write,))

    def _told_display(self):
        if self.display is None and select.select([self._read], [], [], 0)[0]:
            self.display = f":{os.read(self._read, 16).decode().strip()}"
        return self.display is not None and socket_answers(f"/tmp/.X11-unix/X{self.display[1:]}")


def _write_cookie(file):
    """Without it every user of the machine could press the clerk's keys. Source: libXau, the format of Xauthority."""
    anywhere = 0xFFFF  # FamilyWild
    fields = (b"", b"", b"MIT-MAGIC-COOKIE-1", secrets.token_bytes(16))
    file.touch(mode=0o600)
    file.write_bytes(struct.pack(">H", anywhere) + b"".join(struct.pack(">H", len(each)) + each for each in fields))


class Desktop:
    """`start(parts)` brings it up; then `environment` is what a program needs to be on it."""

    def __init__(self, place):
        self._place = place
        self._bus = place.folder("desktop") / "bus"
        self._cookie = place.folder("desktop") / "cookie"
        self.environment = None

    def start(self, parts):
        _write_cookie(self._cookie)
        server = _DisplayServer(self._place.log("xvfb"), self._cookie)
        parts.start(server)
        self._bus.unlink(missing_ok=True)
        address = f"unix:path={self._bus}"
        self.environment = {key: value for key, value in os.environ.items()
                            if key not in ("WAYLAND_DISPLAY", "XDG_SESSION_TYPE", "AT_SPI_BUS_ADDRESS", "NO_AT_BRIDGE")}
        self.environment |= {"DISPLAY": server.display, "XAUTHORITY": str(self._cookie), "LC_ALL": "C.UTF-8",
                             "DBUS_SESSION_BUS_ADDRESS": address, "GDK_BACKEND": "x11",
                             "XDG_RUNTIME_DIR": str(self._place.folder("desktop")), "GTK_MODULES": "gail:atk-bridge"}
        parts.start(Part("dbus-daemon", ["dbus-daemon", "--session", "--nofork", f"--address={address}"],
                         self._place.log("dbus"), lambda: socket_answers(self._bus), env=self.environment))
        parts.start(Part("at-spi", [self._launcher(), "--launch-immediately"], self._place.log("at-spi"),
                         self._has_accessibility_bus, env=self.environment))
        parts.start(Part("openbox", ["openbox"], self._place.log("openbox"), self._has_window_manager,
                         env=self.environment))

    @staticmethod
    def _launcher():
        for path in ("/usr/libexec/at-spi-bus-launcher", "/usr/lib/at-spi2-core/at-spi-bus-launcher"):
            if Path(path).exists():
                return path
        raise PartFailed("at-spi-bus-launcher is missing (package at-spi2-core)")

    def _has_accessibility_bus(self):
        # Asked before the launcher has its name, the session bus would start another one, and ours would end.
        owned = self._run("dbus-send", "--session", "--print-reply", "--dest=org.freedesktop.DBus",
                          "/org/freedesktop/DBus", "org.freedesktop.DBus.NameHasOwner", "string:org.a11y.Bus",
                          expect=b"boolean true")
        return owned and self._run("dbus-send", "--session", "--print-reply", "--dest=org.a11y.Bus", "/org/a11y/bus",
                                   "org.a11y.Bus.GetAddress")

    def _has_window_manager(self):
        return self._run("xprop", "-root", "-notype", "_NET_SUPPORTING_WM_CHECK", expect=b"#")

    def _run(self, *command, expect=b""):
        done = subprocess.run(command, check=False, env=self.environment, capture_output=True)
        return done.returncode == 0 and expect in done.stdout
