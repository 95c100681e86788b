"""Derivatives of softmax, of log-sum-exp and of the losses built on them."""

from __future__ import annotations

from sympy import (
    Derivative,
    Eq,
    Piecewise,
    Sum,
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
    prod_over,
    softmax,
)
from tests.soundness.case import eq, false, ne, true
from tests.soundness.letters import (
    K,
    M,
    N,
    P,
    S,
    T,
    W,
    X,
    Y,
    Z,
    a,
    alpha,
    beta,
    c,
    d,
    e,
    i,
    j,
    k,
    l,
    m,
    mu,
    n,
    obs,
    p,
    phi,
    r,
    t,
    total,
    v,
    w,
    x,
    xi,
    y,
    z,
    zeta,
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
    true("shift-derivative-zero", eq(Derivative(softmax(z + t)[i], t), 0)),
    true("lse-shift-derivative", eq(Derivative(logsumexp(z + t), t), 1)),
    true("score-by-weight", eq(Derivative(score(i), W[j, e]), delta(i, j) * xi[e])),
    true(
        "posterior-by-weight",
        eq(Derivative(posterior(i), W[j, e]), posterior(i) * (delta(i, j) - posterior(j)) * xi[e]),
    ),
    true(
        "regression-gradient",
        eq(Derivative(nll, W[j, e]), (posterior(j) - y[j]) * xi[e]),
        [on_simplex],
    ),
    true(
        "regression-gradient-general",
        eq(Derivative(nll, W[j, e]), (posterior(j) * total(y[k], k) - y[j]) * xi[e]),
    ),
    false(
        "regression-gradient-swapped",
        eq(Derivative(nll, W[j, e]), (y[j] - posterior(j)) * xi[e]),
        [on_simplex],
    ),
    false(
        "regression-gradient-lost-feature",
        eq(Derivative(nll, W[j, e]), posterior(j) - y[j]),
        [on_simplex],
    ),
    true(
        "regression-gradient-by-feature",
        eq(Derivative(nll, xi[e]), total((posterior(k) - y[k]) * W[k, e], k)),
        [on_simplex],
    ),
    true(
        "log-posterior-by-feature",
        eq(Derivative(log(posterior(i)), xi[e]), W[i, e] - total(posterior(k) * W[k, e], k)),
    ),
    false("log-posterior-by-feature-lost-mean", eq(Derivative(log(posterior(i)), xi[e]), W[i, e])),
    true(
        "regression-hessian",
        eq(
            Derivative(log(total(exp(score(k)), k)), W[i, d], W[j, e]),
            posterior(i) * (delta(i, j) - posterior(j)) * xi[d] * xi[e],
        ),
    ),
    true(
        "lse-of-scores-by-feature",
        eq(Derivative(log(total(exp(score(k)), k)), xi[e]), total(posterior(k) * W[k, e], k)),
    ),
    true(
        "data-loss-gradient",
        eq(
            Derivative(
                total(log(total(exp(Z[m, k]), k)) - total(Y[m, k] * Z[m, k], k), m), Z[n, j]
            ),
            exp(Z[n, j]) / total(exp(Z[n, k]), k) - Y[n, j],
        ),
    ),
    true(
        "logistic-regression-gradient",
        eq(
            Derivative(
                total(
                    log(1 + exp(total(X[m, d] * xi[d], d))) - obs[m] * total(X[m, d] * xi[d], d), m
                ),
                xi[e],
            ),
            total((S(total(X[m, d] * xi[d], d)) - obs[m]) * X[m, e], m),
        ),
    ),
    false(
        "logistic-regression-gradient-sign",
        eq(
            Derivative(
                total(
                    log(1 + exp(total(X[m, d] * xi[d], d))) - obs[m] * total(X[m, d] * xi[d], d), m
                ),
                xi[e],
            ),
            total((obs[m] - S(total(X[m, d] * xi[d], d))) * X[m, e], m),
        ),
    ),
    true(
        "least-squares-gradient",
        eq(
            Derivative(total((total(X[m, d] * xi[d], d) - obs[m]) ** 2, m) / 2, xi[e]),
            total((total(X[m, d] * xi[d], d) - obs[m]) * X[m, e], m),
        ),
    ),
    true(
        "gaussian-mean-gradient",
        eq(Derivative(-total((obs[m] - t) ** 2, m) / (2 * c), t), total(obs[m] - t, m) / c),
    ),
    true(
        "gaussian-variance-gradient",
        eq(
            Derivative(-M * log(c) / 2 - total((obs[m] - t) ** 2, m) / (2 * c), c),
            -M / (2 * c) + total((obs[m] - t) ** 2, m) / (2 * c**2),
        ),
    ),
    false(
        "gaussian-variance-gradient-lost-M",
        eq(
            Derivative(-M * log(c) / 2 - total((obs[m] - t) ** 2, m) / (2 * c), c),
            -1 / (2 * c) + total((obs[m] - t) ** 2, m) / (2 * c**2),
        ),
    ),
    true(
        "gaussian-posterior-mean-gradient",
        eq(
            Derivative(
                log(
                    w[i]
                    * exp(-total((xi[d] - mu[i, d]) ** 2, d) / 2)
                    / total(w[k] * exp(-total((xi[d] - mu[k, d]) ** 2, d) / 2), k)
                ),
                mu[j, e],
            ),
            (
                delta(i, j)
                - w[j]
                * exp(-total((xi[d] - mu[j, d]) ** 2, d) / 2)
                / total(w[k] * exp(-total((xi[d] - mu[k, d]) ** 2, d) / 2), k)
            )
            * (xi[e] - mu[j, e]),
        ),
    ),
    true(
        "quadratic-form-gradient",
        eq(
            Derivative(total(total(P[d, e] * xi[d] * xi[e], d), e) / 2, xi[1]),
            total(P[1, d] * xi[d], d),
        ),
    ),
    true(
        "minimal-family-gradient",
        eq(
            Derivative(log(1 + Sum(exp(zeta[r]), (r, 1, N - 1))), zeta[1]),
            exp(zeta[1]) / (1 + Sum(exp(zeta[r]), (r, 1, N - 1))),
        ),
    ),
    true(
        "minimal-family-hessian",
        eq(
            Derivative(log(1 + Sum(exp(zeta[r]), (r, 1, N - 1))), (zeta[1], 2)),
            exp(zeta[1]) / (1 + Sum(exp(zeta[r]), (r, 1, N - 1)))
            - (exp(zeta[1]) / (1 + Sum(exp(zeta[r]), (r, 1, N - 1)))) ** 2,
        ),
    ),
    true(
        "minimal-family-unused-last",
        eq(Derivative(log(1 + Sum(exp(zeta[r]), (r, 1, N - 1))), zeta[N]), 0),
    ),
    false(
        "minimal-family-used-last",
        eq(
            Derivative(log(1 + Sum(exp(zeta[r]), (r, 1, N - 1))), zeta[N]),
            exp(zeta[N]) / (1 + Sum(exp(zeta[r]), (r, 1, N - 1))),
        ),
    ),
    true(
        "minimal-family-gradient-any",
        eq(
            Derivative(log(1 + Sum(exp(z[k]), (k, 1, K - 1))), z[j]),
            (1 - delta(j, K)) * exp(z[j]) / (1 + Sum(exp(z[k]), (k, 1, K - 1))),
        ),
    ),
    true(
        "taylor-softmax-gradient",
        eq(
            Derivative(taylor(i) / total(taylor(k), k), z[j]),
            (1 + z[j]) / total(taylor(k), k) * (delta(i, j) - taylor(i) / total(taylor(k), k)),
        ),
    ),
    false(
        "taylor-softmax-gradient-as-softmax",
        eq(
            Derivative(taylor(i) / total(taylor(k), k), z[j]),
            taylor(i) / total(taylor(k), k) * (delta(i, j) - taylor(j) / total(taylor(k), k)),
        ),
    ),
    true(
        "log-taylor-gradient",
        eq(
            Derivative(log(taylor(i) / total(taylor(k), k)), z[j]),
            (1 + z[j]) * (delta(i, j) / taylor(i) - 1 / total(taylor(k), k)),
        ),
    ),
    true(
        "spherical-gradient",
        eq(
            Derivative(z[i] ** 2 / total(z[k] ** 2, k), z[j]),
            2 * z[i] * delta(i, j) / total(z[k] ** 2, k)
            - 2 * z[i] ** 2 * z[j] / total(z[k] ** 2, k) ** 2,
        ),
    ),
    true(
        "log-spherical-gradient",
        eq(
            Derivative(-log(w[i] ** 2 / total(w[k] ** 2, k)), w[j]),
            2 * w[j] / total(w[k] ** 2, k) - 2 * delta(i, j) / w[i],
        ),
    ),
    true(
        "plain-normalisation-gradient",
        eq(
            Derivative(z[i] / total(z[k], k), z[j]),
            (delta(i, j) - z[i] / total(z[k], k)) / total(z[k], k),
        ),
    ),
    false(
        "plain-normalisation-gradient-as-softmax",
        eq(
            Derivative(w[i] / total(w[k], k), w[j]),
            w[i] / total(w[k], k) * (delta(i, j) - w[j] / total(w[k], k)),
        ),
    ),
    true("euler-homogeneity", eq(total(w[j] * Derivative(w[i] / total(w[k], k), w[j]), j), 0)),
    true("product-gradient", eq(Derivative(prod_over(w[k], k), w[j]), prod_over(w[k], k) / w[j])),
    true("log-product-gradient", eq(Derivative(log(prod_over(w[k], k)), w[j]), 1 / w[j])),
    true("geometric-mean-gradient", eq(Derivative(total(log(w[k]), k) / K, w[j]), 1 / (K * w[j]))),
    true(
        "double-sum-gradient",
        eq(Derivative(total(total(z[i] * z[j], i), j), z[l]), 2 * total(z[k], k)),
    ),
    false(
        "double-sum-gradient-half",
        eq(Derivative(total(total(z[i] * z[j], i), j), z[l]), total(z[k], k)),
    ),
    true(
        "pairwise-gradient",
        eq(Derivative(total(total((z[i] - z[j]) ** 2, i), j) / 4, z[l]), K * z[l] - total(z[k], k)),
    ),
    true("second-derivative-of-exp-scale", eq(Derivative(exp(c * x), (x, 2)), c**2 * exp(c * x))),
    true("derivative-of-xlogx", eq(Derivative(x * log(x), x), log(x) + 1)),
    true("derivative-of-sqrt", eq(Derivative(sqrt(1 + x**2), x), x / sqrt(1 + x**2))),
    true("derivative-of-power", eq(Derivative(a**x, x), a**x * log(a))),
    false("derivative-of-power-lost-log", eq(Derivative(a**x, x), a**x)),
    true("derivative-of-quotient", eq(Derivative(x / (1 + x**2), x), (1 - x**2) / (1 + x**2) ** 2)),
    true(
        "cumulant-as-derivative-at-scale",
        eq(
            Derivative(log(total(phi[k] * exp(t * v[k]), k)), t),
            total(phi[k] * v[k] * exp(t * v[k]), k) / total(phi[k] * exp(t * v[k]), k),
        ),
    ),
    false("jacobian-lost-hypothesis-ties", eq(Derivative(p[i], z[j]), -(p[i] ** 2)), [ne(i, j)]),
    true("contrastive-gradient", eq(Derivative(LSE - z[i] + log(K), z[j]), p[j] - delta(i, j))),
    true("z-loss-gradient", eq(Derivative(LSE**2, z[j]), 2 * LSE * p[j])),
    true(
        "logit-norm-penalty",
        eq(
            Derivative(cross_entropy(y, p) + alpha * total(z[k] ** 2, k) / 2, z[j]),
            p[j] - y[j] + alpha * z[j],
        ),
        [on_simplex],
    ),
    false("entropy-gradient-lost-one", eq(Derivative(entropy(phi), phi[j]), -log(phi[j]))),
    false("lse-by-scale-unweighted", eq(Derivative(logsumexp(c * z), c), total(z[k], k) / K)),
    false(
        "hessian-of-log-softmax-sign",
        eq(Derivative(log(p[l]), z[i], z[j]), p[i] * (delta(i, j) - p[j])),
    ),
    false(
        "fisher-information-diagonal",
        eq(
            total(p[k] * Derivative(log(p[k]), z[i]) * Derivative(log(p[k]), z[j]), k),
            delta(i, j) * p[i],
        ),
    ),
    false(
        "log-product-gradient-power", eq(Derivative(log(prod_over(w[k], k)), w[j]), 1 / w[j] ** 2)
    ),
    false(
        "spherical-gradient-lost-term",
        eq(
            Derivative(w[i] ** 2 / total(w[k] ** 2, k), w[j]),
            2 * w[i] * delta(i, j) / total(w[k] ** 2, k),
        ),
    ),
    false(
        "posterior-by-weight-lost-feature",
        eq(Derivative(posterior(i), W[j, e]), posterior(i) * (delta(i, j) - posterior(j))),
    ),
    false(
        "least-squares-gradient-lost-residual",
        eq(
            Derivative(total((total(X[m, d] * xi[d], d) - obs[m]) ** 2, m) / 2, xi[e]),
            total(obs[m] * X[m, e], m),
        ),
    ),
]
