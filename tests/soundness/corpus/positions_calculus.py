"""Every operator inside a derivative and inside a limit."""

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
from tests.soundness.letters import (
    K,
    S,
    W,
    a,
    b,
    c,
    d,
    f,
    i,
    j,
    k,
    l,
    t,
    total,
    v,
    w,
    x,
    xi,
    z,
)

softplus = log(1 + exp(c * x)) / c
peak = max_over(z[k], k)

CASES = [
    # inside a derivative
    false("plus-in-derivative-kept-constant", eq(Derivative(x**2 + t, x), 2 * x + t)),
    true("plus-in-derivative", eq(Derivative(x**2 + t, x), 2 * x)),
    false(
        "times-in-derivative-of-each", eq(Derivative(x**2 * exp(t * x), x), 2 * x * t * exp(t * x))
    ),
    true(
        "times-in-derivative-product-rule",
        eq(Derivative(x**2 * exp(t * x), x), (2 * x + t * x**2) * exp(t * x)),
    ),
    false(
        "power-in-derivative-lost-inner", eq(Derivative((x**2 + 1) ** 3, x), 3 * (x**2 + 1) ** 2)
    ),
    true("power-in-derivative", eq(Derivative((x**2 + 1) ** 3, x), 6 * x * (x**2 + 1) ** 2)),
    false(
        "root-in-derivative-lost-inner", eq(Derivative(sqrt(1 + x**2), x), 1 / (2 * sqrt(1 + x**2)))
    ),
    true("root-in-derivative", eq(Derivative(sqrt(1 + x**2), x), x / sqrt(1 + x**2))),
    false(
        "inverse-in-derivative-lost-inner", eq(Derivative(1 / (1 + x**2), x), -1 / (1 + x**2) ** 2)
    ),
    true("inverse-in-derivative", eq(Derivative(1 / (1 + x**2), x), -2 * x / (1 + x**2) ** 2)),
    false("exp-in-derivative-lost-inner", eq(Derivative(exp(x * t), x), exp(x * t))),
    true("exp-in-derivative-other-letter", eq(Derivative(exp(x * t), t), x * exp(x * t))),
    false("log-in-derivative-lost-inner", eq(Derivative(log(1 + x**2), x), 1 / (1 + x**2))),
    true("log-in-derivative", eq(Derivative(log(1 + x**2), x), 2 * x / (1 + x**2))),
    false("abs-in-derivative-one-side", eq(Derivative(Abs(x * t), x), Abs(t))),
    hard("abs-in-derivative-known-side", eq(Derivative(Abs(x * t), x), Abs(t)), [gt(x, 0)]),
    false(
        "sum-in-derivative-all-terms", eq(Derivative(Sum(z[j] * v[j], (j, 1, K)), z[j]), K * v[j])
    ),
    true("sum-in-derivative-own-term", eq(Derivative(Sum(z[j] * v[j], (j, 1, K)), z[j]), v[j])),
    false(
        "product-in-derivative-same", eq(Derivative(prod_over(w[k], k), w[j]), prod_over(w[k], k))
    ),
    true(
        "product-in-derivative",
        eq(Derivative(prod_over(w[k], k), w[j]), prod_over(w[k], k) / w[j]),
    ),
    false("max-in-derivative-any-scale", eq(Derivative(max_over(t * z[k], k), t), peak)),
    hard("max-in-derivative-positive-scale", eq(Derivative(max_over(c * z[k], k), c), peak)),
    false("min-in-derivative-lost-one", eq(Derivative(min_over(z[k], k) + t, t), 0)),
    hard("min-in-derivative-moved", eq(Derivative(min_over(z[k] + t, k), t), 1)),
    false("delta-in-derivative-own", eq(Derivative(delta(i, j) * z[i], z[j]), 1)),
    true("delta-in-derivative", eq(Derivative(delta(i, j) * z[i], z[j]), delta(i, j))),
    false("bracket-in-derivative-one-side", eq(Derivative(iverson(gt(x, 0)) * x, x), 1)),
    true(
        "bracket-in-derivative-known-side",
        eq(Derivative(iverson(gt(x, 0)) * x, x), 1),
        [gt(x, 0)],
    ),
    false(
        "cases-in-derivative-one-branch",
        eq(Derivative(Piecewise((x**2, Eq(i, j)), (x, True)), x), 2 * x),
    ),
    true(
        "cases-in-derivative",
        eq(
            Derivative(Piecewise((x**2, Eq(i, j)), (x, True)), x),
            Piecewise((2 * x, Eq(i, j)), (1, True)),
        ),
    ),
    false("derivative-in-derivative-order", eq(Derivative(t * Derivative(x * t, x), t), t)),
    true("derivative-in-derivative", eq(Derivative(t * Derivative(x * t, x), t), 2 * t)),
    false("limit-in-derivative-one-side", eq(Derivative(Limit(x * S(c * x), c, oo), x), 1)),
    hard(
        "limit-in-derivative", eq(Derivative(Limit(x * c / (2 * c + 1), c, oo), x), Rational(1, 2))
    ),
    false(
        "integral-in-derivative-lost-end",
        eq(Derivative(Integral(x * t, (x, 0, t)), t), Integral(x, (x, 0, t))),
    ),
    hard("integral-in-derivative", eq(Derivative(Integral(x * t, (x, 0, t)), t), 3 * t**2 / 2)),
    false(
        "unknown-in-derivative-of-each",
        eq(Derivative(f(x) * f(2 * x), x), Derivative(f(x), x) * Derivative(f(2 * x), x)),
    ),
    false(
        "entry-in-derivative-any-row",
        eq(Derivative(Sum(W[i, d] * xi[d], (d, 1, 2)), W[j, 1]), xi[1]),
    ),
    true(
        "entry-in-derivative",
        eq(Derivative(total(W[i, d] * xi[d], d), W[j, d]), delta(i, j) * xi[d]),
    ),
    false(
        "entry-in-derivative-every-row", eq(Derivative(total(W[i, d] * xi[d], d), W[j, d]), xi[d])
    ),
    false(
        "partial-in-derivative-last-too",
        eq(Derivative(Sum(z[k] ** 2, (k, 1, K - 1)), z[j]), 2 * z[j]),
    ),
    true(
        "partial-in-derivative",
        eq(Derivative(Sum(z[k] ** 2, (k, 1, K - 1)), z[j]), 2 * z[j] * (1 - delta(j, K))),
    ),
    # inside a limit
    false("plus-in-limit-cancels", eq(Limit(sqrt(c**2 + 2 * c) - c, c, oo), 0)),
    true("plus-in-limit", eq(Limit(sqrt(c**2 + 2 * c) - c, c, oo), 1)),
    false("times-in-limit-zero-wins", eq(Limit(c * log(1 + a / c), c, oo), 0)),
    true("times-in-limit", eq(Limit(c * log(1 + a / c), c, oo), a)),
    false("power-in-limit-base-first", eq(Limit((1 + a / c) ** c, c, oo), 1)),
    true("power-in-limit", eq(Limit((1 + a / c) ** c, c, oo), exp(a))),
    false("root-in-limit-sign-lost", eq(Limit(sqrt(x**2 + 1 / c), c, oo), x)),
    true("root-in-limit-by-abs", eq(Limit(sqrt(x**2 + 1 / c), c, oo), Abs(x))),
    false("inverse-in-limit-any-sign", eq(Limit(1 / (1 + exp(c * x)), c, oo), 0)),
    true("inverse-in-limit-known-sign", eq(Limit(1 / (1 + exp(c * x)), c, oo), 0), [gt(x, 0)]),
    false("exp-in-limit-at-zero", eq(Limit(exp(-c * x**2), c, oo), 0)),
    true("exp-in-limit", eq(Limit(exp(-c * x**2), c, oo), iverson(eq(x, 0)))),
    false("log-in-limit-of-each", eq(Limit(log(a + c) - log(b + c), c, oo), log(a) - log(b))),
    true("log-in-limit", eq(Limit(log(a + c) - log(b + c), c, oo), 0)),
    false("abs-in-limit-lost", eq(Limit(Abs(c * x - 1) / c, c, oo), x)),
    false("sum-in-limit-ties", eq(Limit(total(exp(c * (z[k] - peak)), k), c, oo), 1)),
    true(
        "sum-in-limit",
        eq(Limit(total(exp(c * (z[k] - peak)), k), c, oo), total(iverson(eq(z[l], peak)), l)),
    ),
    false("product-in-limit-any-sign", eq(Limit(prod_over(S(c * z[k]), k), c, oo), 1)),
    hard("product-in-limit-positive", eq(Limit(prod_over(S(c * w[k]), k), c, oo), 1)),
    false(
        "max-in-limit-at-zero",
        eq(Limit(max_over(S(c * z[k]), k), c, oo), iverson(gt(peak, 0))),
    ),
    false(
        "min-in-limit-of-each",
        eq(Limit(min_over(z[k] + t * v[k], k), t, 1), min_over(z[k], k) + min_over(v[k], k)),
    ),
    true("min-in-limit", eq(Limit(min_over(z[k] + t * v[k], k), t, 1), min_over(z[k] + v[k], k))),
    false("delta-in-limit-own", eq(Limit(exp(-c * delta(i, j)), c, oo), 0)),
    true("delta-in-limit", eq(Limit(exp(-c * delta(i, j)), c, oo), 1 - delta(i, j))),
    false(
        "bracket-in-limit-at-the-jump", eq(Limit(iverson(gt(1 / c, x)), c, oo), iverson(gt(0, x)))
    ),
    false(
        "cases-in-limit-at-the-jump",
        eq(
            Limit(Piecewise((1, gt(1 / c, x)), (0, True)), c, oo),
            Piecewise((1, gt(0, x)), (0, True)),
        ),
    ),
    false(
        "derivative-in-limit-at-the-corner",
        eq(Limit(Derivative(softplus, x), c, oo), iverson(gt(x, 0))),
    ),
    true(
        "derivative-in-limit",
        eq(
            Limit(Derivative(softplus, x), c, oo),
            iverson(gt(x, 0)) + iverson(eq(x, 0)) / 2,
        ),
    ),
    false("limit-in-limit-order", eq(Limit(Limit(a / (a + b), a, oo), b, oo), 0)),
    hard("limit-in-limit", eq(Limit(Limit(a / (a + b), a, oo), b, oo), 1)),
    false("integral-in-limit-pointwise", eq(Limit(Integral(c * exp(-c * x), (x, 0, 1)), c, oo), 0)),
    hard("integral-in-limit", eq(Limit(Integral(c * exp(-c * x), (x, 0, 1)), c, oo), 1)),
    false("unknown-in-limit-lost-slope", eq(Limit(c * (f(x + 1 / c) - f(x)), c, oo), f(x))),
    true("unknown-in-limit", eq(Limit(c * (f(x + 1 / c) - f(x)), c, oo), Derivative(f(x), x))),
    false("entry-in-limit-other-row", eq(Limit(S(c) * W[i, d], c, oo), W[j, d])),
    true("entry-in-limit", eq(Limit(S(c) * W[i, d], c, oo), W[i, d])),
    false(
        "partial-in-limit-counts-all",
        eq(Limit(Sum(S(c * w[k]), (k, 1, K - 1)), c, oo), K),
    ),
    true(
        "partial-in-limit",
        eq(Limit(Sum(S(c * w[k]), (k, 1, K - 1)), c, oo), K - 1),
    ),
]
