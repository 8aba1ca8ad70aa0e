"""Processes that lead a session of their own: told from others of the same number, and ended with all that they began."""

import contextlib
import os
import signal
import time
from pathlib import Path

GRACE_S = 5


def start_time(pid):
    """When the process was started, in the kernel's ticks: tells a process from a later one of the same number.

    Nothing for one that has ended.
    """
    try:
        fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii", errors="replace").rpartition(")")[2].split()
    except OSError:
        return None
    return fields[19] if fields[0] != "Z" else None


def end_groups(started):
    """Ends the groups of those processes that are still the ones started at these times, by number: politely, then surely."""
    alive = [pid for pid, when in started.items() if when and start_time(pid) == when]
    _signal(alive, signal.SIGINT)
    deadline = time.monotonic() + GRACE_S
    while any(start_time(pid) == started[pid] for pid in alive) and time.monotonic() < deadline:
        time.sleep(0.05)
    _signal(alive, signal.SIGKILL)  # also whom a leader left behind
    while any(start_time(pid) == started[pid] for pid in alive) and time.monotonic() < deadline + GRACE_S:
        time.sleep(0.05)


def _signal(groups, number):
    for group in groups:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(group, number)
