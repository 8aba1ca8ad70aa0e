#!/usr/bin/python3
"""Keeps the house: who may lean on whom, which folder may use which outside library, no source without a target.

    layers.py TARGETS_FILE       (written by CMake; run from the repository root)
"""

import os
import re
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
from tree import files  # noqa: E402

# The longest matching path decides to which layer a file belongs.
LAYERS = {
    "config": "config",
    "hardware": "hardware",
    "hardware/pcsc": "hardware_pcsc",
    "hardware/optics": "hardware_optics",
    "hardware/camera": "hardware_camera",
    "hardware/scanner": "hardware_scanner",
    "hardware/virtual": "hardware_virtual",
    "hardware/tools": "hardware_tools",
    "portal/contract": "portal_contract",
    "portal/domain": "portal_domain",
    "portal/gateways": "portal_gateways",
    "portal/signatures": "portal_signatures",
    "portal/http": "portal_http",
    "portal/bank": "portal_bank",
    "portal/settings": "portal_settings",
    "portal/gishectl": "gishectl",
    "portal/service": "gishe_portal",
    "portal/main.cpp": "gishe_portal",
    "db": "db",
    "kiosk/core": "kiosk_core",
    "kiosk/net": "kiosk_net",
    "kiosk/outbox": "kiosk_outbox",
    "kiosk/devices": "kiosk_devices",
    "kiosk/ui": "kiosk_ui",
    "kiosk/settings": "kiosk_settings",
    "kiosk/main.cpp": "gishe_kiosk",
}

# Arrows. Who may lean on B may lean on whatever B leans on. What has no arrow is forbidden.
ARROWS = {
    "config": [],
    "hardware": [],
    "hardware_pcsc": ["hardware"],
    "hardware_optics": ["hardware"],
    "hardware_camera": ["hardware_optics"],
    "hardware_scanner": ["hardware"],
    "hardware_virtual": ["hardware"],
    "hardware_tools": ["hardware_pcsc", "hardware_optics", "hardware_camera", "hardware_scanner", "hardware_virtual"],
    "portal_contract": [],
    "portal_domain": ["portal_contract", "config"],
    "portal_gateways": ["portal_domain"],
    "portal_signatures": ["portal_domain"],
    "portal_http": ["portal_settings"],  # what the pages say of the municipality is configuration
    "portal_bank": ["config"],
    "portal_settings": ["portal_domain"],
    "db": ["portal_domain"],
    "gishectl": ["portal_domain", "portal_settings", "portal_signatures", "db", "hardware"],
    "gishe_portal": ["portal_http", "portal_gateways", "portal_signatures", "portal_settings", "db"],
    "kiosk_core": ["portal_contract", "hardware", "config"],
    "kiosk_net": ["kiosk_core"],
    "kiosk_outbox": ["kiosk_core"],
    "kiosk_devices": ["kiosk_core", "hardware_pcsc", "hardware_optics", "hardware_camera", "hardware_scanner"],
    "kiosk_ui": ["kiosk_core", "hardware_scanner"],  # keyboard scanners type into the window
    "kiosk_settings": ["config"],
    "gishe_kiosk": ["kiosk_ui", "kiosk_net", "kiosk_outbox", "kiosk_devices", "kiosk_settings"],
}

# Outside libraries: how they are included, how they are linked, and the only paths that may do so.
OUTSIDE = [
    (r"pqxx/", r"PkgConfig::PQXX", ["db"]),
    (r"winscard\.h|PCSC/", r"PkgConfig::PCSC", ["hardware/pcsc"]),
    (r"ZXing/", r"ZXing::", ["hardware/optics"]),
    (r"allheaders\.h|leptonica/|openjpeg", r"PkgConfig::(LEPT|OPENJPEG)", ["hardware/optics"]),
    (r"ft2build\.h|FT_FREETYPE_H", r"Freetype::.*", ["hardware/optics"]),
    (r"jpeglib\.h", r"JPEG::", ["hardware/optics", "hardware/virtual"]),
    (r"gst/", r"PkgConfig::GSTREAMER", ["hardware/camera"]),
    (r"wx/", r"wx::|.*wxWidgets.*", ["kiosk/ui", "kiosk/main.cpp", "kiosk/CMakeLists.txt", "bench/empty_window.cpp"]),
    (r"gtk/|atk/|gdk/", r"PkgConfig::GTK3", ["kiosk/ui"]),
    (r"httplib\.h", r"PkgConfig::HTTPLIB", ["portal/http", "portal/bank", "kiosk/net"]),
    (r"sqlite3\.h", r"SQLite::SQLite3", ["kiosk/outbox"]),
    (r"toml\+\+/|toml\.hpp", r"tomlplusplus::.*", ["config", "hardware/virtual"]),
    (r"spdlog/", r"spdlog::.*", ["config"]),
    (r"curl/", r"CURL::.*", ["portal/gateways"]),
    (r"kainjow/", None, ["portal/http"]),
]

