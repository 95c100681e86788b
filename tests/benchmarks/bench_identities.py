"""symsoft for every K against SymPy's `simplify` for one K, on the same identities in the same run.

The clock runs from the written statement to the answer: reading, differentiating and proving for
symsoft, `diff` and `simplify` for SymPy; with empty caches and all imports done.  SymPy runs in a
process of its own that is stopped when it has taken more than `limit` seconds.
"""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import dataclass
from functools import partial
from statistics import median

import sympy

import symsoft
from tests.benchmarks.identities import IDENTITIES, Entries, Identity, Letters
from tests.benchmarks.timing import forget, seconds, table, timed
from tests.running import ROOT

RUNS = 5
START = 5.0  # seconds allowed for starting Python and importing SymPy


@dataclass(frozen=True)
class SympyTime:
    """How long SymPy took at K; `settled` is None where it was stopped."""

    K: int
    seconds: float
    settled: bool | None


@dataclass(frozen=True)
class Row:
    """One identity's figures."""

    name: str
    status: str
    seconds: float
    sympy: list[SympyTime]


def measure(identity: Identity, sizes: list[int], limit: float) -> Row:
    """Both sides of one identity."""
    spent, status = symsoft_time(identity)
    return Row(identity.name, status, spent, [sympy_time(identity, K, limit) for K in sizes])


def symsoft_time(identity: Identity) -> tuple[float, str]:
    """Median seconds to decide the identity for symbolic K, and the verdict's status."""
    runs = [_decide(identity) for _ in range(RUNS)]
    return median(spent for spent, _ in runs), runs[0][1]


def _decide(identity: Identity) -> tuple[float, str]:
    forget()
    statement = identity.general(Letters())
    spent, verdict = timed(lambda: symsoft.decide(statement))
    return spent, verdict.status


def sympy_time(identity: Identity, K: int, limit: float) -> SympyTime:
    """Seconds SymPy takes for the identity at K, in a process of its own."""
    number = str(IDENTITIES.index(identity))
    command = [sys.executable, "-m", "tests.benchmarks.bench_identities", number, str(K)]
    run = partial(subprocess.run, command, cwd=ROOT, capture_output=True, check=True, text=True)
    try:
        done = run(timeout=limit + START)
    except subprocess.TimeoutExpired:
        return SympyTime(K, limit, None)
    return SympyTime(K, *json.loads(done.stdout))


def settle(identity: Identity, entries: Entries) -> bool:
    """Whether SymPy's `simplify` finds that the two sides are equal at K."""
    return all(sympy.simplify(d) == 0 for d in identity.differences(entries))


def _warm_up() -> None:
    """`simplify` once, since it imports most of what it needs when it is first called."""
    x = sympy.Symbol("x", real=True)
    sympy.simplify(sympy.log(sympy.exp(x)) / (sympy.exp(x) + 1))
    forget()


def show(rows: list[Row]) -> str:
    """The table that people read."""
    heading = ["identity", "symsoft, every K"]
    for entry in rows[0].sympy:
        heading += [f"SymPy, K = {entry.K}", "ratio"]
    return table([heading, *(_cells(row) for row in rows)])


def _cells(row: Row) -> list[str]:
    proved = row.status == "proved"
    cells = [row.name, seconds(row.seconds) if proved else row.status]
    for entry in row.sympy:
        more = "> " if entry.settled is None else ""
        note = " not settled" if entry.settled is False else ""
        ratio = f"{more}{entry.seconds / row.seconds:.0f}" if proved else "none"
        cells += [f"{more}{seconds(entry.seconds)}{note}", ratio]
    return cells


if __name__ == "__main__":
    _warm_up()
    chosen, letters = IDENTITIES[int(sys.argv[1])], Entries(int(sys.argv[2]))
    print(json.dumps(timed(lambda: settle(chosen, letters))))
