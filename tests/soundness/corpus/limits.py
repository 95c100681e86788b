"""Limits: softmax and log-sum-exp to the maximum, temperatures, growth, 0/0, one-sided domains."""

from __future__ import annotations

from sympy import (
    Derivative,
    E,
    Limit,
    Max,
    Ne,
    Rational,
    exp,
    log,
    oo,
    sqrt,
    tanh,
)

from symsoft import (
    delta,
    entropy,
    forall,
    iverson,
    logsumexp,
    max_over,
    min_over,
    softmax,
)
from tests.soundness.case import eq, false, ge, gt, hard, le, lt, ne, true
from tests.soundness.letters import (
    K,
    S,
    T,
    a,
    alpha,
    b,
    c,
    f,
    i,
    j,
    k,
    l,
    p,
    t,
    total,
    u,
    v,
    w,
    x,
    z,
)

LSE_c = logsumexp(c * z)
peak = max_over(z[k], k)
low = min_over(z[k], k)
ties = total(iverson(eq(z[l], peak)), l)
unique = forall(k, z[k] < z[i], where=Ne(k, i))
ray = softmax(z + t * u)

CASES = [
    true("softmax-to-argmax", eq(Limit(softmax(c * z)[i], c, oo), iverson(eq(z[i], peak)) / ties)),
    true(
        "softmax-to-argmax-written-out",
        eq(Limit(exp(c * z[i]) / total(exp(c * z[k]), k), c, oo), iverson(eq(z[i], peak)) / ties),
    ),
    false(
        "softmax-to-one-hot-despite-ties",
        eq(Limit(softmax(c * z)[i], c, oo), iverson(eq(z[i], peak))),
    ),
    true("softmax-to-one-at-unique-maximum", eq(Limit(softmax(c * z)[i], c, oo), 1), [unique]),
    true(
        "softmax-to-one-hot-at-unique-maximum",
        eq(Limit(softmax(c * z)[j], c, oo), delta(i, j)),
        [unique],
    ),
    false(
        "softmax-to-one-at-weak-maximum",
        eq(Limit(softmax(c * z)[i], c, oo), 1),
        [forall(k, le(z[k], z[i]))],
    ),
    false("softmax-to-uniform-at-large-scale", eq(Limit(softmax(c * z)[i], c, oo), 1 / K)),
    true("softmax-to-zero-below-maximum", eq(Limit(softmax(c * z)[i], c, oo), 0), [lt(z[i], z[j])]),
    false("softmax-to-zero-weakly-below", eq(Limit(softmax(c * z)[i], c, oo), 0), [le(z[i], z[j])]),
    true("softmax-to-uniform-at-small-scale", eq(Limit(softmax(c * z)[i], c, 0), 1 / K)),
    false("softmax-at-small-scale-to-one", eq(Limit(softmax(c * z)[i], c, 0), 1)),
    true(
        "softmax-to-argmin",
        eq(
            Limit(softmax(t * z)[i], t, -oo),
            iverson(eq(z[i], low)) / total(iverson(eq(z[l], low)), l),
        ),
    ),
    false(
        "softmax-at-minus-infinity-to-argmax",
        eq(Limit(softmax(t * z)[i], t, -oo), iverson(eq(z[i], peak)) / ties),
    ),
    true(
        "softmax-all-equal-any-scale",
        eq(Limit(softmax(c * z)[i], c, oo), 1 / K),
        [forall(k, eq(z[k], alpha))],
    ),
    true("cold-softmax", eq(Limit(softmax(z / T)[i], T, 0), iverson(eq(z[i], peak)) / ties)),
    true("hot-softmax", eq(Limit(softmax(z / T)[i], T, oo), 1 / K)),
    false("hot-softmax-to-zero", eq(Limit(softmax(z / T)[i], T, oo), 0)),
    true(
        "hot-softmax-first-order",
        eq(Limit(T * (softmax(z / T)[i] - 1 / K), T, oo), (z[i] - total(z[k], k) / K) / K),
    ),
    false(
        "hot-softmax-first-order-lost-K",
        eq(Limit(T * (softmax(z / T)[i] - 1 / K), T, oo), z[i] - total(z[k], k) / K),
    ),
    true(
        "distillation-gradient",
        eq(Limit(T * (softmax(z / T)[i] - softmax(v / T)[i]), T, oo), (z[i] - v[i]) / K),
        [eq(total(z[k], k), 0), eq(total(v[k], k), 0)],
    ),
    false(
        "distillation-gradient-lost-centring",
        eq(Limit(T * (softmax(z / T)[i] - softmax(v / T)[i]), T, oo), (z[i] - v[i]) / K),
    ),
    true("scaled-lse-to-max", eq(Limit(LSE_c / c, c, oo), peak)),
    false("scaled-lse-to-mean", eq(Limit(LSE_c / c, c, oo), total(z[k], k) / K)),
    false("scaled-lse-to-max-plus-log", eq(Limit(LSE_c / c, c, oo), peak + log(K))),
    true("cold-free-energy", eq(Limit(T * logsumexp(z / T), T, 0), peak)),
    true("lse-small-scale", eq(Limit(LSE_c, c, 0), log(K))),
    true("centred-lse-to-mean", eq(Limit((LSE_c - log(K)) / c, c, 0), total(z[k], k) / K)),
    true("lse-gap-to-log-ties", eq(Limit(LSE_c - c * peak, c, oo), log(ties))),
    true("lse-gap-vanishes-at-unique-maximum", eq(Limit(LSE_c - c * z[i], c, oo), 0), [unique]),
    false("lse-gap-vanishes", eq(Limit(LSE_c - c * peak, c, oo), 0)),
    true("scaled-lse-to-minimum", eq(Limit(logsumexp(t * z) / t, t, -oo), low)),
    false("scaled-lse-at-minus-infinity-to-max", eq(Limit(logsumexp(t * z) / t, t, -oo), peak)),
    true(
        "power-mean-to-max", eq(Limit(log(total(w[k] ** c, k)) / c, c, oo), log(max_over(w[k], k)))
    ),
    true("mean-under-softmax-to-max", eq(Limit(total(softmax(c * z)[k] * z[k], k), c, oo), peak)),
    true(
        "mean-under-softmax-to-mean",
        eq(Limit(total(softmax(c * z)[k] * z[k], k), c, 0), total(z[k], k) / K),
    ),
    hard("entropy-to-log-ties", eq(Limit(entropy(softmax(c * z)), c, oo), log(ties))),
    true(
        "entropy-to-zero-at-unique-maximum", eq(Limit(entropy(softmax(c * z)), c, oo), 0), [unique]
    ),
    false("entropy-to-zero-despite-ties", eq(Limit(entropy(softmax(c * z)), c, oo), 0)),
    true("entropy-to-log-K", eq(Limit(entropy(softmax(c * z)), c, 0), log(K))),
    false("entropy-to-K", eq(Limit(entropy(softmax(c * z)), c, 0), K)),
    true(
        "variance-under-softmax-to-zero",
        eq(
            Limit(
                total(softmax(c * z)[k] * z[k] ** 2, k) - total(softmax(c * z)[k] * z[k], k) ** 2,
                c,
                oo,
            ),
            0,
        ),
    ),
    true(
        "one-logit-up",
        eq(Limit(softmax(z + t * u)[i], t, oo), 1),
        [forall(k, eq(u[k], delta(i, k)))],
    ),
    true(
        "one-logit-up-written-out",
        eq(
            Limit(exp(z[i] + t) / (exp(z[i] + t) + total((1 - delta(k, i)) * exp(z[k]), k)), t, oo),
            1,
        ),
    ),
    true(
        "one-logit-up-inline-delta",
        eq(Limit(exp(z[i] + t) / total(exp(z[k] + t * delta(k, i)), k), t, oo), 1),
    ),
    false(
        "one-logit-down-still-one",
        eq(Limit(exp(z[i] + t) / total(exp(z[k] + t * delta(k, i)), k), t, -oo), 1),
    ),
    true(
        "other-logit-up",
        eq(Limit(exp(z[i]) / total(exp(z[k] + t * delta(k, j)), k), t, oo), 0),
        [ne(i, j)],
    ),
    false(
        "other-logit-up-may-be-own",
        eq(Limit(exp(z[i] + t * delta(i, j)) / total(exp(z[k] + t * delta(k, j)), k), t, oo), 0),
    ),
    true("confidently-wrong-gradient", eq(Limit(ray[i] - 1, t, oo), -1), [lt(u[i], u[j])]),
    true(
        "confidently-wrong-loss-slope", eq(Limit(-log(ray[i]) / t, t, oo), max_over(u[k], k) - u[i])
    ),
    false(
        "confidently-wrong-loss-slope-sign",
        eq(Limit(-log(ray[i]) / t, t, oo), u[i] - max_over(u[k], k)),
    ),
    true(
        "squared-error-saturates",
        eq(Limit(ray[i] * (1 - ray[i]) * (1 - ray[i]), t, oo), 0),
        [lt(u[i], u[j])],
    ),
    true(
        "right-model-loss-vanishes",
        eq(Limit(-log(ray[i]), t, oo), 0),
        [forall(k, u[k] < u[i], where=Ne(k, i))],
    ),
    false(
        "right-model-loss-vanishes-weak",
        eq(Limit(-log(ray[i]), t, oo), 0),
        [forall(k, le(u[k], u[i]))],
    ),
    true("wrong-model-loss-diverges", eq(Limit(-log(ray[i]), t, oo), oo), [lt(u[i], u[j])]),
    true("sigmoid-up", eq(Limit(S(x), x, oo), 1)),
    true("sigmoid-down", eq(Limit(S(x), x, -oo), 0)),
    false("sigmoid-down-half", eq(Limit(S(x), x, -oo), Rational(1, 2))),
    true("sigmoid-at-zero", eq(Limit(S(x), x, 0), Rational(1, 2))),
    true(
        "sigmoid-scaled-by-sign",
        eq(Limit(S(c * x), c, oo), iverson(gt(x, 0)) + iverson(eq(x, 0)) / 2),
    ),
    false("sigmoid-scaled-by-weak-sign", eq(Limit(S(c * x), c, oo), iverson(ge(x, 0)))),
    true("tanh-up", eq(Limit(tanh(x), x, oo), 1)),
    true("tanh-down", eq(Limit(tanh(x), x, -oo), -1)),
    true("softplus-minus-identity", eq(Limit(log(1 + exp(x)) - x, x, oo), 0)),
    true("softplus-down", eq(Limit(log(1 + exp(x)), x, -oo), 0)),
    true("scaled-softplus-to-relu", eq(Limit(log(1 + exp(c * x)) / c, c, oo), Max(x, 0))),
    false("scaled-softplus-to-identity", eq(Limit(log(1 + exp(c * x)) / c, c, oo), x)),
    true("x-exp-minus-x", eq(Limit(x * exp(-x), x, oo), 0)),
    true("power-exp-minus-x", eq(Limit(x**5 * exp(-x), x, oo), 0)),
    false("x-exp-minus-x-one", eq(Limit(x * exp(-x), x, oo), 1)),
    true("x-exp-minus-x-backwards", eq(Limit(x * exp(-x), x, -oo), -oo)),
    true("gaussian-tail", eq(Limit(x * exp(-(x**2)), x, -oo), 0)),
    true("log-over-x", eq(Limit(log(c) / c, c, oo), 0)),
    false("log-over-x-infinite", eq(Limit(log(c) / c, c, oo), oo)),
    true("x-log-x", eq(Limit(c * log(c), c, 0), 0)),
    false("x-log-x-one", eq(Limit(c * log(c), c, 0), 1)),
    true("log-at-zero", eq(Limit(log(c), c, 0), -oo)),
    true("log-at-infinity", eq(Limit(log(c), c, oo), oo)),
    true("exp-beats-power-below", eq(Limit(exp(x) / x**3, x, oo), oo)),
    true("expm1-over-x", eq(Limit((exp(x) - 1) / x, x, 0), 1)),
    true("expm1-over-x-scaled", eq(Limit((exp(a * x) - 1) / x, x, 0), a)),
    false("expm1-over-x-zero", eq(Limit((exp(x) - 1) / x, x, 0), 0)),
    true("log1p-over-x", eq(Limit(log(1 + c) / c, c, 0), 1)),
    true("second-order-exp", eq(Limit((exp(x) - 1 - x) / x**2, x, 0), Rational(1, 2))),
    false("second-order-exp-lost-half", eq(Limit((exp(x) - 1 - x) / x**2, x, 0), 1)),
    true("tanh-over-x", eq(Limit(tanh(x) / x, x, 0), 1)),
    true("power-difference-quotient", eq(Limit((a**x - 1) / x, x, 0), log(a))),
    true("box-cox", eq(Limit((a**c - 1) / c, c, 0), log(a))),
    true("rational-leading", eq(Limit((2 * x**2 + 3) / (x**2 - x), x, oo), 2)),
    false(
        "rational-leading-inverted", eq(Limit((2 * x**2 + 3) / (x**2 - x), x, oo), Rational(1, 2))
    ),
    true("rational-vanishing", eq(Limit((x + 1) / (x**2 + 1), x, oo), 0)),
    true("rational-minus-infinity", eq(Limit(x**3 / (1 + x**2), x, -oo), -oo)),
    true("removable", eq(Limit((x**2 - 1) / (x - 1), x, 1), 2)),
    true("infinity-minus-infinity", eq(Limit(sqrt(x**2 + x) - x, x, oo), Rational(1, 2))),
    true("compound-interest", eq(Limit((1 + 1 / c) ** c, c, oo), E)),
    false("compound-interest-one", eq(Limit((1 + 1 / c) ** c, c, oo), 1)),
    true("log-sum-of-two", eq(Limit(log(exp(c * x) + exp(c * t)) / c, c, oo), Max(x, t))),
    true("continuous-at-point", eq(Limit(p[i] * t, t, 2), 2 * p[i])),
    true("limit-of-sum", eq(Limit(total(z[k] * S(t + v[k]), k), t, oo), total(z[k], k))),
    false("limit-of-sum-lost", eq(Limit(total(z[k] * S(t + v[k]), k), t, oo), 0)),
    true(
        "label-smoothing-to-hard",
        eq(Limit(-total(((1 - c) * delta(k, i) + c / K) * log(p[k]), k), c, 0), -log(p[i])),
    ),
    true(
        "taylor-softmax-large",
        eq(
            Limit(
                (1 + c * w[i] + (c * w[i]) ** 2 / 2) / total(1 + c * w[k] + (c * w[k]) ** 2 / 2, k),
                c,
                oo,
            ),
            w[i] ** 2 / total(w[k] ** 2, k),
        ),
    ),
    true("focal-to-cross-entropy", eq(Limit(-((1 - p[i]) ** c) * log(p[i]), c, 0), -log(p[i]))),
    true(
        "difference-quotient-of-unknown",
        eq(Limit((f(x + t) - f(x)) / t, t, 0), Derivative(f(x), x)),
    ),
    true("two-rates", eq(Limit((exp(-a * c) + exp(-b * c)) / exp(-a * c), c, oo), 1), [lt(a, b)]),
    true(
        "two-rates-equal",
        eq(Limit((exp(-a * c) + exp(-b * c)) / exp(-a * c), c, oo), 2),
        [eq(a, b)],
    ),
    false(
        "two-rates-untied",
        eq(Limit((exp(-a * c) + exp(-b * c)) / exp(-a * c), c, oo), 1),
        [le(a, b)],
    ),
    true(
        "renyi-entropy-to-min-entropy",
        eq(Limit(log(total(p[k] ** c, k)) / (1 - c), c, oo), -log(max_over(p[k], k))),
    ),
    true("absorbed-constant", eq(Limit(exp(-c) * total(exp(z[k]), k), c, oo), 0)),
    true("last-class-dropped", eq(Limit(exp(z[i]) / (exp(z[i]) + exp(-c) * exp(z[j])), c, oo), 1)),
    false(
        "hot-softmax-first-order-sign",
        eq(Limit(T * (softmax(z / T)[i] - 1 / K), T, oo), (total(z[k], k) / K - z[i]) / K),
    ),
    false("cold-softmax-to-softmax", eq(Limit(softmax(z / T)[i], T, 0), p[i])),
    false("centred-lse-to-max", eq(Limit((LSE_c - log(K)) / c, c, 0), peak)),
    false(
        "mean-under-softmax-to-sum",
        eq(Limit(total(softmax(c * z)[k] * z[k], k), c, 0), total(z[k], k)),
    ),
    false("tanh-down-one", eq(Limit(tanh(x), x, -oo), 1)),
    false("expm1-over-x-scaled-inverse", eq(Limit((exp(a * x) - 1) / x, x, 0), 1 / a)),
]
