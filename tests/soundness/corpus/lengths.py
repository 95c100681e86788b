"""Norms by roots and greatest entries, Lipschitz bounds, clipping, mixtures of two bounds."""

from __future__ import annotations

from sympy import Abs, Max, Min, exp, log, sqrt

from symsoft import entropy, forall, max_over
from tests.soundness.case import eq, false, ge, le, lt, true
from tests.soundness.letters import (
    K,
    S,
    a,
    alpha,
    beta,
    c,
    g,
    i,
    k,
    p,
    phi,
    rho,
    t,
    total,
    u,
    v,
    w,
    x,
    y,
    z,
)


def length(term):
    return sqrt(total(term**2, k))


greatest = max_over(Abs(u[k]), k)
one_norm = total(Abs(v[k]), k)
unit_w, unit_phi = eq(total(w[k], k), 1), eq(total(phi[k], k), 1)
target = [forall(k, ge(y[k], 0)), eq(total(y[k], k), 1)]
clipped = Max(Min(x, 1 + a), 1 - a)

CASES = [
    # roots
    true("cauchy-schwarz-by-roots", le(total(u[k] * v[k], k), length(u[k]) * length(v[k]))),
    true("cauchy-schwarz-in-bars", le(Abs(total(u[k] * v[k], k)), length(u[k]) * length(v[k]))),
    false("cauchy-schwarz-lost-root", le(total(u[k] * v[k], k), length(u[k]) * total(v[k], k))),
    true("minkowski", le(length(u[k] + v[k]), length(u[k]) + length(v[k]))),
    false("minkowski-flipped", ge(length(u[k] + v[k]), length(u[k]) + length(v[k]))),
    false("minkowski-of-one", le(length(u[k] + v[k]), length(u[k]) + Abs(v[i]))),
    true("two-norm-below-one-norm-by-roots", le(length(v[k]), one_norm)),
    true("one-norm-by-roots", le(one_norm, sqrt(K) * length(v[k]))),
    false("one-norm-by-roots-lost-dimension", le(one_norm, length(v[k]))),
    true("greatest-below-two-norm", le(greatest, length(u[k]))),
    false("greatest-strictly-below-two-norm", lt(greatest, length(u[k]))),
    true("two-norm-below-greatest", le(length(u[k]), sqrt(K) * greatest)),
    false("two-norm-below-greatest-lost-dimension", le(length(u[k]), greatest)),
    false("root-of-a-negative-bound", le(length(u[k]), total(u[k], k))),
    # greatest entries
    true("entry-below-greatest", le(u[i], greatest)),
    true("entry-above-negative-greatest", ge(u[i], -greatest)),
    false("entry-above-greatest", ge(u[i], greatest)),
    true("hoelder-one-and-infinity", le(total(u[k] * v[k], k), greatest * one_norm)),
    false("hoelder-without-bars", le(total(u[k] * v[k], k), greatest * total(v[k], k))),
    true("mean-below-greatest", le(Abs(total(p[k] * u[k], k)), greatest)),
    false("sum-below-greatest", le(Abs(total(u[k], k)), greatest)),
    true("greatest-of-a-difference",
         le(max_over(z[k], k) - max_over(u[k], k), max_over(Abs(z[k] - u[k]), k))),
    false("greatest-of-a-difference-of-maxima",
          le(max_over(Abs(z[k] - u[k]), k), max_over(z[k], k) - max_over(u[k], k))),
    # bars under a sum
    true("one-norm-of-a-sum",
         le(total(Abs(z[k] + u[k]), k), total(Abs(z[k]), k) + total(Abs(u[k]), k))),
    false("one-norm-of-a-difference",
          le(total(Abs(z[k] - u[k]), k), total(Abs(z[k]), k) - total(Abs(u[k]), k))),
    true("bars-of-products", le(total(u[k] * v[k], k), total(Abs(u[k]) * Abs(v[k]), k))),
    false("bars-of-products-lost", le(total(u[k] * v[k], k), total(u[k] * Abs(v[k]), k))),
    true("distance-of-distributions", le(total(Abs(w[k] - phi[k]), k), 2), [unit_w, unit_phi]),
    true("distance-to-a-target", le(total(Abs(p[k] - y[k]), k), 2), target),
    false("distance-of-distributions-at-most-one", le(total(Abs(p[k] - y[k]), k), 1), target),
    false("distance-to-a-signed-target", le(total(Abs(p[k] - y[k]), k), 2), target[1:]),
    # Lipschitz bounds
    true("softplus-lipschitz", le(Abs(log(1 + exp(x)) - log(1 + exp(t))), Abs(x - t))),
    false("softplus-lipschitz-half", le(Abs(log(1 + exp(x)) - log(1 + exp(t))), Abs(x - t) / 2)),
    true("sigmoid-lipschitz", le(Abs(S(x) - S(t)), Abs(x - t) / 4)),
    false("sigmoid-lipschitz-eighth", le(Abs(S(x) - S(t)), Abs(x - t) / 8)),
    true("ramp-lipschitz", le(Abs(Max(x, 0) - Max(t, 0)), Abs(x - t))),
    false("ramp-lipschitz-half", le(Abs(Max(x, 0) - Max(t, 0)), Abs(x - t) / 2)),
    # the lesser of two
    true("clipped-objective-below", le(Min(x * t, clipped * t), x * t)),
    false("clipped-objective-above", ge(Min(x * t, clipped * t), x * t)),
    true("ramp-subadditive", le(Max(x + t, 0), Max(x, 0) + Max(t, 0))),
    # between two bounds
    true("least-below-mixture", le(Min(x, t), rho * x + (1 - rho) * t), [le(rho, 1)]),
    false("least-below-any-mixture", le(Min(x, t), rho * x + (1 - rho) * t)),
    true("binary-loss-not-negative",
         ge(-rho * log(S(x)) - (1 - rho) * log(1 - S(x)), 0), [le(rho, 1)]),
    false("binary-loss-of-any-weight", ge(-rho * log(S(x)) - (1 - rho) * log(1 - S(x)), 0)),
    true("affine-between", le(alpha * x + beta, Max(beta, alpha + beta)),
         [ge(x, 0), le(x, 1)]),
    false("affine-beyond", le(alpha * x + beta, Max(beta, alpha + beta)), [ge(x, 0), le(x, 2)]),
    false("affine-below", le(alpha * x + beta, Max(beta, alpha + beta)), [le(x, 1)]),
    false("square-is-not-affine", le(-(x**2) + x, 0), [ge(x, 0), le(x, 1)]),
    # two logarithms under one sum
    true("entropy-of-a-mixture", ge(entropy((w + phi) / 2), (entropy(w) + entropy(phi)) / 2)),
    false("entropy-of-a-mixture-flipped",
          le(entropy((w + phi) / 2), (entropy(w) + entropy(phi)) / 2)),
    true("divergence-from-a-mixture",
         le(total(w[k] * log(2 * w[k] / (w[k] + phi[k])), k), log(2)), [unit_w]),
    false("divergence-from-a-mixture-of-any-weights",
          le(total(w[k] * log(2 * w[k] / (w[k] + phi[k])), k), log(2))),
    true("entries-not-negative-sum", le(max_over(g[k], k), total(g[k], k))),
    false("rate-of-any-sign", le(Abs(x - t), c * Abs(x - t))),
]  # fmt: skip
