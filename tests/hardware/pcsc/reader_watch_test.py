"""ReaderWatch tells of cards and of the service by events."""

import select
import subprocess
import sys
import unittest

from reader_station import Station, enter_namespace

PROGRAMS, CARDS, PROBES = sys.argv[1:4]


class Watching(unittest.TestCase):
    def expect(self, wanted, seconds=20):
        """Reads events until one says `wanted`; other lists may come between, as readers appear one by one."""
        seen = []
        while wanted not in seen:
            ready, _, _ = select.select([self.probe.stdout], [], [], seconds)
            self.assertTrue(ready, f"no event {wanted!r} after {seen}")
            seen.append(self.probe.stdout.readline().strip())

    def test_card_and_service_come_and_go(self):
        with Station(PROGRAMS, CARDS) as station:
            self.probe = subprocess.Popen([PROBES + "/reader_watch_probe"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1)
            try:
                self.expect("2 readers")
                station.start_card("konstantinova")
                self.expect("2 readers, card in Virtual PCD 00 00")
                station.command("remove")
                self.expect("2 readers")
                station.command("insert")
                self.expect("2 readers, card in Virtual PCD 00 00")
                station.stop_pcscd()
                self.expect("0 readers")
                station.start_pcscd()
                self.expect("2 readers, card in Virtual PCD 00 00")
            finally:
                self.probe.stdin.close()
                self.assertEqual(self.probe.wait(10), 0)
                self.probe.stdout.close()


if __name__ == "__main__":
    enter_namespace(sys.argv)
    unittest.main(argv=sys.argv[:1], verbosity=2)
