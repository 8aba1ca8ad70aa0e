#!/usr/bin/python3
"""Every file of the repository is fit to be published. Run from the repository root."""

import ast
import re
import shutil
import subprocess
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
from tree import files  # noqa: E402

UNFINISHED = re.compile(r"\b(TO" r"DO|FIX" r"ME|X" r"XX|HA" r"CK)\b")
MACHINE_PATH = re.compile(r"(?<![\w.~])/(home|root|work|Users)/\w")
STAR = re.compile(r"""\b(SELECT|RETURNING)\s+(DISTINCT\s+)?(\w+\.)?\*|[,"]\s*\w+\.\*|"\s*\*""", re.IGNORECASE)
SOURCES = {".cpp", ".hpp", ".py"}
BINARY = {".png", ".jpg", ".jp2", ".woff2", ".ico", ".pdf", ".der", ".cer", ".bin", ".gz", ".seed"}


def complaints_of(path, content):
    if b"\0" in content[:8192] or path.suffix in BINARY:
        return
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        yield "is not UTF-8"
        return
    if "\r" in text and path.suffix != ".eml":
        yield "has carriage returns"
    if text and not text.endswith("\n") and path.suffix not in {".svg", ".json"}:
        yield "does not end with a line end"
    for number, line in enumerate(text.splitlines(), 1):
        if UNFINISHED.search(line):
            yield f"line {number}: unfinished work is an issue, not a comment"
        if MACHINE_PATH.search(line):
            yield f"line {number}: a path of one machine"
    if path.suffix == ".py" or text.startswith("#!/usr/bin/python3"):
        ast.parse(text)


def star_complaints(path, text):
    """A prepared statement with all columns of a table fails in every portal that runs when a migration adds one."""
    if path.is_relative_to("db") and path.suffix in SOURCES:
        code = re.sub(r"//.*", "", text)
        for found in STAR.finditer(code):
            yield f"line {code.count(chr(10), 0, found.start()) + 1}: a statement that names no columns"


def is_shell(path, content):
    return path.suffix == ".sh" or re.match(rb"#!(/usr/bin/env |/bin/)(ba)?sh\b", content) is not None


def shell_complaints(path):
    commands = [["bash", "-n"]] + ([["shellcheck"]] if shutil.which("shellcheck") else [])
    for command in commands:
        done = subprocess.run([*command, path], check=False, text=True, capture_output=True)
        if done.returncode != 0:
            yield f"{command[0]}: {done.stdout}{done.stderr}"


def folders_without_readme(names):
    """Folders with sources that say nothing of themselves. Those of the fuzzers are told of in the one above them."""
    told = {Path(name).parent for name in names if Path(name).name == "README.md"}
    folders = {Path(name).parent for name in names if Path(name).suffix in SOURCES}
    return sorted(str(folder) for folder in folders - told if not folder.is_relative_to("tests/fuzz") or
                  folder == Path("tests/fuzz"))


def complaints(root):
    for folder in folders_without_readme(files(root)):
        yield f"{folder}: has no README.md"
    for name in files(root):
        path = root / name
        content = path.read_bytes()
        for what in complaints_of(path, content):
            yield f"{name}: {what}"
        for what in star_complaints(Path(name), content.decode("utf-8", "replace")):
            yield f"{name}: {what}"
        if is_shell(path, content):
            for what in shell_complaints(path):
                yield f"{name}: {what}"


if __name__ == "__main__":
    found = list(complaints(Path.cwd()))
    print("\n".join(found))
    sys.exit(1 if found else 0)
