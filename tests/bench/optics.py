"""Zones and codes on the same drawn frames, read by gishe-scan and by the plain tools that people reach for."""

import json
import statistics
import subprocess
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

from figures import BenchFailed

DOCUMENTS = 10  # under each condition, in one round: five rounds draw 600 zones under the conditions that are judged
# What a zone has to bear, and how many of such frames have to be wholly right.
JUDGED = ("clean", "noise", "blur_2", "blur_3", "dpi_150", "turn_1", "turn_3", "turn_8", "turn_180", "perspective",
          "glare", "mixed")
SHARE_RIGHT = 0.99
ENOUGH_FRAMES = 300  # of fewer, four unlucky ones would be more than 1 %
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789<"


@dataclass
class Reader:
    """What one program made of one kind of frame: by condition, how many there were, were right, were wrong."""

    name: str
    tried: dict = field(default_factory=dict)
    right: dict = field(default_factory=dict)
    wrong: dict = field(default_factory=dict)
    milliseconds: list = field(default_factory=list)

    def add(self, frame, text, milliseconds):
        condition = frame["condition"]
        for count, counts in ((self.tried, True), (self.right, text == frame["text"]),
                              (self.wrong, bool(text) and text != frame["text"])):
            count[condition] = count.get(condition, 0) + counts
        self.milliseconds.append(milliseconds)

    def times_wrong(self):
        return sum(self.wrong.values())

    def share(self, condition=None):
        if condition:
            return self.right[condition] / self.tried[condition]
        return sum(self.right.values()) / sum(self.tried.values())

    def as_json(self):
        return {"name": self.name, "right": self.share(), "wrong": self.times_wrong(),
                "frames": sum(self.tried.values()), "milliseconds": statistics.median(self.milliseconds),
                "conditions": {condition: self.share(condition) for condition in self.tried}}


@dataclass
class Table:
    """One kind of frame, every reader."""

    title: str
    readers: list

    def text(self):
        conditions = list(self.readers[0].tried)
        width = max(map(len, conditions))
        names = [max(len(reader.name), 7) for reader in self.readers]
        lines = [self.title, "  " + "   ".join(["".ljust(width), *(reader.name.rjust(size) for reader, size in
                                                                   zip(self.readers, names, strict=True))])]

        def line(head, cells):
            return "  " + "   ".join([head.ljust(width), *(cell.rjust(size) for cell, size in
                                                           zip(cells, names, strict=True))])

        lines += [line(condition, [f"{reader.share(condition):.2f}" for reader in self.readers])
                  for condition in conditions]
        lines.append(line("all right", [f"{reader.share():.3f}" for reader in self.readers]))
        lines.append(line("wrong", [str(reader.times_wrong()) for reader in self.readers]))
        lines.append(line("ms, median", [f"{statistics.median(reader.milliseconds):.0f}" for reader in self.readers]))
        lines.append(line("ms, highest", [f"{max(reader.milliseconds):.0f}" for reader in self.readers]))
        return "\n".join(lines)

    def as_json(self):
        return {"title": self.title, "readers": [reader.as_json() for reader in self.readers]}


@dataclass
class Live:
    """The live reader of codes, frame by frame at 1280x720."""

    milliseconds: list = field(default_factory=list)
    scenes: int = 0
    read: int = 0

    def text(self):
        return (f"A live stream of 1280x720: {statistics.median(self.milliseconds):.1f} ms a frame in the median, "
                f"{max(self.milliseconds):.0f} at most; {self.read} of {self.scenes} codes read within eight frames")

    def as_json(self):
        return {"milliseconds": statistics.median(self.milliseconds), "highest": max(self.milliseconds),
                "scenes": self.scenes, "read": self.read}


@dataclass
class Tables:
    """Zones, such with a letter hidden in part, pictures without one and codes: in each the first reader is ours; of codes
    the last is what the plain tools read together."""

    zones: Table
    hidden: Table
    without_zone: Table
    codes: Table
    live: Live

    @property
    def tables(self):
        return [self.zones, self.hidden, self.without_zone, self.codes]

    def missed(self):
        """A sentence for each target that was not reached."""
        zones, codes, together = self.zones.readers[0], self.codes.readers[0], self.codes.readers[-1]
        tried = sum(zones.tried.get(condition, 0) for condition in JUDGED)
        right = sum(zones.right.get(condition, 0) for condition in JUDGED)
        if tried >= ENOUGH_FRAMES and right < SHARE_RIGHT * tried:
            yield f"zones: {right} of {tried} frames are wholly right, which is below {SHARE_RIGHT:.0%}"
        for what, reader in (("zones", zones), ("zones with a letter hidden in part", self.hidden.readers[0]),
                             ("pictures without a zone", self.without_zone.readers[0]), ("codes", codes)):
            if reader.times_wrong():
                yield f"{what}: {reader.times_wrong()} frames were read as something that does not stand there"
        if sum(codes.right.values()) < sum(together.right.values()):
            yield f"codes: {codes.share():.3f} are read, {together.share():.3f} by ZXing and zbar together"

    def text(self):
        return "\n\n".join([*(table.text() for table in self.tables), self.live.text()])

    def as_json(self):
        return {"tables": [table.as_json() for table in self.tables], "live": self.live.as_json()}


