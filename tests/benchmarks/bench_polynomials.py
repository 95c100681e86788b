"""Polynomial identities in the kernel and in FLINT, the same terms on both sides.

FLINT multiplies out in C and knows polynomials alone; its time is the least that can be hoped for.
The kernel's is that of a theorem with its certificate, in pure Python.
"""

from __future__ import annotations

import gc
from dataclasses import dataclass
from functools import reduce
from operator import mul
from typing import Any

from symsoft.kernel import Claim, KernelError, Term, check
from tests.benchmarks.growing import KINDS, LETTERS, Kind
from tests.benchmarks.timing import forget, ratio, seconds, table, timed

SIZES = (10, 100, 1_000, 10_000)
NAMES = ("terms of a sum", "products of two sums")


@dataclass(frozen=True)
class Times:
    """Seconds for an identity with so many terms; None where the kernel refuses its size."""

    name: str
    size: int
    kernel: float | None
    flint: float

    @property
    def ratio(self) -> float | None:
        """How many times as long the kernel takes."""
        return self.kernel / self.flint if self.kernel is not None else None


def measure(most: int = SIZES[-1]) -> list[Times]:
    """Times of both, for identities of up to so many terms."""
    kinds = [kind for kind in KINDS if kind.name in NAMES]
    return [_times(kind, size) for kind in kinds for size in SIZES if size <= most]


def _times(kind: Kind, size: int) -> Times:
    claim, context = kind.claim(size), kind.context(size)
    forget()
    gc.collect()
    try:
        spent, _ = timed(lambda: check(context, claim, {"rule": "algebra"}))
    except KernelError:
        spent = None
    by_flint, same = timed(lambda: settled(claim))
    assert same
    return Times(kind.name, size, spent, by_flint)


def settled(claim: Claim) -> bool:
    """Whether FLINT finds both sides of an equation between polynomials to be the same."""
    import flint

    ring = flint.fmpq_mpoly_ctx.get((*LETTERS, "x"), "lex")
    letters = dict(zip((*LETTERS, "x"), ring.gens(), strict=True))
    return bool(_value(claim.lhs, letters) == _value(claim.rhs, letters))


def _value(t: Term, letters: dict[str, Any]) -> Any:
    if t.op == "num":
        return t.args[0].numerator
    if t.op == "var":
        return letters[t.args[0]]
    if t.op == "pow":
        return _value(t.args[0], letters) ** int(t.args[1].args[0])
    parts = [_value(a, letters) for a in t.args]
    return reduce(mul, parts) if t.op == "mul" else _total(parts)


def _total(parts: list[Any]) -> Any:
    """Their sum by halves: added one by one, each sum would be copied for the next."""
    middle = len(parts) // 2
    return _total(parts[:middle]) + _total(parts[middle:]) if middle else parts[0]


def show(found: list[Times]) -> str:
    """The table that people read."""
    rows = [["identity", "terms", "symsoft", "FLINT", "ratio"]]
    for times in found:
        kernel = "refused" if times.kernel is None else seconds(times.kernel)
        many = "" if times.ratio is None else ratio(times.ratio)
        rows.append([times.name, f"{times.size:,}", kernel, seconds(times.flint), many])
    return table(rows)
