"""What one way of printing must say about its marks: brackets, fractions, big operators."""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from symsoft.language.layout import Product

SUM, PRODUCT, UNARY, POWER, ATOM = range(5)


@dataclass(frozen=True)
class Piece:
    """Printed text; `level` says how tightly it holds together."""

    text: str
    level: int = ATOM
    tall: bool = False  # needs brackets that grow
    trailing: bool = False  # would swallow a factor written after it


@dataclass(frozen=True)
class Marks(ABC):
    """The marks of one way of printing, for one formula and one place in it."""

    names: Mapping[str, str]  # how the author wants names printed
    taken: frozenset[str] = frozenset()  # letters that a bound variable must avoid
    script: bool = False  # inside an exponent or below a big operator
    fractions: int = 0  # number of enclosing fraction bars

    minus: ClassVar[str]
    gap: ClassVar[str]  # between the differentials of a mixed derivative
    words: ClassVar[Mapping[str, str]]  # functions, operators, relations
    small_letter: ClassVar[re.Pattern[str]]  # an index that needs no comma beside the next

    @abstractmethod
    def name_parts(self, name: str) -> tuple[str, str]:
        """A printed name and the subscript that is part of it; ``#delta`` is Kronecker's δ."""

    @abstractmethod
    def with_subscript(self, head: str, below: str) -> str:
        """A letter with its subscript."""

    @abstractmethod
    def parens(self, piece: Piece, marks: str = "()") -> str:
        """Brackets around a piece: ``()``, ``[]`` or ``||``."""

    @abstractmethod
    def raised(self, base: str, exponent: str) -> str:
        """A power."""

    @abstractmethod
    def fraction(self, above: Piece, below: Piece) -> Piece:
        """A fraction."""

    @abstractmethod
    def stacks(self, p: Product) -> bool:
        """Whether a fraction gets a bar here, otherwise a slash."""

    @abstractmethod
    def beside(self, left: str, right: str) -> str:
        """What stands between two factors."""

    @abstractmethod
    def under(self, op: str, below: str, above: str = "") -> str:
        """A big operator with what stands below and above it."""

    @abstractmethod
    def over_range(self, op: str, letter: str, dim: str, first: int, off: int) -> str:
        """A big operator over an index from `first` to dim - `off`."""

    @abstractmethod
    def root(self, piece: Piece) -> Piece:
        """A square root."""

    @abstractmethod
    def cases(self, rows: Sequence[tuple[Piece, str]]) -> Piece:
        """Values with their conditions; the last condition is empty."""

    @abstractmethod
    def primed(self, name: str, order: int) -> str:
        """A derivative of an unknown function."""

    @abstractmethod
    def ratio(self, above: str, below: str) -> Piece:
        """The fraction of a derivative, ∂f/∂x or ∂/∂x."""

    @abstractmethod
    def integral(self, low: str, high: str, body: str, letter: str) -> str:
        """An integral."""

    @abstractmethod
    def quantified(self, claim: str, parts: Sequence[str]) -> str:
        """A claim with what its letters range over."""

    def applied(self, op: str, mark: str, body: str) -> str:
        """A big operator `op`, written or said as `mark`, with what it is applied to."""
        return f"{mark} {body}"

    def symbol(self, name: str) -> str:
        """A printed name."""
        head, below = self.name_parts(name)
        return self.with_subscript(head, below) if below else head

    def subscripted(self, name: str, indices: Sequence[str]) -> str:
        """A name with indices; commas only where they are needed: δ_ij, δ_i1, W_{K,1}."""
        head, below = self.name_parts(name)
        *first, last = indices
        letters = all(map(self.small_letter.fullmatch, first))
        digit = last.isdigit() and len(last) == 1
        if not below and letters and (digit or self.small_letter.fullmatch(last)):
            return self.with_subscript(head, self.together(indices))
        return self.with_subscript(head, ",".join([below, *indices] if below else indices))

    def together(self, indices: Sequence[str]) -> str:
        """Indices side by side."""
        return "".join(indices)

    def group(self, piece: Piece, level: int) -> str:
        """The text of a piece, in brackets where it holds together less than `level`."""
        return piece.text if piece.level >= level else self.parens(piece)

    def slash(self, above: Piece, below: Piece) -> Piece:
        """A fraction on the line."""
        top = self.parens(above) if above.trailing else self.group(above, PRODUCT)
        tall = above.tall or below.tall
        return Piece(f"{top}/{self.group(below, POWER)}", PRODUCT, tall, trailing=True)
