"""ReaderWatch tells of cards and of the service by events."""

import sys
import unittest

from reader_station import Station, enter_namespace

PROGRAMS, CARDS, PROBES = sys.argv[1:4]


class Watching(unittest.TestCase):
    def test_card_and_service_come_and_go(self):
        with Station(PROGRAMS, CARDS, PROBES) as station:  # hears of each step by ReaderWatch, or fails
            station.start_card("konstantinova")
            station.remove_card()
            station.command("insert")
            station.expect_card()
            station.stop_pcscd()
            station.start_pcscd()
            station.expect_card()


if __name__ == "__main__":
    enter_namespace(sys.argv)
    unittest.main(argv=sys.argv[:1], verbosity=2)
