"""A card that another program holds: opening it ends when it is told to, and by itself after a while."""

import select
import subprocess
import sys
import unittest

from reader_station import READER, Station, enter_namespace

PROGRAMS, CARDS, PROBES = sys.argv[1:4]


class Opener:
    def __init__(self, *seconds):
        self.process = subprocess.Popen([PROBES + "/open_probe", READER, *seconds], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                        text=True)

    def says(self, seconds):
        """Its next word; nothing where it is silent for so long."""
        ready, _, _ = select.select([self.process.stdout], [], [], seconds)
        return self.process.stdout.readline().strip() if ready else None

    def stop(self):
        self.process.stdin.write("\n")
        self.process.stdin.flush()

    def end(self):
        self.process.stdin.close()
        code = self.process.wait(20)
        self.process.stdout.close()
        return code


class HeldCard(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.station = cls.enterClassContext(Station(PROGRAMS, CARDS, PROBES))
        cls.station.start_card("konstantinova")

    def opener(self, *seconds):
        made = Opener(*seconds)
        self.addCleanup(made.end)
        return made

    def holder(self):
        holder = self.opener()
        self.assertEqual(holder.says(20), "opened")
        return holder

    def test_opening_ends_when_it_is_stopped(self):
        self.holder()
        waiting = self.opener()
        waiting.stop()
        self.assertEqual(waiting.says(8), "timed out")  # by itself it would wait longer

    def test_opening_ends_at_its_deadline(self):
        self.holder()
        self.assertEqual(self.opener("1").says(8), "timed out")  # by itself it would wait longer

    def test_opening_ends_by_itself(self):
        self.holder()
        self.assertEqual(self.opener().says(40), "timed out")

    def test_attempts_in_vain_leave_one_thread_behind(self):
        self.holder()
        self.assertEqual(self.opener("1", "3").says(20), "3 in vain, 1 left")

    def test_a_card_that_was_given_back_is_opened(self):
        holder = self.holder()
        waiting = self.opener()
        holder.stop()
        self.assertEqual(waiting.says(20), "opened")


if __name__ == "__main__":
    enter_namespace(sys.argv)
    unittest.main(argv=sys.argv[:1], verbosity=2)
