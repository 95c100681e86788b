"""Where random choices come from: a seeded stream, or Hypothesis, which can also shrink them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from random import Random
from typing import TypeVar

T = TypeVar("T")


class Source:
    """Makes choices by `below`, which gives a whole number from 0 to n - 1."""

    def __init__(self, below: Callable[[int], int]) -> None:
        self.below = below

    @classmethod
    def seeded(cls, seed: int | str) -> Source:
        """Choices that depend on the seed alone, the same on every machine."""
        return cls(Random(str(seed)).randrange)

    def pick(self, options: Sequence[T]) -> T:
        """One of the options; simple ones stand first, as Hypothesis shrinks to those."""
        return options[self.below(len(options))]

    def chance(self, one_in: int) -> bool:
        """True about once in `one_in` times."""
        return self.below(one_in) == one_in - 1
