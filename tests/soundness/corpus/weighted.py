"""Inequalities that are sums of known facts with weights: means, boxes, simplices, divergences."""

from __future__ import annotations

from sympy import Abs, Derivative, Integral, Limit, Ne, Rational, exp, log, oo, sqrt

from symsoft import forall, kl_divergence, max_over, softmax
from tests.soundness.case import eq, false, ge, gt, le, true
from tests.soundness.letters import (
    K,
    a,
    alpha,
    b,
    c,
    g,
    i,
    j,
    k,
    p,
    phi,
    t,
    total,
    u,
    w,
    x,
    y,
    z,
)

one_w, one_phi, one_g = (eq(total(q[k], k), 1) for q in (w, phi, g))
target = [forall(k, ge(y[k], 0)), eq(total(y[k], k), 1)]
box = [ge(x, 0), le(x, 1), ge(t, 0), le(t, 1)]
hellinger = total((sqrt(w[k]) - sqrt(phi[k])) ** 2, k)
variation = total(Abs(w[k] - phi[k]), k)
mixed = (w[k] + phi[k]) / 2
jensen_shannon = total(w[k] * log(w[k] / mixed), k) / 2 + total(phi[k] * log(phi[k] / mixed), k) / 2
two_class = x * log(x / t) + (1 - x) * log((1 - x) / (1 - t))
inside = [x > 0, x < 1, t > 0, t < 1]
half = Rational(1, 2)
mean = total(u[k], k) / K
loss = -total(y[k] * log(p[k]), k)
nothing_else = forall(k, eq(y[k], 0), where=Ne(k, i))
deviation = sqrt(c + total((u[k] - mean) ** 2, k) / K)

