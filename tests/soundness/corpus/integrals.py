"""Integrals with an antiderivative: densities, distribution functions, Gumbel's trick, moments."""

from __future__ import annotations

from functools import partial

from sympy import (
    Derivative,
    Integral,
    Rational,
    exp,
    log,
    oo,
    pi,
    sqrt,
)

from symsoft import (
    logsumexp,
    softmax,
)
from tests.soundness.case import case, eq, false, true
from tests.soundness.letters import (
    K,
    S,
    a,
    alpha,
    f,
    i,
    k,
    p,
    t,
    total,
    u,
    w,
    x,
    z,
)

gumbel = exp(-x - exp(-x))
logistic = exp(-x) / (1 + exp(-x)) ** 2
race = exp(-(x - z[i])) * exp(-total(exp(-(x - z[k])), k))
normal = exp(-(x**2) / 2)
whole_normal = Integral(normal, (x, -oo, oo))
constant = eq(whole_normal, sqrt(2 * pi))
gaussian = Integral(exp(-((x - t) ** 2) / (2 * a**2)), (x, -oo, oo))
no_point = partial(case, expect="not proved")

CASES = [
    true("exponential-density", eq(Integral(a * exp(-a * x), (x, 0, oo)), 1)),
    false("exponential-density-lost-rate", eq(Integral(exp(-a * x), (x, 0, oo)), 1)),
    true("exponential-tail", eq(Integral(a * exp(-a * x), (x, t, oo)), exp(-a * t))),
    true("exponential-mean", eq(Integral(x * a * exp(-a * x), (x, 0, oo)), 1 / a)),
    false("exponential-mean-inverted", eq(Integral(x * a * exp(-a * x), (x, 0, oo)), a)),
    true("logistic-density-normalised", eq(Integral(logistic, (x, -oo, oo)), 1)),
    true("logistic-distribution", eq(Integral(logistic, (x, -oo, t)), S(t))),
    false("logistic-distribution-mirrored", eq(Integral(logistic, (x, -oo, t)), S(-t))),
    true("gumbel-density-normalised", eq(Integral(gumbel, (x, -oo, oo)), 1)),
    true("gumbel-distribution", eq(Integral(gumbel, (x, -oo, t)), exp(-exp(-t)))),
    false("gumbel-distribution-tail", eq(Integral(gumbel, (x, t, oo)), exp(-exp(-t)))),
    true("gumbel-max", eq(Integral(race, (x, -oo, oo)), p[i])),
    false("gumbel-max-half", eq(Integral(race, (x, -oo, oo)), exp(z[i]))),
    true("polynomial", eq(Integral(x**2, (x, 0, t)), t**3 / 3)),
    false("polynomial-lost-third", eq(Integral(x**2, (x, 0, t)), t**3)),
    true("softplus-from-sigmoid", eq(Integral(S(x), (x, -oo, t)), log(1 + exp(t)))),
    true(
        "softmax-along-line",
        eq(
            Integral(total(softmax(z + x * u)[k] * u[k], k), (x, 0, 1)),
            logsumexp(z + u) - logsumexp(z),
        ),
    ),
    true("gaussian-half-moment", eq(Integral(x * exp(-(x**2) / 2), (x, 0, oo)), 1)),
    true("gaussian-odd-moment", eq(Integral(x * exp(-(x**2) / 2), (x, -oo, oo)), 0)),
    true(
        "gaussian-constant-given",
        eq(Integral(3 * exp(-(x**2) / 2), (x, -oo, oo)), 3 * alpha),
        [eq(alpha, Integral(exp(-(x**2) / 2), (x, -oo, oo)))],
    ),
    true("gaussian-of-any-mean", eq(gaussian, a * sqrt(2 * pi)), [constant]),
    true("gaussian-density", eq(Integral(normal / sqrt(2 * pi), (x, -oo, oo)), 1), [constant]),
    true(
        "gaussian-moments-generated",
        eq(Integral(exp(t * x) * normal, (x, -oo, oo)), sqrt(2 * pi) * exp(t**2 / 2)),
        [constant],
    ),
    false(
        "gaussian-density-lost-two", eq(Integral(normal / sqrt(pi), (x, -oo, oo)), 1), [constant]
    ),
    false("gaussian-of-any-mean-squared", eq(gaussian, a**2 * sqrt(2 * pi)), [constant]),
    no_point("gaussian-constant-wrong", eq(gaussian, 2 * a), [eq(whole_normal, 2)]),
    no_point("gaussian-constant-wrong-restated", eq(whole_normal, 2), [eq(whole_normal, 2)]),
    true(
        "race-of-exponentials",
        eq(Integral(w[i] * exp(-x * total(w[k], k)), (x, 0, oo)), w[i] / total(w[k], k)),
    ),
    true("integral-of-sum", eq(Integral(total(w[k] * exp(-w[k] * x), k), (x, 0, oo)), K)),
    false("integral-of-sum-one", eq(Integral(total(w[k] * exp(-w[k] * x), k), (x, 0, oo)), 1)),
    true("integral-of-derivative", eq(Integral(Derivative(f(x), x), (x, 0, t)), f(t) - f(0))),
    false("integral-of-derivative-lost-start", eq(Integral(Derivative(f(x), x), (x, 0, t)), f(t))),
    true("reciprocal", eq(Integral(1 / x, (x, 1, a)), log(a))),
    false(
        "race-of-exponentials-lost-rivals",
        eq(Integral(w[i] * exp(-x * total(w[k], k)), (x, 0, oo)), 1),
    ),
    false(
        "gaussian-half-moment-half", eq(Integral(x * exp(-(x**2) / 2), (x, 0, oo)), Rational(1, 2))
    ),
    false("reciprocal-inverted", eq(Integral(1 / x, (x, 1, a)), log(1 / a))),
]
