"""Linear equations among exact numbers and balls, read off values that are affine in unknowns."""

from __future__ import annotations

from collections.abc import Iterable

from symsoft.refuter import jets, values
from symsoft.refuter.jets import Jet, NotAffine, Value
from symsoft.refuter.values import Number, Undecided


def row(value: Value, size: int) -> list[Number]:
    """The coefficients of an affine value, the constant last."""
    found: list[Number] = []
    for n in range(size):
        value, slope = jets.parts(value, -1 - n)
        if isinstance(slope, Jet):
            raise NotAffine
        found.append(slope)
    if isinstance(value, Jet):
        raise NotAffine
    return [*found, value]


def eliminate(rows: Iterable[list[Number]]) -> list[Number]:
    """Solve Σ_n row[n]·x_n + row[-1] = 0 by elimination; a pivot that may be 0 is refused."""
    left = [list(r) for r in rows]
    size = len(left)
    for n in range(size):
        pivot = next((r for r in left[n:] if _nonzero(r[n])), None)
        if pivot is None:
            raise NotAffine
        left.remove(pivot)
        scale = values.inverse(pivot[n])
        unit = [values.times(x, scale) for x in pivot]
        left = [_minus(r, r[n], unit) for r in left]
        left.insert(n, unit)
    return [values.times(values.rational(-1), r[-1]) for r in left]


def _minus(row: list[Number], factor: Number, unit: list[Number]) -> list[Number]:
    negated = values.times(values.rational(-1), factor)
    return [values.plus(x, values.times(negated, u)) for x, u in zip(row, unit, strict=True)]


def _nonzero(value: Number) -> bool:
    try:
        return values.sign(value) != 0
    except Undecided:
        return False