def timed(command):
    """Output and milliseconds of a program that may find nothing; its start counts too."""
    started = time.monotonic()
    done = subprocess.run(command, check=False, text=True, capture_output=True, env={"OMP_THREAD_LIMIT": "1",
                                                                                     "PATH": "/usr/bin:/bin"})
    return done.stdout, (time.monotonic() - started) * 1000


def by_tesseract(file):
    text, elapsed = timed(["tesseract", file, "-", "--psm", "6", "-l", "eng", "-c",
                           f"tessedit_char_whitelist={LETTERS}"])
    lines = [line.replace(" ", "") for line in text.splitlines()]
    zone = [line for line in lines if len(line) in (30, 36, 44) and "<" in line]
    size = 3 if zone and len(zone[-1]) == 30 else 2
    return zone[-size:], elapsed


def by_zxing(file):
    text, elapsed = timed(["ZXingReader", "-bytes", "-format", "QRCode", file])
    return text.strip(), elapsed


def by_zbar(file):
    text, elapsed = timed(["zbarimg", "--quiet", "--raw", "-Sdisable", "-Sqrcode.enable", file])
    return text.strip(), elapsed


def by_gishe(place, files, kind):
    done = subprocess.run([place.program("gishe-scan"), "--kind", kind, "--json", *files], check=False, text=True,
                          capture_output=True)
    if done.returncode != 0:
        raise BenchFailed(done.stderr.strip())
    for answer in map(json.loads, done.stdout.splitlines()):
        if kind == "mrz":
            yield (answer["mrz"] or {"lines": []})["lines"], answer["milliseconds"]
        else:
            yield "".join(code["text"] for code in answer["qr"]), answer["milliseconds"]


def measure(place, rounds):
    zones = [Reader("gishe-scan"), Reader("tesseract eng")]
    hidden = [Reader("gishe-scan")]
    without_zone = [Reader("gishe-scan")]
    codes = [Reader("gishe-scan"), Reader("ZXingReader"), Reader("zbarimg"), Reader("ZXing or zbar")]
    live = Live()
    for seed in range(rounds):
        done = subprocess.run([place.program("optics_bench"), "live", "--count", "1", "--seed", str(seed)], check=True,
                              text=True, capture_output=True)
        stream = json.loads(done.stdout)
        live.milliseconds += stream["milliseconds"]
        live.scenes += stream["scenes"]
        live.read += stream["read"]
        with tempfile.TemporaryDirectory() as name:
            subprocess.run([place.program("optics_bench"), "frames", name, "--count", str(DOCUMENTS), "--seed", str(seed)],
                           check=True)
            frames = json.loads(Path(name, "truth.json").read_text(encoding="utf-8"))
            for kind, readers in (("mrz", zones), ("hidden", hidden), ("none", without_zone), ("qr", codes)):
                drawn = [frame for frame in frames if frame["kind"] == kind]
                files = [str(Path(name, frame["file"])) for frame in drawn]
                asked = "qr" if kind == "qr" else "mrz"
                for frame, (text, elapsed) in zip(drawn, by_gishe(place, files, asked), strict=True):
                    readers[0].add(frame, text, elapsed)
                for frame, file in zip(drawn, files, strict=True):
                    if kind in ("hidden", "none"):
                        continue  # of a plain tool every text is some text
                    if kind == "mrz":
                        zones[1].add(frame, *by_tesseract(file))
                        continue
                    zxing, zbar = by_zxing(file), by_zbar(file)
                    codes[1].add(frame, *zxing)
                    codes[2].add(frame, *zbar)
                    codes[3].add(frame, zxing[0] or zbar[0], zxing[1] + zbar[1])
    return Tables(Table("Machine readable zones: the share of frames whose every letter is right", zones),
                  Table("Zones with a letter of a name hidden in part: the share that is read all the same", hidden),
                  Table("Pictures without a zone: the share in which none is found", without_zone),
                  Table("QR codes: the share of frames whose text is right", codes), live)
