"""What a lecturer states on divergences, variances, margins and norms, with its neighbours."""

from __future__ import annotations

from sympy import Abs, Derivative, Limit, Rational, exp, log, oo

from symsoft import (
    entropy,
    forall,
    kl_divergence,
    max_over,
    min_over,
    softmax,
    vector,
)
from tests.soundness.case import eq, false, ge, gt, le, lt, true
from tests.soundness.letters import D as features
from tests.soundness.letters import (
    K,
    X,
    beta,
    c,
    d,
    e,
    i,
    k,
    m,
    obs,
    p,
    phi,
    t,
    total,
    u,
    v,
    w,
    xi,
    z,
)

eta = vector("eta", features)
rival = vector("rival", K, positive=True)
phi_one, w_one = eq(total(phi[k], k), 1), eq(total(w[k], k), 1)
between = [gt(t, 0), lt(t, 1)]


def mixed(k):
    return t * phi[k] + (1 - t) * w[k]


def residuals(weights):
    return total((obs[m] - total(X[m, d] * weights[d], d)) ** 2, m)


mixed_entropy = -total(mixed(k) * log(mixed(k)), k)
mixture_of_entropies = t * entropy(phi) + (1 - t) * entropy(w)
mixed_divergence = total(mixed(k) * log(mixed(k) / rival[k]), k)
mixture_of_divergences = t * kl_divergence(phi, rival) + (1 - t) * kl_divergence(w, rival)
variation = total(Abs(phi[k] - w[k]), k)
mean = total(p[k] * v[k], k)
variance = total(p[k] * v[k] ** 2, k) - mean**2
span = max_over(v[k], k) - min_over(v[k], k)


def spread(weights, of):
    return total(weights[k] * of[k] ** 2, k) - total(weights[k] * of[k], k) ** 2


def covariance(weights):
    means = total(weights[k] * u[k], k) * total(weights[k] * v[k], k)
    return total(weights[k] * u[k] * v[k], k) - means


unit = [forall(k, ge(v[k], 0)), forall(k, le(v[k], 1))]
bounded = [forall(k, ge(v[k], t)), forall(k, le(v[k], beta))]
normal = forall(e, eq(total(X[m, e] * (obs[m] - total(X[m, d] * xi[d], d)), m), 0))
cumulants = log(total(phi[k] * exp(c * z[k]), k)) / c
sup = [max_over(Abs(z[k] - v[k]), k), max_over(Abs(v[k] - u[k]), k), max_over(Abs(z[k] - u[k]), k)]

CASES = [
    # any weights
    true("entropy-concave-weighted", ge(mixed_entropy, mixture_of_entropies), between),
    false("entropy-convex-weighted", le(mixed_entropy, mixture_of_entropies), between),
    false("entropy-concave-beyond", ge(mixed_entropy, mixture_of_entropies), [gt(t, 0)]),
    true("divergence-convex-weighted", le(mixed_divergence, mixture_of_divergences), between),
    false("divergence-concave-weighted", ge(mixed_divergence, mixture_of_divergences), between),
    true("renyi-three", ge(total(phi[k] ** 3 / w[k] ** 2, k), 1), [phi_one, w_one]),
    false("renyi-three-off-simplex", ge(total(phi[k] ** 3 / w[k] ** 2, k), 1), [w_one]),
    false("renyi-three-flipped", le(total(phi[k] ** 3 / w[k] ** 2, k), 1), [phi_one, w_one]),
    # total variation
    true("variation-above-twice-a-gap", ge(variation, 2 * (phi[i] - w[i])), [phi_one, w_one]),
    false("variation-above-thrice-a-gap", ge(variation, 3 * (phi[i] - w[i])), [phi_one, w_one]),
    false("variation-above-twice-a-gap-off-simplex", ge(variation, 2 * (phi[i] - w[i]))),
    true(
        "variation-triangle",
        le(variation, total(Abs(phi[k] - rival[k]), k) + total(Abs(rival[k] - w[k]), k)),
    ),
    false("variation-one-leg", le(variation, total(Abs(phi[k] - rival[k]), k))),
    true("sup-triangle", le(sup[2], sup[0] + sup[1])),
    false("sup-triangle-one-leg", le(sup[2], sup[0])),
    # a variance by a range
    true("popoviciu", le(variance, span**2 / 4)),
    false("popoviciu-eighth", le(variance, span**2 / 8)),
    true("popoviciu-unit", le(variance, Rational(1, 4)), unit),
    false("popoviciu-unit-fifth", le(variance, Rational(1, 5)), unit),
    false("popoviciu-half-bounded", le(variance, Rational(1, 4)), unit[:1]),
    true("bhatia-davis", le(variance, (beta - mean) * (mean - t)), bounded),
    false("bhatia-davis-half-bounded", le(variance, (beta - mean) * (mean - t)), bounded[:1]),
    true(
        "scale-derivative-by-span",
        le(Derivative(total(softmax(c * v)[k] * v[k], k), c), span**2 / 4),
    ),
    # least squares
    true("normal-equations-are-least", ge(residuals(eta), residuals(xi)), [normal]),
    false("normal-equations-strictly-least", gt(residuals(eta), residuals(xi)), [normal]),
    false("least-without-normal-equations", ge(residuals(eta), residuals(xi))),
    false("normal-equations-are-greatest", le(residuals(eta), residuals(xi)), [normal]),
    # limits with an equation given, and of norms
    true("cumulants-at-zero", eq(Limit(cumulants, c, 0), total(phi[k] * z[k], k)), [phi_one]),
    false("cumulants-at-zero-off-simplex", eq(Limit(cumulants, c, 0), total(phi[k] * z[k], k))),
    false("cumulants-at-zero-max", eq(Limit(cumulants, c, 0), max_over(z[k], k)), [phi_one]),
    true("p-norm-to-maximum", eq(Limit(total(w[k] ** c, k) ** (1 / c), c, oo), max_over(w[k], k))),
    false("p-norm-to-minimum", eq(Limit(total(w[k] ** c, k) ** (1 / c), c, oo), min_over(w[k], k))),
    true("exp-of-greatest-log", eq(exp(max_over(log(w[k]), k)), max_over(w[k], k))),
    false("exp-of-greatest-log-least", eq(exp(max_over(log(w[k]), k)), min_over(w[k], k))),
    # a covariance by the variances
    true("covariance-by-variances", le(covariance(p) ** 2, spread(p, u) * spread(p, v))),
    false("covariance-by-half", le(covariance(p) ** 2, spread(p, u) * spread(p, v) / 2)),
    false("covariance-flipped", ge(covariance(p) ** 2, spread(p, u) * spread(p, v))),
    false("covariance-nonnegative", ge(covariance(p), 0)),
    true("covariance-simplex", le(covariance(w) ** 2, spread(w, u) * spread(w, v)), [w_one]),
    false("covariance-off-simplex", le(covariance(w) ** 2, spread(w, u) * spread(w, v))),
]
