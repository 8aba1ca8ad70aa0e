#!/usr/bin/python3
"""The kiosk API has the routes of its contract and no others."""

import re
import unittest
from pathlib import Path

import yaml

PORTAL = Path(__file__).resolve().parents[3] / "portal"
METHODS = {"get": "GET", "post": "POST", "remove": "DELETE"}


class ContractRoutesTest(unittest.TestCase):
    def test_the_contract_and_the_service_name_the_same_routes(self):
        contract = yaml.safe_load((PORTAL / "contract/openapi.yaml").read_text(encoding="utf-8"))
        prefix = contract["servers"][0]["url"]
        agreed = {(method.upper(), prefix + path) for path, item in contract["paths"].items() for method in item}
        code = (PORTAL / "http/kiosk_api.cpp").read_text(encoding="utf-8")
        calls = re.findall(r"router\.(\w+)\(", code)
        served = [(METHODS[method], path) for method, path in re.findall(r'router\.(\w+)\(\s*"([^"]+)"', code)]
        self.assertEqual(len(served), len(calls), "a route whose path is no plain text")
        self.assertEqual(set(served), agreed)


if __name__ == "__main__":
    unittest.main()
