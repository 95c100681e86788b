"""A point: numbers for the names of a context, and how they are printed.

Exact rationals print as 1/2; of a ball only those digits are printed that are certain.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cache
from itertools import product
from typing import Any

from symsoft.refuter import values
from symsoft.refuter.smooth import Smooth
from symsoft.refuter.values import Number

Entries = dict[tuple[int, ...], Number]


@dataclass
class Point:
    """Values of dimensions, indices, scalars, entries and functions, by name.

    A symmetric matrix keeps the entries with i ≤ j only.
    """

    dims: dict[str, int] = field(default_factory=dict)
    indices: dict[str, int] = field(default_factory=dict)
    scalars: dict[str, Number] = field(default_factory=dict)
    arrays: dict[str, Entries] = field(default_factory=dict)
    functions: dict[str, Smooth] = field(default_factory=dict)

    def copy(self) -> Point:
        """A point whose numbers can be changed freely."""
        arrays = {n: dict(e) for n, e in self.arrays.items()}
        return Point(self.dims, self.indices, dict(self.scalars), arrays, self.functions)

    def at(self, indices: dict[str, int]) -> Point:
        """The point with these values of the free indices."""
        return Point(self.dims, indices, self.scalars, self.arrays, self.functions)

    @property
    def exact(self) -> bool:
        """Whether every value is an exact rational."""
        entries = (x for e in self.arrays.values() for x in e.values())
        return all(values.is_exact(x) for x in (*self.scalars.values(), *entries))

    def key(self) -> tuple[Hashable, ...]:
        """The values of scalars, arrays and functions, to tell points of the same names apart."""
        entries = (x for e in self.arrays.values() for x in e.values())
        return (*self.scalars.values(), *entries, *self.functions.values())

    def value(self, name: str) -> Any:
        """A name's value; of an array the nested tuples of its entries."""
        for kind in (self.dims, self.indices, self.functions):
            if name in kind:
                return kind[name]
        if name in self.scalars:
            return _public(self.scalars[name])
        return nested(self.arrays[name])

    def items(self) -> list[tuple[str, str]]:
        """(left side, value) as printed; dimensions first, then indices, then the rest."""
        shown = [(n, str(v)) for n, v in (*self.dims.items(), *self.indices.items())]
        shown += [(n, show(v)) for n, v in self.scalars.items()]
        shown += [(n, _show_nested(nested(e))) for n, e in self.arrays.items()]
        shown += [(f"{n}(x)", str(f)) for n, f in self.functions.items()]
        return shown

    def __str__(self) -> str:
        return ", ".join(f"{n} = {v}" for n, v in self.items())

    def to_data(self) -> dict[str, Any]:
        """JSON data; rationals as strings, balls as the two ends of an enclosure."""
        return {
            "dims": dict(self.dims),
            "indices": dict(self.indices),
            "scalars": {n: _datum(x) for n, x in self.scalars.items()},
            "arrays": {
                n: [[list(at), _datum(x)] for at, x in e.items()] for n, e in self.arrays.items()
            },
            "functions": {n: f.to_data() for n, f in self.functions.items()},
        }

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> Point:
        """Inverse of `to_data`."""
        return cls(
            dict(data["dims"]),
            dict(data["indices"]),
            {n: _number(x) for n, x in data["scalars"].items()},
            {n: {tuple(at): _number(x) for at, x in e} for n, e in data["arrays"].items()},
            {n: Smooth(tuple(p), up, down) for n, (p, up, down) in data["functions"].items()},
        )


