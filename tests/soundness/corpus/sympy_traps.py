"""Where SymPy is wrong or stops: for each, SymPy's answer is refuted and the true one proved."""

from __future__ import annotations

from sympy import (
    Derivative,
    KroneckerDelta,
    Limit,
    MatrixSymbol,
    Max,
    Rational,
    Sum,
    Symbol,
    exp,
    log,
    oo,
)

from symsoft import (
    delta,
    iverson,
    max_over,
    softmax,
)
from tests.soundness.case import eq, false, gt, le, lt, ne, refused, true
from tests.soundness.letters import (
    K,
    N,
    a,
    b,
    c,
    i,
    j,
    k,
    pair,
    r,
    s,
    t,
    total,
    v,
    x,
    y,
    z,
    zeta,
)


def P_(q):
    """Softmax written with the bound letter k, as in the reports of these errors."""
    return exp(z[q]) / Z1


Z1 = Sum(exp(z[k]), (k, 1, K))
mean_v = Sum(exp(z[k]) * v[k], (k, 1, K)) / Z1
moment = mean_v**2 + Sum((v[k] - 2 * mean_v) * exp(z[k]) * v[k], (k, 1, K)) / Z1
rest = Sum(exp(zeta[r]), (r, 2, N))
p1 = exp(zeta[1]) / total(exp(zeta[s]), s)
rates = (a * exp(-a * x) + b * exp(-b * x)) * exp(b * x)
sums = Sum(z[k], (k, 1, K)) / Sum(y[k], (k, 1, K))
upper = Symbol("upper", integer=True)
Zm = MatrixSymbol("Z", 3, 1)

