"""What another terminal of the same user may ask of a running station: a line of JSON to its socket, one back."""

import contextlib
import json
import select
import socket

from .language import told
from .parts import PartFailed

PATIENCE_S = 60
LONGEST_LINE = 65536  # letters


class Control:
    """`acts`: functions by name. Each takes what the caller sent with it and returns a sentence, or raises `PartFailed`."""

    def __init__(self, path, acts):
        self._acts = acts
        path.unlink(missing_ok=True)
        self._socket = socket.socket(socket.AF_UNIX)
        self._socket.bind(str(path))
        path.chmod(0o600)
        self._socket.listen()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self._socket.close()

    def serve(self, seconds):
        """Answers a caller that comes within so many seconds."""
        if not select.select([self._socket], [], [], seconds)[0]:
            return
        caller, _ = self._socket.accept()
        with caller, contextlib.suppress(OSError):  # who went away needs no answer
            caller.settimeout(1)
            with caller.makefile("rw", encoding="utf-8") as line:
                line.write(json.dumps(self._answer(line)) + "\n")

    def _answer(self, caller):
        try:
            asked = json.loads(caller.readline(LONGEST_LINE))
            act, arguments = self._acts[asked.pop("act")], asked
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
            return {"failed": "not understood"}
        try:
            return {"said": act(**arguments)}
        except (PartFailed, OSError) as failed:
            return {"failed": str(failed)}
        except TypeError:
            return {"failed": "not understood"}


def ask(path, act, **arguments):
    """What the station said. Raises `PartFailed`."""
    with socket.socket(socket.AF_UNIX) as station:
        station.settimeout(PATIENCE_S)
        try:
            station.connect(str(path))
        except (FileNotFoundError, ConnectionRefusedError):
            raise PartFailed(told("станцията още не е готова; изчакайте страницата ѝ",
                                  "the station is not up yet; wait until its page is printed")) from None
        with station.makefile("rw", encoding="utf-8") as line:
            line.write(json.dumps({"act": act, **arguments}) + "\n")
            line.flush()
            answer = json.loads(line.readline() or '{"failed": "the station has ended"}')
    if "failed" in answer:
        raise PartFailed(answer["failed"])
    return answer["said"]