@dataclass(frozen=True)
class Enclosure:
    """A real number known to lie between two rationals; `low` = `high` for an exact one."""

    low: Fraction
    high: Fraction

    @classmethod
    def of(cls, value: Number) -> Enclosure:
        """The enclosure of a number."""
        return cls(*values.bounds(value))

    def text(self, digits: int = 4) -> str:
        """As printed, with at most so many digits after the point."""
        if self.low == self.high and len(str(self.low)) <= 12:
            return str(self.low).replace("-", "−")
        return self.decimal(digits)

    def decimal(self, digits: int = 4) -> str:
        """As printed, but with decimal digits for an exact number too."""
        if self.low == self.high == 0:
            return "0"
        if self.low <= 0 <= self.high:
            return f"0 ± {_scientific(max(-self.low, self.high), digits, up=True)}"
        if self.high < 0:
            return "−" + Enclosure(-self.high, -self.low).decimal(digits)
        small = self.low < Fraction(1, 10 ** (digits - 1))
        if small or self.high >= 10**9:
            return _scientific_range(self.low, self.high, digits)
        return _decimal(self.low, self.high, digits)

    def __str__(self) -> str:
        return self.text()


def show(value: Number) -> str:
    """A number as printed."""
    return Enclosure.of(value).text()


def nested(entries: Entries) -> Any:
    """Nested tuples of Fractions (enclosures where not exact), in the order of the indices."""
    rank = len(next(iter(entries)))
    size = [max(at[axis] for at in entries) for axis in range(rank)]

    def level(at: tuple[int, ...]) -> Any:
        if len(at) == rank:
            return _public(entries[at] if at in entries else entries[tuple(sorted(at))])
        return tuple(level((*at, n)) for n in range(1, size[len(at)] + 1))

    return level(())


@cache
def keys(sizes: tuple[int, ...], symmetric: bool) -> list[tuple[int, ...]]:
    """The index tuples of an array; of a symmetric one those with i ≤ j."""
    found = product(*(range(1, n + 1) for n in sizes))
    return [at for at in found if not symmetric or list(at) == sorted(at)]


def _public(value: Number) -> Fraction | Enclosure:
    exact = values.fraction(value)
    return Enclosure.of(value) if exact is None else exact


def _show_nested(value: Any) -> str:
    if isinstance(value, tuple):
        return f"({', '.join(_show_nested(v) for v in value)})"
    return value.text() if isinstance(value, Enclosure) else Enclosure(value, value).text()


def _datum(value: Number) -> str | list[str]:
    low, high = values.bounds(value)
    return str(low) if low == high and values.is_exact(value) else [str(low), str(high)]


def _number(data: str | list[str]) -> Number:
    if isinstance(data, str):
        return values.rational(Fraction(data))
    return values.between(Fraction(data[0]), Fraction(data[1]))


# --- digits -------------------------------------------------------------------------------------


def _decimal(low: Fraction, high: Fraction, digits: int) -> str:
    """The decimal digits that all numbers of the (positive) range share, then …

    A narrow range that has too few in common, as about 0.5, is given as 0.5000 ± its width.
    """
    near = round(low * 10**digits)
    if int(low * 10**digits) < int(high * 10**digits) and (high - low) * 10 ** (2 * digits) < 1:
        whole, rest = divmod(near, 10**digits)
        return f"{whole}.{rest:0{digits}d} ± {_scientific(high - low, digits, up=True)}"
    for places in range(digits, -1, -1):
        cut = int(low * 10**places)
        if cut == int(high * 10**places):
            whole, rest = divmod(cut, 10**places)
            return f"{whole}.{rest:0{places}d}…" if places else f"{whole}.…"
    return f"{_decimal(low, low, 1)} to {_decimal(high, high, 1)}"


def _scientific_range(low: Fraction, high: Fraction, digits: int) -> str:
    exponent = _exponent(low)
    scale = Fraction(10) ** exponent
    mantissa = _decimal(low / scale, high / scale, digits)
    mantissa = f"({mantissa})" if "±" in mantissa else mantissa
    return f"{mantissa}e{exponent}".replace("-", "−")


def _scientific(x: Fraction, digits: int, *, up: bool) -> str:
    if x == 0:
        return "0"
    exponent = _exponent(x)
    return f"1e{exponent + up}".replace("-", "−")


def _exponent(x: Fraction) -> int:
    """The n with 10^n ≤ x < 10^(n+1), for x > 0."""
    n = len(str(x.numerator)) - len(str(x.denominator))
    return n if Fraction(10) ** n <= x else n - 1