CASES = [
    false("sympy-diff-log-S-captures-bound-k", eq(Derivative(log(Z1), z[k]), 1)),
    true("diff-log-S-by-bound-letter", eq(Derivative(log(Z1), z[k]), exp(z[k]) / Z1)),
    false("sympy-diff-p-k-by-z-k", eq(Derivative(P_(k), z[k]), 0)),
    true("diff-p-k-by-z-k", eq(Derivative(P_(k), z[k]), P_(k) * (1 - P_(k)))),
    false("sympy-diff-p-i-by-z-k", eq(Derivative(P_(i), z[k]), P_(i) * (delta(i, k) - 1))),
    true("diff-p-i-by-z-k", eq(Derivative(P_(i), z[k]), P_(i) * (delta(i, k) - P_(k)))),
    false(
        "sympy-simplify-free-factor-into-sum",
        eq(Z1 * (y[k] + z[k]), Sum((y[k] + z[k]) * exp(z[k]), (k, 1, K))),
    ),
    true(
        "free-factor-beside-sum", eq(Z1 * (y[k] + z[k]), (y[k] + z[k]) * Sum(exp(z[i]), (i, 1, K)))
    ),
    false(
        "sympy-simplify-swallows-free-entry",
        eq(z[k] * Z1 + Sum(y[k], (k, 1, K)), Sum(z[k] * exp(z[k]) + y[k], (k, 1, K))),
    ),
    true(
        "free-entry-beside-sums",
        eq(z[k] * Z1 + Sum(y[k], (k, 1, K)), Sum(z[k] * exp(z[i]) + y[i], (i, 1, K))),
    ),
    false("sympy-subs-captures", eq(z[i] * total(z[k], k), Sum(z[i] ** 2, (i, 1, K)))),
    true("subs-without-capture", eq(Sum(z[i] * z[j], (i, 1, K)), z[j] * total(z[k], k))),
    true(
        "limit-of-p-1-in-z-1", eq(Limit(exp(t) / (exp(t) + Sum(exp(zeta[r]), (r, 2, N))), t, oo), 1)
    ),
    true(
        "limit-of-p-1-in-z-1-any-K",
        eq(Limit(exp(z[1] + t) / total(exp(z[k] + t * delta(k, 1)), k), t, oo), 1),
    ),
    false(
        "sympy-limit-of-p-1-in-z-1",
        eq(Limit(exp(t) / (exp(t) + Sum(exp(zeta[r]), (r, 2, N))), t, oo), oo),
    ),
    true(
        "limit-of-p-1-in-z-2",
        eq(Limit(exp(zeta[1]) / total(exp(zeta[r] + t * delta(r, 2)), r), t, oo), 0),
    ),
    false(
        "sympy-limit-of-p-1-in-z-2",
        eq(Limit(exp(zeta[1]) / total(exp(zeta[r] + t * delta(r, 2)), r), t, oo), p1),
    ),
    true("solve-p-1-for-z-1", eq(zeta[1], log(p1 / (1 - p1)) + log(rest))),
    false(
        "sympy-solve-p-1-for-z-1-circular",
        eq(zeta[1], log(p1 / (1 - p1)) + log(total(exp(zeta[s]), s))),
    ),
    true("series-of-log-S-first-order", eq(Derivative(log(Z1), z[1]), P_(1))),
    false("sympy-series-of-log-S", eq(Derivative(log(Z1), z[1]), 0)),
    refused(
        "sympy-S-over-S-any-upper-bound",
        lambda: eq(Sum(exp(z[k]), (k, 1, upper)) * z[i], z[i] * Sum(exp(z[j]), (j, 1, upper))),
    ),
    true("limit-of-rates-below", eq(Limit(rates, x, oo), oo), [lt(a, b)]),
    true("limit-of-rates-above", eq(Limit(rates, x, oo), b), [gt(a, b)]),
    true("limit-of-rates-tied", eq(Limit(rates, x, oo), 2 * a), [eq(a, b)]),
    false("sympy-limit-of-rates", eq(Limit(rates, x, oo), oo)),
    false("sympy-limit-of-rates-weak", eq(Limit(rates, x, oo), oo), [le(a, b)]),
    refused(
        "sympy-diff-by-matrix-symbol",
        lambda: eq(log(exp(Zm[0, 0]) + exp(Zm[1, 0]) + exp(Zm[2, 0])), Zm[0, 0] + x),
    ),
    false("plain-normalisation-is-not-softmax", eq(z[i] / total(z[k], k), exp(z[i]) / Z1)),
    true("sum-of-p-with-one-letter", eq(Sum(P_(i), (i, 1, K)), 1)),
    true(
        "limit-of-scaled-lse",
        eq(Limit(log(Sum(exp(c * z[k]), (k, 1, K))) / c, c, oo), max_over(z[k], k)),
    ),
    true(
        "limit-of-two-class-softmax",
        eq(
            Limit(exp(c * x) / (exp(c * x) + exp(c * t)), c, oo),
            iverson(gt(x, t)) + iverson(eq(x, t)) / 2,
        ),
    ),
    false(
        "limit-of-two-class-softmax-lost-tie",
        eq(Limit(exp(c * x) / (exp(c * x) + exp(c * t)), c, oo), iverson(gt(x, t))),
    ),
    false("sympy-simplify-variance-is-zero", eq(moment, 0)),
    true(
        "variance-with-every-k-bound",
        eq(moment, Sum(exp(z[k]) * (v[k] - mean_v) ** 2, (k, 1, K)) / Z1),
    ),
    true("quotient-of-sums-inside-sum", eq(Sum(v[k] - sums, (k, 1, K)), total(v[k], k) - K * sums)),
    false("sympy-simplify-factor-into-sum", eq(Sum(v[k] - sums, (k, 1, K)), total(v[k], k) - sums)),
    false(
        "sympy-limit-last-symbol-wins", eq(Limit(exp(c * a) / (exp(c * a) + exp(c * b)), c, oo), 0)
    ),
    true(
        "limit-of-positive-rates",
        eq(
            Limit(exp(c * a) / (exp(c * a) + exp(c * b)), c, oo),
            iverson(gt(a, b)) + iverson(eq(a, b)) / 2,
        ),
    ),
    false(
        "sympy-limit-of-log-last-symbol-wins", eq(Limit(log(exp(c * a) + exp(c * b)) / c, c, oo), b)
    ),
    true(
        "limit-of-log-of-positive-rates",
        eq(Limit(log(exp(c * a) + exp(c * b)) / c, c, oo), Max(a, b)),
    ),
    true(
        "subs-entries-then-dimension",
        eq(softmax(pair)[1], Rational(1, 2)),
        [eq(pair[1], 0), eq(pair[2], 0)],
    ),
    false(
        "sympy-subs-entries-then-dimension", eq(softmax(pair)[1], 1 / (exp(pair[1]) + exp(pair[2])))
    ),
    refused(
        "sympy-delta-of-twice-k", lambda: eq(Sum(KroneckerDelta(2 * k, j), (k, 1, K)) * z[i], z[i])
    ),
    true("delta-times-difference", eq(delta(i, j) * (z[i] - z[j]), 0)),
    false("sympy-delta-times-difference-not-zero", ne(delta(i, j) * (z[i] - z[j]), 0)),
    true("sum-of-normalised-where-defined", eq(Sum(z[k] / Sum(z[k], (k, 1, K)), (k, 1, K)), 1)),
    false("sum-of-normalised-as-K", eq(Sum(z[k] / Sum(z[k], (k, 1, K)), (k, 1, K)), K)),
]
