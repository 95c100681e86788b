"""Derivatives of softmax, of log-sum-exp and of the losses built on them."""

from __future__ import annotations

from sympy import (
    Derivative,
    Eq,
    Piecewise,
    exp,
    log,
    sqrt,
)

from symsoft import (
    cross_entropy,
    delta,
    entropy,
    kl_divergence,
    log_softmax,
    logsumexp,
    softmax,
)
from tests.soundness.case import eq, false, ne, true
from tests.soundness.letters import (
    K,
    T,
    W,
    alpha,
    beta,
    c,
    d,
    i,
    j,
    k,
    l,
    p,
    phi,
    t,
    total,
    v,
    w,
    xi,
    y,
    z,
)

Z1 = total(exp(z[k]), k)
LSE = logsumexp(z)
on_simplex = eq(total(y[k], k), 1)
mean_v = total(p[k] * v[k], k)


def score(q):
    """The logit of class `q` of softmax regression."""
    return total(W[q, d] * xi[d], d)


def posterior(q):
    """Its probability."""
    return exp(score(q)) / total(exp(score(l)), l)


def taylor(q):
    """The second-order Taylor polynomial of exp at an entry."""
    return 1 + z[q] + z[q] ** 2 / 2


def loss(weights):
    """Cross-entropy of softmax(z) against `weights`, written out."""
    return -total(weights(k) * log(p[k]), k)


nll = -total(y[k] * log(posterior(k)), k)

