"""Every operator inside the body of an integral."""

from __future__ import annotations

from sympy import (
    Abs,
    Derivative,
    Eq,
    Integral,
    Limit,
    Piecewise,
    Rational,
    Sum,
    exp,
    log,
    oo,
    sqrt,
)

from symsoft import delta, iverson, max_over, min_over, prod_over
from tests.soundness.case import eq, false, gt, hard, true
from tests.soundness.letters import K, W, a, alpha, beta, c, d, f, i, j, k, t, total, v, x, z


def over(body, low=0, high=t):  # type: ignore[no-untyped-def]
    """The integral by x."""
    return Integral(body, (x, low, high))


up = iverson(gt(x, 0))

CASES = [
    false("plus-in-integral-lost-length", eq(over(x + alpha), t**2 / 2 + alpha)),
    true("plus-in-integral", eq(over(x + alpha), t**2 / 2 + alpha * t)),
    false("times-in-integral-of-each", eq(over(x * exp(x)), t**2 / 2 * (exp(t) - 1))),
    true("times-in-integral-by-parts", eq(over(x * exp(x)), (t - 1) * exp(t) + 1)),
    false("power-in-integral-lost-start", eq(over((x + 1) ** 2), (t + 1) ** 3 / 3)),
    true("power-in-integral", eq(over((x + 1) ** 2), (t + 1) ** 3 / 3 - Rational(1, 3))),
    false("root-in-integral-lost-factor", eq(over(sqrt(x), 0, a), a ** Rational(3, 2))),
    true("root-in-integral", eq(over(sqrt(x), 0, a), 2 * a ** Rational(3, 2) / 3)),
    false("inverse-in-integral-lost-start", eq(over(1 / (1 + x) ** 2, 0, a), -1 / (1 + a))),
    true("inverse-in-integral", eq(over(1 / (1 + x) ** 2, 0, a), a / (1 + a))),
    false("exp-in-integral-lost-start", eq(over(exp(2 * x)), exp(2 * t) / 2)),
    true("exp-in-integral", eq(over(exp(2 * x)), (exp(2 * t) - 1) / 2)),
    false("log-in-integral-lost-start", eq(over(log(x), 1, a), a * log(a) - a)),
    true("log-in-integral", eq(over(log(x), 1, a), a * log(a) - a + 1)),
    false("abs-in-integral-cancels", eq(over(Abs(x), -2, 2), 0)),
    true("abs-in-integral", eq(over(Abs(x), -2, 2), 4)),
    false(
        "sum-in-integral-square-outside",
        eq(over(total(z[k] * x, k)), total(z[k], k) ** 2 * t**2 / 2),
    ),
    true("sum-in-integral", eq(over(total(z[k] * x, k)), total(z[k], k) * t**2 / 2)),
    false("product-in-integral-outside", eq(over(prod_over(x, k), 0, 1), 1 / 2**K)),
    true("product-in-integral", eq(over(prod_over(x, k), 0, 1), 1 / (K + 1))),
    false("max-in-integral-odd", eq(over(max_over(x * z[k], k), -1, 1), 0)),
    false(
        "min-in-integral-of-each",
        eq(
            over(min_over(z[k] + x * v[k], k), 0, 1),
            min_over(z[k], k) + min_over(v[k], k) / 2,
        ),
    ),
    false("delta-in-integral-lost-length", eq(over(x + delta(i, j)), t**2 / 2 + delta(i, j))),
    true("delta-in-integral", eq(over(x + delta(i, j)), t**2 / 2 + t * delta(i, j))),
    false("bracket-in-integral-both-sides", eq(over(up, -1, 2), 3)),
    true("bracket-in-integral", eq(over(up, -1, 2), 2)),
    false("cases-in-integral-one-branch", eq(over(Piecewise((x, x > 0), (0, True)), -1, 1), 0)),
    true("cases-in-integral", eq(over(Piecewise((x, x > 0), (0, True)), -1, 1), Rational(1, 2))),
    false("cases-in-integral-by-index", eq(over(Piecewise((x, Eq(i, j)), (1, True))), t**2 / 2)),
    false("derivative-in-integral-lost-start", eq(over(Derivative(f(x) ** 2, x)), f(t) ** 2)),
    true("derivative-in-integral", eq(over(Derivative(f(x) ** 2, x)), f(t) ** 2 - f(0) ** 2)),
    false(
        "derivative-in-integral-other-letter",
        eq(over(Derivative(x**2 * alpha, alpha)), alpha * t**2),
    ),
    false("limit-in-integral-lost-half", eq(over(Limit(c * x / (2 * c + 1), c, oo)), t**2 / 2)),
    hard("limit-in-integral", eq(over(Limit(c * x / (2 * c + 1), c, oo)), t**2 / 4)),
    false("integral-in-integral-captured", eq(over(x * over(x, 0, 1)), t**3 / 3)),
    hard("integral-in-integral-shadowed", eq(over(x * over(x, 0, 1)), t**2 / 4)),
    false("integral-in-integral-lost-sixth", eq(over(Integral(beta, (beta, 0, x))), t**3 / 3)),
    hard("integral-in-integral", eq(over(Integral(beta, (beta, 0, x))), t**3 / 6)),
    false("unknown-in-integral-as-its-own", eq(over(f(x)), f(t) - f(0))),
    false("entry-in-integral-other-row", eq(over(W[i, d] * x), W[j, d] * t**2 / 2)),
    true("entry-in-integral", eq(over(W[i, d] * x), W[i, d] * t**2 / 2)),
    false(
        "partial-in-integral-is-whole",
        eq(over(Sum(x * z[k], (k, 1, K - 1)), 0, 1), total(z[k], k) / 2),
    ),
    true(
        "partial-in-integral",
        eq(over(Sum(x * z[k], (k, 1, K - 1)), 0, 1), (total(z[k], k) - z[K]) / 2),
    ),
]
