"""Numbers >= 0 with which columns add up to a given one, exactly (the simplex method, phase 1).

Entering and leaving variables are chosen by Bland's rule, which cannot cycle: R. G. Bland, *New
finite pivoting rules for the simplex method*, Math. of Operations Research 2 (1977).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from flint import fmpq

from symsoft.kernel.poly import Rational, over

Column = Mapping[Any, Rational]  # values by row
MOST_PIVOTS = 400


def weights(columns: Sequence[Column], target: Column) -> dict[int, Rational] | None:
    """x >= 0 with sum of x_k columns[k] = target, by the numbers of the columns; None if there
    are none, or too many steps would be needed."""
    useful = _useful(columns, target) if target else []
    if not useful:
        return None if target else {}
    places = {row: n for n, row in enumerate({r: 0 for k in useful for r in columns[k]})}
    table = [[fmpq(0)] * (len(useful) + 1) for _ in places]
    for n, k in enumerate(useful):
        for row, value in columns[k].items():
            table[places[row]][n] = _exact(value)
    for row, value in target.items():
        table[places[row]][-1] = _exact(value)
    found = _solved([r if r[-1] >= 0 else [-x for x in r] for r in table])
    if found is None:
        return None
    return {useful[n]: over(int(x.p), int(x.q)) for n, x in found.items()}


def _exact(value: Rational) -> fmpq:
    return fmpq(*value.as_integer_ratio())


def _useful(columns: Sequence[Column], target: Column) -> list[int] | None:
    """The columns that may have a weight: what they bring in, others take away."""
    left = list(range(len(columns)))
    while True:
        signs: dict[Any, set[bool]] = {r: {x < 0} for r, x in target.items()}
        for k in left:
            for row, x in columns[k].items():
                signs.setdefault(row, set()).add(x > 0)
        if any(
            not any((columns[k].get(r, 0) > 0) == (x > 0) and r in columns[k] for k in left)
            for r, x in target.items()
        ):
            return None
        kept = [k for k in left if all(len(signs[r]) == 2 for r in columns[k])]
        if len(kept) == len(left):
            return left
        left = kept


def _solved(table: list[list[fmpq]]) -> dict[int, fmpq] | None:
    """The weights of a basis; rows whose basic variable is still artificial are the first ones."""
    width = len(table[0]) - 1
    basis = [width + n for n in range(len(table))]  # artificial variables
    gain = [sum((row[n] for row in table), fmpq(0)) for n in range(width + 1)]
    for _ in range(MOST_PIVOTS):
        if gain[-1] == 0:
            return {
                n: row[-1] for n, row in zip(basis, table, strict=True) if n < width and row[-1]
            }
        enter = next((n for n in range(width) if gain[n] > 0), None)
        if enter is None:
            return None
        ratios = [
            (row[-1] / row[enter], basis[n], n) for n, row in enumerate(table) if row[enter] > 0
        ]
        leave = min(ratios)[2]
        _pivot(table, gain, leave, enter)
        basis[leave] = enter
    return None


def _pivot(table: list[list[fmpq]], gain: list[fmpq], leave: int, enter: int) -> None:
    head = table[leave][enter]
    pivot = table[leave] = [x / head for x in table[leave]]
    moved = [n for n, x in enumerate(pivot) if x]
    for row in (*table, gain):
        factor = row[enter]
        if row is not pivot and factor:
            for n in moved:
                row[n] -= factor * pivot[n]
