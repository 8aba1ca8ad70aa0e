"""Where the state of one station stands: outside the clone, in a short path, private to user and clone."""

import contextlib
import fcntl
import hashlib
import itertools
import os
import shutil
import stat
from pathlib import Path

from .language import told

CLONE = Path(__file__).resolve().parents[2]


class AlreadyRunning(RuntimeError):
    """Another process runs this station; `pid` is its number."""

    def __init__(self, pid):
        super().__init__(told(
            f"тази станция вече работи (процес {pid}); спира се с Ctrl-C в нейния терминал или с ./gishe run --stop",
            f"this station already runs (process {pid}); end it by Ctrl-C there or by ./gishe run --stop"))
        self.pid = pid


def default_root(kind=""):
    """The database's user cannot enter root's home, and the path of a socket is limited to 107 bytes."""
    digest = hashlib.sha256(str(CLONE).encode()).hexdigest()[:8]
    return Path(f"/var/tmp/gishe-{os.geteuid()}-{digest}{kind}")


def own_folder(path, mode):
    """The folder, made where it is missing. Raises `PermissionError` for another user's: where everybody may make folders and
    links, one may stand there before us."""
    with contextlib.suppress(FileExistsError):
        path.mkdir(mode=mode, parents=True)
    found = path.lstat()
    if not stat.S_ISDIR(found.st_mode) or found.st_uid != os.geteuid():
        raise PermissionError(f"{path} is no folder of this user")
    return path


class Place:
    """Folders of one station. Others may pass through the root folder, but not list it."""

    def __init__(self, root, programs=None):
        self.root = Path(root)
        self.programs = Path(programs).resolve() if programs else CLONE / "build/dev/bin"
        self.control = self.root / "control.sock"
        self._lock = None
        own_folder(self.root, mode=0o711)
        if any(self.root.iterdir()) and not (self.root / "lock").exists():
            raise PermissionError(f"{self.root} holds other things than a station's state")
        self.root.chmod(0o711)

    def folder(self, name, mode=0o700):
        path = self.root / name
        path.mkdir(exist_ok=True)
        path.chmod(mode)
        return path

    def is_free(self):
        """Whether nobody runs this station now."""
        with open(self.root / "lock", "a", encoding="ascii") as lock, contextlib.suppress(BlockingIOError):
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return True
        return False

    def empty(self):
        """Forgets all that earlier starts left; call it with the lock taken and nothing running."""
        for path in self.root.iterdir():
            if path.is_dir():
                shutil.rmtree(path)
            elif path.name != "lock":
                path.unlink()

    def set_aside(self, name, kept_as):
        """Renames one of the folders, to `kept_as` or that with a number where there is one already. Returns its new path."""
        names = itertools.chain([kept_as], (f"{kept_as}-{number}" for number in itertools.count(2)))
        path = next(self.root / free for free in names if not (self.root / free).exists())
        return (self.root / name).rename(path)

    def log(self, name):
        return self.folder("log") / f"{name}.log"

    def program(self, name):
        path = self.programs / name
        if not path.exists():
            raise FileNotFoundError(f"{path} is not built")
        return path

    def lock(self):
        """Takes the station for this process, as long as it lives. Throws `AlreadyRunning`."""
        self._lock = open(self.root / "lock", "a+", encoding="ascii")
        try:
            fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            self._lock.seek(0)
            raise AlreadyRunning(int(self._lock.read() or 0)) from None
        self._lock.truncate(0)
        self._lock.write(str(os.getpid()))
        self._lock.flush()
