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

    def stars(self, path, text):
        return list(hygiene.star_complaints(Path(path), text))

    def test_all_columns_of_a_table_in_a_prepared_statement_are_found(self):
        for statement in ("SELECT * FROM account", "select\n    * FROM account", "SELECT DISTINCT * FROM account",
                          "SELECT account.* FROM account", "SELECT id, p.* FROM account, p",
                          "UPDATE account SET name = $1 RETURNING *", "DELETE FROM pass RETURNING pass.*",
                          'SELECT $columns FROM pass", "pass.*', 'SELECT " "* FROM pass'):
            self.assertTrue(self.stars("db/account_store.cpp", f'constexpr Statement kOne{{"one", "{statement}"}};'), statement)
        self.assertEqual(self.stars("db/account_store.cpp", 'a\nb "SELECT * FROM c"'),
                         ["line 2: a statement that names no columns"])

    def test_a_count_a_product_a_pointer_and_a_comment_are_no_columns(self):
        for text in ("SELECT count(*) FROM account", "SELECT 2 * price FROM fee", "SELECT price*2 FROM fee", "f(a, *b)",
                     "SELECT a, b * c FROM fee", "// no SELECT * here"):
            self.assertFalse(self.stars("db/account_store.cpp", text), text)
        self.assertFalse(self.stars("tests/db/database_test.cpp", '"SELECT * FROM obligation"'))

    def test_every_arrow_ends_at_a_known_layer(self):
        self.assertEqual({end for ends in layers.ARROWS.values() for end in ends} - set(layers.ARROWS), set())
        self.assertEqual(set(layers.LAYERS.values()), set(layers.ARROWS))


if __name__ == "__main__":
    unittest.main()
