"""gishe-card and gishe-virtual-card against each other through the real pcscd."""

import json
import os
import subprocess
import sys
import unittest
from pathlib import Path

from reader_station import Station, enter_namespace

PROGRAMS, CARDS, PROBES = sys.argv[1:4]
CAN = "641903"
OWN_CARDS = Path(__file__).resolve().parent / "cards"
PASSPORT = "P<BGRKONSTANTINOVA<<VIKTORIYA<LYUBOMIROVA<<<3812345673BGR8506151F33022888506156591<<<<40"


class CardThroughReader(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.station = cls.enterClassContext(Station(PROGRAMS, CARDS, PROBES))
        cls.station.start_card("konstantinova")

    def read(self, can=CAN, *more):
        """By the access number, or by the zone where `can` is one."""
        trust = ["--trust", self.station.trust] if os.path.isdir(self.station.trust) else []
        done = subprocess.run([PROGRAMS + "/gishe-card", "read", "--can" if can.isdigit() else "--mrz", can, *trust, "--at", "2027-03-01", "--json", *more],
                              capture_output=True, text=True, timeout=60)
        self.assertEqual(done.stderr, "")
        return done.returncode, json.loads(done.stdout)

    def exchange_and_read(self, name, can=CAN):
        self.station.exchange_card(name)
        return self.read(can)

    def test_genuine_card(self):
        code, reading = self.exchange_and_read("konstantinova")
        self.assertEqual(code, 0, reading)
        self.assertEqual(reading["outcome"], "genuine")
        self.assertEqual(reading["access"], {"protocol": "PACE", "mapping": "GM", "cipher": "AES-256",
                                             "parameters": "brainpoolP256r1", "secret": "CAN", "downgraded": False})
        self.assertEqual(reading["document"]["personal_number"], "8506156591")
        self.assertEqual(reading["document"]["expiry_date"], "2033-02-28")
        self.assertEqual(reading["native"]["name"], "КОНСТАНТИНОВА ВИКТОРИЯ ЛЮБОМИРОВА")
        self.assertEqual(reading["photo"]["format"], "jpeg")
        self.assertLessEqual(reading["transport"]["exchanges"], 22)
        self.assertIsNone(reading["error"])

    def test_expired_card_is_genuine(self):
        code, reading = self.exchange_and_read("expired", "305172")
        failed = [check["id"] for check in reading["checks"] if check["result"] == "failed"]
        self.assertEqual((code, failed), (0, ["document_validity"]))

    def test_forged_card(self):
        code, reading = self.exchange_and_read("forged")
        self.assertEqual((code, reading["outcome"]), (1, "not_genuine"))

    def test_copied_card(self):
        code, reading = self.exchange_and_read("clone")
        self.assertEqual((code, reading["outcome"]), (1, "not_genuine"))

    def test_card_that_proves_itself_within_pace(self):
        code, reading = self.exchange_and_read(str(OWN_CARDS / "mapping"))
        self.assertEqual((code, reading["outcome"]), (0, "genuine"), reading)
        self.assertEqual((reading["access"]["mapping"], reading["access"]["parameters"]), ("CAM", "secp256r1"))
        self.assertLessEqual(reading["transport"]["exchanges"], 115)

    def test_silent_card(self):
        code, reading = self.exchange_and_read(str(OWN_CARDS / "silent"))
        self.assertEqual((code, reading["error"]["code"]), (2, "timeout"))

    def test_bearer_without_surname_born_in_a_known_year(self):
        code, reading = self.exchange_and_read(str(OWN_CARDS / "partly_known"))
        self.assertEqual((code, reading["outcome"]), (0, "genuine"), reading)
        document = reading["document"]
        self.assertEqual((document["birth_date"], document["surname"], document["given_names"]), ("1985", "", "RAJESH"))

    def test_passport_from_before_pace(self):
        code, reading = self.exchange_and_read(str(OWN_CARDS / "passport"), PASSPORT)
        self.assertEqual((code, reading["outcome"]), (0, "genuine"), reading)
        self.assertEqual(reading["access"], {"protocol": "BAC", "mapping": None, "cipher": "3DES", "parameters": None,
                                             "secret": "MRZ", "downgraded": False})
        self.assertEqual(reading["photo"]["format"], "jpeg")

    def test_wrong_access_number(self):
        self.exchange_and_read("konstantinova")
        code, reading = self.read("000000")
        self.assertEqual((code, reading["error"]["code"]), (2, "wrong_secret"))
        plain = subprocess.run([PROGRAMS + "/gishe-card", "read", "--can", "000000"], capture_output=True, text=True, timeout=60)
        self.assertTrue(plain.stdout.startswith(reading["error"]["message"]), plain.stdout)
        self.assertNotIn("not_read", plain.stdout)

    def test_removed_and_inserted(self):
        self.exchange_and_read("konstantinova")
        self.station.remove_card()
        self.assertEqual(self.read()[1]["error"]["code"], "no_card")
        self.assertTrue(self.station.command("insert").startswith("ok inserted"))
        self.station.expect_card()
        self.assertEqual(self.read()[0], 0)

    def test_removed_in_the_middle_of_a_reading(self):
        self.exchange_and_read("konstantinova")
        self.assertTrue(self.station.command("remove", "10").startswith("ok removed after 10"))
        self.assertEqual(self.read()[1]["error"]["code"], "card_removed")
        self.assertEqual(self.station.command("status"), "ok removed")

    def test_service_restarts(self):
        self.exchange_and_read("konstantinova")
        self.station.stop_pcscd()
        self.assertEqual(self.read()[1]["error"]["code"], "no_reader")
        self.station.start_pcscd()
        self.station.expect_card()
        self.assertEqual(self.read()[0], 0)

    def test_unknown_reader(self):
        code, reading = self.read(CAN, "--reader", "No such reader")
        self.assertEqual((code, reading["error"]["code"]), (2, "no_reader"))
        self.assertRegex(reading["error"]["message"], '^No reader is called "No such reader". There are: "Virtual PCD')
        plain = subprocess.run([PROGRAMS + "/gishe-card", "read", "--can", CAN, "--reader", "No such reader"],
                               capture_output=True, text=True, timeout=60)
        self.assertIn(reading["error"]["message"], plain.stdout)

    def test_bad_description_leaves_the_card(self):
        self.exchange_and_read("konstantinova")
        self.assertTrue(self.station.command("exchange", "/nonexistent.toml").startswith("error"))
        self.assertTrue(self.station.command("status").startswith("ok inserted"))

    def test_usage(self):
        for wrong, said in ((["read"], "--can"), (["read", "--can", "12"], "six digits"),
                            (["read", "--can", CAN, "--at", "1.3.2027"], "YYYY-MM-DD"), (["shred"], "shred"),
                            (["read", "--mrz", "L898902C<269080619406236"], "the check digit of the number is wrong"),
                            (["read", "--mrz", "L898902C<369080619406236", "--can", CAN], "give one of them"),
                            (["read", "--mrz", "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<L898902C37UTO7408122F1204159ZE184226B<<<<<10"],
                             "the check digit of the document number (line 2) is wrong")):
            done = subprocess.run([PROGRAMS + "/gishe-card", *wrong], capture_output=True, text=True, timeout=20)
            self.assertEqual((done.returncode, done.stdout), (64, ""), wrong)
            self.assertTrue(done.stderr.startswith("gishe-card: "), wrong)
            self.assertIn(said, done.stderr)

    def test_usage_of_the_virtual_card(self):
        for wrong in (["exchange"], ["remove", self.station.card("expired")], ["status", "now"], ["shred"]):
            done = subprocess.run([PROGRAMS + "/gishe-virtual-card", "--control", self.station.control, *wrong],
                                  capture_output=True, text=True, timeout=20)
            self.assertEqual((done.returncode, done.stdout), (64, ""), wrong)
            self.assertIn(wrong[0], done.stderr)
        self.assertTrue(self.station.command("status").startswith("ok inserted"))


if __name__ == "__main__":
    enter_namespace(sys.argv)
    unittest.main(argv=sys.argv[:1], verbosity=2)
