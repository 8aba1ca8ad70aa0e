"""From the clerk's decision to the verified receipt, against a bare commit on the same PostgreSQL cluster."""

import json
import statistics
import subprocess

from figures import BenchFailed, Figure, Group
from station import cards, people

RECORDS, COMMITS = 25, 200  # a round
CARD = "ivan"
DATABASE = "floor"
ROW_BYTES = 1000  # about a record's


class Floor:
    """One row and one commit, again and again, by PostgreSQL's own pgbench on one connection."""

    def __init__(self, station):
        self._cluster = station.cluster
        self._folder = station.place.folder("floor")
        self._script = self._folder / "commit.sql"
        self._script.write_text(f"INSERT INTO entry (content) VALUES (repeat('x', {ROW_BYTES}));\n", encoding="ascii")
        self._cluster.create_database(DATABASE)
        self._cluster.query("CREATE TABLE entry (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, content text)",
                            DATABASE)

    def commit_ms(self):
        """The median of one round."""
        for old in self._folder.glob("log.*"):
            old.unlink()
        command = [self._cluster.program("pgbench"), "--no-vacuum", "--protocol=prepared", "--client=1",
                   f"--transactions={COMMITS}", f"--file={self._script}", "--log", f"--log-prefix={self._folder}/log",
                   self._cluster.connection(DATABASE)]
        done = subprocess.run(command, check=False, text=True, capture_output=True)
        if done.returncode != 0:
            raise BenchFailed(f"pgbench: {done.stderr.strip()}")
        lines = [line for log in self._folder.glob("log.*") for line in log.read_text(encoding="ascii").splitlines()]
        return statistics.median(int(line.split()[2]) for line in lines) / 1000


def make_records(station, kind):
    """Medians of one round in milliseconds: durable on the counter's disk, receipt kept; both since the decision."""
    person = people.CITIZENS[1]
    command = [station.place.program("record_bench"), "--config", station.place.folder("kiosk") / "kiosk.toml",
               "--clerk", people.CLERK.username, "--account", person.username, "--kind", kind, "--records", RECORDS]
    done = subprocess.run([str(word) for word in command], check=False, text=True, capture_output=True,
                          input=f"{people.CLERK.password}\n{cards.read(CARD).zone}\n")
    if done.returncode != 0:
        raise BenchFailed(done.stderr.strip())
    made = [json.loads(line) for line in done.stdout.splitlines()]
    return tuple(statistics.median(record[key] for record in made) / 1000 for key in ("durable_us", "receipt_us"))


def measure(station, rounds):
    floor = Floor(station)
    durable = Figure("decision to durable at the counter", "ms")
    receipts = {"verification": Figure("verification, decision to receipt", "ms"),
                "refusal": Figure("refusal, decision to receipt", "ms")}
    for _ in range(rounds):
        for kind, figure in receipts.items():
            commit = floor.commit_ms()
            on_disk, received = make_records(station, kind)
            figure.add(received, commit)
            if kind == "verification":
                durable.add(on_disk, commit)
    return Group(f"A record (medians of {RECORDS} a round)",
                 f"one row of {ROW_BYTES} bytes committed on the same cluster (median of {COMMITS} a round)",
                 [durable, *receipts.values()])
