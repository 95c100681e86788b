"""How long commands take that should answer at once, Python's own start included."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path
from statistics import median

from symsoft import prove
from tests.benchmarks.identities import IDENTITIES, Letters
from tests.benchmarks.timing import seconds, table, timed
from tests.running import fresh


def measure(runs: int) -> dict[str, float]:
    """Median seconds of each command."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "certificate.json"
        theorem = prove(IDENTITIES[0].general(Letters()))
        file.write_text(json.dumps(theorem.certificate), encoding="utf-8")
        commands = {"symsoft --help": ["--help"], "symsoft verify": ["verify", str(file)]}
        return {name: _run(arguments, runs) for name, arguments in commands.items()}


def _run(arguments: list[str], runs: int) -> float:
    spent = []
    for _ in range(runs):
        seconds_taken, done = timed(lambda: fresh(*arguments))
        done.check_returncode()
        spent.append(seconds_taken)
    return median(spent)


def show(times: dict[str, float]) -> str:
    """The table that people read."""
    return table([["command", "time"], *([name, seconds(t)] for name, t in times.items())])
