"""Derivatives: the second half, see `derivatives`."""

from __future__ import annotations

from sympy import (
    Derivative,
    Sum,
    exp,
    log,
    sqrt,
)

from symsoft import (
    cross_entropy,
    delta,
    entropy,
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
    W,
    X,
    Y,
    Z,
    a,
    alpha,
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