CASES = [
    # factors and means
    true("cubic-above-its-tangent", ge(a**3 + 2, 3 * a)),
    false("cubic-above-its-tangent-of-any-number", ge(x**3 + 2, 3 * x)),
    false("cubic-above-a-steeper-line", ge(a**3 + 2, 4 * a)),
    true("cubic-in-two-factors", ge(a**3 + 1, a**2 + a)),
    false("cubic-in-two-factors-strictly", a**3 + 1 > a**2 + a),
    false("cubic-in-two-factors-of-any-number", ge(x**3 + 1, x**2 + x)),
    true("three-means", ge(a**3 + b**3 + c**3, 3 * a * b * c)),
    false("three-means-of-any-numbers", ge(x**3 + t**3 + alpha**3, 3 * x * t * alpha)),
    false("three-means-lost-exponent", ge(a**2 + b**2 + c**2, 3 * a * b * c)),
    true("weighted-means", le(a ** Rational(1, 3) * b ** Rational(2, 3), a / 3 + 2 * b / 3)),
    false(
        "weighted-means-swapped", le(a ** Rational(1, 3) * b ** Rational(2, 3), 2 * a / 3 + b / 3)
    ),
    true("young-of-three", le(a * b, a**3 / 3 + 2 * b ** Rational(3, 2) / 3)),
    false("young-of-three-lost-weight", le(a * b, a**3 / 3 + b ** Rational(3, 2) / 3)),
    true("pairs-of-three", ge((a + b) * (b + c) * (c + a), 8 * a * b * c)),
    false("pairs-of-three-strictly", (a + b) * (b + c) * (c + a) > 8 * a * b * c),
    false("pairs-of-three-too-many", ge((a + b) * (b + c) * (c + a), 9 * a * b * c)),
    true("nesbitt", ge(a / (b + c) + b / (c + a) + c / (a + b), Rational(3, 2))),
    false("nesbitt-strictly", a / (b + c) + b / (c + a) + c / (a + b) > Rational(3, 2)),
    # bounds
    true("square-between-bounds", le(x**2, t**2), [x <= t, x >= -t]),
    false("square-below-a-bound", le(x**2, t**2), [x <= t]),
    true("sum-less-product", le(x + t - x * t, 1), [x <= 1, t <= 1]),
    false("sum-less-product-above-one", le(x + t - x * t, 1), [x <= 1]),
    true("product-of-shares", le(x * t, Rational(1, 4)), [le(x + t, 1), x >= 0, t >= 0]),
    false("product-of-shares-of-two", le(x * t, Rational(1, 4)), [le(x + t, 2), x >= 0, t >= 0]),
    false("product-of-shares-too-small", le(x * t, Rational(1, 5)), [le(x + t, 1), x >= 0, t >= 0]),
    true("product-in-the-box", le(x * t, (x + t) / 2), box),
    false("product-in-the-box-flipped", ge(x * t, (x + t) / 2), box),
    true("cubes-in-order", le(x**3, t**3), [x <= t, x >= 0]),
    false("squares-of-any-sign-in-order", le(x**2, t**2), [x <= t]),
    # distributions
    true("brier-of-shares", le(total((w[k] - g[k]) ** 2, k), 2), [one_w, one_g]),
    true("brier-of-softmax", le(total((p[k] - y[k]) ** 2, k), 2), target),
    false("brier-of-softmax-below-one", le(total((p[k] - y[k]) ** 2, k), 1), target),
    false("brier-lost-normalisation", le(total((p[k] - y[k]) ** 2, k), 2), target[:1]),
    true("two-shares", le(w[i] * w[j], Rational(1, 4)), [one_w, Ne(i, j)]),
    true("two-shares-of-softmax", le(p[i] * p[j], Rational(1, 4)), [Ne(i, j)]),
    false("two-shares-that-may-be-one", le(w[i] * w[j], Rational(1, 4)), [one_w]),
    false("two-shares-unnormalised", le(w[i] * w[j], Rational(1, 4)), [Ne(i, j)]),
    true("squares-of-shares", le(total(w[k] ** 2, k), max_over(w[k], k)), [one_w]),
    false("squares-of-shares-flipped", ge(total(w[k] ** 2, k), max_over(w[k], k)), [one_w]),
    false("squares-of-weights", le(total(w[k] ** 2, k), max_over(w[k], k))),
    true(
        "variance-below-greatest-square",
        le(total(p[k] * u[k] ** 2, k) - total(p[k] * u[k], k) ** 2, max_over(u[k] ** 2, k)),
    ),
    false(
        "variance-below-greatest",
        le(total(p[k] * u[k] ** 2, k) - total(p[k] * u[k], k) ** 2, max_over(u[k], k)),
    ),
    # divergences
    true("hellinger-below-divergence", le(hellinger, kl_divergence(w, phi)), [one_w, one_phi]),
    false("hellinger-below-half", le(2 * hellinger, kl_divergence(w, phi)), [one_w, one_phi]),
    false("hellinger-unnormalised", le(hellinger, kl_divergence(w, phi)), [one_w]),
    true("hellinger-below-variation", le(hellinger, variation), [one_w, one_phi]),
    false("hellinger-below-half-variation", le(2 * hellinger, variation), [one_w, one_phi]),
    true("jensen-shannon-nonnegative", ge(jensen_shannon, 0), [one_w, one_phi]),
    false("jensen-shannon-positive", gt(jensen_shannon, 0), [one_w, one_phi]),
    true("jensen-shannon-below-log-two", le(jensen_shannon, log(2)), [one_w, one_phi]),
    false("jensen-shannon-below-half", le(jensen_shannon, half), [one_w, one_phi]),
    false("jensen-shannon-unnormalised", le(jensen_shannon, log(2)), [one_w]),
    true("divergence-of-two", ge(two_class, 0), inside),
    false("divergence-of-two-flipped", le(two_class, 0), inside),
    false("divergence-of-two-strict", two_class > 0, inside),
    true("entropy-of-two", le(-x * log(x) - (1 - x) * log(1 - x), log(2)), inside[:2]),
    false(
        "entropy-of-two-below-one-half", le(-x * log(x) - (1 - x) * log(1 - x), half), inside[:2]
    ),
    true("logarithm-below-square", le(2 * log(a), a**2 - 1)),
    false("logarithm-below-square-doubled", le(3 * log(a), a**2 - 1)),
    # negative factors under logarithms and roots
    true("log-of-an-inverse-rest", eq(log(1 / (1 - x)), -log(1 - x)), [x < 1]),
    true(
        "log-of-two-negative-factors",
        eq(log((x - 1) * (t - 1)), log(1 - x) + log(1 - t)),
        [x < 1, t < 1],
    ),
    false(
        "log-of-a-lost-sign", eq(log((x - 1) / (t - 1)), log(1 - x) + log(1 - t)), [x < 1, t < 1]
    ),
    true("root-of-two-negative-factors", eq(sqrt(x * t), sqrt(-x) * sqrt(-t)), [x < 0, t < 0]),
    false(
        "root-of-two-negative-factors-negated",
        eq(sqrt(x * t), -sqrt(-x) * sqrt(-t)),
        [x < 0, t < 0],
    ),
    # roots that are smooth where what is under them is plainly positive
    true(
        "deviation-by-an-entry",
        eq(Derivative(deviation, u[j]), (u[j] - mean) / (K * deviation)),
    ),
    false(
        "deviation-by-an-entry-lost-mean",
        eq(Derivative(deviation, u[j]), u[j] / (K * deviation)),
    ),
    false(
        "root-of-squares-by-an-entry-at-zero",
        eq(Derivative(sqrt(total(u[k] ** 2, k)), u[j]), 0),
    ),
    # all indices but one, and that one
    true("loss-of-one-label", eq(loss, -log(p[i])), [nothing_else, eq(y[i], 1)]),
    true("loss-of-one-weighted-label", eq(loss, -x * log(p[i])), [nothing_else, eq(y[i], x)]),
    true("loss-of-one-label-above-zero", ge(loss, 0), [nothing_else, eq(y[i], 1)]),
    false("loss-of-another-label", eq(loss, -log(p[i])), [nothing_else, eq(y[i], 2)]),
    false("loss-of-a-label-among-others", eq(loss, -log(p[i])), [eq(y[i], 1)]),
    false("loss-of-the-wrong-label", eq(loss, -log(p[j])), [nothing_else, eq(y[i], 1)]),
    # others
    true("roots-of-shares", le(total(sqrt(w[k]), k) ** 2, K), [one_w]),
    false("roots-of-shares-lost-dimension", le(total(sqrt(w[k]), k) ** 2, 1), [one_w]),
    true("least-scaled-down", eq(Limit(softmax(x * z)[i], x, -oo), 0), [z[j] < z[i]]),
    false("least-scaled-down-swapped", eq(Limit(softmax(x * z)[i], x, -oo), 0), [z[i] < z[j]]),
    true("integral-of-log-of-a-sum", eq(Integral(log(1 + x), (x, 0, 1)), 2 * log(2) - 1)),
    false("integral-of-log-of-a-sum-lost-part", eq(Integral(log(1 + x), (x, 0, 1)), 2 * log(2))),
    # squares of the differences from a mean that an equation gives
    true("squares-above-those-of-shares", ge(total(y[k] ** 2, k), 1 / K), [eq(total(y[k], k), 1)]),
    true(
        "squares-above-those-of-the-mean", ge(total(y[k] ** 2, k), 4 / K), [eq(total(y[k], k), 2)]
    ),
    false("squares-above-shares-strictly", gt(total(y[k] ** 2, k), 1 / K), [eq(total(y[k], k), 1)]),
    false("squares-above-twice-shares", ge(total(y[k] ** 2, k), 2 / K), [eq(total(y[k], k), 1)]),
    false("squares-above-shares-lost-equation", ge(total(y[k] ** 2, k), 1 / K)),
    false("squares-below-shares", le(total(y[k] ** 2, k), 1 / K), [eq(total(y[k], k), 1)]),
    # the loss of a mixture of experts
    true("mixture-of-losses-not-negative", ge(-log(total(p[k] * exp(-g[k]), k)), 0)),
    false("mixture-of-losses-positive", gt(-log(total(p[k] * exp(-g[k]), k)), 0)),
    # two indices that are equal or not
    true("half-is-greatest-logit", ge(z[i], z[j]), [ge(p[i], half)]),
    true("half-is-greatest-share", ge(p[i], p[j]), [ge(p[i], half)]),
    false("half-is-greatest-logit-strictly", gt(z[i], z[j]), [ge(p[i], half)]),
    false("third-is-greatest-logit", ge(z[i], z[j]), [ge(p[i], Rational(1, 3))]),
    false("half-is-greatest-logit-swapped", ge(z[j], z[i]), [ge(p[i], half)]),
    # a growing factor times one that tends to 0
    true("softplus-far-below", eq(Limit(log(1 + exp(x)) / exp(x), x, -oo), 1)),
    true("softplus-far-above", eq(Limit(exp(x) * log(1 + exp(-x)), x, oo), 1)),
    true("exponential-rate-near-one", eq(Limit(exp(2 * c) * (1 - exp(-exp(-2 * c))), c, oo), 1)),
    false("softplus-far-below-vanishes", eq(Limit(log(1 + exp(x)) / exp(x), x, -oo), 0)),
    false("softplus-far-above-twice", eq(Limit(exp(x) * log(1 + exp(-x)), x, oo), 2)),
    false("softplus-far-above-infinite", eq(Limit(exp(x) * log(1 + exp(-x)), x, oo), oo)),
    # powers with exponents that are not numbers
    true("power-minus-one-by-distance", eq(Limit((a**x - 1) / (a - 1), a, 1), x)),
    false("power-minus-one-by-distance-shifted", eq(Limit((a**x - 1) / (a - 1), a, 1), x - 1)),
    true("integral-of-a-power", eq(Integral(x**a, (x, 0, 1)), 1 / (a + 1))),
    false("integral-of-a-power-lost-one", eq(Integral(x**a, (x, 0, 1)), 1 / a)),
]
