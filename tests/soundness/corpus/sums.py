"""Finite sums and products: swaps, splits, partial ranges, deltas, moments, pair sums."""

from __future__ import annotations

from sympy import (
    Eq,
    Ne,
    Piecewise,
    Product,
    Sum,
    exp,
    log,
)

from symsoft import (
    delta,
    iverson,
    prod_over,
)
from tests.soundness.case import eq, false, ne, true
from tests.soundness.letters import (
    D,
    K,
    M,
    N,
    P,
    W,
    Y,
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
    p,
    phi,
    r,
    t,
    total,
    u,
    v,
    w,
    xi,
    y,
    z,
    zeta,
)

mean_v = total(p[k] * v[k], k)
mean_u = total(p[k] * u[k], k)
on_simplex = eq(total(phi[k], k), 1)
sz = total(z[k], k)

CASES = [
    true("sum-of-constant", eq(total(t, k), K * t)),
    true("sum-of-one", eq(Sum(1, (k, 1, K)), K)),
    false("sum-of-constant-lost-K", eq(total(t, k), t)),
    true(
        "sum-linear", eq(total(alpha * z[k] + beta * v[k], k), alpha * sz + beta * total(v[k], k))
    ),
    true("sum-renamed", eq(total(z[k], k), total(z[i], i))),
    true("sum-splits-last", eq(sz, Sum(z[k], (k, 1, K - 1)) + z[K])),
    true("sum-splits-first", eq(total(zeta[r], r), zeta[1] + Sum(zeta[r], (r, 2, N)))),
    true(
        "sum-splits-first-and-last",
        eq(total(zeta[r], r), zeta[1] + Sum(zeta[r], (r, 2, N - 1)) + zeta[N]),
    ),
    false("sum-splits-last-twice", eq(sz, total(z[k], k) + z[K])),
    false("sum-partial-is-whole", eq(Sum(z[k], (k, 1, K - 1)), sz)),
    true("sum-exp-splits-last", eq(total(exp(z[k]), k), exp(z[K]) + Sum(exp(z[k]), (k, 1, K - 1)))),
    true(
        "partial-sums-differ-by-ends",
        eq(Sum(zeta[r], (r, 2, N)) - Sum(zeta[r], (r, 1, N - 1)), zeta[N] - zeta[1]),
    ),
    false("partial-sums-equal", eq(Sum(zeta[r], (r, 2, N)), Sum(zeta[r], (r, 1, N - 1)))),
    true("count-of-partial", eq(Sum(1, (k, 1, K - 1)), K - 1)),
    true("count-of-inner-partial", eq(Sum(t, (r, 2, N - 1)), (N - 2) * t)),
    false("count-of-partial-off-by-one", eq(Sum(1, (k, 2, K)), K)),
    true("simplex-last-entry", eq(phi[K], 1 - Sum(phi[k], (k, 1, K - 1))), [on_simplex]),
    false("simplex-last-entry-lost", eq(phi[K], 1 - Sum(phi[k], (k, 1, K - 1)))),
    true("delta-picks", eq(total(delta(i, k) * z[k], k), z[i])),
    true(
        "delta-picks-shifted",
        eq(total((v[k] - delta(i, k)) * z[k], k), total(v[k] * z[k], k) - z[i]),
    ),
    true("delta-sums-to-one", eq(total(delta(i, k), k), 1)),
    true("delta-double", eq(total(total(delta(i, j) * z[i] * v[j], i), j), total(z[k] * v[k], k))),
    true("delta-all-pairs", eq(total(total(delta(i, j), i), j), K)),
    false("delta-all-pairs-square", eq(total(total(delta(i, j), i), j), K**2)),
    true("delta-squared", eq(delta(i, j) ** 2, delta(i, j))),
    true("delta-chain", eq(total(delta(i, k) * delta(k, j), k), delta(i, j))),
    true("delta-substitutes", eq(delta(i, j) * z[i], delta(i, j) * z[j])),
    true("delta-in-exp", eq(exp(c * delta(i, j)), 1 + delta(i, j) * (exp(c) - 1))),
    false("delta-in-exp-linear", eq(exp(c * delta(i, j)), delta(i, j) * exp(c))),
    true(
        "delta-in-partial-sum", eq(Sum(delta(k, i) * z[k], (k, 1, K - 1)), z[i] * (1 - delta(i, K)))
    ),
    false("delta-in-partial-sum-whole", eq(Sum(delta(k, i) * z[k], (k, 1, K - 1)), z[i])),
    true("others-by-delta", eq(total((1 - delta(i, k)) * z[k], k), sz - z[i])),
    true("others-by-piecewise", eq(total(Piecewise((0, Eq(k, i)), (z[k], True)), k), sz - z[i])),
    true("others-by-piecewise-ne", eq(total(Piecewise((z[k], Ne(k, i)), (0, True)), k), sz - z[i])),
    true("others-by-iverson", eq(total(iverson(ne(k, i)) * z[k], k), sz - z[i])),
    false("others-includes-own", eq(total((1 - delta(i, k)) * z[k], k), sz)),
    true("iverson-of-delta", eq(iverson(eq(i, j)), delta(i, j))),
    true(
        "own-and-others",
        eq(exp(z[i]) + total((1 - delta(i, k)) * exp(z[k]), k), total(exp(z[k]), k)),
    ),
    true(
        "sums-swap",
        eq(total(total(W[k, d] * z[k] * xi[d], d), k), total(total(W[k, d] * z[k] * xi[d], k), d)),
    ),
    true(
        "sums-swap-one-sum",
        eq(Sum(W[k, d] * z[k], (k, 1, K), (d, 1, D)), Sum(W[k, d] * z[k], (d, 1, D), (k, 1, K))),
    ),
    true("sums-factor", eq(total(total(z[i] * v[j], i), j), sz * total(v[k], k))),
    true("square-of-sum", eq(total(total(z[i] * z[j], i), j), sz**2)),
    false("square-of-sum-is-sum-of-squares", eq(sz**2, total(z[k] ** 2, k))),
    true(
        "product-of-sums-same-letter",
        eq(total(z[k], k) * total(v[k], k), total(total(z[i] * v[j], j), i)),
    ),
    false(
        "product-of-sums-same-letter-merged",
        eq(total(z[k], k) * total(v[k], k), total(z[k] * v[k], k)),
    ),
    true("nested-sum-of-difference", eq(total(total(z[i] - z[j], i), j), 0)),
    true("pair-symmetry", eq(total(total(z[i] * v[j] - z[j] * v[i], i), j), 0)),
    true(
        "off-diagonal-pairs",
        eq(total(total((1 - delta(i, j)) * z[i] * z[j], i), j), sz**2 - total(z[k] ** 2, k)),
    ),
    true(
        "pairwise-differences",
        eq(total(total((z[i] - z[j]) ** 2, i), j) / 2, K * total(z[k] ** 2, k) - sz**2),
    ),
    false(
        "pairwise-differences-lost-half",
        eq(total(total((z[i] - z[j]) ** 2, i), j), K * total(z[k] ** 2, k) - sz**2),
    ),
    true(
        "lagrange-identity",
        eq(
            total(z[k] ** 2, k) * total(v[k] ** 2, k) - total(z[k] * v[k], k) ** 2,
            total(total((z[i] * v[j] - z[j] * v[i]) ** 2, i), j) / 2,
        ),
    ),
    false(
        "lagrange-identity-lost-half",
        eq(
            total(z[k] ** 2, k) * total(v[k] ** 2, k) - total(z[k] * v[k], k) ** 2,
            total(total((z[i] * v[j] - z[j] * v[i]) ** 2, i), j),
        ),
    ),
    true(
        "binet-cauchy",
        eq(
            total(z[k] * y[k], k) * total(v[k] * u[k], k)
            - total(z[k] * u[k], k) * total(v[k] * y[k], k),
            total(total((z[i] * v[j] - z[j] * v[i]) * (y[i] * u[j] - y[j] * u[i]), i), j) / 2,
        ),
    ),
    true(
        "variance-shortcut",
        eq(total(p[k] * (v[k] - mean_v) ** 2, k), total(p[k] * v[k] ** 2, k) - mean_v**2),
    ),
    true(
        "variance-written-with-one-letter",
        eq(
            total(p[k] * (v[k] - total(p[k] * v[k], k)) ** 2, k),
            total(p[k] * v[k] ** 2, k) - total(p[k] * v[k], k) ** 2,
        ),
    ),
    true(
        "variance-shortcut-weights",
        eq(
            total(phi[k] * (v[k] - total(phi[l] * v[l], l)) ** 2, k),
            total(phi[k] * v[k] ** 2, k) - total(phi[l] * v[l], l) ** 2,
        ),
        [on_simplex],
    ),
    false(
        "variance-shortcut-lost-simplex",
        eq(
            total(phi[k] * (v[k] - total(phi[l] * v[l], l)) ** 2, k),
            total(phi[k] * v[k] ** 2, k) - total(phi[l] * v[l], l) ** 2,
        ),
    ),
    true(
        "variance-as-pairs",
        eq(
            total(p[k] * v[k] ** 2, k) - mean_v**2,
            total(total(p[i] * p[j] * (v[i] - v[j]) ** 2, i), j) / 2,
        ),
    ),
    true(
        "covariance-shortcut",
        eq(
            total(p[k] * (v[k] - mean_v) * (u[k] - mean_u), k),
            total(p[k] * v[k] * u[k], k) - mean_v * mean_u,
        ),
    ),
    false(
        "covariance-shortcut-sign",
        eq(
            total(p[k] * (v[k] - mean_v) * (u[k] - mean_u), k),
            total(p[k] * v[k] * u[k], k) + mean_v * mean_u,
        ),
    ),
    true("mean-deviation-zero", eq(total(p[k] * (v[k] - mean_v), k), 0)),
    true("mean-of-shifted", eq(total(p[k] * (v[k] + t), k), mean_v + t)),
    true(
        "variance-of-scaled",
        eq(
            total(p[k] * (alpha * v[k] + beta - alpha * mean_v - beta) ** 2, k),
            alpha**2 * (total(p[k] * v[k] ** 2, k) - mean_v**2),
        ),
    ),
    true(
        "third-central-moment",
        eq(
            total(p[k] * (v[k] - mean_v) ** 3, k),
            total(p[k] * v[k] ** 3, k) - 3 * mean_v * total(p[k] * v[k] ** 2, k) + 2 * mean_v**3,
        ),
    ),
    false(
        "third-central-moment-sign",
        eq(
            total(p[k] * (v[k] - mean_v) ** 3, k),
            total(p[k] * v[k] ** 3, k) - 3 * mean_v * total(p[k] * v[k] ** 2, k) - 2 * mean_v**3,
        ),
    ),
    true(
        "fourth-central-moment",
        eq(
            total(p[k] * (v[k] - mean_v) ** 4, k),
            total(p[k] * v[k] ** 4, k)
            - 4 * mean_v * total(p[k] * v[k] ** 3, k)
            + 6 * mean_v**2 * total(p[k] * v[k] ** 2, k)
            - 3 * mean_v**4,
        ),
    ),
    true("sample-variance", eq(total((z[k] - sz / K) ** 2, k), total(z[k] ** 2, k) - sz**2 / K)),
    true(
        "bias-variance",
        eq(
            total(p[k] * (v[k] - t) ** 2, k),
            total(p[k] * (v[k] - mean_v) ** 2, k) + (mean_v - t) ** 2,
        ),
    ),
    true(
        "binomial-under-sum",
        eq(
            total((z[k] + v[k]) ** 2, k),
            total(z[k] ** 2, k) + 2 * total(z[k] * v[k], k) + total(v[k] ** 2, k),
        ),
    ),
    false(
        "binomial-lost-cross-term",
        eq(total((z[k] + v[k]) ** 2, k), total(z[k] ** 2, k) + total(v[k] ** 2, k)),
    ),
    true(
        "difference-of-squares",
        eq(total((z[k] - v[k]) * (z[k] + v[k]), k), total(z[k] ** 2, k) - total(v[k] ** 2, k)),
    ),
    true("log-of-product", eq(log(prod_over(w[k], k)), total(log(w[k]), k))),
    false(
        "log-of-product-is-product-of-logs", eq(log(prod_over(w[k], k)), prod_over(log(w[k]), k))
    ),
    true("product-of-exps", eq(prod_over(exp(z[k]), k), exp(sz))),
    false("product-of-exps-merged", eq(prod_over(exp(z[k]), k), total(exp(z[k]), k))),
    true(
        "product-of-products",
        eq(prod_over(z[k] * v[k], k), prod_over(z[k], k) * prod_over(v[k], k)),
    ),
    true("product-of-constant", eq(prod_over(a, k), a**K)),
    true("product-scaled", eq(prod_over(c * w[k], k), c**K * prod_over(w[k], k))),
    false("product-scaled-once", eq(prod_over(c * w[k], k), c * prod_over(w[k], k))),
    true("product-of-softmax", eq(prod_over(p[k], k), exp(sz) / total(exp(z[k]), k) ** K)),
    true("product-of-powers", eq(prod_over(w[k] ** y[k], k), exp(total(y[k] * log(w[k]), k)))),
    false(
        "product-of-sums-splits",
        eq(prod_over(z[k] + v[k], k), prod_over(z[k], k) + prod_over(v[k], k)),
    ),
    true("product-splits-last", eq(prod_over(z[k], k), z[K] * Product(z[k], (k, 1, K - 1)))),
    true(
        "likelihood-of-data",
        eq(
            log(Product(prod_over(w[k] ** Y[m, k], k), (m, 1, M))),
            total(log(w[k]) * total(Y[m, k], m), k),
        ),
    ),
    true(
        "matrix-vector-bilinear",
        eq(total(z[k] * total(W[k, d] * xi[d], d), k), total(xi[d] * total(W[k, d] * z[k], k), d)),
    ),
    true(
        "symmetric-bilinear",
        eq(
            total(total(P[d, e] * xi[d] * mu[i, e], d), e),
            total(total(P[d, e] * mu[i, d] * xi[e], d), e),
        ),
    ),
    false(
        "general-bilinear-symmetric",
        eq(
            total(total(z[i] * v[j] * exp(z[i]), i), j), total(total(z[j] * v[i] * exp(z[i]), i), j)
        ),
    ),
    true(
        "completing-the-square",
        eq(
            total((xi[d] - mu[i, d]) ** 2, d),
            total(xi[d] ** 2, d) - 2 * total(xi[d] * mu[i, d], d) + total(mu[i, d] ** 2, d),
        ),
    ),
    true("piecewise-same-branches", eq(Piecewise((z[i], Eq(i, j)), (z[j], True)), z[j])),
    false("piecewise-wrong-branch", eq(Piecewise((z[i], Eq(i, j)), (z[j], True)), z[i])),
    true(
        "double-partial-sum",
        eq(
            Sum(Sum(z[i] * v[j], (i, 1, K - 1)), (j, 1, K - 1)),
            (sz - z[K]) * (total(v[k], k) - v[K]),
        ),
    ),
    false(
        "double-partial-sum-overcounts",
        eq(Sum(Sum(z[i] * v[j], (i, 1, K - 1)), (j, 1, K - 1)), sz * total(v[k], k) - z[K] * v[K]),
    ),
    true("weighted-mean-of-constant", eq(total(p[k] * t, k), t)),
    false("sum-of-reciprocals", eq(total(1 / w[k], k), 1 / total(w[k], k))),
    false(
        "sum-of-products-factorises",
        eq(total(w[k] * phi[k], k), total(w[k], k) * total(phi[k], k) / K),
    ),
    true(
        "three-letters",
        eq(total(total(total(z[i] * v[j] * u[k], i), j), k), sz * total(v[k], k) * total(u[k], k)),
    ),
    true(
        "triple-connected",
        eq(
            total(total(z[i] * exp(z[i] * v[j]) * v[j], i), j),
            total(total(z[j] * exp(z[j] * v[i]) * v[i], i), j),
        ),
    ),
    false(
        "sums-swap-wrong-weight",
        eq(
            total(total(W[k, d] * z[k] * xi[d], d), k),
            total(z[k], k) * total(total(W[k, d] * xi[d], d), k),
        ),
    ),
    false(
        "binet-cauchy-lost-half",
        eq(
            total(z[k] * y[k], k) * total(v[k] * u[k], k)
            - total(z[k] * u[k], k) * total(v[k] * y[k], k),
            total(total((z[i] * v[j] - z[j] * v[i]) * (y[i] * u[j] - y[j] * u[i]), i), j),
        ),
    ),
]
