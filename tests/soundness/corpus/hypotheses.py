"""Claims that hold only by what is given, and the same claims with the hypothesis lost or bent."""

from __future__ import annotations

from sympy import (
    Derivative,
    Ne,
    Sum,
    exp,
    log,
)

from symsoft import (
    cross_entropy,
    delta,
    entropy,
    forall,
    iverson,
    kl_divergence,
    logsumexp,
    max_over,
    min_over,
    softmax,
)
from tests.soundness.case import eq, false, gt, hard, le, lt, ne, true
from tests.soundness.letters import (
    K,
    S,
    beta,
    c,
    f,
    g,
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
    x,
    y,
    z,
)

LSE = logsumexp(z)
peak = max_over(z[k], k)
simplex = eq(total(phi[k], k), 1)
link = forall(k, eq(z[k], log(phi[k] / phi[K])))
centred = eq(total(z[k], k), 0)


def psi_(q):
    """A likelihood."""
    return exp(v[q])


CASES = [
    true("rewrite-sum", eq(total(2 * y[k] + 1, k), 2 + K), [eq(total(y[k], k), 1)]),
    false("rewrite-sum-lost", eq(total(2 * y[k] + 1, k), 2 + K)),
    true("linear-combination", eq(3 * x - t, 7), [eq(x + t, 5), eq(x - t, 1)]),
    false("linear-combination-one-lost", eq(3 * x - t, 7), [eq(x + t, 5)]),
    true(
        "centred-variance",
        eq(total((z[k] - total(z[l], l) / K) ** 2, k), total(z[k] ** 2, k)),
        [centred],
    ),
    false(
        "centred-variance-lost", eq(total((z[k] - total(z[l], l) / K) ** 2, k), total(z[k] ** 2, k))
    ),
    true("equal-vectors-equal-softmax", eq(p[i], softmax(v)[i]), [forall(k, eq(z[k], v[k]))]),
    false("equal-entry-unequal-softmax", eq(p[i], softmax(v)[i]), [eq(z[i], v[i])]),
    true("shifted-vectors-equal-softmax", eq(p[i], softmax(v)[i]), [forall(k, eq(z[k], v[k] + t))]),
    false(
        "scaled-vectors-unequal-softmax", eq(p[i], softmax(v)[i]), [forall(k, eq(z[k], 2 * v[k]))]
    ),
    true("inverse-link-last", eq(phi[K], 1 / total(exp(z[k]), k)), [simplex, link]),
    true("inverse-link-entry", eq(phi[i], exp(z[i]) / total(exp(z[k]), k)), [simplex, link]),
    true(
        "inverse-link-minimal",
        eq(phi[i], exp(z[i]) / (1 + Sum(exp(z[k]), (k, 1, K - 1)))),
        [simplex, link],
    ),
    true("link-of-last-is-zero", eq(z[K], 0), [link]),
    false("link-of-any-is-zero", eq(z[i], 0), [link]),
    true(
        "log-normaliser", eq(log(1 + Sum(exp(z[k]), (k, 1, K - 1))), -log(phi[K])), [simplex, link]
    ),
    false(
        "log-normaliser-sign",
        eq(log(1 + Sum(exp(z[k]), (k, 1, K - 1))), log(phi[K])),
        [simplex, link],
    ),
    true(
        "minimal-pmf",
        eq(
            total(y[k] * log(phi[k]), k),
            Sum(y[k] * log(phi[k] / phi[K]), (k, 1, K - 1)) + log(phi[K]),
        ),
        [eq(total(y[k], k), 1)],
    ),
    false(
        "minimal-pmf-lost-count",
        eq(
            total(y[k] * log(phi[k]), k),
            Sum(y[k] * log(phi[k] / phi[K]), (k, 1, K - 1)) + log(phi[K]),
        ),
    ),
    true(
        "overcomplete-is-minimal",
        eq(logsumexp(z), log(1 + Sum(exp(z[k]), (k, 1, K - 1)))),
        [eq(z[K], 0)],
    ),
    false("overcomplete-is-not-minimal", eq(logsumexp(z), log(1 + Sum(exp(z[k]), (k, 1, K - 1))))),
    true("maximum-at-entry", eq(peak, z[i]), [forall(k, le(z[k], z[i]))]),
    true("entry-attains-maximum", le(z[k], z[i]), [eq(z[i], peak)]),
    false("maximum-at-entry-lost", eq(peak, z[i])),
    true("stable-exponent", le(exp(z[k] - t), 1), [eq(t, peak)]),
    false("stable-exponent-min", le(exp(z[k] - t), 1), [eq(t, min_over(z[k], k))]),
    true(
        "unique-maximum-one-tie",
        eq(total(iverson(eq(z[l], peak)), l), 1),
        [forall(k, z[k] < z[i], where=Ne(k, i))],
    ),
    false("some-maximum-one-tie", eq(total(iverson(eq(z[l], peak)), l), 1)),
    true("index-equality", eq(z[i] * v[j], z[j] * v[i]), [eq(i, j)]),
    false("index-equality-lost", eq(z[i] * v[j], z[j] * v[i])),
    true("index-inequality-kills-delta", eq(delta(i, j) * z[i], 0), [ne(i, j)]),
    false("index-inequality-lost", eq(delta(i, j) * z[i], 0)),
    false("index-inequality-not-transitive", eq(delta(i, l), 0), [ne(i, j), ne(j, l)]),
    true("index-equality-transitive", eq(delta(i, l), 1), [eq(i, j), eq(j, l)]),
    true("one-hot-label", eq(cross_entropy(y, p), -log(p[i])), [forall(k, eq(y[k], delta(i, k)))]),
    false("one-hot-label-lost", eq(cross_entropy(y, p), -log(p[i])), [eq(y[i], 1)]),
    true(
        "stationary-point",
        eq(y[j], p[j]),
        [eq(total(y[k], k), 1), eq(Derivative(cross_entropy(y, p), z[j]), 0)],
    ),
    true(
        "likelihood-stationary-point",
        eq(phi[i], g[i] / total(g[k], k)),
        [simplex, gt(t, 0), forall(k, eq(g[k], t * phi[k]))],
    ),
    false(
        "likelihood-stationary-point-lost-simplex",
        eq(phi[i], g[i] / total(g[k], k)),
        [gt(t, 0), forall(k, eq(g[k], t * phi[k]))],
    ),
    true("uniform-logits-entropy", eq(entropy(p), log(K)), [forall(k, eq(z[k], t))]),
    false("uniform-logits-entropy-one", eq(entropy(p), log(K)), [eq(z[i], t)]),
    true("scaled-hypothesis", eq(total(c * y[k], k), c), [eq(total(y[k], k), 1)]),
    true("squared-hypothesis", eq(total(y[k], k) ** 2, 1), [eq(total(y[k], k), 1)]),
    false("unsquared-hypothesis", eq(total(y[k], k), 1), [eq(total(y[k], k) ** 2, 1)]),
    true("positive-from-hypothesis", eq(log(exp(t) * x), t + log(x)), [gt(x, 0)]),
    true(
        "nonzero-from-hypothesis", eq(total(z[k] / total(z[l], l), k), 1), [gt(total(z[k], k), 0)]
    ),
    true("between", lt(S(x), S(t)), [lt(x, beta), le(beta, t)]),
    true("equal-means", eq(total(p[k] * (v[k] - t), k), 0), [eq(t, total(p[k] * v[k], k))]),
    false("equal-means-uniform", eq(total(p[k] * (v[k] - t), k), 0), [eq(t, total(v[k], k) / K)]),
    hard("gibbs-equality", eq(phi[i], p[i]), [simplex, eq(kl_divergence(phi, p), 0)]),
    false("gibbs-equality-lost-simplex", eq(phi[i], w[i]), [eq(kl_divergence(phi, w), 0)]),
    true(
        "bayes",
        eq(w[i] * psi_(i) / total(w[k] * psi_(k), k), softmax(z + v)[i]),
        [forall(k, eq(w[k], exp(z[k])))],
    ),
    true("no-information", eq(softmax(z + v)[i], p[i]), [forall(k, eq(v[k], v[K]))]),
    true("separable-functional-equation", eq(f(0), 0), [forall(x, eq(f(2 * x), 2 * f(x)))]),
    true("even-function-odd-derivative", eq(f(x) - f(-x), 0), [forall(t, eq(f(t), f(-t)))]),
    false("even-function-at-one-point", eq(f(x), f(-x)), [eq(f(1), f(-1))]),
    true(
        "exponential-equation",
        eq(Derivative(f(x), x) / f(x), t),
        [forall(x, eq(Derivative(f(x), x), t * f(x)))],
    ),
    true(
        "scaled-weights",
        eq(w[i] / total(w[k], k), phi[i] / total(phi[k], k)),
        [forall(k, eq(w[k], c * phi[k]))],
    ),
    false(
        "shifted-weights",
        eq(w[i] / total(w[k], k), phi[i] / total(phi[k], k)),
        [forall(k, eq(w[k], c + phi[k]))],
    ),
]
