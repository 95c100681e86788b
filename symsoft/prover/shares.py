"""Divergences between the shares that the sums of a claim make: a_k/A and b_k/B.

Gibbs' inequality says that the sum of (a_k/A) log((a_k/A)/(b_k/B)) is not negative (T. M. Cover and
J. A. Thomas, *Elements of Information Theory*, 2.6); it is a sum of tangents.  Convexity of
log-sum-exp with any weights and that its gradient is monotone are sums of such divergences.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import permutations

from symsoft.kernel import domain
from symsoft.kernel.normal import Env
from symsoft.kernel.poly import Poly, accumulate, constant, scale
from symsoft.kernel.terms import Term, div, log, mk, mul, open_
from symsoft.prover.terms import inside, is_whole, sum_over, without

MOST_SUMS = 3
MOST_WEIGHTS = 3


def divergences(env: Env, p: Poly) -> Iterator[Term]:
    """The divergences between the shares of two sums in `p`, times weights >= 0."""
    for one, two in permutations(_sums(env, p), 2):
        if one.args[1] == two.args[1]:
            v = mk("ix", "#w", one.args[1][0])
            first, second = (div(open_(t.args[2], v), t) for t in (one, two))
            tangent = mk("tangent", log(env.canonical(div(second, first))))
            whole = sum_over(v.args[1], v, mul(first, tangent))
            yield from (mul(env.term(weight), whole) for weight in _weights(env, p, one, two))


def _sums(env: Env, p: Poly) -> list[Term]:
    """Sums of positive terms with exponentials, a few; none if there are more."""
    found = [t for t in inside(p) if is_whole(t) and not t.loose and _positive(env, t)]
    return found if len(found) <= MOST_SUMS else []


def _positive(env: Env, total: Term) -> bool:
    body = env.open(total)[1]
    return any(t.op == "exp" for t in inside(env.poly(body))) and env.sign(body) == domain.POS


def _weights(env: Env, p: Poly, one: Term, two: Term) -> list[Poly]:
    """1, and what the logarithms of the two sums are multiplied by."""
    found = [constant(1)]
    for total, sign in ((one, -1), (two, 1)):
        factor: Poly = {}
        for mono, coef in p.items():
            if (mk("log", total), 1) in mono:
                accumulate(factor, {without(mono, mk("log", total)): coef})
        weight = scale(factor, sign)
        if factor and weight not in found and not domain.sign(env, weight) & domain.NEG:
            found.append(weight)
    return found[:MOST_WEIGHTS]
