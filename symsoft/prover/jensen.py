"""Powers under a sum against the power of their mean, as Jensen's inequality compares them.

With weights w_k >= 0, W their sum and m the mean of the y_k, the difference of the mean of y^n and
m^n is the sum of w_k (y_k^n - m^n - n m^(n-1) (y_k - m)) / W, in which (y_k - m)^2 is a factor:
the distance to the tangent at the mean (G. H. Hardy, J. E. Littlewood and G. Polya,
*Inequalities*, 2.9 and 3.8).
"""

from __future__ import annotations

from collections.abc import Iterator

from symsoft.kernel.normal import Env
from symsoft.kernel.poly import Mono, Poly, Rational, atoms, mono_of, mono_term
from symsoft.kernel.terms import ONE, Term, add, div, mk, mul, neg, num, open_, power, sub
from symsoft.prover.factored import factored
from symsoft.prover.terms import is_whole, sum_over, without

USUAL = (0, 1, 2)  # exponents for which other squares are found


def mean_pieces(env: Env, p: Poly, units: list[Term]) -> Iterator[Term]:
    """Sums of powers less their tangents at the mean, for the means that `p` speaks of."""
    known = set(atoms(p))
    for mono, coef in p.items():
        for a, e in mono:
            if e != 1 or not is_whole(a):
                continue
            v = mk("ix", "#v", a.args[1][0])
            for y, n, weight in _powers(env, open_(a.args[2], v), v):
                total = env.canonical(sum_over(v.args[1], v, mul(weight, y)))
                if total in known:
                    mean = div(total, _size(env, weight, v, units))
                    piece = _piece(env, weight, y, n, mean)
                    if piece is not None:
                        head = mono_term(without(mono, a), coef)
                        yield mul(head, sum_over(v.args[1], v, piece))


def _powers(env: Env, body: Term, v: Term) -> Iterator[tuple[Term, Rational, Term]]:
    """y, n and w where a summand is w y^n."""
    monos: list[Mono] = list(env.poly(body))
    for y, n in monos[0] if len(monos) == 1 else ():
        if n not in USUAL and v.args[0] in y.names:
            yield y, n, mono_term(mono_of(dict(without(monos[0], y))))


def _size(env: Env, weight: Term, v: Term, units: list[Term]) -> Term:
    """The sum of the weights."""
    total = env.canonical(sum_over(v.args[1], v, weight))
    return ONE if total in units else total


def _piece(env: Env, weight: Term, y: Term, n: Rational, mean: Term) -> Term | None:
    slope = mul(num(n), power(mean, num(n - 1)))
    tangent = add(power(mean, num(n)), mul(slope, sub(y, mean)))
    gap = env.poly(add(power(y, num(n)), neg(tangent)))
    product = factored(env, gap)
    return None if product is None else mul(weight, product)
