r"""What a note without declarations says by itself.

``\sum_{k=1}^{K}`` makes K a dimension and k an index over it, a letter with such an index is a
vector, and what stands at a vector is an index.  A letter that is equated to a formula is being
defined, most likely: such a relation is not a claim, and is left unread.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import fields
from typing import Any

from symsoft.kernel.context import Array, Dimension, Index
from symsoft.language.tex import TexScope, Unreadable, parse
from symsoft.language.tex import tree as t
from symsoft.notes.links import Chain, Found

_OVER = ("sum", "prod", "max", "min")


def infer(scope: TexScope, links: Sequence[Found]) -> None:
    """Declare in `scope` what the chains of a display say; names that are known stay."""
    sides = [_tree(chain, n, scope) for chain, _, n in links]
    sides += [_tree(chain, n + 1, scope) for chain, _, n in links]
    nodes = [node for side in sides if side is not None for node in walk(side)]
    for node in nodes:
        if isinstance(node, t.Prefixed) and node.op in _OVER:
            _range(scope, node)
    for _ in range(2):  # an index makes vectors, and a vector indices
        for node in nodes:
            if isinstance(node, t.Scripted) and isinstance(node.base, t.Name):
                _entry(scope, node.base, node.scripts)
    for (chain, link, n), side in zip(links, sides, strict=False):
        base = side.base if isinstance(side, t.Scripted) else side
        if n == 0 and isinstance(base, t.Name) and chain.links[0] is link:
            why = f"{base.key} seems to be defined here; declare names with let and define"
            link.broken = link.broken or Unreadable(why, base.at)


def walk(node: Any) -> Iterator[t.Node]:
    """All parts of a formula."""
    if isinstance(node, tuple):
        for part in node:
            yield from walk(part)
    elif isinstance(node, t.PARTS):
        if isinstance(node, t.NODES):
            yield node
        for field in fields(node):
            yield from walk(getattr(node, field.name))


def _tree(chain: Chain, n: int, scope: TexScope) -> t.Node | None:
    try:
        return parse(chain.sides[n].tokens, chain.sides[n].end, scope)
    except Unreadable:
        return None


def _range(scope: TexScope, node: t.Prefixed) -> None:
    """Take in ``_{k=1}^{K}``."""
    below = [c for s in node.scripts if s.place == "_" for c in s.conds]
    above = [c for s in node.scripts if s.place == "^" for c in s.conds]
    match below, above:
        case [t.Cond((t.Name(letter, at), t.Number()), ("=",), _)], [t.Cond((end,), (), _)]:
            dim = end.parts[0][1] if isinstance(end, t.Sum) else end
            if isinstance(dim, t.Name):
                _new(scope, dim.key, Dimension(), at)
                if isinstance(scope.meanings[dim.key], Dimension):
                    _new(scope, letter, Index(scope.plain[dim.key]), at)


def _entry(scope: TexScope, base: t.Name, scripts: Sequence[t.Script]) -> None:
    match [c for s in scripts if s.place == "_" for c in s.conds]:
        case [t.Cond((t.Name(letter, at),), (), _)]:
            index, array = scope.meanings.get(letter), scope.meanings.get(base.key)
            if isinstance(index, Index) and array is None:
                _new(scope, base.key, Array((index.dim,)), base.at)
            elif isinstance(array, Array) and len(array.dims) == 1 and index is None:
                _new(scope, letter, Index(array.dims[0]), at)


def _new(scope: TexScope, key: str, meaning: Dimension | Index | Array, at: int) -> None:
    if not scope.knows(key):
        scope.declare(key, meaning, at)
