"""The parts of a station as child processes: started in order, watched, ended in the opposite order."""

import contextlib
import json
import os
import signal
import socket
import subprocess
import time
from pathlib import Path

from .processes import end_groups, start_time
from .warden import Warden


class PartFailed(RuntimeError):
    """A part did not come up or ended by itself; the text names the log to read."""


def socket_answers(path):
    """Whether somebody accepts connections on this unix socket."""
    with socket.socket(socket.AF_UNIX) as attempt:
        return attempt.connect_ex(str(path)) == 0


def wait_until(true, what, seconds=30, interval=0.05):
    """Returns when `true()`; raises `PartFailed` after the deadline."""
    deadline = time.monotonic() + seconds
    while not true():
        if time.monotonic() > deadline:
            raise PartFailed(f"{what}: not within {seconds} s")
        time.sleep(interval)


class Part:
    """One process of the station, in a session of its own so that a Ctrl-C of the terminal does not reach it."""

    def __init__(self, name, command, log, ready, env=None, stop_signal=signal.SIGTERM, may_end=False,
                 pass_fds=()):
        self.name = name
        self.command = [str(word) for word in command]
        self.log = Path(log)
        self.ready = ready
        self.env = env
        self.stop_signal = stop_signal
        self.may_end = may_end  # a window that the user may close
        self.pass_fds = pass_fds
        self.process = None

    def begin(self, announce):
        """Starts the process, which calls `announce` as its first act."""
        with open(self.log, "ab") as log:
            self.process = subprocess.Popen(self.command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, env=self.env,
                                            pass_fds=self.pass_fds, start_new_session=True, preexec_fn=announce)

    def await_ready(self):
        wait_until(self._up, f"{self.name} does not answer; log: {self.log}")

    def ended(self):
        return self.process is not None and self.process.poll() is not None

    def failure(self):
        """Says how the part ended and what it last wrote."""
        last = self.log.read_text(errors="replace").splitlines()[-25:]
        return PartFailed("\n".join([f"{self.name} ended ({self.process.returncode}); log: {self.log}", *last]))

    def stop(self, grace_s=10):
        """Returns a `PartFailed` if the part, told to end, crashed or ended with a code; else nothing."""
        if self.process is None:
            return None
        failure = None
        if self.process.poll() is None:
            self.process.send_signal(self.stop_signal)
            with contextlib.suppress(subprocess.TimeoutExpired):
                if self.process.wait(grace_s) not in (0, -self.stop_signal):
                    failure = self.failure()
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)  # whoever it left behind in its session
        self.process.wait()
        return failure

    def _up(self):
        if self.ended():
            raise self.failure()
        return self.ready()


class Parts:
    """What this station started.

    A warden ends all of it if this process is killed; `register` names the processes, so that the next start can do it
    where the warden was killed too.
    """

    def __init__(self, register):
        self._register = Path(register)
        self._parts = []
        self._warden = None  # from the first part on
        self._end_leftovers()

    def start(self, part):
        self._parts.append(part)
        part.begin(self._watched().announce)
        self._write_register()
        part.await_ready()

    def remove_at_death(self, path):
        """A name that must not outlive this process."""
        self._watched().remove(path)

    def end(self, part):
        """Stops one part before the others and forgets it. Returns a `PartFailed` if it ended badly; else nothing."""
        self._parts.remove(part)
        failure = part.stop()
        if part.process:
            self._watched().forget(part.process.pid)
        self._write_register()
        return failure

    def check(self):
        """Raises `PartFailed` if a part ended by itself."""
        for part in self._parts:
            if part.ended() and not part.may_end:
                raise part.failure()

    def stop(self):
        """Ends all. Raises `PartFailed` at last if one of them ended badly (an assertion, a finding of a sanitizer)."""
        failures = [part.stop() for part in reversed(self._parts)]
        self._parts.clear()
        if self._warden:
            self._warden.dismiss()
            self._warden = None
        self._register.unlink(missing_ok=True)
        for failure in filter(None, failures):
            raise failure

    def _watched(self):
        if not self._warden:
            self._warden = Warden()
        return self._warden

    def _write_register(self):
        processes = [self._watched().process, *(part.process for part in self._parts if part.process)]
        alive = {process.pid: start_time(process.pid) for process in processes}
        fresh = self._register.with_suffix(".new")
        fresh.write_text(json.dumps(alive), encoding="ascii")
        fresh.replace(self._register)  # whoever is killed meanwhile leaves the one before

    def _end_leftovers(self):
        if not self._register.exists():
            return
        left = json.loads(self._register.read_text(encoding="ascii") or "{}")
        end_groups({int(pid): started for pid, started in left.items()})
        self._register.unlink()
