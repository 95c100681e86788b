"""Each tactic proves its kind of claim, and the false neighbours of the claim are refuted."""

from __future__ import annotations

import pytest
from sympy import Abs, Eq, Ge, Gt, Le, Limit, Lt, Ne, Rational, exp, log, oo, sqrt

from symsoft import (
    decide,
    delta,
    dim,
    entropy,
    forall,
    indices,
    kl_divergence,
    logsumexp,
    max_over,
    scalar,
    softmax,
    sum_over,
    vector,
)

K = dim("K")
i, j, k, l = indices("i j k l", K)
z, v, u = (vector(name, K) for name in "z v u".split())
w, phi = vector("w", K, positive=True), vector("phi", K, positive=True)
x, t, s = (scalar(name) for name in "x t s".split())
a, b, c = (scalar(name, positive=True) for name in "a b c".split())
p = softmax(z)
peak = max_over(z[k], k)
simplex = Eq(sum_over(phi[k], k), 1)
unique = forall(k, z[k] < z[i], where=Ne(k, i))


def equation(left, right):
    return Eq(left, right, evaluate=False)


TRUE = {
    "known inequalities are added": (Le(x, t), [Le(x, s), Le(s, t)]),
    "and multiplied by positive factors": (Le(a**2, b**2), [Le(a, b)]),
    "an order is read off softmax": (Le(z[i], z[j]), [Le(p[i], p[j])]),
    "tangents under one sum": (Ge(kl_divergence(phi, p), 0), [simplex]),
    "a share of one": (Le(sum_over(phi[k] * z[k], k), peak), [simplex]),
    "Jensen for exp": (
        Le(exp(sum_over(p[k] * v[k], k)), sum_over(p[k] * exp(v[k]), k)),
        [],
    ),
    "Lagrange's identity": (
        Le(sum_over(z[k] * v[k], k) ** 2, sum_over(z[k] ** 2, k) * sum_over(v[k] ** 2, k)),
        [],
    ),
    "a completed square": (Le(sqrt(a * b), (a + b) / 2), []),
    "the conjugate of a root": (equation(sqrt(a**2 + 2 * a * b + b**2), a + b), []),
    "the entropy bound": (Le(entropy(p), log(K)), []),
    "two terms of a sum": (Le(p[i] + p[j], 1), [Ne(i, j)]),
    "cases of sign": (Le(x + Abs(t), Abs(x) + Abs(t)), []),
    "equal indices": (equation(z[i] * v[j], z[j] * v[i]), [Eq(i, j)]),
    "equal indices in a row": (equation(delta(i, l), 1), [Eq(i, j), Eq(j, l)]),
    "a unique maximum": (equation(Limit(softmax(c * z)[i], c, oo), 1), [unique]),
    "below the maximum": (equation(Limit(softmax(c * z)[i], c, oo), 0), [Lt(z[i], z[j])]),
    "l'Hôpital twice": (equation(Limit((exp(x) - 1 - x) / x**2, x, 0), Rational(1, 2)), []),
    "cases of growth": (
        equation(Limit(exp(a * c) / (exp(a * c) + exp(b * c)), c, oo), 1),
        [Lt(b, a)],
    ),
    "bounds for every index": (Gt(entropy(softmax(vector("eta", dim("N", min=2)))), 0), []),
}
FALSE = {
    "added the wrong way round": (Le(x, t), [Le(x, s), Le(t, s)]),
    "multiplied by an unknown sign": (Le(x**2, t**2), [Le(x, t)]),
    "without the simplex": (Ge(kl_divergence(phi, w), 0), []),
    "weights that do not sum to one": (Le(sum_over(phi[k] * z[k], k), peak), []),
    "a bound that is strict at one class": (Lt(entropy(p), log(K)), []),
    "two terms that may be one": (Le(p[i] + p[j], 1), []),
    "the triangle the wrong way round": (Ge(Abs(x + t), Abs(x) + Abs(t)), []),
    "indices that may differ": (equation(z[i] * v[j], z[j] * v[i]), []),
    "a maximum that may be shared": (
        equation(Limit(softmax(c * z)[i], c, oo), 1),
        [forall(k, z[k] <= z[i])],
    ),
    "not strictly below the maximum": (
        equation(Limit(softmax(c * z)[i], c, oo), 0),
        [Le(z[i], z[j])],
    ),
    "a lost half": (equation(Limit((exp(x) - 1 - x) / x**2, x, 0), 1), []),
    "growth that may be equal": (
        equation(Limit(exp(a * c) / (exp(a * c) + exp(b * c)), c, oo), 1),
        [Le(b, a)],
    ),
    "an infinite limit that is finite": (equation(Limit(log(c) / c, c, oo), oo), []),
    "a loss that is weakly best": (
        equation(Limit(logsumexp(c * z) - c * z[i], c, oo), 0),
        [forall(k, z[k] <= z[i])],
    ),
}


@pytest.mark.parametrize("name", TRUE)
def test_true_claims_are_proved(name):
    claim, given = TRUE[name]
    verdict = decide(claim, given=given)
    assert verdict.status == "proved", verdict.reason


@pytest.mark.parametrize("name", FALSE)
def test_false_neighbours_are_refuted(name):
    claim, given = FALSE[name]
    verdict = decide(claim, given=given)
    assert verdict.status == "refuted", verdict.reason


def test_a_limit_with_two_values_is_not_refuted_by_one_of_them():
    verdict = decide(equation(Limit(Abs(x) / x, x, 0), 1))
    assert verdict.status == "unknown"
