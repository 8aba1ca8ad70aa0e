#!/usr/bin/python3
"""What the figures are made of: ratios, and an nginx that differs from a deployment's in nothing but its limits."""

import sys
import tempfile
import unittest
from pathlib import Path
from types import SimpleNamespace

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parents[1] / "config")]

from account_page import FLOOR, OpenEntrance  # noqa: E402  (found by the line above)
from figures import Figure, Group  # noqa: E402
from station.entrance import Entrance  # noqa: E402


class Figures(unittest.TestCase):
    def setUp(self):
        self.figure = Figure("a record", "ms")
        for measured, floor in ((10, 1), (40, 8), (90, 10)):
            self.figure.add(measured, floor)

    def test_a_ratio_is_formed_run_by_run(self):
        self.assertEqual(self.figure.ratios(), [10, 5, 9])
        self.assertEqual(self.figure.as_json()["ratio"], {"median": 9, "min": 5, "max": 10, "runs": [10, 5, 9]})

    def test_a_row_has_median_lowest_and_highest(self):
        self.assertEqual(self.figure.columns(),
                         ["a record, ms", "40.0 (10.0–90.0)", "8.00 (1.00–10.0)", "9.00 (5.00–10.0)"])

    def test_the_table_names_its_floor(self):
        self.assertIn("floor: a bare commit", Group("Records", "a bare commit", [self.figure]).text())


class Entrances(unittest.TestCase):
    def configuration(self, kind):
        with tempfile.TemporaryDirectory() as folder:
            paper = Path(folder, "paper.pem")
            paper.touch()
            nginx = Path(folder, "nginx")
            nginx.mkdir()
            entrance = kind(nginx, {"citizens": 1, "kiosks": 2, "staff": 3}, folder, requests_per_second=1)
            entrance.configure(SimpleNamespace(server=paper, server_key=paper), paper)
            text = (nginx / "gishe.conf").read_text(encoding="utf-8")
            return text.replace(folder, "").splitlines()

    def test_only_the_limits_go_and_only_the_floor_comes(self):
        deployed, measured = self.configuration(Entrance), self.configuration(OpenEntrance)
        gone = [line.split()[0] for line in deployed if line not in measured]
        come = [line for line in measured if line not in deployed]
        self.assertEqual(set(gone), {"limit_conn", "limit_req"})
        self.assertIn(f"    location = {FLOOR} {{", come)
        self.assertFalse([line for line in come if "proxy_" in line or "ssl_" in line])


if __name__ == "__main__":
    unittest.main(verbosity=2)
