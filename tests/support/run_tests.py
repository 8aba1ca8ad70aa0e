#!/usr/bin/python3
"""Runs CTest in a build folder and counts by label: run_tests.py BUILD_FOLDER [CTEST ARGUMENTS]"""

import collections
import json
import subprocess
import sys
import xml.etree.ElementTree as ElementTree
from pathlib import Path

LABELS = ("unit", "db", "device", "gui", "browser", "e2e")


def labels_of(build, arguments):
    """Label by test name, of the tests that `arguments` choose; fixtures have none."""
    listing = subprocess.run(["ctest", "--test-dir", build, "--show-only=json-v1", *arguments], check=True, text=True,
                             capture_output=True).stdout
    labels = {}
    for test in json.loads(listing)["tests"]:
        properties = {entry["name"]: entry["value"] for entry in test.get("properties", [])}
        labels[test["name"]] = next((label for label in LABELS if label in properties.get("LABELS", [])), None)
    return labels


def table(labels, cases):
    counts = {label: collections.Counter() for label in LABELS}
    for case in cases:
        label = labels.get(case.get("name"))
        if label:
            counts[label][case.get("status")] += 1
    lines = [f"{'label':8} {'passed':>7} {'failed':>7} {'skipped':>8}"]
    for label, by_status in counts.items():
        skipped = sum(by_status.values()) - by_status["run"] - by_status["fail"]
        lines.append(f"{label:8} {by_status['run']:7} {by_status['fail']:7} {skipped:8}")
    return "\n".join(lines)


def main(build, arguments):
    report = Path(build, "tests.xml").resolve()
    report.unlink(missing_ok=True)
    done = subprocess.run(["ctest", "--test-dir", build, "--output-on-failure", "-j2", "--no-tests=error",
                           "--output-junit", report, *arguments], check=False)
    if report.exists():
        print("\n" + table(labels_of(build, arguments), ElementTree.parse(report).iter("testcase")), flush=True)
    return done.returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2:]))
