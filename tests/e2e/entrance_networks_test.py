#!/usr/bin/python3
"""Whom nginx counts as one: an IPv4 address, a /64 of IPv6."""

import sys
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
from echoing_entrance import EchoingEntrance  # noqa: E402

AS_IF_FROM = "set_real_ip_from 127.0.0.1; real_ip_header X-As-If-From;"
BURST = 200  # of the kiosks' entrance


class EntranceNetworksTest(EchoingEntrance):
    def ask_from(self, address, ports, **more):
        return self.answer(more.pop("entrance", "citizens"), headers={"X-As-If-From": address}, ports=ports, **more)

    def test_ipv4_is_counted_by_address_and_ipv6_by_the_64(self):
        ports = self.another_entrance("networks", before=AS_IF_FROM, in_server="add_header X-Network $gishe_network always;")
        for address, network in (("192.0.2.1", "192.0.2.1"), ("192.0.2.17", "192.0.2.17"),
                                 ("::ffff:192.0.2.1", "::ffff:192.0.2.1"), ("::1", "::1"),
                                 ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2:"), ("2001:db8:1:2::6", "2001:db8:1:2:"),
                                 ("2001:DB8:1:2:0:0:0:6", "2001:db8:1:2:"), ("2001:db8:1:3::6", "2001:db8:1:3:"),
                                 ("2001:db8:1:0:3:4:5:6", "2001:db8:1:0:"), ("2001:db8:1::6", "2001:db8:1::"),
                                 ("2001:db8::6", "2001:db8::"), ("2001:db8::3:4:5:6", "2001:db8::"),
                                 ("2001:db8:0:0:3::", "2001:db8:0:0:"), ("2001::6", "2001::"), ("fe80::1:2:3:4", "fe80::")):
            self.assertEqual(self.ask_from(address, ports).headers["X-Network"], network, address)

    def test_a_subscriber_with_many_addresses_has_the_requests_of_one(self):
        ports = self.another_entrance("subscriber", requests_per_second=1, before=AS_IF_FROM)

        def ask(address):
            return self.ask_from(address, ports, entrance="kiosks", path="/api/kiosk/v1/policy", papers="kiosk").status

        first = [ask(f"2001:db8:1:2::{number:x}") for number in range(1, BURST)]
        self.assertEqual(set(first), {200})
        self.assertIn(429, [ask(f"2001:db8:1:2:{number:x}::") for number in range(1, BURST)])
        self.assertEqual(ask("2001:db8:1:3::1"), 200)
        self.assertEqual(ask("192.0.2.1"), 200)


if __name__ == "__main__":
    unittest.main()
