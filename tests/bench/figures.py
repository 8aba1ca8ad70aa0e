"""Figures beside their floors: every one is a series of runs, its floor a series taken in turn with it."""

import statistics
from dataclasses import dataclass, field


class BenchFailed(RuntimeError):
    """Something could not be measured; the text says what."""


def spread(values):
    return {"median": statistics.median(values), "min": min(values), "max": max(values), "runs": list(values)}


def short(value):
    """Three digits are all that a busy machine is good for."""
    if value >= 100:
        return f"{value:.0f}"
    return f"{value:.1f}" if value >= 10 else f"{value:.2f}"


def words(values):
    return f"{short(statistics.median(values))} ({short(min(values))}–{short(max(values))})"


@dataclass
class Figure:
    """`measured` and `floor` have one value a run, both in `unit`; run by run they belong together."""

    what: str
    unit: str
    measured: list = field(default_factory=list)
    floor: list = field(default_factory=list)
    notes: list = field(default_factory=list)  # what else was seen of this figure

    def add(self, measured, floor):
        self.measured.append(measured)
        self.floor.append(floor)

    def ratios(self):
        return [measured / floor for measured, floor in zip(self.measured, self.floor, strict=True)]

    def ratio(self):
        """The median: one lucky round reaches no target."""
        return statistics.median(self.ratios())

    def columns(self):
        return [f"{self.what}, {self.unit}", words(self.measured), words(self.floor), words(self.ratios())]

    def as_json(self):
        return {"what": self.what, "unit": self.unit, "measured": spread(self.measured), "floor": spread(self.floor),
                "ratio": spread(self.ratios()), "notes": self.notes}


@dataclass
class Group:
    title: str
    floor: str  # what the floor of its figures is
    figures: list
    targets_missed: list = field(default_factory=list)  # a sentence for each

    def missed(self):
        return self.targets_missed

    def text(self):
        head = ["", "measured", "floor", "measured / floor"]
        rows = [head] + [figure.columns() for figure in self.figures]
        widths = [max(len(row[place]) for row in rows) for place in range(len(head))]
        lines = [self.title, f"floor: {self.floor}"]
        for row in rows:
            cells = [cell.rjust(width) for cell, width in zip(row, widths, strict=True)]
            lines.append("   ".join(["  " + row[0].ljust(widths[0]), *cells[1:]]))
        lines += [f"  {figure.what}: {note}" for figure in self.figures for note in figure.notes]
        return "\n".join(lines)

    def as_json(self):
        return {"title": self.title, "floor": self.floor, "figures": [figure.as_json() for figure in self.figures]}
