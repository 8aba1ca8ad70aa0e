"""For tests in Python: finds the package `station` and gives a short folder of the test's own."""

import shutil
import sys
import tempfile
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "config"))


class Folder:
    """Short, because the path of a socket is limited to 107 bytes; others may pass through it, as into a station's."""

    def __enter__(self):
        self.path = Path(tempfile.mkdtemp(prefix="gishe-t-", dir="/tmp"))
        self.path.chmod(0o711)
        return self.path

    def __exit__(self, *_):
        shutil.rmtree(self.path, ignore_errors=True)


class WithFolder(unittest.TestCase):
    def setUp(self):
        self.folder = self.enterContext(Folder())
