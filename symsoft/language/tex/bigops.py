"""Sums, products, maxima and minima over an index, with the ways of writing their ranges."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from symsoft.kernel.context import Index
from symsoft.kernel.terms import (
    MINUS_ONE,
    ONE,
    ZERO,
    Term,
    add,
    binder,
    ix,
    mk,
    mul,
    neg,
)
from symsoft.language.tex import tree as t
from symsoft.language.tex.arrays import Mat, array
from symsoft.language.tex.binding import rebound
from symsoft.language.tex.calculus import limit
from symsoft.language.tex.env import Env, mentions, value
from symsoft.language.tex.errors import Unreadable
from symsoft.language.tex.gradients import HEADS, derivative, gradient
from symsoft.language.tex.indices import (
    below_dimension,
    single,
    split_scripts,
    truth,
)
from symsoft.language.translate import extremum

MOST_TERMS = 30  # of a sum between numbers, which is written out


@dataclass(frozen=True)
class _Range:
    """`letter` from `first` to K - `off`, or to the number `last` where `dim` is None."""

    letter: str
    dim: str | None
    first: int = 1
    off: int = 0
    last: int = 0


@value.register
def _(node: t.Prefixed, env: Env) -> Term:
    if node.op == "lim":
        return limit(node, env)
    if node.op in HEADS:
        return derivative(node, env)
    below, above, primes = split_scripts(node.scripts)
    if primes:
        raise Unreadable(f"a prime at {node.op}", node.at)
    if below is None:
        return _of_list(node, env)
    ranges, guards = _ranges(node, below, above, env)
    if node.op in ("max", "min", "prod"):
        _refuse_long_body(node, ranges)
    return _over(node, ranges, env, lambda inner: _body(node, guards, inner))


@array.register
def _(node: t.Prefixed, env: Env) -> Mat | None:
    """A sum of vectors, or a derivative that is one."""
    if node.op in HEADS:
        return gradient(node, env)
    below, above, _ = split_scripts(node.scripts)
    if node.op != "sum" or below is None:
        return None
    ranges, guards = _ranges(node, below, above, env)
    sample = env
    for found_range in ranges:
        here = found_range.dim
        mark = mk("lit", found_range.first) if here is None else ix(env.scope.mark(), here)
        sample = sample.bind(found_range.letter, mark)
    found = array(node.body, sample)
    if found is None:
        return None

    def entry(i: Term | None, j: Term | None) -> Term:
        def body(inner: Env) -> Term:
            part = array(node.body, inner)
            assert part is not None  # it was one for another value of the letters
            return _guarded_by(node, part.entry(i, j), guards, inner)

        return _over(node, ranges, env, body)

    return Mat(found.rows, found.columns, entry)


def _over(
    node: t.Prefixed, ranges: Sequence[_Range], env: Env, inside: Callable[[Env], Term]
) -> Term:
    if not ranges:
        return inside(env)
    here, *rest = ranges

    def part(at: Term) -> Term:
        found = _over(node, rest, env.bind(here.letter, at), inside)
        return rebound(found, here.letter, at, node.at, env)

    if here.dim is None:
        numbers = range(here.first, here.last + 1)
        return _written_out(node, [part(mk("lit", n)) for n in numbers])
    mark = ix(env.scope.mark(), here.dim)
    body = part(mark)
    hint = here.letter.lstrip("\\")
    return binder(node.op, hint, (here.dim, here.first, here.off), var=mark, body=body)


def _body(node: t.Prefixed, guards: Sequence[t.Cond], env: Env) -> Term:
    return _guarded_by(node, value(node.body, env), guards, env)


def _guarded_by(node: t.Prefixed, found: Term, guards: Sequence[t.Cond], env: Env) -> Term:
    if node.signed:
        found = neg(found)
    if not guards:
        return found
    if node.op in ("max", "min"):
        raise Unreadable(f"{node.op} over a part of the indices is not read", guards[0].at)
    return mk("if", truth(tuple(guards), env), found, ZERO if node.op == "sum" else ONE)


def _written_out(node: t.Prefixed, parts: Sequence[Term]) -> Term:
    if node.op == "sum":
        return add(*parts)
    if node.op == "prod":
        return mul(*parts)
    return extremum(parts, ONE if node.op == "max" else MINUS_ONE)


# --- ranges -------------------------------------------------------------------------------------


def _ranges(
    node: t.Prefixed, below: t.Script, above: t.Script | None, env: Env
) -> tuple[list[_Range], list[t.Cond]]:
    letters, guards = list[_Range](), list[t.Cond]()
    for cond in below.conds:
        if not cond.relations:
            letters += [_whole(name, above, env) for name in _letters(cond)]
        elif cond.relations == ("=",):
            letters.append(_from(cond, above, env))
        elif cond.relations in (("<=", "<="), ("<=", "<")):
            letters.append(_between(cond, env))
        elif cond.relations == ("in",):
            letters.append(_element(cond, above, env))
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


def _element(cond: t.Cond, above: t.Script | None, env: Env) -> _Range:
    r"""``w \in V``, where V is the dimension that w is declared to range over."""
    match cond.terms:
        case (t.Name() as name, t.Name(key, at)) if above is None:
            dim = _declared(name, env)
            if not env.hides(key) and env.scope.plain.get(key) == dim:
                return _Range(name.key, dim)
            raise Unreadable(f"{name.key} was declared to range over {dim}", at)
    raise Unreadable("a range is a letter ∈ a dimension", cond.at)


def _letters(cond: t.Cond) -> list[t.Name]:
    node = cond.terms[0]
    parts = [part for _, part in node.items] if isinstance(node, t.Product) else [node]
    names = [part for part in parts if isinstance(part, t.Name)]
    if len(names) < len(parts):
        raise Unreadable("letters of indices are needed here", cond.at)
    return names


def _whole(name: t.Name, above: t.Script | None, env: Env) -> _Range:
    """Σ_k over the declared range of k, or up to what stands above."""
    if above is not None:
        return _up_to(name.key, 1, above, env)
    return _Range(name.key, _declared(name, env))


def _declared(name: t.Name, env: Env) -> str:
    meaning = env.scope.meaning(name.key, name.at)
    if not isinstance(meaning, Index):
        why = f"the range of {name.key} is not known: write its ends, or let {name.key} index …"
        raise Unreadable(why, name.at)
    return meaning.dim


def _from(cond: t.Cond, above: t.Script | None, env: Env) -> _Range:
    match cond.terms:
        case (t.Name() as name, t.Number(n)) if n.denominator == 1:
            if n < 1:
                raise Unreadable(f"ranges start at 1 or later, not at {n}", cond.terms[1].at)
            if above is None:
                return _Range(name.key, _declared(name, env), int(n))
            return _up_to(name.key, int(n), above, env)
    raise Unreadable("a range starts with a letter = a number", cond.at)


def _up_to(letter: str, first: int, above: t.Script, env: Env) -> _Range:
    end = single(above.conds, "the end of a range", above.at)
    if isinstance(end, t.Number) and end.value.denominator == 1:
        last = int(end.value)
        if not first - 1 <= last < first + MOST_TERMS:
            raise Unreadable(f"a range between numbers has 0 to {MOST_TERMS} terms", end.at)
        return _Range(letter, None, first, last=last)
    found = below_dimension(end, env)
    if found is None:
        if isinstance(end, t.Name) and env.scope.meaning(end.key, end.at) is None:
            raise Unreadable(f"{end.key} is not declared", end.at)
        raise Unreadable("a range ends at a dimension K, at K - 1, or at a number", end.at)
    return _Range(letter, found[0], first, found[1])


def _between(cond: t.Cond, env: Env) -> _Range:
    """1 ≤ k ≤ K."""
    first, name, last = cond.terms
    if not isinstance(first, t.Number) or not isinstance(name, t.Name):
        raise Unreadable("a range is 1 ≤ k ≤ K", cond.at)
    found = below_dimension(last, env)
    if found is None or first.value.denominator != 1 or first.value < 1:
        raise Unreadable("a range is 1 ≤ k ≤ K", cond.at)
    return _Range(name.key, found[0], int(first.value), found[1] + (cond.relations[1] == "<"))


def _guarded(
    node: t.Prefixed, guards: Sequence[t.Cond], above: t.Script | None, env: Env
) -> _Range:
    """Σ_{k ≠ i}: the letter on the left runs, the other one is fixed outside."""
    cond = guards[0]
    name, other = cond.terms[0], cond.terms[-1]
    if cond.relations != ("!=",) or len(guards) > 1 or not isinstance(name, t.Name):
        raise Unreadable("which letter runs over what is not clear", cond.at)
    if isinstance(other, t.Name) and not env.hides(other.key):
        outside = mentions(env.roots, other.key) - mentions((node.body, node.scripts), other.key)
        if outside <= 0 and mentions(node.body, other.key):
            readings = (f"{other.key} is fixed", f"the sum is over {name.key} and {other.key}")
            raise Unreadable(f"{name.key} ≠ {other.key} can be read in two ways", cond.at, readings)
    return _whole(name, above, env)


def _check_size(node: t.Prefixed, found: _Range, env: Env) -> None:
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


# --- max and min --------------------------------------------------------------------------------


def _of_list(node: t.Prefixed, env: Env) -> Term:
    r"""``\max(a, b)``, the bracket being what follows."""
    first, rest = node.body, tuple[tuple[str, t.Node], ...]()
    if isinstance(first, t.Product):
        (_, first), *others = first.items
        rest = tuple(others)
    if node.op not in ("max", "min") or node.signed:
        raise Unreadable(f"what {node.op} runs over is missing", node.at)
    if not isinstance(first, t.Group) or first.mark not in ("(", "\\{") or node.scripts:
        raise Unreadable(f"{node.op} needs an index below it, or a list in brackets", node.at)
    if len(first.conds) < 2:
        raise Unreadable(f"{node.op} of one number", first.at)
    parts = [value(single((c,), "a part", c.at), env) for c in first.conds]
    found = extremum(parts, ONE if node.op == "max" else MINUS_ONE)
    if not rest:
        return found
    tail = value(t.Product((("", t.Number(Fraction(1), node.at)), *rest), node.at), env)
    return mul(found, tail)


def _refuse_long_body(node: t.Prefixed, ranges: Sequence[_Range]) -> None:
    """max_k z_k c: whether c is under the maximum matters for its sign."""
    if isinstance(node.body, t.Product):
        letters = [r.letter for r in ranges]
        last = node.body.items[-1][1]
        if not any(mentions(last, letter) for letter in letters):
            op = {"prod": "∏"}.get(node.op, node.op)
            readings = (f"({op} z_k) c", f"{op} (z_k c)")
            raise Unreadable(
                f"how far {node.op} reaches can be read in two ways", last.at, readings
            )
