"""How the kernel's time grows with the size of a claim, and of a note with its length.

A curve stops at the first size that takes longer than the limit. Its order is the slope of the last
points, in logarithms: 1 for time in proportion to n.
"""

from __future__ import annotations

import gc
import time
from dataclasses import dataclass, field
from math import log
from pathlib import Path

from symsoft.kernel import KernelError, check
from tests.benchmarks.growing import KINDS, Kind
from tests.benchmarks.timing import forget, seconds, table

LEAST = 0.002  # seconds; what takes less says nothing of growth


@dataclass(frozen=True)
class Curve:
    """CPU seconds by size; `stopped` says at which size and why the curve ends early."""

    name: str
    expected: str
    points: list[tuple[int, float]] = field(default_factory=list)
    stopped: str = ""

    @property
    def order(self) -> float | None:
        """The exponent of n that the last points show, None if there are too few."""
        points = [(n, t) for n, t in self.points if t >= LEAST][-3:]
        if len(points) < 2:
            return None
        (n, t), (m, u) = points[0], points[-1]
        return log(u / t) / log(m / n)


def measure(limit: float, most: int = 100_000) -> list[Curve]:
    """A curve for each kind of claim, and one for notes."""
    return [*(curve(kind, limit, most) for kind in KINDS), notes(limit, most)]


def curve(kind: Kind, limit: float, most: int) -> Curve:
    """Times of one kind of claim."""
    points: list[tuple[int, float]] = []
    for n in (n for n in kind.sizes if n <= most):
        forget()
        gc.collect()
        try:
            context, claim = kind.context(n), kind.claim(n)
            start = time.process_time()
            check(context, claim, {"rule": "algebra"})
        except KernelError as error:
            return Curve(kind.name, kind.order, points, f"{n}: {error}"[:80])
        points.append((n, time.process_time() - start))
        if points[-1][1] * 8 > limit and n != kind.sizes[-1]:
            return Curve(kind.name, kind.order, points, f"{n}: the next would take too long")
    return Curve(kind.name, kind.order, points)


def notes(limit: float, most: int) -> Curve:
    """Times of a note with so many displays of two relations."""
    from symsoft.notes.checking import Options, check
    from tests.notes.test_speed import document

    points: list[tuple[int, float]] = []
    for n in (n for n in (10, 30, 100, 300) if n <= most):
        page = document(n)
        forget()
        start = time.process_time()
        check(page, Options(suggest=False))
        points.append((n, time.process_time() - start))
        if points[-1][1] * 4 > limit:
            break
    return Curve("displays of a note", "n", points)


def show(curves: list[Curve]) -> str:
    """The table that people read."""
    sizes = sorted({n for found in curves for n, _ in found.points})
    heading = ["growth of", *(f"n = {n}" for n in sizes), "order", "expected", "stopped"]
    return table([heading, *(_cells(found, sizes) for found in curves)])


def _cells(found: Curve, sizes: list[int]) -> list[str]:
    times = dict(found.points)
    order = "" if found.order is None else f"n^{found.order:.2f}"
    shown = [seconds(times[n]) if n in times else "" for n in sizes]
    return [found.name, *shown, order, found.expected, found.stopped]


def plot(curves: list[Curve], file: Path, title: str) -> None:
    """A plot of the curves in logarithms; needs matplotlib."""
    import matplotlib

    matplotlib.use("svg")
    matplotlib.rcParams["svg.hashsalt"] = "symsoft"
    from matplotlib import pyplot

    figure, axes = pyplot.subplots(figsize=(8, 5))
    for found in curves:
        axes.loglog(*zip(*found.points, strict=True), marker="o", label=found.name)
    axes.set(xlabel="n", ylabel="CPU seconds", title=title)
    axes.grid(alpha=0.3)
    axes.legend(fontsize="small", loc="center left", bbox_to_anchor=(1, 0.5))  # hides no curve
    figure.savefig(file, metadata={"Date": None}, bbox_inches="tight")
    pyplot.close(figure)
