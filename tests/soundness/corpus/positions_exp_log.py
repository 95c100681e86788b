"""Every operator inside an exponential and inside a logarithm: laws that do not reach so far."""

from __future__ import annotations

from sympy import Abs, Derivative, Eq, Integral, Limit, Piecewise, Sum, exp, log, oo, sqrt

from symsoft import delta, iverson, max_over, min_over, prod_over
from tests.soundness.case import eq, false, ge, gt, hard, le, true
from tests.soundness.letters import (
    F,
    K,
    P,
    W,
    a,
    b,
    c,
    d,
    e,
    f,
    i,
    j,
    k,
    phi,
    rho,
    t,
    total,
    v,
    w,
    x,
    z,
)

up = iverson(gt(x, 0))
choice = Piecewise((a, x > 0), (b, True))

CASES = [
    # inside an exponential
    false("plus-in-exp-splits", eq(exp(x + t), exp(x) + exp(t))),
    true("plus-in-exp-leaves-sum", eq(total(exp(z[k] + t), k), exp(t) * total(exp(z[k]), k))),
    false("times-in-exp-splits", eq(exp(x * t), exp(x) * exp(t))),
    false("power-in-exp-outside", eq(exp(x**2), exp(x) ** 2)),
    false("root-in-exp-outside", eq(exp(sqrt(a)), sqrt(exp(a)))),
    false("inverse-in-exp-outside", eq(exp(1 / a), 1 / exp(a))),
    true("inverse-in-exp-power", eq(exp(1 / a) ** 2, exp(2 / a))),
    false("exp-in-exp-product", eq(exp(exp(x)) * exp(exp(t)), exp(exp(x + t)))),
    true("exp-in-exp-sum", eq(exp(exp(x)) * exp(exp(t)), exp(exp(x) + exp(t)))),
    false("log-in-exp-product", eq(exp(log(a) * log(b)), a * b)),
    false("abs-in-exp-lost", eq(exp(Abs(x)), exp(x))),
    true("abs-in-exp-above", le(exp(x), exp(Abs(x)))),
    false("sum-in-exp-shift-lost-K", eq(exp(total(z[k] + t, k)), exp(t) * prod_over(exp(z[k]), k))),
    true("sum-in-exp-shift", eq(exp(total(z[k] + t, k)), exp(K * t) * prod_over(exp(z[k]), k))),
    false("product-in-exp-outside", eq(exp(prod_over(z[k], k)), prod_over(exp(z[k]), k))),
    false("max-in-exp-of-negated", eq(exp(max_over(-z[k], k)), exp(-max_over(z[k], k)))),
    true("max-in-exp-of-negated-min", eq(exp(max_over(-z[k], k)), exp(-min_over(z[k], k)))),
    false("min-in-exp-any-scale", eq(exp(t * min_over(z[k], k)), min_over(exp(t * z[k]), k))),
    hard("min-in-exp-positive-scale", eq(exp(c * min_over(z[k], k)), min_over(exp(c * z[k]), k))),
    false("delta-in-exp-first-order", eq(exp(t * delta(i, j)), 1 + t * delta(i, j))),
    false("bracket-in-exp-pulled-out", eq(exp(x * up), up * exp(x))),
    true("bracket-in-exp-both-values", eq(exp(x * up), 1 + up * (exp(x) - 1))),
    false(
        "cases-in-exp-one-branch",
        eq(exp(Piecewise((x, x > 0), (t, True))), Piecewise((exp(x), x > 0), (t, True))),
    ),
    true(
        "cases-in-exp-both-branches",
        eq(exp(Piecewise((x, x > 0), (t, True))), Piecewise((exp(x), x > 0), (exp(t), True))),
    ),
    false("derivative-in-exp-outside", eq(exp(Derivative(x**3, x)), Derivative(exp(x**3), x))),
    false("limit-in-exp-lost-half", eq(exp(Limit(c * x / (2 * c + 1), c, oo)), exp(x))),
    true("limit-in-exp-half", eq(exp(Limit(c * x / (2 * c + 1), c, oo)), exp(x / 2))),
    false(
        "integral-in-exp-outside",
        eq(exp(Integral(x, (x, 0, t))), 1 + Integral(exp(x), (x, 0, t))),
    ),
    false("unknown-in-exp-additive", eq(exp(f(x + t)), exp(f(x)) * exp(f(t)))),
    false("entry-in-exp-swapped", eq(exp(W[i, d] + W[j, e]), exp(W[i, e] + W[j, d]))),
    true("entry-in-exp-symmetric", eq(exp(t * P[d, e]), exp(t * P[e, d]))),
    false(
        "partial-in-exp-drops-first",
        eq(exp(Sum(z[k], (k, 1, K - 1))), exp(total(z[k], k) - z[1])),
    ),
    true(
        "partial-in-exp-drops-last", eq(exp(Sum(z[k], (k, 1, K - 1))), exp(total(z[k], k) - z[K]))
    ),
    # inside a logarithm
    false("plus-in-log-splits", eq(log(a + b), log(a) + log(b))),
    true("plus-in-log-first-out", eq(log(a + b), log(a) + log(1 + b / a))),
    false("times-in-log-product", eq(log(a * (1 + b)), log(a) * log(1 + b))),
    true("times-in-log-sum", eq(log(a * (1 + b)), log(a) + log(1 + b))),
    false("power-in-log-termwise", eq(log((a + b) ** 2), log(a**2) + log(b**2))),
    false("root-in-log-outside", eq(log(sqrt(1 + a)), sqrt(log(1 + a)))),
    true("root-in-log-half", eq(log(sqrt(1 + a)), log(1 + a) / 2)),
    false("inverse-in-log-outside", eq(log(1 / (1 + a)), 1 / log(1 + a))),
    false("exp-in-log-of-sum", eq(log(exp(x) + exp(t)), x + t)),
    true("exp-in-log-first-out", eq(log(exp(x) + exp(t)), x + log(1 + exp(t - x)))),
    false("log-in-log-of-product", eq(log(log(a * b)), log(log(a)) + log(log(b)))),
    false("abs-in-log-triangle", eq(log(1 + Abs(x + t)), log(1 + Abs(x) + Abs(t)))),
    true("abs-in-log-triangle-below", le(log(1 + Abs(x + t)), log(1 + Abs(x) + Abs(t)))),
    false("sum-in-log-termwise", eq(log(total(w[k], k)), total(log(w[k]), k))),
    true("sum-in-log-scaled", eq(log(total(c * w[k], k)), log(c) + log(total(w[k], k)))),
    false(
        "product-in-log-scaled-once",
        eq(log(prod_over(a * w[k], k)), log(a) + total(log(w[k]), k)),
    ),
    true(
        "product-in-log-scaled",
        eq(log(prod_over(a * w[k], k)), K * log(a) + total(log(w[k]), k)),
    ),
    false(
        "max-in-log-of-product",
        eq(
            log(max_over(w[k] * phi[k], k)),
            log(max_over(w[k], k)) + log(max_over(phi[k], k)),
        ),
    ),
    true("max-in-log-outside", eq(log(max_over(w[k], k)), max_over(log(w[k]), k))),
    false("min-in-log-negated", eq(log(min_over(w[k], k)), -max_over(log(w[k]), k))),
    false("delta-in-log-first-order", eq(log(1 + rho * delta(i, j)), rho * delta(i, j))),
    false("bracket-in-log-lost-branch", eq(log(a * up + b * (1 - up)), up * log(a))),
    true("bracket-in-log", eq(log(1 + a * up), up * log(1 + a))),
    false("cases-in-log-one-branch", eq(log(choice), Piecewise((log(a), x > 0), (b, True)))),
    true("cases-in-log-both", eq(log(choice), Piecewise((log(a), x > 0), (log(b), True)))),
    false("derivative-in-log-lost-factor", eq(log(Derivative(exp(c * x), x)), c * x)),
    true("derivative-in-log", eq(log(Derivative(exp(c * x), x)), c * x + log(c))),
    false("limit-in-log-lost-start", eq(log(Limit((a * c + 1) / (c + b), c, oo)), log(a / b))),
    hard("limit-in-log", eq(log(Limit((a * c + 1) / (c + b), c, oo)), log(a))),
    false(
        "integral-in-log-outside",
        eq(log(Integral(x, (x, 1, 1 + a))), Integral(log(x), (x, 1, 1 + a))),
    ),
    false("unknown-in-log-multiplicative", eq(log(F(x) * F(t)), log(F(x * t)))),
    true("unknown-in-log-splits", eq(log(F(x) * F(t)), log(F(x)) + log(F(t)))),
    false("entry-in-log-other-row", eq(log(1 + W[i, d] ** 2), log(1 + W[j, d] ** 2))),
    false("partial-in-log-is-whole", eq(log(1 + Sum(w[k], (k, 1, K - 1))), log(total(w[k], k)))),
    true("partial-in-log-with-last", eq(log(w[K] + Sum(w[k], (k, 1, K - 1))), log(total(w[k], k)))),
    false("delta-in-log-row", eq(log(1 + total(delta(i, k) * w[k], k)), delta(i, j) * log(w[j]))),
    false("plus-in-log-of-entries", ge(log(1 + v[k] ** 2), log(2 + z[k] ** 2))),
    true(
        "cases-in-exp-by-index", eq(exp(Piecewise((t, Eq(i, j)), (0, True))), exp(t * delta(i, j)))
    ),
]
