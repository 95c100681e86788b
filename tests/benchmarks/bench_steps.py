"""How long each step of the library takes to decide, from cold, in one process.

The library is proved once unmeasured, so that everything is imported; then it is loaded anew and
every step is decided with empty caches.  The clock runs while a step is decided (the search and the
kernel's check), not while its SymPy expressions are built and read.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from statistics import mean, median
from typing import Any
from unittest.mock import patch

from symsoft.derivation import checking
from symsoft.derivation.library import Library, load
from symsoft.derivation.project import find_project
from symsoft.prover.decide import Verdict, decide_claim
from tests.benchmarks.timing import forget, seconds, table, timed


@dataclass(frozen=True)
class Timing:
    """The steps of one derivation, in seconds."""

    derivation: str
    steps: list[float]


def measure(folder: Path, names: list[str] | None = None) -> list[Timing]:
    """Times of the derivations of a project, of all of them unless `names` are given."""
    prove(library(folder), names)
    return prove(library(folder), names)


def library(folder: Path) -> Library:
    """The scripts of the project in `folder`, loaded anew."""
    project = find_project(folder)
    if project is None:
        raise FileNotFoundError(f"no project in {folder}")
    return load(project)


def prove(scripts: Library, names: list[str] | None) -> list[Timing]:
    """Check derivations one after the other, with every step on the clock."""
    chosen = [scripts.find(name) for name in names or scripts.derivations]
    clock = Clock()
    with patch.object(checking, "decide_claim", clock.decide):
        checked = [derivation.checked() for derivation in chosen]
    return [
        Timing(found.derivation.name, [clock.spent[id(o.verdict)] for o in found.outcomes])
        for found in checked
        if found.outcomes  # what holds at a point only has no step to prove
    ]


class Clock:
    """Stands in for `decide_claim` and notes how long it takes with empty caches.

    Times are kept by the identity of the verdict, which the outcome of its step holds: a derivation
    that is cited is checked while another one is.
    """

    def __init__(self) -> None:
        self.spent: dict[int, float] = {}

    def decide(self, *args: Any, **options: Any) -> Verdict:
        """The verdict of `decide_claim`."""
        forget()
        spent, verdict = timed(lambda: decide_claim(*args, **options))
        self.spent[id(verdict)] = spent
        return verdict


def show(timings: list[Timing]) -> str:
    """The table that people read; the last row is over all steps."""
    every = [step for timing in timings for step in timing.steps]
    rows = [*timings, Timing("all", every)]
    return table([["derivation", "steps", "median", "mean", "slowest"], *map(_cells, rows)])


def _cells(timing: Timing) -> list[str]:
    steps = timing.steps
    figures = [seconds(figure(steps)) for figure in (median, mean, max)]
    return [timing.derivation, str(len(steps)), *figures]
