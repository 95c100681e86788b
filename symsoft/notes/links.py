"""Chains of relations: their sides and the links between them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypeAlias

from symsoft.language.tex import TexScope, Token, Unreadable, parse
from symsoft.language.tex.tree import Node


@dataclass
class Side:
    """One side of a relation; `end` is the offset behind it."""

    tokens: list[Token] = field(default_factory=list)
    end: int = 0
    known: tuple[object, Node] | None = None  # what it was read as, and in which state of things

    def parsed(self, scope: TexScope) -> Node:
        """The tree of the formula, made once for as long as neither it nor the scope grows."""
        state = len(self.tokens), self.end, scope.version
        if self.known is None or self.known[0] != state:
            self.known = state, parse(self.tokens, self.end, scope)
        return self.known[1]


@dataclass
class Link:
    """A relation sign with what holds for it: `conditions`, and `broken` says why it is unread.

    `maybe` are conditions that stand at the end of the chain and may be meant here as well, and
    `remarks` the relations that "since" tells.  What stands before an arrow ⟹ is in `premises`,
    what it leads to in `conclusions`.
    """

    sign: Token
    rel: str | None
    conditions: list[list[Token]] = field(default_factory=list)
    maybe: list[list[Token]] = field(default_factory=list)
    remarks: list[list[Token]] = field(default_factory=list)
    premises: list[Found] = field(default_factory=list)
    conclusions: list[Found] = field(default_factory=list)
    equivalent: bool = False
    broken: Unreadable | None = None


@dataclass
class Chain:
    """Sides with links between them; the last side may grow while rows are read."""

    sides: list[Side]
    links: list[Link] = field(default_factory=list)


Found: TypeAlias = tuple[Chain, Link, int]  # a link, its chain, the place of its left side
