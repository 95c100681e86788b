"""Squares under a sum by the range of what is squared: (u - y) (y - l) >= 0 for l <= y <= u.

So the bounds of Popoviciu and of Bhatia and Davis on a variance (R. Bhatia and C. Davis, *A better
bound on the variance*, Amer. Math. Monthly 107, 2000).
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice, product

from symsoft.kernel import domain
from symsoft.kernel.normal import Env
from symsoft.kernel.poly import Mono, Poly, atoms, mono_of, mono_term, over, scale, to_term
from symsoft.kernel.terms import Term, mk, mul, neg, open_, sub
from symsoft.prover.combine import facts_at
from symsoft.prover.terms import is_whole, sum_over, without

MOST_BOUNDS = 4


def range_pieces(env: Env, p: Poly) -> Iterator[Term]:
    """The products of the distances to two bounds, with the weights of a square taken away."""
    for mono, coef in p.items():
        for a, e in mono if coef < 0 else ():
            if e == 1 and is_whole(a):
                v = mk("ix", "#v", a.args[1][0])
                head = mono_term(without(mono, a), -coef)
                for y, weight in _squares(env, open_(a.args[2], v), v):
                    ends = islice(product(*_bounds(env, p, y, v)), MOST_BOUNDS)
                    for low, high in ends:
                        between = mul(weight, sub(high, y), sub(y, low))
                        yield mul(head, sum_over(v.args[1], v, between))


def _squares(env: Env, body: Term, v: Term) -> Iterator[tuple[Term, Term]]:
    """y and w >= 0 where a summand is w y^2."""
    monos: list[Mono] = list(env.poly(body))
    for y, n in monos[0] if len(monos) == 1 else ():
        weight = mono_of(dict(without(monos[0], y)))
        if n == 2 and v.args[0] in y.names and not domain.sign(env, {weight: 1}) & domain.NEG:
            yield y, mono_term(weight)


def _bounds(env: Env, p: Poly, y: Term, v: Term) -> tuple[list[Term], list[Term]]:
    """What is known to be no more, and no less, than y at every index."""
    low: list[Term] = []
    high: list[Term] = []
    for known in facts_at(env, [v]):
        slope = known.poly.get(((y, 1),), 0)
        rest = {m: c for m, c in known.poly.items() if m != ((y, 1),)}
        if slope and all(v.args[0] not in b.names for b in atoms(rest)):
            (high if slope > 0 else low).append(to_term(scale(rest, over(-1, slope))))
    for top in atoms(p):
        if is_whole(top, "max") and not top.loose and top.args[1][0] == v.args[1]:
            body = open_(top.args[2], v)
            if env.equal(body, y):
                high.append(top)
            elif env.equal(body, neg(y)):
                low.append(neg(top))
    return low, high
