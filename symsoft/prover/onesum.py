"""A polynomial brought under one sum over an index."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from symsoft.kernel.normal import Env
from symsoft.kernel.poly import (
    Mono,
    Poly,
    accumulate,
    atoms,
    constant,
    minus,
    of_atom,
    over,
    scale,
)
from symsoft.kernel.terms import Term, mk, open_, subst
from symsoft.prover.terms import is_whole, sum_over


@dataclass(frozen=True)
class OneSum:
    """p = (sum over `v` of `inside`) + `rest`."""

    v: Term
    inside: Poly
    rest: Poly

    def total(self, body: Term) -> Term:
        """The sum of another summand over the same index."""
        return sum_over(self.v.args[1], self.v, body)


def one_sums(env: Env, p: Poly, units: list[Term]) -> Iterator[OneSum]:
    """Everything with a sum over 1..K or a factor K under one sum; what has none stays outside,
    or is multiplied by a sum that is known to be 1 (`units`)."""
    dims = {a.args[1][0] for a in (*atoms(p), *units) if is_whole(a)}
    for dim in sorted(dims):
        v = mk("ix", "#w", dim)
        yield from _variants(env, p, v, [u for u in units if u.args[1][0] == dim])


def _variants(env: Env, p: Poly, v: Term, units: list[Term]) -> Iterator[OneSum]:
    seen: list[Poly] = []
    for last, squares in ((False, True), (True, True), (False, False)):
        inside: Poly = {}
        rest: Poly = {}
        for mono, coef in p.items():
            found = under(env, mono, v, last) if squares or not _is_square(mono) else None
            accumulate(rest if found is None else inside, found or {mono: 1}, coef)
        if inside in seen:
            continue
        seen.append(inside)
        if inside:
            yield OneSum(v, inside, rest)
        for unit in units if rest else ():
            spread = env.times(rest, env.poly(open_(unit.args[2], v)))
            yield OneSum(v, minus(inside, scale(spread, -1)), {})


def _is_square(mono: Mono) -> bool:
    return any(is_whole(a) for a, _ in mono) and all(e % 2 == 0 for _, e in mono)


def under(env: Env, mono: Mono, v: Term, last: bool = False) -> Poly | None:
    """The summand of a monomial as a sum over `v`, None if it is no sum."""
    for a, e in reversed(mono) if last else mono:
        if e >= 1 and is_whole(a) and a.args[1][0] == v.args[1]:
            others = env.monomial({b: x - (b is a) for b, x in mono})
            return env.times(others, env.poly(open_(a.args[2], v)))
    count = mk("dim", v.args[1])
    if dict(mono).get(count, 0) >= 1:
        return env.monomial({b: x - (b is count) for b, x in mono})
    return None


def connected_sums(env: Env, p: Poly) -> Iterator[OneSum]:
    """Nested sums under one over the index that connects the others, which then fall apart: the
    sum over i, j and m of v_i W_im W_jm v_j is that over m of the square of one over i."""
    nested = [a for a in atoms(p) if is_whole(a) and is_whole(a.args[2])]
    for dim in sorted({rng[0] for a in nested for rng in _ranges(a)}):
        v = mk("ix", "#w", dim)
        inside: Poly = {}
        rest: Poly = {}
        for mono, coef in p.items():
            found = _apart(env, mono, v)
            accumulate(rest if found is None else inside, found or {mono: 1}, coef)
        if inside:
            yield OneSum(v, inside, rest)


def _ranges(t: Term) -> Iterator[tuple[str, int, int]]:
    while is_whole(t):
        yield t.args[1]
        t = t.args[2]


def _apart(env: Env, mono: Mono, v: Term) -> Poly | None:
    """The summand over `v` of a monomial with a nested sum, if it is a product of sums."""
    for a, e in mono:
        if e == 1 and is_whole(a) and is_whole(a.args[2]):
            others = env.monomial({b: x for b, x in mono if b is not a})
            for body in _opened_at(a, v):
                found = env.poly(body)
                sums = [x for m in found for b, x in m if is_whole(b) and v.args[0] in b.names]
                if len(found) == 1 and sum(sums) > 1:
                    return env.times(others, found)
    return None


def _opened_at(total: Term, v: Term) -> Iterator[Term]:
    """A nested sum with one of its indices over the dimension of `v` set to `v`."""
    bound, body = list[Term](), total
    while is_whole(body):
        bound.append(mk("ix", f"#o{len(bound)}", body.args[1][0]))
        body = open_(body.args[2], bound[-1])
    for u in bound:
        if u.args[1] == v.args[1]:
            inner = subst(body, {u: v})
            for w in bound:
                inner = inner if w is u else sum_over(w.args[1], w, inner)
            yield inner


def unit_sums(env: Env) -> list[Term]:
    """Sums over 1..K that a hypothesis says are 1."""
    found = []
    for h in env.context.hypotheses:
        if h.claim.rel == "=" and not h.vars and not h.guards and h.claim.rhs.op != "inf":
            gap = minus(env.poly(h.claim.lhs), env.poly(h.claim.rhs))
            sums = [a for a in atoms(gap) if is_whole(a)]
            if len(sums) == 1 and len(gap) == 2 and gap.get((), 0):
                one = of_atom(sums[0])
                if minus(scale(gap, over(-1, gap[()])), minus(one, constant(1))) == {}:
                    found.append(sums[0])
    return found
