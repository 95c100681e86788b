"""Where a part of a formula stands: the scope, and what its bound letters stand for."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, fields, replace
from functools import singledispatch
from typing import Any

from symsoft.kernel.context import Claim
from symsoft.kernel.terms import Term
from symsoft.language.tex import tree as t
from symsoft.language.tex.errors import Unreadable
from symsoft.language.tex.scope import TexScope


@dataclass(frozen=True)
class Vec:
    """A vector by the rule for its entries; `dim` is None where any would do."""

    dim: str | None
    entry: Callable[[Term], Term]


@dataclass
class Layout:
    """Which of its readings a formula is to be read in, where it has several.

    With `numerator` the entries of what is differentiated run along the rows, else those of what
    it is differentiated by; `used` tells whether that made a difference.  `reach` is which reading
    of sums to take; those that it says nothing of go to `open`, with the number of readings and
    what is unclear, if they may have `several`.  `presumed` is what expectations rest on.
    """

    numerator: bool = False
    used: bool = False
    several: bool = False
    reach: Mapping[t.Sum, int] = field(default_factory=dict)
    open: dict[t.Sum, tuple[int, Unreadable]] = field(default_factory=dict)
    presumed: dict[t.Prefixed, tuple[Claim, ...]] = field(default_factory=dict)


@dataclass(frozen=True)
class Env:
    """`bound` and `vectors` are what letters stand for here, `replaced` those put in for others.

    `roots` are the formulas in which all this stands.
    """

    scope: TexScope
    roots: tuple[t.Node, ...] = ()
    bound: Mapping[str, Term] = field(default_factory=dict)
    vectors: Mapping[str, Vec] = field(default_factory=dict)
    replaced: frozenset[str] = frozenset()
    layout: Layout = field(default_factory=Layout)

    def bind(self, key: str, value: Term) -> Env:
        """With a letter that a binder binds."""
        vectors = {k: v for k, v in self.vectors.items() if k != key}
        bound = {**self.bound, key: value}
        return replace(self, bound=bound, vectors=vectors, replaced=self.replaced - {key})

    def hides(self, key: str) -> bool:
        """Whether a letter stands for something else than what is declared."""
        return key in self.bound or key in self.vectors


@singledispatch
def value(node: Any, env: Env) -> Term:
    """The term that a part of a formula stands for; raises `Unreadable`."""
    raise Unreadable("this is no number", node.at)


def bound_letters(node: t.Node) -> Iterator[str]:
    """The letters that a sum, limit or integral binds in its body."""
    if isinstance(node, t.Integral):
        yield node.variable.key
    elif isinstance(node, t.Prefixed) and node.op not in ("derivative", "partial", "nabla"):
        for cond in (c for s in node.scripts if s.place == "_" for c in s.conds):
            names = [n for n in cond.terms if isinstance(n, t.Name)]
            if not cond.relations and isinstance(cond.terms[0], t.Product):
                names = [n for _, n in cond.terms[0].items if isinstance(n, t.Name)]
            yield from (n.key for n in (names if not cond.relations else names[:1]))


def refuse_labels(node: t.Prefixed, letter: str, scope: TexScope) -> None:
    r"""Refuse a sum over i of what was declared as one name ``y^{(i)}``: does it move with i?"""
    labelled = any(letter in _letters_behind(key) for key in scope.meanings)
    stack: list[Any] = [node.body] if labelled else []
    while stack:
        part = stack.pop()
        if isinstance(part, t.Name) and letter in _letters_behind(part.key):
            why = f"{part.key} is declared as one name, and {letter} runs: let … vector instead"
            raise Unreadable(why, part.at)
        if isinstance(part, tuple):
            stack.extend(part)
        elif isinstance(part, t.PARTS):
            stack.extend(getattr(part, f.name) for f in fields(part))


def _letters_behind(key: str) -> list[str]:
    """The letters that a name has above or below."""
    return re.split(r"[^A-Za-z\\]+", key)[1:]


def mentions(node: Any, key: str) -> int:
    """How often a letter occurs free in a part of a formula."""
    if isinstance(node, t.Name):
        return 1 if node.key == key else 0
    if isinstance(node, tuple):
        return sum(mentions(part, key) for part in node)
    if isinstance(node, t.NODES) and key in bound_letters(node):
        return 0
    if isinstance(node, t.PARTS):
        return sum(mentions(getattr(node, f.name), key) for f in fields(node))
    return 0