SOURCE = re.compile(r"\.(cpp|hpp|h|c)$")
INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^>"]+)[>"]', re.MULTILINE)
TEST_DATABASE = "tests/support/test_database"  # gives the tests of db/ their databases


def longest(path, table):
    """The entry of `table` whose key is `path`, a folder above it, or its beginning up to a dot."""
    fits = [key for key in table if path == key or path.startswith((key + "/", key + "."))]
    return table[max(fits, key=len)] if fits else None


def reach(layer):
    """The layer itself and all that its arrows lead to."""
    found, todo = set(), [layer]
    while todo:
        here = todo.pop()
        if here not in found:
            found.add(here)
            todo += ARROWS[here]
    return found


def may_use(path, allowed):
    """Whether a file may use an outside library of these paths; tests may use what the part they test may."""
    path = path.removeprefix("tests/")
    return any(path == place or path.startswith(place + "/") for place in allowed)


def include_breaches(path, text):
    mine = longest(path, LAYERS)
    for bracket, name in INCLUDE.findall(text):
        for pattern, _, allowed in OUTSIDE:
            if re.match(pattern, name) and not may_use(path, allowed) and not path.startswith(TEST_DATABASE):
                yield f"{path}: includes {name}, which belongs to {', '.join(allowed)} alone"
        theirs = longest(name, LAYERS) if bracket == '"' else None
        if mine and theirs and theirs not in reach(mine):
            yield f"{path}: {mine} must not know {theirs} ({name})"
        if mine and name.startswith("tests/"):
            yield f"{path}: {mine} must not know the tests ({name})"


def path_of(folder, source):
    """The source's path from the repository root; CMake gives absolute ones where a list left its folder."""
    return os.path.relpath(os.path.join(folder, source))


def link_breaches(targets):
    layer_of = {}
    for name, (folder, sources, _) in targets.items():
        layers = {longest(path_of(folder, source), LAYERS) for source in sources if SOURCE.search(source)}
        layer_of[name] = layers - {None}
    for name, (folder, sources, libraries) in targets.items():
        allowed_layers = set().union(*(reach(layer) for layer in layer_of[name]))
        for library in libraries:
            library = re.sub(r"^\$<LINK_ONLY:(.*)>$", r"\1", library)
            if not folder.startswith("tests"):
                for theirs in layer_of.get(library, set()) - allowed_layers:
                    yield f"{folder}/CMakeLists.txt: {name} must not link {library} ({theirs})"
            for _, pattern, allowed in OUTSIDE:
                places = [folder, *(path_of(folder, source) for source in sources)]
                if pattern and re.fullmatch(pattern + ".*", library) and not any(may_use(p, allowed) for p in places):
                    if name != "test_database" and name != "test_database_test":
                        yield f"{folder}/CMakeLists.txt: {name} links {library}, which belongs to {', '.join(allowed)} alone"


def unlisted(paths, targets, root):
    listed = {(root / folder / source).resolve() for folder, sources, _ in targets.values() for source in sources}
    for path in paths:
        if path.endswith(".cpp") and (root / path).resolve() not in listed:
            yield f"{path}: is in no CMakeLists.txt"


def read_targets(text):
    """Folder, sources and libraries by target name."""
    targets = {}
    for line in text.splitlines():
        name, folder, sources, libraries = line.split("|")
        targets[name] = (folder, [s for s in sources.split(",") if s], [lib for lib in libraries.split(",") if lib])
    return targets


def breaches(root, targets):
    paths = [path for path in files(root) if SOURCE.search(path)]
    for path in paths:
        yield from include_breaches(path, (root / path).read_text(encoding="utf-8"))
    yield from link_breaches(targets)
    yield from unlisted(paths, targets, root)


if __name__ == "__main__":
    found = sorted(set(breaches(Path.cwd(), read_targets(Path(sys.argv[1]).read_text(encoding="utf-8")))))
    print("\n".join(found))
    sys.exit(1 if found else 0)
