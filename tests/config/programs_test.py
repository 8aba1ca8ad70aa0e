#!/usr/bin/python3
"""Every program tells its version, explains itself, and ends with 64 on a command that it does not understand."""

import os
import re
import subprocess
import tempfile
import unittest
from pathlib import Path

PROGRAMS = Path(os.environ["GISHE_PROGRAMS"])
NAMES = ("gishe-card", "gishe-kiosk", "gishe-portal", "gishe-scan", "gishe-virtual-card", "gishectl")


class ProgramsTest(unittest.TestCase):
    @staticmethod
    def run_each(*words):
        for name in NAMES:
            yield name, subprocess.run([PROGRAMS / name, *words], check=False, text=True, capture_output=True)

    def test_the_version_stands_after_the_name(self):
        told = {name: done.stdout for name, done in self.run_each("--version")}
        version = re.fullmatch(r"gishectl (\d+\.\d+\.\d+)\n", told["gishectl"])[1]
        self.assertEqual(told, {name: f"{name} {version}\n" for name in NAMES})

    def test_help_is_no_fault(self):
        for name, done in self.run_each("--help"):
            self.assertEqual((done.returncode, done.stderr), (0, ""), name)
            self.assertIn("--version", done.stdout, name)
            self.assertNotIn(str(PROGRAMS), done.stdout, name)

    def test_an_option_that_there_is_not_ends_with_64_and_help_is_named(self):
        for name, done in self.run_each("--bogus"):
            self.assertEqual((done.returncode, done.stdout), (64, ""), name)
            self.assertIn("--help", done.stderr, name)

    def test_a_trust_folder_that_there_is_not_is_named(self):
        done = subprocess.run([PROGRAMS / "gishe-card", "read", "--can", "641903", "--trust", "/nonexistent"],
                              check=False, text=True, capture_output=True)
        self.assertEqual((done.returncode, done.stdout), (64, ""))
        self.assertIn('gishe-card: --trust: there is no folder "/nonexistent"', done.stderr)

    def test_a_trust_folder_that_cannot_be_read_is_a_wrong_command(self):
        with tempfile.TemporaryDirectory() as folder:
            closed = Path(folder, "closed")
            closed.mkdir(mode=0)
            words = [PROGRAMS / "gishe-card", "read", "--can", "641903", "--json", "--trust", closed]
            if os.geteuid() == 0:  # to whom no folder is closed otherwise
                words = ["setpriv", "--bounding-set=-dac_override,-dac_read_search", *words]
            done = subprocess.run(words, check=False, text=True, capture_output=True)
        self.assertEqual((done.returncode, done.stdout), (64, ""), done.stderr)
        self.assertEqual(done.stderr, f"gishe-card: trust folder {closed}: Permission denied\n")

    def test_no_name_in_a_trust_folder_steers_the_terminal(self):
        with tempfile.TemporaryDirectory() as folder:
            Path(folder, "a\x1b[2J.cer").write_bytes(b"none")
            done = subprocess.run([PROGRAMS / "gishe-card", "read", "--can", "641903", "--trust", folder], check=False,
                                  text=True, capture_output=True,
                                  env={**os.environ, "PCSCLITE_CSOCK_NAME": folder + "/no-pcscd"})
        self.assertIn("gishe-card: left out a\\1B[2J.cer: not a certificate", done.stderr)


if __name__ == "__main__":
    unittest.main()
