"""Counterexamples: a point at which a claim is defined and provably false."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from symsoft.refuter.point import Enclosure, Point

_MOST_DIGITS = 30


@dataclass(frozen=True)
class Counterexample:
    """The point, and certain enclosures of both sides there; `rhs` is ±oo of a limit claim."""

    point: Point
    rel: str
    lhs: Enclosure | str
    rhs: Enclosure | str

    @property
    def dims(self) -> dict[str, int]:
        """The dimensions, such as {"K": 2}."""
        return self.point.dims

    @property
    def indices(self) -> dict[str, int]:
        """The free indices, such as {"i": 1}."""
        return self.point.indices

    @property
    def values(self) -> dict[str, Any]:
        """Scalars, nested tuples of entries, and functions by name."""
        real = (*self.point.scalars, *self.point.arrays, *self.point.functions)
        return {n: self.point.value(n) for n in real}

    def sides(self) -> tuple[str, str]:
        """Both sides as printed, with digits enough to tell them apart."""
        for digits in range(4, _MOST_DIGITS):
            shown = _text(self.lhs, digits), _text(self.rhs, digits)
            if shown[0] != shown[1] or self.lhs == self.rhs:
                break
        return shown

    def __str__(self) -> str:
        left, right = self.sides()
        where = str(self.point)
        return f"fails{' at ' + where if where else ''}:   left {left}, right {right}"

    def to_data(self) -> dict[str, Any]:
        """JSON data: the point and what is printed."""
        left, right = self.sides()
        return {"point": self.point.to_data(), "rel": self.rel, "left": left, "right": right}


def _text(side: Enclosure | str, digits: int) -> str:
    return side if isinstance(side, str) else side.text(digits)
