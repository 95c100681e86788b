"""Every operator inside a product and inside a branch of cases."""

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
from tests.soundness.case import eq, false, ge, gt, hard, le, lt, true
from tests.soundness.letters import (
    F,
    K,
    S,
    W,
    a,
    c,
    d,
    f,
    i,
    j,
    k,
    l,
    phi,
    t,
    total,
    w,
    x,
    z,
)

up = iverson(gt(x, 0))
same = Eq(i, j)
sz, pz, pw = total(z[k], k), prod_over(z[k], k), prod_over(w[k], k)


def either(term, other, condition=same):  # type: ignore[no-untyped-def]
    """One term where a condition holds, and another elsewhere."""
    return Piecewise((term, condition), (other, True))


CASES = [
    # inside a product
    false("plus-in-product-expanded", eq(prod_over(1 + w[k], k), 1 + pw)),
    false("times-in-product-once", eq(prod_over(t * z[k], k), t * pz)),
    true("times-in-product", eq(prod_over(a * w[k], k), a**K * pw)),
    false("power-in-product-count", eq(prod_over(w[k] ** 2, k), pw**K)),
    true("power-in-product", eq(prod_over(w[k] ** 2, k), pw**2)),
    false(
        "root-in-product-sign-lost",
        eq(prod_over(sqrt(z[k] ** 2 + 2 * z[k] + 1), k), prod_over(z[k] + 1, k)),
    ),
    hard(
        "root-in-product-by-abs",
        eq(prod_over(sqrt(z[k] ** 2 + 2 * z[k] + 1), k), Abs(prod_over(z[k] + 1, k))),
    ),
    false("inverse-in-product-outside", eq(prod_over(1 / (1 + w[k]), k), 1 / (1 + pw))),
    true("inverse-in-product", eq(prod_over(1 / (1 + w[k]), k), 1 / prod_over(1 + w[k], k))),
    false("exp-in-product-lost-K", eq(prod_over(exp(z[k] + t), k), exp(t + sz))),
    true("exp-in-product", eq(prod_over(exp(z[k] + t), k), exp(K * t + sz))),
    false("log-in-product-outside", eq(prod_over(log(1 + a), k), K * log(1 + a))),
    true("log-in-product-constant", eq(prod_over(log(1 + a), k), log(1 + a) ** K)),
    false("abs-in-product-lost", eq(prod_over(Abs(z[k]), k), pz)),
    hard("abs-in-product-outside", eq(prod_over(Abs(z[k]), k), Abs(pz))),
    false(
        "sum-in-product-lost-power",
        eq(prod_over(w[i] * total(phi[k], k), i), pw * total(phi[k], k)),
    ),
    true("sum-in-product", eq(prod_over(w[i] * total(phi[k], k), i), pw * total(phi[k], k) ** K)),
    false("product-in-product-once", eq(prod_over(prod_over(w[k], k), i), pw)),
    true("product-in-product", eq(prod_over(prod_over(w[k], k), i), pw**K)),
    false("max-in-product-once", eq(prod_over(max_over(w[l], l), k), max_over(w[l], l))),
    true("max-in-product", eq(prod_over(max_over(w[l], l), k), max_over(w[l], l) ** K)),
    false("min-in-product-at-most-once", le(prod_over(min_over(w[l], l), k), min_over(w[l], l))),
    true("min-in-product", eq(prod_over(min_over(w[l], l), k), min_over(w[l], l) ** K)),
    false("delta-in-product-all-factors", eq(prod_over(1 + delta(i, k) * t, k), 1 + K * t)),
    hard("delta-in-product-one-factor", eq(prod_over(1 + delta(i, k) * t, k), 1 + t)),
    false(
        "bracket-in-product-of-signs",
        eq(prod_over(iverson(gt(z[k], 0)), k), iverson(gt(pz, 0))),
    ),
    hard("bracket-in-product-below", le(prod_over(iverson(gt(z[k], 0)), k), iverson(gt(pz, 0)))),
    false("cases-in-product-all", eq(prod_over(either(w[k], 1, Eq(k, i)), k), pw)),
    true("cases-in-product-one", eq(prod_over(either(w[k], 1, Eq(k, i)), k), w[i])),
    false("derivative-in-product-once", eq(prod_over(Derivative(z[k] ** 2, z[k]), k), 2 * pz)),
    true("derivative-in-product", eq(prod_over(Derivative(w[k] ** 2, w[k]), k), 2**K * pw)),
    false("limit-in-product-once", eq(prod_over(Limit(c * w[k] / (2 * c + 1), c, oo), k), pw / 2)),
    hard("limit-in-product", eq(prod_over(Limit(c * w[k] / (2 * c + 1), c, oo), k), pw / 2**K)),
    false("integral-in-product-once", eq(prod_over(Integral(x, (x, 0, w[k])), k), pw**2 / 2)),
    false("unknown-in-product-outside", eq(prod_over(F(z[k]), k), F(sz))),
    true("unknown-in-product-log", eq(log(prod_over(F(z[k]), k)), total(log(F(z[k])), k))),
    false("entry-in-product-row-out", eq(prod_over(W[k, d], k), W[i, d] ** K)),
    true("entry-in-product-other-row", eq(prod_over(exp(W[i, d]), k), exp(K * W[i, d]))),
    false("partial-in-product-never-empty", gt(prod_over(Sum(w[k], (k, 1, K - 1)), i), 0)),
    true("partial-in-product-not-negative", ge(prod_over(Sum(w[k], (k, 1, K - 1)), i), 0)),
    # inside a branch of cases
    false("plus-in-cases-lost-branch", eq(either(x + t, t, x > 0), x + t)),
    true("plus-in-cases", eq(either(x + t, t, x > 0), x * up + t)),
    false("times-in-cases-lost-branch", eq(either(x * t, 0, x > 0), x * t)),
    true("times-in-cases", eq(either(x * t, 0, x > 0), t * x * up)),
    false("power-in-cases-sign-lost", eq(either(x**2, -(x**2), x > 0), x**2)),
    true("power-in-cases-by-abs", eq(either(x**2, -(x**2), x > 0), x * Abs(x))),
    false("root-in-cases-lost-branch", eq(either(sqrt(x**2 + 1), 0, x > 0), sqrt(x**2 + 1))),
    false("inverse-in-cases-times-base", eq(x * either(1 / x, 0, x > 0), 1)),
    true("inverse-in-cases-times-base-up", eq(x * either(1 / x, 0, x > 0), up)),
    false("exp-in-cases-by-delta", eq(either(exp(x), 1), delta(i, j) * exp(x))),
    true("exp-in-cases-both", eq(either(exp(x), 1), 1 + delta(i, j) * (exp(x) - 1))),
    false("log-in-cases-wrong-argument", eq(either(log(a), 0), log(1 + a * delta(i, j)))),
    true("log-in-cases", eq(either(log(a), 0), log(1 + (a - 1) * delta(i, j)))),
    false("abs-in-cases-both", eq(either(Abs(x), x, x < t), Abs(x))),
    true("abs-in-cases-below", le(either(Abs(x), x, x < t), Abs(x))),
    false("sum-in-cases-own-twice", eq(either(sz, z[i]), delta(i, j) * sz + z[i])),
    true("sum-in-cases", eq(either(sz, z[i]), delta(i, j) * (sz - z[i]) + z[i])),
    false("product-in-cases-empty", eq(either(pw, 1), prod_over(w[k] * delta(i, j), k))),
    false("max-in-cases-both", eq(either(max_over(z[k], k), z[i]), max_over(z[k], k))),
    true("max-in-cases-below", le(either(max_over(z[k], k), z[i]), max_over(z[k], k))),
    false("min-in-cases-below-other", le(either(min_over(z[k], k), z[i]), z[j])),
    true("min-in-cases-below-own", le(either(min_over(z[k], k), z[i]), z[i])),
    false("delta-in-cases-both", eq(either(delta(i, j), 1 - delta(i, j), x > 0), delta(i, j))),
    false("bracket-in-cases-both", eq(either(up, 1 - up, x < t), up)),
    false(
        "cases-in-cases-outer-lost",
        eq(either(either(x, t, x > 0), x + 1, t > 0), either(x, t, x > 0)),
    ),
    true(
        "cases-in-cases-outer-decides",
        eq(either(either(x, t, x > 0), x + 1, t > 0), either(x, t, x > 0)),
        [gt(t, 0)],
    ),
    false("derivative-in-cases-lost-branch", eq(either(Derivative(x**3, x), 0, x > t), 3 * x**2)),
    true(
        "derivative-in-cases",
        eq(either(Derivative(x**3, x), 0, x > t), 3 * x**2 * iverson(gt(x, t))),
    ),
    false(
        "limit-in-cases-at-zero", eq(either(Limit(S(c * x), c, oo), 0, x > 0), iverson(ge(x, 0)))
    ),
    true("limit-in-cases", eq(either(Limit(S(c * x), c, oo), 0, x > 0), up)),
    false("integral-in-cases-lost-branch", eq(either(Integral(x, (x, 0, t)), 0, t > 0), t**2 / 2)),
    true("integral-in-cases", eq(either(Integral(x, (x, 0, t)), 0, t > 0), t**2 / 2), [gt(t, 0)]),
    false("unknown-in-cases-wrong-branch", eq(either(f(z[i]), f(z[j])), f(z[i]))),
    true("unknown-in-cases", eq(either(f(z[i]), f(z[j])), f(z[j]))),
    false("entry-in-cases-wrong-branch", eq(either(W[i, d], W[j, d]), W[i, d])),
    true("entry-in-cases", eq(either(W[i, d], W[j, d]), W[j, d])),
    false(
        "partial-in-cases-always-dropped",
        eq(either(Sum(z[k], (k, 1, K - 1)), sz, Eq(i, K)), sz - z[K]),
    ),
    true(
        "partial-in-cases",
        eq(either(Sum(z[k], (k, 1, K - 1)), sz, Eq(i, K)), sz - delta(i, K) * z[K]),
    ),
    false("root-in-cases-below", lt(either(sqrt(a), a / 2, a > Rational(1, 2)), a)),
]
