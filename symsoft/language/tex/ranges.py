"""The ranges of sums and the like, in the ways of writing them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from typing import Any

from symsoft.kernel.context import Index
from symsoft.language.tex import tree as t
from symsoft.language.tex.env import Env, mentions
from symsoft.language.tex.errors import Unreadable
from symsoft.language.tex.indices import below_dimension, single

MOST_TERMS = 30  # of a sum between numbers, which is written out
_SHOWN = {"!=": "≠", "<=": "≤", ">=": "≥"}


@dataclass(frozen=True)
class Range:
    """`letter` from `first` to K - `off`, or to the number `last` where `dim` is None."""

    letter: str
    dim: str | None
    first: int = 1
    off: int = 0
    last: int = 0


def ranges_of(
    node: t.Prefixed, below: t.Script, above: t.Script | None, env: Env
) -> tuple[list[Range], list[t.Cond]]:
    """The ranges below and above an operator, and the conditions on their letters."""
    letters, guards = list[Range](), list[t.Cond]()
    for cond in below.conds:
        if not cond.relations:
            letters += [_whole(node, name, above, env) for name in _letters(cond)]
        elif cond.relations == ("=",):
            letters.append(_from(node, cond, above, env))
        elif cond.relations in (("<=", "<="), ("<=", "<")):
            letters.append(_between(cond, env))
        elif len(cond.relations) == 3 and cond.relations[1] in ("<", "<=", "!="):
            letters += _pair(cond, env)
            guards.append(t.Cond(cond.terms[1:3], cond.relations[1:2], cond.at))
        elif cond.relations == ("in",):
            letters.append(_element(node, cond, above, env))
        else:
            guards.append(cond)
    if not letters:
        letters = [_guarded(node, guards, above, env)]
    if above is not None and len(letters) > 1:
        raise Unreadable("several letters under one upper end", above.at)
    names = [r.letter for r in letters]
    if len(set(names)) < len(names):
        raise Unreadable(f"{names[0]} is bound twice", below.at)
    for found in letters:
        _check_size(node, found, env)
    return letters, guards


def _element(node: t.Prefixed, cond: t.Cond, above: t.Script | None, env: Env) -> Range:
    r"""``w \in V``, where V is the dimension that w is declared to range over."""
    match cond.terms:
        case (t.Name() as name, t.Name(key, at)) if above is None:
            if env.scope.meaning(name.key, name.at) is None and env.scope.is_dimension(key):
                return Range(name.key, env.scope.plain[key])
            dim = _declared(node, name, env)
            if not env.hides(key) and env.scope.plain.get(key) == dim:
                return Range(name.key, dim)
            raise Unreadable(f"{name.key} was declared to range over {dim}", at)
    raise Unreadable("a range is a letter ∈ a dimension", cond.at)


def _letters(cond: t.Cond) -> list[t.Name]:
    parts = _parts(cond)
    names = [part for part in parts if isinstance(part, t.Name)]
    if len(names) < len(parts):
        raise Unreadable("letters of indices are needed here", cond.at)
    return names


def _whole(node: t.Prefixed, name: t.Name, above: t.Script | None, env: Env) -> Range:
    """Σ_k over the declared range of k, or up to what stands above."""
    if above is not None:
        return _up_to(name.key, 1, above, env)
    return Range(name.key, _declared(node, name, env))


def _declared(node: t.Prefixed, name: t.Name, env: Env) -> str:
    """The range of a letter; one that is not declared has that of what it is the index of."""
    meaning = env.scope.meaning(name.key, name.at)
    if not isinstance(meaning, Index):
        found = set(_subscribed(node.body, name.key, env)) if meaning is None else set()
        if len(found) == 1:
            return found.pop()
        why = f"the range of {name.key} is not known: write its ends, or let {name.key} index …"
        raise Unreadable(why, name.at)
    return meaning.dim


def _subscribed(part: Any, letter: str, env: Env) -> Iterator[str]:
    """The dimensions over which a letter runs by its places in subscripts."""
    match part:
        case t.Scripted(t.Name(key), scripts) if key not in env.bound:
            dims = _dimensions_of(key, env)
            below = [n for s in scripts if s.place == "_" for c in s.conds for n in _parts(c)]
            if len(below) == len(dims):
                yield from (
                    dim
                    for dim, n in zip(dims, below, strict=True)
                    if isinstance(n, t.Name) and n.key == letter
                )
    if isinstance(part, tuple):
        for inner in part:
            yield from _subscribed(inner, letter, env)
    elif isinstance(part, t.PARTS):
        for field in fields(part):
            yield from _subscribed(getattr(part, field.name), letter, env)


def _dimensions_of(key: str, env: Env) -> tuple[str, ...]:
    if key not in env.vectors:
        return env.scope.dimensions_of(key)
    dim = env.vectors[key].dim
    return () if dim is None else (dim,)


def _parts(cond: t.Cond) -> list[t.Node]:
    node = cond.terms[0]
    return [part for _, part in node.items] if isinstance(node, t.Product) else [node]


def _from(node: t.Prefixed, cond: t.Cond, above: t.Script | None, env: Env) -> Range:
    match cond.terms:
        case (t.Name() as name, t.Number(n)) if n.denominator == 1:
            if n < 1:
                raise Unreadable(f"ranges start at 1 or later, not at {n}", cond.terms[1].at)
            if above is None:
                return Range(name.key, _declared(node, name, env), int(n))
            return _up_to(name.key, int(n), above, env)
    raise Unreadable("a range starts with a letter = a number", cond.at)


def _up_to(letter: str, first: int, above: t.Script, env: Env) -> Range:
    end = single(above.conds, "the end of a range", above.at)
    if isinstance(end, t.Number) and end.value.denominator == 1:
        last = int(end.value)
        if not first - 1 <= last < first + MOST_TERMS:
            raise Unreadable(f"a range between numbers has 0 to {MOST_TERMS} terms", end.at)
        return Range(letter, None, first, last=last)
    found = below_dimension(end, env)
    if found is None:
        if isinstance(end, t.Name) and env.scope.meaning(end.key, end.at) is None:
            raise Unreadable(f"{end.key} is not declared", end.at)
        raise Unreadable("a range ends at a dimension K, at K - 1, or at a number", end.at)
    return Range(letter, found[0], first, found[1])


def _between(cond: t.Cond, env: Env) -> Range:
    """1 ≤ k ≤ K."""
    first, name, last = cond.terms
    from_one, to_end = cond.relations
    if from_one != "<=" or to_end not in ("<", "<="):
        raise Unreadable("a range is 1 ≤ k ≤ K", cond.at)
    if not isinstance(first, t.Number) or not isinstance(name, t.Name):
        raise Unreadable("a range is 1 ≤ k ≤ K", cond.at)
    found = below_dimension(last, env)
    if found is None or first.value.denominator != 1 or first.value < 1:
        raise Unreadable("a range is 1 ≤ k ≤ K", cond.at)
    return Range(name.key, found[0], int(first.value), found[1] + (to_end == "<"))


def _pair(cond: t.Cond, env: Env) -> list[Range]:
    """1 ≤ i < j ≤ K."""
    first, one, other, last = cond.terms
    ends = (cond.relations[0], cond.relations[2])
    return [_between(t.Cond((first, letter, last), ends, cond.at), env) for letter in (one, other)]


def _guarded(node: t.Prefixed, guards: Sequence[t.Cond], above: t.Script | None, env: Env) -> Range:
    """Σ_{k ≠ i}, Σ_{k < i}: the letter on the left runs, the other one is fixed outside."""
    cond = guards[0]
    name, other = cond.terms[0], cond.terms[-1]
    if len(cond.relations) != 1 or len(guards) > 1 or not isinstance(name, t.Name):
        raise Unreadable("which letter runs over what is not clear", cond.at)
    if isinstance(other, t.Name) and not env.hides(other.key):
        outside = mentions(env.roots, other.key) - mentions((node.body, node.scripts), other.key)
        unlike = cond.relations == ("!=",)  # of pairs it speaks of both
        if outside <= 0 and (not unlike or mentions(node.body, other.key)):
            readings = (f"{other.key} is fixed", f"the sum is over {name.key} and {other.key}")
            shown = f"{name.key} {_SHOWN.get(cond.relations[0], cond.relations[0])} {other.key}"
            raise Unreadable(f"{shown} can be read in two ways", cond.at, readings)
    return _whole(node, name, above, env)


def _check_size(node: t.Prefixed, found: Range, env: Env) -> None:
    if found.dim is None:
        empty = found.last < found.first
    else:
        spare = env.scope.least(found.dim) - (found.first - 1 + found.off)
        empty = spare < 1
        if spare < 0:
            why = f"the range may run backwards: let {found.dim} >= {found.first - 1 + found.off}"
            raise Unreadable(f"{why} dimension", node.at)
    if empty and node.op in ("max", "min"):
        raise Unreadable("the range may be empty", node.at)
