#!/usr/bin/python3
"""A checker that finds nothing looks like a house in order: each kind of breach must be found."""

import unittest
from pathlib import Path

import hygiene
import layers


class Layers(unittest.TestCase):
    def includes(self, path, line):
        return list(layers.include_breaches(path, line + "\n"))

    def test_the_hardware_knows_nothing_of_ours(self):
        self.assertTrue(self.includes("hardware/card/pace.cpp", '#include "config/log.hpp"'))
        self.assertTrue(self.includes("portal/contract/wire.cpp", '#include "hardware/bytes.hpp"'))

    def test_the_kiosk_never_reaches_the_database(self):
        self.assertTrue(self.includes("kiosk/main.cpp", '#include "db/pool.hpp"'))
        self.assertTrue(self.includes("kiosk/core/desk.cpp", '#include "portal/domain/accounts.hpp"'))

    def test_arrows_lead_on(self):
        self.assertFalse(self.includes("db/pass_store.cpp", '#include "portal/contract/types.hpp"'))
        self.assertFalse(self.includes("kiosk/main.cpp", '#include "hardware/pcsc/reader.hpp"'))

    def test_arrows_do_not_lead_back(self):
        self.assertTrue(self.includes("portal/domain/accounts.cpp", '#include "portal/http/router.hpp"'))
        self.assertTrue(self.includes("kiosk/core/desk.cpp", '#include "kiosk/ui/theme.hpp"'))

    def test_an_outside_library_has_one_home(self):
        self.assertTrue(self.includes("portal/domain/accounts.cpp", "#include <pqxx/pqxx>"))
        self.assertFalse(self.includes("db/accounts.cpp", "#include <pqxx/pqxx>"))
        self.assertFalse(self.includes("tests/db/accounts_test.cpp", "#include <pqxx/pqxx>"))
        self.assertTrue(self.includes("kiosk/settings.cpp", "#include <wx/string.h>"))
        self.assertTrue(self.includes("kiosk/core/desk.cpp", "#include <httplib.h>"))

    def test_programs_do_not_know_the_tests(self):
        self.assertTrue(self.includes("db/pool.cpp", '#include "tests/support/test_database.hpp"'))

    def test_links_follow_the_same_arrows(self):
        targets = {"db": ("db", ["pool.cpp"], ["PkgConfig::PQXX"]), "kiosk_net": ("kiosk/net", ["client.cpp"], ["db"])}
        self.assertEqual(len(list(layers.link_breaches(targets))), 1)
        targets = {"kiosk_net": ("kiosk/net", ["client.cpp"], ["PkgConfig::PQXX"])}
        self.assertEqual(len(list(layers.link_breaches(targets))), 1)

    def test_a_source_without_target_is_found(self):
        targets = {"db": ("db", ["pool.cpp"], [])}
        found = list(layers.unlisted(["db/pool.cpp", "db/forgotten.cpp"], targets, Path("/r")))
        self.assertEqual(found, ["db/forgotten.cpp: is in no CMakeLists.txt"])

    def test_a_folder_without_a_readme_is_found(self):
        names = ["db/README.md", "db/pool.cpp", "db/migrations/0001_account.sql", "kiosk/main.cpp", "tests/fuzz/README.md",
                 "tests/fuzz/kiosk/code_fuzz.cpp"]
        self.assertEqual(hygiene.folders_without_readme(names), ["kiosk"])

    def test_every_arrow_ends_at_a_known_layer(self):
        self.assertEqual({end for ends in layers.ARROWS.values() for end in ends} - set(layers.ARROWS), set())
        self.assertEqual(set(layers.LAYERS.values()), set(layers.ARROWS))


if __name__ == "__main__":
    unittest.main()
