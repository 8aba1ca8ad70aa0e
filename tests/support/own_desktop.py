"""For tests in Python that look at windows: a desktop of the test's own."""

import os
import unittest.mock

from station_parts import Folder

from station.desktop import Desktop
from station.parts import Parts
from station.place import Place


class OwnDesktop:
    """A context that gives a running `Desktop`; while it lasts, this process and what it starts are on it."""

    def __enter__(self):
        self._folder = Folder()
        place = Place(self._folder.__enter__() / "d")
        self._parts = Parts(place.root / "parts.json")
        try:
            desktop = Desktop(place)
            desktop.start(self._parts)
        except BaseException:
            self._end()
            raise
        self._surroundings = unittest.mock.patch.dict(os.environ, desktop.environment)
        self._surroundings.start()
        return desktop

    def __exit__(self, *_):
        self._surroundings.stop()
        self._end()

    def _end(self):
        try:
            self._parts.stop()
        finally:
            self._folder.__exit__()
