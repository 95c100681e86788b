"""Inequalities by the sign of a derivative, integrals over a corner, guarded sums, roots."""

from __future__ import annotations

from functools import partial

from sympy import Abs, Integral, Max, Ne, Piecewise, Rational, cosh, exp, log, oo, sinh, sqrt, tanh

from symsoft import delta, forall, iverson, softmax
from tests.soundness.case import case, eq, false, ge, gt, le, lt, true
from tests.soundness.letters import K, T, a, beta, c, i, j, k, p, phi, rho, t, total, v, w, x, z

undefined = partial(case, expect="not proved")
laplace = exp(-Abs(x - t) / a) / (2 * a)
behind = forall(k, le(z[k], z[i] - c), where=Ne(k, i))
rest = total((1 - delta(i, k)) * exp(z[k] - z[i]), k)
whole = total(exp(z[k] - z[i]), k)

CASES = [
    # the difference vanishes at 0 and its derivative has a sign beyond it
    true("exp-above-second-order", ge(exp(a), 1 + a + a**2 / 2)),
    true("exp-strictly-above-second-order", gt(exp(a), 1 + a + a**2 / 2)),
    true("exp-above-second-order-from-zero", ge(exp(rho), 1 + rho + rho**2 / 2)),
    true("exp-above-third-order", ge(exp(a), 1 + a + a**2 / 2 + a**3 / 6)),
    false("exp-below-second-order", le(exp(a), 1 + a + a**2 / 2)),
    false("exp-above-second-order-everywhere", ge(exp(x), 1 + x + x**2 / 2)),
    false("exp-strictly-above-from-zero", gt(exp(rho), 1 + rho + rho**2 / 2)),
    true("exp-below-second-order-of-negative", le(exp(x), 1 + x + x**2 / 2), [lt(x, 0)]),
    true("log1p-above-second-order", ge(log(1 + a), a - a**2 / 2)),
    true("log1p-below-third-order", le(log(1 + a), a - a**2 / 2 + a**3 / 3)),
    true("log1p-pade", ge(log(1 + a), 2 * a / (2 + a))),
    false("log1p-pade-flipped", le(log(1 + a), 2 * a / (2 + a))),
    false("log1p-above-third-order", ge(log(1 + a), a - a**2 / 2 + a**3 / 3)),
    true("log-pade-above-one", ge(log(a), 2 * (a - 1) / (a + 1)), [ge(a, 1)]),
    false("log-pade-everywhere", ge(log(a), 2 * (a - 1) / (a + 1))),
    true("tanh-below-identity-of-positive", le(tanh(a), a)),
    false("tanh-below-identity-of-real", le(tanh(x), x)),
    true("sinh-above-identity", ge(sinh(a), a)),
    true("cosh-above-parabola", ge(cosh(x), 1 + x**2 / 2)),
    false("cosh-below-parabola", le(cosh(x), 1 + x**2 / 2)),
    true("square-root-below-tangent", le(sqrt(1 + a), 1 + a / 2)),
    true("bernoulli", ge((1 + a) ** T, 1 + T * a), [ge(T, 1)]),
    false("bernoulli-small-power", ge((1 + a) ** T, 1 + T * a)),
    # integrals over a corner
    true("laplace-density", eq(Integral(laplace, (x, -oo, oo)), 1)),
    false("laplace-density-lost-half", eq(Integral(2 * laplace, (x, -oo, oo)), 1)),
    true("mean-absolute-value", eq(Integral(Abs(x) * exp(-Abs(x)) / 2, (x, -oo, oo)), 1)),
    true("integral-of-relu", eq(Integral(Max(x, 0), (x, -1, 2)), 2)),
    false("integral-of-relu-as-identity", eq(Integral(Max(x, 0), (x, -1, 2)), Rational(3, 2))),
    true("integral-of-absolute-value", eq(Integral(Abs(x), (x, -1, 2)), Rational(5, 2))),
    true("integral-of-step", eq(Integral(iverson(gt(x, 0)), (x, -1, 3)), 3)),
    true(
        "integral-of-cases",
        eq(Integral(Piecewise((1, x > 0), (-1, True)), (x, -1, 3)), 2),
    ),
    undefined("pole-inside", eq(Integral(1 / x, (x, -1, 1)), 0)),
    undefined("pole-of-absolute-value-inside", eq(Integral(1 / Abs(x), (x, -1, 1)), 2)),
    true("integral-of-log", eq(Integral(log(x), (x, 0, 1)), -1)),
    true("integral-of-inverse-square", eq(Integral(1 / x**2, (x, 1, oo)), 1)),
    # a guarded hypothesis inside a sum
    true("rest-of-sum-by-margin", le(rest, (K - 1) * exp(-c)), [behind]),
    true("whole-sum-by-margin", le(whole, 1 + (K - 1) * exp(-c)), [behind]),
    true("loss-by-margin", le(-log(p[i]), (K - 1) * exp(-c)), [behind]),
    false("whole-sum-by-margin-lost-one", le(whole, (K - 1) * exp(-c)), [behind]),
    false("rest-of-sum-by-margin-one-less", le(rest, (K - 2) * exp(-c)), [behind]),
    false("rest-of-sum-without-guard", le(rest, (K - 1) * exp(-c)), [le(z[j], z[i] - c)]),
    false("rest-of-sum-by-wrong-margin", le(rest, (K - 1) * exp(-2 * c)), [behind]),
    # absolute values of a difference with a delta, roots of products of densities
    true("distance-to-one-hot", eq(total(Abs(p[k] - delta(i, k)), k), 2 - 2 * p[i])),
    true("distance-to-one-hot-bounded", le(total(Abs(p[k] - delta(i, k)), k), 2)),
    false("distance-to-one-hot-below-one", le(total(Abs(p[k] - delta(i, k)), k), 1)),
    true("bhattacharyya", le(total(sqrt(p[k] * softmax(v)[k]), k), 1)),
    true(
        "bhattacharyya-of-distributions",
        le(total(sqrt(phi[k] * w[k]), k), 1),
        [eq(total(phi[k], k), 1), eq(total(w[k], k), 1)],
    ),
    false("bhattacharyya-lost-one", le(total(sqrt(phi[k] * w[k]), k), 1), [eq(total(w[k], k), 1)]),
    false("bhattacharyya-strict", lt(total(sqrt(p[k] * softmax(v)[k]), k), 1)),
    true(
        "bound-by-spread", le(z[i] - log(total(exp(z[k]), k)), -log(K)), [forall(k, le(z[i], z[k]))]
    ),
    true("sigmoid-slope", le(exp(-beta) / (1 + exp(-beta)) ** 2, Rational(1, 4))),
    false("sigmoid-slope-too-small", le(exp(-beta) / (1 + exp(-beta)) ** 2, Rational(1, 5))),
]
