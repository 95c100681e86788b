"""How far a sum reaches: ``\\sum_i a_i + b_i`` in each of its readings.

A sum ends before the next + or −.  Where its letter is used again behind that, it may as well be
meant to go on, over one or more of the terms that follow.  A reading that leaves a letter free
which nobody declared is none.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice

from symsoft.language.tex import tree as t
from symsoft.language.tex.env import Env, bound_letters, mentions
from symsoft.language.tex.errors import Unreadable

_HEADS = ("derivative", "partial", "nabla")
_MOST = 4  # readings of one sum
_MOST_TERMS, _MOST_OPERATORS = 8, 3  # of sums with more of them no reading is looked for
READINGS = ("it ends before the next + or −", "it reaches over what follows")

_Parts = Sequence[tuple[str, t.Node]]


def settled(node: t.Sum, env: Env) -> t.Sum:
    """The terms of a formula in the reading that `env` asks for; raises where it asks for none."""
    clash = _clash(node)
    if clash is None:
        return node
    nested = max(len(tail(part)) for _, part in node.parts)
    if len(node.parts) > _MOST_TERMS or nested > _MOST_OPERATORS:
        raise clash
    found = list(islice(_readings(node, env), _MOST + 1))
    if len(found) == 1:
        return found[0]
    if not env.layout.several or not 1 < len(found) <= _MOST:
        raise clash
    if node not in env.layout.reach:
        env.layout.open[node] = (len(found), clash)
    return found[env.layout.reach.get(node, 0)]


def _clash(node: t.Sum) -> Unreadable | None:
    """What is wrong where a letter is used again behind its sum."""
    for n, (_, part) in enumerate(node.parts):
        for prefixed in tail(part):
            for key in bound_letters(prefixed):
                if any(mentions(later, key) for _, later in node.parts[n + 1 :]):
                    why = f"{key} is used again after the sum, limit or maximum over {key}"
                    return Unreadable(why, prefixed.at, READINGS)
    return None


def tail(node: t.Node) -> list[t.Prefixed]:
    """The operators that would reach over a following + if they were thought to."""
    if isinstance(node, t.Product):
        return tail(node.items[-1][1])
    if isinstance(node, t.Prefixed):
        return [node, *tail(node.body)]
    return []


def _readings(node: t.Sum, env: Env, first: int = 0) -> Iterator[t.Sum]:
    """All readings of the terms from `first` on."""
    for n in range(first, len(node.parts)):
        sign, part = node.parts[n]
        later = node.parts[n + 1 :]
        operators = [p for p in tail(part) if p.op not in _HEADS]
        again = [k for p in operators for k in bound_letters(p) if mentions(later, k)]
        if not again:
            continue
        for extents in _extents(len(operators), len(later)):
            if not _leaves_open(operators, extents, later, env):
                whole = (sign, _extended(part, extents, later))
                parts = (*node.parts[:n], whole, *later[max(extents) :])
                yield from _readings(replace(node, parts=parts), env, n + 1)
        return
    yield node


def _extents(operators: int, terms: int) -> Iterator[tuple[int, ...]]:
    """How many of the later terms each operator takes in; one within another no more than that."""
    if not operators:
        yield ()
        return
    for most in range(terms + 1):
        for rest in _extents(operators - 1, most):
            yield (most, *rest)


def _leaves_open(
    operators: Sequence[t.Prefixed], extents: Sequence[int], later: _Parts, env: Env
) -> bool:
    """Whether a letter that only the operator binds is used behind its end."""
    for operator, extent in zip(operators, extents, strict=True):
        for key in bound_letters(operator):
            known = env.hides(key) or env.scope.knows(key) or key in env.scope.broken
            if not known and mentions(tuple(later[extent:]), key):
                return True
    return False


def _extended(node: t.Node, extents: Sequence[int], later: _Parts) -> t.Node:
    """A term whose operators take in as many of the later ones as they are to."""
    if not extents or not max(extents):
        return node
    if isinstance(node, t.Product):
        *items, (op, last) = node.items
        return replace(node, items=(*items, (op, _extended(last, extents, later))))
    assert isinstance(node, t.Prefixed)  # others are no operators at the end of a term
    if node.op in _HEADS:
        return replace(node, body=_extended(node.body, extents, later))
    here, *within = extents
    body = _extended(node.body, within, later)
    taken = later[max(within, default=0) : here]
    if not taken:
        return replace(node, body=body)
    terms = (("-" if node.signed else "+", body), *taken)
    return replace(node, body=t.Sum(terms, body.at), signed=False)