CASES = [
    true("gradient-of-lse", eq(Derivative(LSE, z[j]), p[j])),
    false("gradient-of-lse-is-one", eq(Derivative(LSE, z[j]), 1)),
    false("gradient-of-lse-unnormalised", eq(Derivative(LSE, z[j]), exp(z[j]))),
    true("gradient-of-partition", eq(Derivative(Z1, z[j]), exp(z[j]))),
    true("gradient-of-plain-sum", eq(Derivative(total(z[k], k), z[j]), 1)),
    false("gradient-of-plain-sum-counts-K", eq(Derivative(total(z[k], k), z[j]), K)),
    true("entry-by-entry", eq(Derivative(z[i], z[j]), delta(i, j))),
    true("gradient-of-squared-norm", eq(Derivative(total(z[k] ** 2, k), z[j]), 2 * z[j])),
    true(
        "gradient-of-norm",
        eq(Derivative(sqrt(total(w[k] ** 2, k)), w[j]), w[j] / sqrt(total(w[k] ** 2, k))),
    ),
    true("jacobian", eq(Derivative(p[i], z[j]), p[i] * (delta(i, j) - p[j]))),
    false("jacobian-diagonal-only", eq(Derivative(p[i], z[j]), p[i] * (1 - p[i]))),
    false("jacobian-sign", eq(Derivative(p[i], z[j]), p[i] * (p[j] - delta(i, j)))),
    false("jacobian-lost-factor", eq(Derivative(p[i], z[j]), delta(i, j) - p[j])),
    false("jacobian-wrong-square", eq(Derivative(p[i], z[j]), p[i] * (delta(i, j) - p[i]))),
    false("jacobian-lost-delta", eq(Derivative(p[i], z[j]), -p[i] * p[j])),
    true("jacobian-diagonal", eq(Derivative(p[i], z[i]), p[i] * (1 - p[i]))),
    true("jacobian-off-diagonal", eq(Derivative(p[i], z[j]), -p[i] * p[j]), [ne(i, j)]),
    false("jacobian-off-diagonal-sign", eq(Derivative(p[i], z[j]), p[i] * p[j]), [ne(i, j)]),
    true("jacobian-symmetric", eq(Derivative(p[i], z[j]), Derivative(p[j], z[i]))),
    true(
        "jacobian-piecewise",
        eq(Derivative(p[i], z[j]), Piecewise((p[i] * (1 - p[i]), Eq(i, j)), (-p[i] * p[j], True))),
    ),
    true("jacobian-column-sums", eq(total(Derivative(p[i], z[j]), i), 0)),
    true("jacobian-row-sums", eq(total(Derivative(p[i], z[j]), j), 0)),
    false("jacobian-row-sums-one", eq(total(Derivative(p[i], z[j]), j), p[i])),
    true("jacobian-trace", eq(total(Derivative(p[i], z[i]), i), 1 - total(p[k] ** 2, k))),
    true(
        "jacobian-times-vector", eq(total(Derivative(p[i], z[j]) * v[j], j), p[i] * (v[i] - mean_v))
    ),
    true("jacobian-of-last", eq(Derivative(p[K], z[j]), p[K] * (delta(j, K) - p[j]))),
    true(
        "gradient-of-inverse-softmax", eq(Derivative(1 / p[i], z[j]), -(delta(i, j) - p[j]) / p[i])
    ),
    true(
        "gradient-of-softmax-squared",
        eq(Derivative(p[i] ** 2, z[j]), 2 * p[i] ** 2 * (delta(i, j) - p[j])),
    ),
    true(
        "gradient-of-power-of-softmax",
        eq(Derivative(p[i] ** alpha, z[j]), alpha * p[i] ** alpha * (delta(i, j) - p[j])),
    ),
    false(
        "gradient-of-power-of-softmax-lost-exponent",
        eq(Derivative(p[i] ** alpha, z[j]), p[i] ** alpha * (delta(i, j) - p[j])),
    ),
    true("gradient-of-log-softmax", eq(Derivative(log(p[i]), z[j]), delta(i, j) - p[j])),
    false(
        "gradient-of-log-softmax-wrong-index", eq(Derivative(log(p[i]), z[j]), delta(i, j) - p[i])
    ),
    true(
        "gradient-of-log-softmax-notation",
        eq(Derivative(log_softmax(z)[i], z[j]), delta(i, j) - p[j]),
    ),
    true("gradient-of-log-odds", eq(Derivative(log(p[i] / p[j]), z[l]), delta(i, l) - delta(j, l))),
    true("hessian-of-lse", eq(Derivative(LSE, z[i], z[j]), p[i] * (delta(i, j) - p[j]))),
    true(
        "hessian-of-lse-nested",
        eq(Derivative(Derivative(LSE, z[j]), z[i]), delta(i, j) * p[i] - p[i] * p[j]),
    ),
    false("hessian-of-lse-diagonal", eq(Derivative(LSE, z[i], z[j]), delta(i, j) * p[i])),
    true("hessian-diagonal", eq(Derivative(LSE, z[i], z[i]), p[i] - p[i] ** 2)),
    true("hessian-null-vector", eq(total(Derivative(LSE, z[i], z[j]), j), 0)),
    true(
        "hessian-quadratic-form",
        eq(
            total(total(v[i] * Derivative(LSE, z[i], z[j]) * v[j], i), j),
            total(p[k] * v[k] ** 2, k) - mean_v**2,
        ),
    ),
    false(
        "hessian-quadratic-form-lost-mean",
        eq(
            total(total(v[i] * Derivative(LSE, z[i], z[j]) * v[j], i), j),
            total(p[k] * v[k] ** 2, k),
        ),
    ),
    true(
        "third-derivative-of-lse",
        eq(
            Derivative(LSE, z[i], z[j], z[l]),
            p[i] * (delta(i, j) - p[j]) * (delta(i, l) - p[l]) - p[i] * p[j] * (delta(j, l) - p[l]),
        ),
    ),
    false(
        "third-derivative-of-lse-lost-term",
        eq(Derivative(LSE, z[i], z[j], z[l]), p[i] * (delta(i, j) - p[j]) * (delta(i, l) - p[l])),
    ),
    true(
        "third-derivative-diagonal",
        eq(Derivative(LSE, (z[i], 3)), p[i] * (1 - p[i]) * (1 - 2 * p[i])),
    ),
    true(
        "second-derivative-of-softmax",
        eq(
            Derivative(p[i], z[j], z[l]),
            p[i] * ((delta(i, j) - p[j]) * (delta(i, l) - p[l]) - p[j] * (delta(j, l) - p[l])),
        ),
    ),
    true(
        "hessian-of-log-softmax",
        eq(Derivative(log(p[l]), z[i], z[j]), -p[i] * (delta(i, j) - p[j])),
    ),
    true(
        "cross-entropy-gradient",
        eq(Derivative(cross_entropy(y, p), z[j]), p[j] - y[j]),
        [on_simplex],
    ),
    true(
        "cross-entropy-gradient-general",
        eq(Derivative(cross_entropy(y, p), z[j]), p[j] * total(y[k], k) - y[j]),
    ),
    false(
        "cross-entropy-gradient-lost-hypothesis",
        eq(Derivative(cross_entropy(y, p), z[j]), p[j] - y[j]),
    ),
    false(
        "cross-entropy-gradient-sign",
        eq(Derivative(cross_entropy(y, p), z[j]), y[j] - p[j]),
        [on_simplex],
    ),
    true("cross-entropy-gradient-by-label", eq(Derivative(cross_entropy(y, p), y[j]), LSE - z[j])),
    false(
        "cross-entropy-gradient-by-label-on-simplex",
        eq(Derivative(cross_entropy(y, p), y[j]), -z[j]),
        [on_simplex],
    ),
    true("one-hot-loss-gradient", eq(Derivative(-log(p[i]), z[j]), p[j] - delta(i, j))),
    true(
        "cross-entropy-hessian",
        eq(Derivative(cross_entropy(y, p), z[i], z[j]), p[i] * (delta(i, j) - p[j])),
        [on_simplex],
    ),
    true(
        "label-smoothing-gradient",
        eq(
            Derivative(loss(lambda q: (1 - alpha) * delta(q, i) + alpha / K), z[j]),
            p[j] - (1 - alpha) * delta(i, j) - alpha / K,
        ),
    ),
    false(
        "label-smoothing-gradient-unsmoothed",
        eq(
            Derivative(loss(lambda q: (1 - alpha) * delta(q, i) + alpha / K), z[j]),
            p[j] - delta(i, j),
        ),
    ),
    true(
        "focal-loss-square",
        eq(
            Derivative(-((1 - p[i]) ** 2) * log(p[i]), z[j]),
            (delta(i, j) - p[j]) * (2 * p[i] * (1 - p[i]) * log(p[i]) - (1 - p[i]) ** 2),
        ),
    ),
    true(
        "focal-loss",
        eq(
            Derivative(-((1 - p[i]) ** alpha) * log(p[i]), z[j]),
            (1 - p[i]) ** alpha
            * (delta(i, j) - p[j])
            * (alpha * p[i] / (1 - p[i]) * log(p[i]) - 1),
        ),
    ),
    false(
        "focal-loss-lost-log",
        eq(
            Derivative(-((1 - p[i]) ** 2) * log(p[i]), z[j]),
            -(delta(i, j) - p[j]) * (1 - p[i]) ** 2,
        ),
    ),
    true(
        "squared-error-gradient",
        eq(
            Derivative(total((p[k] - y[k]) ** 2, k) / 2, z[j]),
            p[j] * (p[j] - y[j] - total(p[k] * (p[k] - y[k]), k)),
        ),
    ),
    false(
        "squared-error-gradient-like-cross-entropy",
        eq(Derivative(total((p[k] - y[k]) ** 2, k) / 2, z[j]), p[j] - y[j]),
    ),
    true(
        "collision-gradient",
        eq(Derivative(total(p[k] ** 2, k), z[j]), 2 * p[j] * (p[j] - total(p[k] ** 2, k))),
    ),
    true("entropy-gradient", eq(Derivative(entropy(p), z[j]), -p[j] * (log(p[j]) + entropy(p)))),
    true(
        "entropy-gradient-logits",
        eq(Derivative(entropy(p), z[j]), p[j] * (total(p[k] * z[k], k) - z[j])),
    ),
    false(
        "entropy-gradient-sign",
        eq(Derivative(entropy(p), z[j]), p[j] * (z[j] - total(p[k] * z[k], k))),
    ),
    true("entropy-gradient-by-probability", eq(Derivative(entropy(phi), phi[j]), -log(phi[j]) - 1)),
    true(
        "kl-gradient-second",
        eq(Derivative(kl_divergence(phi, p), z[j]), p[j] - phi[j]),
        [eq(total(phi[k], k), 1)],
    ),
    false(
        "kl-gradient-second-unnormalised",
        eq(Derivative(kl_divergence(phi, p), z[j]), p[j] - phi[j]),
    ),
    true(
        "kl-gradient-first",
        eq(
            Derivative(kl_divergence(p, softmax(v)), z[j]),
            p[j] * (log(p[j] / softmax(v)[j]) - kl_divergence(p, softmax(v))),
        ),
    ),
    true(
        "expected-reward-gradient",
        eq(Derivative(total(p[k] * v[k], k), z[j]), p[j] * (v[j] - mean_v)),
    ),
    false(
        "expected-reward-gradient-lost-baseline",
        eq(Derivative(total(p[k] * v[k], k), z[j]), p[j] * v[j]),
    ),
    true("score-has-mean-zero", eq(total(p[k] * Derivative(log(p[k]), z[j]), k), 0)),
    true("baseline", eq(total(beta * Derivative(p[k], z[j]), k), 0)),
    true(
        "fisher-information",
        eq(
            total(p[k] * Derivative(log(p[k]), z[i]) * Derivative(log(p[k]), z[j]), k),
            delta(i, j) * p[i] - p[i] * p[j],
        ),
    ),
    true(
        "fisher-information-hessian",
        eq(-total(p[k] * Derivative(log(p[k]), z[i], z[j]), k), delta(i, j) * p[i] - p[i] * p[j]),
    ),
    true("lse-by-scale", eq(Derivative(logsumexp(c * z), c), total(softmax(c * z)[k] * z[k], k))),
    true(
        "lse-by-scale-second",
        eq(
            Derivative(logsumexp(c * z), (c, 2)),
            total(softmax(c * z)[k] * z[k] ** 2, k) - total(softmax(c * z)[k] * z[k], k) ** 2,
        ),
    ),
    true(
        "softmax-by-scale",
        eq(
            Derivative(softmax(c * z)[i], c),
            softmax(c * z)[i] * (z[i] - total(softmax(c * z)[k] * z[k], k)),
        ),
    ),
    false(
        "softmax-by-scale-lost-mean", eq(Derivative(softmax(c * z)[i], c), softmax(c * z)[i] * z[i])
    ),
    true(
        "softmax-by-temperature",
        eq(
            Derivative(softmax(z / T)[i], T),
            -softmax(z / T)[i] * (z[i] - total(softmax(z / T)[k] * z[k], k)) / T**2,
        ),
    ),
    false(
        "softmax-by-temperature-sign",
        eq(
            Derivative(softmax(z / T)[i], T),
            softmax(z / T)[i] * (z[i] - total(softmax(z / T)[k] * z[k], k)) / T**2,
        ),
    ),
    true(
        "scaled-softmax-by-entry",
        eq(
            Derivative(softmax(z / T)[i], z[j]),
            softmax(z / T)[i] * (delta(i, j) - softmax(z / T)[j]) / T,
        ),
    ),
    false(
        "scaled-softmax-by-entry-lost-T",
        eq(
            Derivative(softmax(z / T)[i], z[j]),
            softmax(z / T)[i] * (delta(i, j) - softmax(z / T)[j]),
        ),
    ),
    true(
        "free-energy-by-temperature",
        eq(Derivative(T * logsumexp(z / T), T), entropy(softmax(z / T))),
    ),
    true("scaled-lse-gradient", eq(Derivative(logsumexp(c * z) / c, z[j]), softmax(c * z)[j])),
    true(
        "lse-along-line",
        eq(Derivative(logsumexp(z + t * v), t), total(softmax(z + t * v)[k] * v[k], k)),
    ),
]
