"""Every operator inside a power or root and inside a sum."""

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
from tests.soundness.case import eq, false, ge, gt, hard, le, true
from tests.soundness.letters import (
    F,
    K,
    P,
    S,
    W,
    a,
    b,
    beta,
    c,
    d,
    e,
    f,
    i,
    j,
    k,
    l,
    t,
    total,
    u,
    v,
    w,
    x,
    z,
)

up = iverson(gt(x, 0))
sz, sv = total(z[k], k), total(v[k], k)

CASES = [
    # inside a power or a root
    false("plus-in-power-cubes", eq((x + t) ** 3, x**3 + t**3)),
    true("plus-in-power-expanded", eq((x + t) ** 3, x**3 + 3 * x**2 * t + 3 * x * t**2 + t**3)),
    false("times-in-power-sign-lost", eq(sqrt((x * t + 1) ** 2 * a), (x * t + 1) * sqrt(a))),
    true("times-in-power-by-abs", eq(sqrt((x * t + 1) ** 2 * a), Abs(x * t + 1) * sqrt(a))),
    false("power-in-power-sign-lost", eq((x**2 + 2 * x + 1) ** Rational(3, 2), (x + 1) ** 3)),
    hard("power-in-power-by-abs", eq((x**2 + 2 * x + 1) ** Rational(3, 2), Abs(x + 1) ** 3)),
    false("root-in-power-lost-cross-term", eq((sqrt(a) + sqrt(b)) ** 2, a + b)),
    true("root-in-power-cross-term", eq((sqrt(a) + sqrt(b)) ** 2, a + b + 2 * sqrt(a * b))),
    false("inverse-in-power-termwise", eq(1 / (1 / a + 1 / b), a + b)),
    true("inverse-in-power-harmonic", eq(1 / (1 / a + 1 / b), a * b / (a + b))),
    false("exp-in-power-termwise", eq((1 + exp(x)) ** 2, 1 + exp(2 * x))),
    false("log-in-power-inside", eq(log(a) ** 2, log(a**2))),
    false("abs-in-power-odd", eq(Abs(x + t) ** 3, (x + t) ** 3)),
    true("abs-in-power-odd-above", ge(Abs(x + t) ** 3, (x + t) ** 3)),
    false("sum-in-power-cubes", eq(sz**3, total(z[k] ** 3, k))),
    false("product-in-power-sign-lost", eq(sqrt(prod_over(z[k] ** 2, k)), prod_over(z[k], k))),
    false("product-in-power-count", eq(prod_over(w[k], k) ** K, prod_over(w[k] ** 2, k))),
    true("product-in-power-inside", eq(prod_over(w[k], k) ** 3, prod_over(w[k] ** 3, k))),
    false("max-in-power-even", eq(max_over(z[k], k) ** 2, max_over(z[k] ** 2, k))),
    true("max-in-power-positive", eq(max_over(w[k], k) ** 2, max_over(w[k] ** 2, k))),
    false("min-in-power-even", eq(min_over(z[k], k) ** 2, min_over(z[k] ** 2, k))),
    false("delta-in-power-lost-cross-term", eq((t + delta(i, j)) ** 2, t**2 + delta(i, j))),
    true("delta-in-power-cross-term", eq((t + delta(i, j)) ** 2, t**2 + delta(i, j) * (2 * t + 1))),
    false("bracket-in-power-lost-cross-term", eq((x + up) ** 2, x**2 + up)),
    true("bracket-in-power-cross-term", eq((x + up) ** 2, x**2 + up * (2 * x + 1))),
    false(
        "cases-in-power-sign-lost",
        eq(sqrt(Piecewise((x**2, x < t), (4, True))), Piecewise((x, x < t), (2, True))),
    ),
    false("derivative-in-power-inside", eq(Derivative(x**3, x) ** 2, Derivative(x**6, x))),
    true("derivative-in-power", eq(Derivative(x**3, x) ** 2, 9 * x**4)),
    false("limit-in-power-sign-lost", eq(sqrt(Limit(x**2 * c / (1 + c), c, oo)), x)),
    hard("limit-in-power-by-abs", eq(sqrt(Limit(x**2 * c / (1 + c), c, oo)), Abs(x))),
    false("integral-in-power-inside", eq(Integral(x, (x, 0, a)) ** 2, Integral(x**2, (x, 0, a)))),
    true("integral-in-power", eq(Integral(x, (x, 0, a)) ** 2, a**4 / 4)),
    false("unknown-in-power-inside", eq(F(x) ** 2, F(x**2))),
    false(
        "entry-in-power-lost-cross-term",
        eq((W[i, d] + W[j, d]) ** 2, W[i, d] ** 2 + W[j, d] ** 2),
    ),
    true("entry-in-power-symmetric", eq((1 + P[d, e]) ** 3, (1 + P[e, d]) ** 3)),
    false("partial-in-power-lost-last", eq(Sum(z[k], (k, 1, K - 1)) ** 2, sz**2 - z[K] ** 2)),
    true("partial-in-power", eq(Sum(z[k], (k, 1, K - 1)) ** 2, (sz - z[K]) ** 2)),
    # inside a sum
    false("plus-in-sum-lost-K", eq(total(z[k] + t, k), sz + t)),
    true("plus-in-sum", eq(total(z[k] + t, k), sz + K * t)),
    false("times-in-sum-captured", eq(total(z[k] * v[k], k), v[k] * sz)),
    true("times-in-sum-free-letter", eq(total(z[l] * v[k], l), v[k] * sz)),
    false(
        "power-in-sum-lost-K",
        eq(total((z[k] + t) ** 2, k), total(z[k] ** 2, k) + 2 * t * sz + t**2),
    ),
    true(
        "power-in-sum", eq(total((z[k] + t) ** 2, k), total(z[k] ** 2, k) + 2 * t * sz + K * t**2)
    ),
    false("root-in-sum-outside", eq(total(sqrt(w[k]), k), sqrt(total(w[k], k)))),
    true("root-in-sum-above", ge(total(sqrt(w[k]), k), sqrt(total(w[k], k)))),
    false("inverse-in-sum-harmonic", eq(total(1 / w[k], k), K**2 / total(w[k], k))),
    true("inverse-in-sum-harmonic-above", ge(total(1 / w[k], k), K**2 / total(w[k], k))),
    false("exp-in-sum-shift-added", eq(total(exp(z[k] + t), k), exp(t) + total(exp(z[k]), k))),
    false("log-in-sum-outside", eq(total(log(1 + w[k]), k), log(1 + total(w[k], k)))),
    hard("log-in-sum-above", ge(total(log(1 + w[k]), k), log(1 + total(w[k], k)))),
    false("abs-in-sum-outside", eq(total(Abs(z[k]), k), Abs(sz))),
    true("abs-in-sum-above", ge(total(Abs(z[k]), k), Abs(sz))),
    false(
        "sum-in-sum-letter-leaks",
        eq(total(total(z[k] * v[k], k) * u[k], k), total(z[k] * v[k] * u[k], k)),
    ),
    true(
        "sum-in-sum-shadowed",
        eq(total(total(z[k] * v[k], k) * u[k], k), total(z[l] * v[l], l) * total(u[k], k)),
    ),
    false(
        "product-in-sum-lost-power",
        eq(total(prod_over(z[k] * v[j], j), k), sz * prod_over(v[j], j)),
    ),
    true(
        "product-in-sum",
        eq(total(prod_over(a * w[j], j), k), K * a**K * prod_over(w[j], j)),
    ),
    false("max-in-sum-lost-K", eq(total(max_over(z[k] + v[l], l), k), sz + max_over(v[l], l))),
    true("max-in-sum", eq(total(max_over(z[k] + v[l], l), k), sz + K * max_over(v[l], l))),
    false("min-in-sum-any-sign", eq(total(min_over(z[k] * v[l], l), k), sz * min_over(v[l], l))),
    true(
        "min-in-sum-positive",
        eq(total(min_over(w[k] * v[l], l), k), total(w[k], k) * min_over(v[l], l)),
    ),
    false("delta-in-sum-two-rows", eq(total(delta(i, k) * delta(j, k) * z[k], k), z[i])),
    true(
        "delta-in-sum-two-rows-meet",
        eq(total(delta(i, k) * delta(j, k) * z[k], k), delta(i, j) * z[j]),
    ),
    false("bracket-in-sum-one-below", eq(total(iverson(le(z[k], z[i])), k), 1)),
    true("bracket-in-sum-at-most-all", le(total(iverson(le(z[k], z[i])), k), K)),
    false(
        "cases-in-sum-own-twice", eq(total(Piecewise((z[k], Eq(k, i)), (v[k], True)), k), z[i] + sv)
    ),
    true("cases-in-sum", eq(total(Piecewise((z[k], Eq(k, i)), (v[k], True)), k), z[i] + sv - v[i])),
    false("derivative-in-sum-all-terms", eq(total(Derivative(z[k] ** 2, z[j]), k), 2 * sz)),
    true("derivative-in-sum-one-term", eq(total(Derivative(z[k] ** 2, z[j]), k), 2 * z[j])),
    true("derivative-in-sum-own-letter", eq(total(Derivative(z[k] ** 2, z[k]), k), 2 * sz)),
    false("limit-in-sum-lost-K", eq(total(Limit(S(c * w[k]), c, oo), k), 1)),
    hard("limit-in-sum", eq(total(Limit(S(c * w[k]), c, oo), k), K)),
    false(
        "integral-in-sum-square-outside",
        eq(total(Integral(x, (x, 0, w[k])), k), total(w[k], k) ** 2 / 2),
    ),
    hard("integral-in-sum", eq(total(Integral(x, (x, 0, w[k])), k), total(w[k] ** 2, k) / 2)),
    false("unknown-in-sum-outside", eq(total(f(z[k]), k), f(sz))),
    true("unknown-in-sum-constant", eq(total(f(t), k), K * f(t))),
    false("entry-in-sum-row-out", eq(total(W[k, d] * z[k], k), W[i, d] * sz)),
    true("entry-in-sum-other-row-out", eq(total(W[i, d] * z[k], k), W[i, d] * sz)),
    false(
        "partial-in-sum-kept-last",
        eq(total(Sum(z[k], (k, 1, K - 1)) + beta, j), (K - 1) * sz + K * beta),
    ),
    true("partial-in-sum", eq(total(Sum(z[k], (k, 1, K - 1)), j), K * (sz - z[K]))),
]
