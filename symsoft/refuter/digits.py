"""Digits that an author states of a number, and whether they are certainly right.

``0.7311`` is right if no number with as many digits is nearer to the value, ``0.7310…`` if these
are the value's first digits; ``1/3`` and ``2`` are exact.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction

from symsoft.refuter import values
from symsoft.refuter.values import Number, Undecided

_DECIMAL = re.compile(r"(-?)(\d+)\.(\d+)(?:e(-?\d+))?(…|\.\.\.)?")
_EXACT = re.compile(r"-?\d+(/[1-9]\d*)?")
_LARGEST_EXPONENT = 9999


@dataclass(frozen=True)
class Stated:
    """What is stated: a value between `low` and `high`, which is an end of it only if `closed`."""

    low: Fraction
    high: Fraction
    closed: bool = True

    @classmethod
    def read(cls, text: str) -> Stated:
        """What digits say; `ValueError` if they are no digits."""
        plain = text.strip().replace("−", "-").replace(" ", "")
        if _EXACT.fullmatch(plain):
            exact = Fraction(plain)
            return cls(exact, exact)
        found = _DECIMAL.fullmatch(plain)
        if found is None or abs(int(found[4] or 0)) > _LARGEST_EXPONENT:
            raise ValueError(f"{text!r} is no number: write '0.2689', '0.2689…', '1/3' or '4.5e-5'")
        unit = Fraction(10) ** (int(found[4] or 0) - len(found[3]))
        size = int(found[2] + found[3]) * unit
        low, high = (size, size + unit) if found[5] else (size - unit / 2, size + unit / 2)
        return cls(-high, -low, not found[5]) if found[1] else cls(low, high, not found[5])

    @property
    def middle(self) -> Fraction:
        """The number that rounded digits write down."""
        return (self.low + self.high) / 2

    @property
    def exact(self) -> bool:
        """Whether a single number is stated."""
        return self.low == self.high

    def certain(self, value: Number) -> bool:
        """Whether the value is as stated; `Undecided` where its ball is too wide to tell."""
        if self.exact:
            return values.compare(value, values.rational(self.low)) == 0
        low, high = values.bounds(value)
        if self._within(low) and self._within(high):
            return True
        if high < self.low or low > self.high or low == high:
            return False
        raise Undecided

    def _within(self, x: Fraction) -> bool:
        return self.low <= x <= self.high and (self.closed or self._leading(x))

    def _leading(self, x: Fraction) -> bool:
        """Whether x is not the end farther from 0, whose first digits are others."""
        return x != (self.high if self.high > 0 else self.low)
