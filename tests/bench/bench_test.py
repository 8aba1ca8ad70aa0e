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
from optics import ENOUGH_FRAMES, JUDGED, Live, Reader, Table, Tables  # noqa: E402
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


class Targets(unittest.TestCase):
    def setUp(self):
        self.zones, self.hidden, self.without_zone, self.codes, self.together = (Reader("") for _ in range(5))
        self.read(self.zones, ENOUGH_FRAMES, ["zone"], ["zone"])
        self.read(self.hidden, 10, ["zone"], [])
        self.read(self.without_zone, 10, [], [])
        for reader in (self.codes, self.together):
            self.read(reader, 10, "code", "code")

    def read(self, reader, frames, truth, text, condition=JUDGED[0]):
        for _ in range(frames):
            reader.add({"condition": condition, "text": truth}, text, 1)

    def missed(self):
        tables = Tables(Table("", [self.zones]), Table("", [self.hidden]), Table("", [self.without_zone]),
                        Table("", [self.codes, self.together]), Live())
        return list(tables.missed())

    def test_all_right_misses_nothing(self):
        self.assertEqual(self.missed(), [])

    def test_three_zones_of_three_hundred_may_be_unread_and_four_not(self):
        self.read(self.zones, 3, ["zone"], [], condition=JUDGED[-1])
        self.assertEqual(self.missed(), [])
        self.read(self.zones, 1, ["zone"], [], condition=JUDGED[1])
        self.assertEqual(len(self.missed()), 1)

    def test_a_condition_that_is_not_promised_is_shown_and_not_judged(self):
        self.read(self.zones, 50, ["zone"], [], condition="low_contrast")
        self.assertEqual(self.missed(), [])

    def test_too_few_frames_are_not_judged_by_their_share(self):
        self.zones = Reader("")
        self.read(self.zones, ENOUGH_FRAMES // 2, ["zone"], [])
        self.assertEqual(self.missed(), [])

    def test_one_wrong_zone_is_too_much_under_any_condition(self):
        self.read(self.zones, 1, ["zone"], ["another"], condition="low_contrast")
        self.assertEqual(len(self.missed()), 1)

    def test_a_letter_hidden_in_part_may_be_unread_and_not_another_one(self):
        self.assertEqual(self.missed(), [])
        self.read(self.hidden, 1, ["zone"], ["another"])
        self.assertEqual(len(self.missed()), 1)

    def test_a_zone_where_there_is_none_is_too_much(self):
        self.read(self.without_zone, 1, [], ["zone"])
        self.assertEqual(len(self.missed()), 1)

    def test_a_code_less_than_both_plain_tools_together_is_too_little(self):
        self.read(self.codes, 1, "code", "")
        self.read(self.together, 1, "code", "code")
        self.assertEqual(len(self.missed()), 1)


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
