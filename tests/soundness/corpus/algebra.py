"""Identities without calculus: softmax, log-sum-exp, their scales, shifts, ratios and powers."""

from __future__ import annotations

from sympy import (
    Product,
    Sum,
    exp,
    log,
)

from symsoft import (
    cross_entropy,
    delta,
    entropy,
    forall,
    kl_divergence,
    log_softmax,
    logsumexp,
    max_over,
    min_over,
    prod_over,
    sigmoid,
    softmax,
)
from tests.soundness.case import eq, false, true
from tests.soundness.letters import (
    K,
    N,
    P,
    T,
    W,
    alpha,
    c,
    d,
    e,
    i,
    j,
    k,
    l,
    mu,
    p,
    pair,
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
one = eq(total(phi[k], k), 1)

CASES = [
    true("softmax-sums-to-one", eq(total(p[k], k), 1)),
    true("softmax-sum-written-out", eq(total(exp(z[i]) / Z1, i), 1)),
    true("softmax-shift", eq(softmax(z + c)[i], p[i])),
    true("softmax-shift-real", eq(softmax(z - t)[i], p[i])),
    true("softmax-max-shift", eq(softmax(z - max_over(z[l], l))[i], p[i])),
    true("softmax-shift-by-mean", eq(softmax(z - total(z[l], l) / K)[i], p[i])),
    true("softmax-shift-by-own-entry", eq(exp(z[i] - z[j]) / total(exp(z[k] - z[j]), k), p[i])),
    false("softmax-scale-invariant", eq(softmax(c * z)[i], p[i])),
    false("softmax-shifted-numerator-only", eq(exp(z[i] + c) / Z1, p[i])),
    false("softmax-entry-shift", eq(softmax(z + v)[i], p[i])),
    false("softmax-symmetric-in-index", eq(p[i], p[j])),
    false("softmax-even", eq(softmax(-z)[i], p[i])),
    false("softmax-of-negated-is-one-minus", eq(softmax(-z)[i], 1 - p[i])),
    true("softmax-ratio", eq(p[i] / p[j], exp(z[i] - z[j]))),
    false("softmax-ratio-swapped", eq(p[i] / p[j], exp(z[j] - z[i]))),
    true("softmax-ratio-ignores-others", eq(p[i] * exp(z[j]), p[j] * exp(z[i]))),
    true("softmax-log-odds", eq(log(p[i] / p[j]), z[i] - z[j])),
    true("softmax-log-odds-split", eq(log(p[i]) - log(p[j]), z[i] - z[j])),
    true(
        "softmax-log-odds-temperature",
        eq(log(softmax(z / T)[i] / softmax(z / T)[j]), (z[i] - z[j]) / T),
    ),
    false(
        "softmax-log-odds-temperature-inverted",
        eq(log(softmax(z / T)[i] / softmax(z / T)[j]), T * (z[i] - z[j])),
    ),
    true("softmax-inverse", eq(1 / p[i], total(exp(z[k] - z[i]), k))),
    false("softmax-inverse-sign", eq(1 / p[i], total(exp(z[i] - z[k]), k))),
    true("softmax-complement-odds", eq((1 - p[i]) / p[i], total(exp(z[k] - z[i]), k) - 1)),
    true(
        "softmax-complement-is-rest",
        eq(1 - p[i], total((1 - delta(k, i)) * exp(z[k]), k) / Z1),
    ),
    false("softmax-complement-keeps-own", eq(1 - p[i], total(delta(k, i) * exp(z[k]), k) / Z1)),
    true("softmax-of-log", eq(softmax(log(w[k]), k)[i], w[i] / total(w[k], k))),
    true("softmax-of-log-on-simplex", eq(softmax(log(phi[k]), k)[i], phi[i]), [one]),
    false("softmax-of-log-off-simplex", eq(softmax(log(w[k]), k)[i], w[i])),
    true(
        "luce-powers", eq(w[i] ** alpha / total(w[k] ** alpha, k), softmax(alpha * log(w[k]), k)[i])
    ),
    false(
        "luce-powers-lost", eq(w[i] ** alpha / total(w[k] ** alpha, k), softmax(log(w[k]), k)[i])
    ),
    true("softmax-of-log-softmax", eq(softmax(z - LSE)[i], p[i])),
    true("temperature-as-power", eq(softmax(c * z)[i], p[i] ** c / total(p[k] ** c, k))),
    true("softmax-square-sharpens", eq(softmax(2 * z)[i], p[i] ** 2 / total(p[k] ** 2, k))),
    false("softmax-square-unnormalised", eq(softmax(2 * z)[i], p[i] ** 2)),
    true(
        "temperatures-compose",
        eq(softmax(c * z / T)[i], exp(z[i] * c / T) / total(exp(c / T * z[k]), k)),
    ),
    true(
        "product-of-experts",
        eq(
            softmax(z + v)[i],
            p[i] * softmax(v)[i] / total(p[k] * softmax(v)[k], k),
        ),
    ),
    false("product-of-experts-unnormalised", eq(softmax(z + v)[i], p[i] * softmax(v)[i])),
    true(
        "geometric-mixture",
        eq(
            softmax(t * z + (1 - t) * v)[i],
            p[i] ** t * softmax(v)[i] ** (1 - t) / total(p[k] ** t * softmax(v)[k] ** (1 - t), k),
        ),
    ),
    false("mixture-of-softmaxes", eq(softmax((z + v) / 2)[i], (p[i] + softmax(v)[i]) / 2)),
    true(
        "reweighting-by-prior",
        eq(softmax(z[k] + log(w[k]), k)[i], w[i] * exp(z[i]) / total(w[k] * exp(z[k]), k)),
    ),
    true("lse-shift", eq(logsumexp(z + t), LSE + t)),
    false("lse-shift-times-K", eq(logsumexp(z + t), LSE + K * t)),
    false("lse-scale", eq(logsumexp(2 * z), 2 * LSE)),
    true("lse-stable", eq(LSE, max_over(z[l], l) + log(total(exp(z[k] - max_over(z[l], l)), k)))),
    false(
        "lse-stable-sign", eq(LSE, max_over(z[l], l) + log(total(exp(z[k] + max_over(z[l], l)), k)))
    ),
    true("lse-of-equal-logits", eq(log(total(exp(t), k)), t + log(K))),
    false("lse-of-equal-logits-lost-K", eq(log(total(exp(t), k)), t)),
    false("lse-is-max", eq(LSE, max_over(z[k], k))),
    false("lse-additive", eq(logsumexp(z + v), LSE + logsumexp(v))),
    false("log-of-sum-is-sum-of-logs", eq(log(total(w[k], k)), total(log(w[k]), k))),
    true("log-softmax", eq(log(p[i]), z[i] - LSE)),
    true("log-softmax-notation", eq(log_softmax(z)[i], log(p[i]))),
    true("exp-log-softmax-sums-to-one", eq(total(exp(log_softmax(z)[k]), k), 1)),
    true("lse-from-log-softmax", eq(LSE, z[i] - log(p[i]))),
    false("log-softmax-without-lse", eq(log(p[i]), z[i])),
    true("log-softmax-mean-logit", eq(total(p[k] * log(p[k]), k), total(p[k] * z[k], k) - LSE)),
    true("softmax-two-classes", eq(softmax(pair)[1], sigmoid(pair[1] - pair[2]))),
    true("softmax-two-classes-second", eq(softmax(pair)[2], sigmoid(pair[2] - pair[1]))),
    false("softmax-two-classes-swapped", eq(softmax(pair)[1], sigmoid(pair[2] - pair[1]))),
    false("softmax-first-entry-is-sigmoid", eq(softmax(zeta)[1], sigmoid(zeta[1] - zeta[2]))),
    true("lse-two-classes", eq(logsumexp(pair), pair[2] + log(1 + exp(pair[1] - pair[2])))),
    true("softmax-two-classes-sum", eq(softmax(pair)[1] + softmax(pair)[2], 1)),
    true(
        "softmax-equal-logits",
        eq(p[i], 1 / K),
        [forall(k, eq(z[k], t))],
    ),
    false("softmax-equal-first-logits", eq(softmax(zeta)[r], 1 / N), [eq(zeta[1], zeta[2])]),
    true("softmax-ties", eq(p[i], p[j]), [eq(z[i], z[j])]),
    true("softmax-last-against-rest", eq(1 - p[K], Sum(exp(z[k]), (k, 1, K - 1)) / Z1)),
    true(
        "softmax-reference-class",
        eq(
            exp(z[i] - z[K]) / (1 + Sum(exp(z[k] - z[K]), (k, 1, K - 1))),
            p[i],
        ),
    ),
    false(
        "softmax-reference-class-counted-twice",
        eq(exp(z[i] - z[K]) / (1 + total(exp(z[k] - z[K]), k)), p[i]),
    ),
    true("last-of-reference-class", eq(1 / (1 + Sum(exp(z[k] - z[K]), (k, 1, K - 1))), p[K])),
    true(
        "taylor-softmax-sums-to-one",
        eq(total((1 + z[i] + z[i] ** 2 / 2) / total(1 + z[k] + z[k] ** 2 / 2, k), i), 1),
    ),
    false(
        "taylor-softmax-shift",
        eq(
            (1 + (z[i] + t) + (z[i] + t) ** 2 / 2) / total(1 + (z[k] + t) + (z[k] + t) ** 2 / 2, k),
            (1 + z[i] + z[i] ** 2 / 2) / total(1 + z[k] + z[k] ** 2 / 2, k),
        ),
    ),
    true(
        "taylor-denominator",
        eq(total(1 + z[k] + z[k] ** 2 / 2, k), K + total(z[k], k) + total(z[k] ** 2, k) / 2),
    ),
    true("taylor-term-as-square", eq(1 + x + x**2 / 2, ((1 + x) ** 2 + 1) / 2)),
    true("spherical-sums-to-one", eq(total(z[i] ** 2 / total(z[k] ** 2, k), i), 1)),
    true(
        "spherical-scale",
        eq((c * z[i]) ** 2 / total((c * z[k]) ** 2, k), z[i] ** 2 / total(z[k] ** 2, k)),
    ),
    true(
        "spherical-scale-and-sign",
        eq((-3 * z[i]) ** 2 / total((-3 * z[k]) ** 2, k), z[i] ** 2 / total(z[k] ** 2, k)),
    ),
    false(
        "spherical-shift",
        eq((z[i] + c) ** 2 / total((z[k] + c) ** 2, k), z[i] ** 2 / total(z[k] ** 2, k)),
    ),
    true("plain-normalisation-scale", eq(c * z[i] / total(c * z[k], k), z[i] / total(z[k], k))),
    false("plain-normalisation-shift", eq((z[i] + c) / total(z[k] + c, k), z[i] / total(z[k], k))),
    false("plain-normalisation-is-softmax", eq(w[i] / total(w[k], k), softmax(w)[i])),
    true("plain-normalisation-sums-to-one", eq(total(z[i] / total(z[k], k), i), 1)),
    true(
        "min-shift-normalisation-is-zero-at-min",
        eq((z[i] - min_over(z[k], k)) / total(z[l] - min_over(z[k], k), l), 0),
        [eq(z[i], min_over(z[k], k))],
    ),
    false(
        "min-shift-normalisation-is-zero",
        eq((z[i] - min_over(z[k], k)) / total(z[l] - min_over(z[k], k), l), 0),
    ),
    true("cross-entropy-is-negative-log", eq(-total(delta(k, i) * log(p[k]), k), LSE - z[i])),
    true(
        "cross-entropy-expanded",
        eq(cross_entropy(y, p), LSE * total(y[k], k) - total(y[k] * z[k], k)),
    ),
    true(
        "cross-entropy-on-simplex",
        eq(cross_entropy(y, p), LSE - total(y[k] * z[k], k)),
        [eq(total(y[k], k), 1)],
    ),
    false("cross-entropy-off-simplex", eq(cross_entropy(y, p), LSE - total(y[k] * z[k], k))),
    true("cross-entropy-splits", eq(cross_entropy(phi, p), entropy(phi) + kl_divergence(phi, p))),
    false(
        "cross-entropy-splits-minus",
        eq(cross_entropy(phi, p), entropy(phi) - kl_divergence(phi, p)),
    ),
    false("kl-symmetric", eq(kl_divergence(p, softmax(v)), kl_divergence(softmax(v), p))),
    true("kl-with-itself", eq(kl_divergence(p, p), 0)),
    true("entropy-of-softmax", eq(entropy(p), LSE - total(p[k] * z[k], k))),
    false("entropy-of-softmax-sign", eq(entropy(p), LSE + total(p[k] * z[k], k))),
    true("entropy-of-uniform", eq(-total(1 / K * log(1 / K), k), log(K))),
    true(
        "kl-of-softmaxes",
        eq(kl_divergence(p, softmax(v)), total(p[k] * (z[k] - v[k]), k) - LSE + logsumexp(v)),
    ),
    true("kl-to-uniform", eq(total(phi[k] * log(phi[k] * K), k), log(K) - entropy(phi)), [one]),
    false(
        "kl-to-uniform-lost-simplex", eq(total(phi[k] * log(phi[k] * K), k), log(K) - entropy(phi))
    ),
    true(
        "free-energy",
        eq(total(phi[k] * z[k], k) + entropy(phi), LSE - kl_divergence(phi, p)),
        [one],
    ),
    false(
        "free-energy-lost-simplex",
        eq(total(phi[k] * z[k], k) + entropy(phi), LSE - kl_divergence(phi, p)),
    ),
    true(
        "label-smoothing",
        eq(
            -total(((1 - alpha) * delta(k, i) + alpha / K) * log(p[k]), k),
            LSE - (1 - alpha) * z[i] - alpha / K * total(z[k], k),
        ),
    ),
    false(
        "label-smoothing-lost-K",
        eq(
            -total(((1 - alpha) * delta(k, i) + alpha / K) * log(p[k]), k),
            LSE - (1 - alpha) * z[i] - alpha * total(z[k], k),
        ),
    ),
    true("inverse-link", eq(phi[i], p[i]), [one, forall(k, eq(z[k], log(phi[k] / phi[K])))]),
    false(
        "inverse-link-lost-simplex", eq(phi[i], p[i]), [forall(k, eq(z[k], log(phi[k] / phi[K])))]
    ),
    true(
        "inverse-link-ratio",
        eq(p[i] / p[K], phi[i] / phi[K]),
        [forall(k, eq(z[k], log(phi[k] / phi[K])))],
    ),
    true(
        "inverse-link-partition",
        eq(total(exp(z[k]), k), 1 / phi[K]),
        [one, forall(k, eq(z[k], log(phi[k] / phi[K])))],
    ),
    true(
        "multinomial-pmf", eq(Product(phi[k] ** y[k], (k, 1, K)), exp(total(y[k] * log(phi[k]), k)))
    ),
    true("one-hot-pmf", eq(prod_over(phi[k] ** delta(k, i), k), phi[i])),
    true(
        "linear-logits-log-odds",
        eq(
            log(exp(total(W[i, d] * xi[d], d)) / exp(total(W[j, d] * xi[d], d))),
            total((W[i, d] - W[j, d]) * xi[d], d),
        ),
    ),
    true(
        "gaussian-shared-identity-covariance",
        eq(
            w[i]
            * exp(-total((xi[d] - mu[i, d]) ** 2, d) / 2)
            / total(w[k] * exp(-total((xi[d] - mu[k, d]) ** 2, d) / 2), k),
            w[i]
            * exp(total(mu[i, d] * xi[d], d) - total(mu[i, d] ** 2, d) / 2)
            / total(w[k] * exp(total(mu[k, d] * xi[d], d) - total(mu[k, d] ** 2, d) / 2), k),
        ),
    ),
    false(
        "gaussian-lost-norm",
        eq(
            w[i]
            * exp(-total((xi[d] - mu[i, d]) ** 2, d) / 2)
            / total(w[k] * exp(-total((xi[d] - mu[k, d]) ** 2, d) / 2), k),
            w[i]
            * exp(total(mu[i, d] * xi[d], d))
            / total(w[k] * exp(total(mu[k, d] * xi[d], d)), k),
        ),
    ),
    true(
        "gaussian-shared-precision",
        eq(
            w[i]
            * exp(-total(total(P[d, e] * (xi[d] - mu[i, d]) * (xi[e] - mu[i, e]), d), e) / 2)
            / total(
                w[k]
                * exp(-total(total(P[d, e] * (xi[d] - mu[k, d]) * (xi[e] - mu[k, e]), d), e) / 2),
                k,
            ),
            w[i]
            * exp(total(total(P[d, e] * (mu[i, d] * xi[e] - mu[i, d] * mu[i, e] / 2), d), e))
            / total(
                w[k]
                * exp(total(total(P[d, e] * (mu[k, d] * xi[e] - mu[k, d] * mu[k, e] / 2), d), e)),
                k,
            ),
        ),
    ),
]
