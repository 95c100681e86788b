"""Norms, tangents at a chosen point, sums equal term by term, maxima of exponentials."""

from __future__ import annotations

from sympy import Abs, Derivative, E, exp, log

from symsoft import forall, max_over, min_over, prod_over
from tests.soundness.case import eq, false, ge, le, lt, true
from tests.soundness.letters import (
    K,
    S,
    X,
    a,
    c,
    d,
    e,
    i,
    k,
    m,
    obs,
    p,
    total,
    v,
    w,
    x,
    xi,
    z,
)

score = total(X[m, d] * xi[d], d)
chance = S(score)
likelihood = total(obs[m] * log(chance) + (1 - obs[m]) * log(1 - chance), m)
slope = total((obs[m] - chance) * X[m, e], m)
one_norm = total(Abs(v[k]), k)
two_norm = total(v[k] ** 2, k)
partition = total(exp(-c * z[k]), k)
peak, least = max_over(z[k], k), min_over(z[k], k)
same = forall(k, eq(z[k], z[i]))

CASES = [
    # logistic regression: the terms agree once 1/p and 1/(1 - p) are cleared
    true(
        "logistic-score-simplified",
        eq(
            total(
                (obs[m] / chance - (1 - obs[m]) / (1 - chance)) * chance * (1 - chance) * X[m, e],
                m,
            ),
            slope,
        ),
    ),
    true("logistic-score", eq(Derivative(likelihood, xi[e]), slope)),
    false("logistic-score-flipped", eq(Derivative(likelihood, xi[e]), -slope)),
    false(
        "logistic-score-of-one-feature",
        eq(Derivative(likelihood, xi[e]), total((obs[m] - chance) * X[m, d], m)),
    ),
    true("sigmoids-cancel", eq(total(1 / (1 + exp(-score)) - 1 + 1 / (1 + exp(score)), m), 0)),
    false("sigmoids-do-not-cancel", eq(total(1 / (1 + exp(-score)) - 1 / (1 + exp(score)), m), 0)),
    # norms
    true("one-norm-below-two-norm", le(one_norm**2, K * two_norm)),
    false("one-norm-below-two-norm-lost-dimension", le(one_norm**2, two_norm)),
    true("two-norm-below-one-norm", le(two_norm, one_norm**2)),
    false("two-norm-below-sum", le(two_norm, total(v[k], k) ** 2)),
    false("two-norm-strictly-below-one-norm", lt(two_norm, one_norm**2)),
    true("largest-below-one-norm", le(max_over(Abs(v[k]), k), one_norm)),
    # tangents at e and 1/e
    true("log-below-line-through-zero", le(log(a), a / E)),
    false("log-below-flatter-line", le(log(a), a / 3)),
    true("least-of-x-log-x", ge(a * log(a), -1 / E)),
    false("least-of-x-log-x-too-high", ge(a * log(a), -1 / (E + 1))),
    true("surprise-of-one-class-bounded", le(-p[i] * log(p[i]), 1 / E)),
    false("surprise-of-one-class-at-one", le(-p[i] * log(p[i]), 1 / (2 * E))),
    true("geometric-below-arithmetic-mean", le(prod_over(w[k], k) ** (1 / K), total(w[k], k) / K)),
    false("geometric-above-arithmetic-mean", ge(prod_over(w[k], k) ** (1 / K), total(w[k], k) / K)),
    # maxima and free energies
    true("max-of-exponentials", eq(max_over(exp(z[k]), k), exp(peak))),
    true("max-of-decaying-exponentials", eq(max_over(exp(-z[k]), k), exp(-least))),
    false("max-of-decaying-exponentials-of-max", eq(max_over(exp(-z[k]), k), exp(-peak))),
    true("largest-probability", eq(max_over(p[k], k), exp(peak) / total(exp(z[k]), k))),
    false("least-of-exponentials-times-sign", eq(max_over(-exp(z[k]), k), -exp(peak))),
    false("max-of-weighted-exponentials", eq(max_over(x * exp(z[k]), k), x * exp(peak))),
    true("free-energy-below-least", le(-log(partition) / c, least)),
    false("free-energy-above-least", ge(-log(partition) / c, least)),
    true("equal-logits-are-uniform", eq(p[i], 1 / K), [same]),
    false("equal-logits-are-uniform-lost-dimension", eq(p[i], 1), [same]),
    false("one-equal-logit-is-not-uniform", eq(p[i], 1 / K), [eq(z[i], z[k])]),
    true("equal-logits-of-two", eq(p[i], p[k]), [same]),
]
