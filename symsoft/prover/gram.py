"""The determinant of a Gram matrix of three vectors, one of them constant, as a sum of squares.

With weights w_k >= 0 it is a sixth of that over i, j and k of w_i w_j w_k det^2, the determinant
being that of the vectors' entries there (the Cauchy-Binet formula; R. A. Horn and C. R. Johnson,
*Matrix Analysis*, 0.8.7).  So a covariance is bounded by the variances.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import combinations, permutations

from symsoft.kernel import domain
from symsoft.kernel.normal import Env
from symsoft.kernel.poly import Mono, Poly, atoms, mono_of, mono_term, over
from symsoft.kernel.terms import ONE, Term, add, mk, mul, num, open_, power, subst
from symsoft.prover.terms import is_whole, sum_over

SIGNS = (1, -1, -1, 1, 1, -1)  # of the permutations of three, in their order


def gram_pieces(env: Env, p: Poly, units: list[Term]) -> Iterator[Term]:
    """Determinants in which the product of two sums of squares, (sum w y^2)(sum w x^2), occurs."""
    known = set(atoms(p))
    for mono, coef in p.items():
        sums = [a for a, e in mono if e == 1 and is_whole(a)] if coef > 0 else []
        for one, two in combinations(sums, 2):
            if one.args[1] == two.args[1]:
                v = mk("ix", "#u", one.args[1][0])
                for weight, y, x in _weighted(env, one, two, v):
                    head = _without_size(
                        env, mono, (one, two), sum_over(v.args[1], v, weight), units
                    )
                    mixed = (env.canonical(sum_over(v.args[1], v, mul(weight, y, x))),)
                    if head is not None and known.issuperset(mixed):
                        yield mul(mono_term(head, over(coef, 6)), _determinant(weight, y, x, v))


def _weighted(env: Env, one: Term, two: Term, v: Term) -> Iterator[tuple[Term, Term, Term]]:
    """w, y and x where the summands are w y^2 and w x^2."""
    first, second = (list(env.poly(open_(t.args[2], v))) for t in (one, two))
    if len(first) != 1 or len(second) != 1:
        return
    for y, w in _squared(first[0]):
        for x, also in _squared(second[0]):
            if w == also and not domain.sign(env, {w: 1}) & domain.NEG and y is not x:
                yield mono_term(w), y, x


def _squared(mono: Mono) -> Iterator[tuple[Term, Mono]]:
    for y, e in mono:
        if e == 2:
            yield y, mono_of({a: n for a, n in mono if a is not y})


def _without_size(
    env: Env, mono: Mono, sums: tuple[Term, Term], size: Term, units: list[Term]
) -> Mono | None:
    """What is in a monomial besides two sums and that of their weights, unless this is 1."""
    rest = {a: e for a, e in mono if a not in sums}
    total = env.canonical(size)
    if total is ONE or total in units:
        return mono_of(rest)
    if rest.get(total, 0) < 1:
        return None
    return mono_of({**rest, total: rest[total] - 1})


def _determinant(weight: Term, y: Term, x: Term, v: Term) -> Term:
    """The sum over three indices of the weights times the squared determinant."""
    dim = v.args[1]
    at = [mk("ix", f"#u{n}", dim) for n in range(3)]
    rows = [[subst(t, {v: i}) for i in at] for t in (ONE, y, x)]
    terms = (
        mul(num(Fraction(sign)), *(row[n] for row, n in zip(rows, order, strict=True)))
        for sign, order in zip(SIGNS, permutations(range(3)), strict=True)
    )
    body = mul(*(subst(weight, {v: i}) for i in at), power(add(*terms), 2))
    for i in at:
        body = sum_over(dim, i, body)
    return body
