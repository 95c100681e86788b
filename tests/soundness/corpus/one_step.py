"""Textbook inequalities and limits in one step: each with what is false beside it."""

from __future__ import annotations

from sympy import Abs, Derivative, Eq, Limit, Ne, Rational, exp, log, oo, sqrt

from symsoft import delta, forall, iverson, kl_divergence, logsumexp, max_over, min_over, softmax
from tests.soundness.case import eq, false, ge, gt, le, lt, ne, true
from tests.soundness.letters import (
    F,
    K,
    W,
    c,
    d,
    e,
    f,
    g,
    i,
    j,
    k,
    p,
    phi,
    t,
    total,
    v,
    w,
    x,
    xi,
    y,
    z,
)

q = softmax(v, name="q")
LSE = logsumexp(z)
phi_one = eq(total(phi[k], k), 1)
between = [gt(t, 0), lt(t, 1)]
line, chord = logsumexp(t * z + (1 - t) * v), t * LSE + (1 - t) * logsumexp(v)
variance = total(z[k] ** 2, k) / K - (total(z[k], k) / K) ** 2
spread = total(p[k] * v[k] ** 2, k) - total(p[k] * v[k], k) ** 2
inner, squares = total(z[k] * v[k], k), total(z[k] ** 2, k) * total(v[k] ** 2, k)
same = forall(k, eq(p[k], q[k]))
rising = forall(t, ge(Derivative(f(t), t), 0))
rising_strictly = forall(t, gt(Derivative(f(t), t), 0))
convex = forall(t, ge(Derivative(f(t), (t, 2)), 0))
gram = total(W[i, d] * W[j, d], d)
ridge = total(total(xi[d] * (total(W[k, d] * W[k, e], k) + delta(d, e)) * xi[e], d), e)
margin = forall(k, ge(z[i] - z[k], c), where=Ne(k, i))
low, high = max_over(min_over(W[k, d], d), k), min_over(max_over(W[k, d], k), d)
both_ways = max_over(max_over(W[k, d], d), k), max_over(max_over(W[k, d], k), d)
log_weights = forall(k, eq(log(w[k]), z[k] - LSE))
one_hot = iverson(Eq(z[k], 1))


def narrow(distance):
    return Limit(total(exp(-c * distance), k), c, oo)


weighted = total(phi[k] * w[k], k)

CASES = [
    # divergences between the shares of two sums
    true("softmax-monotone-map", ge(total((p[k] - q[k]) * (z[k] - v[k]), k), 0)),
    false("softmax-monotone-map-strict", gt(total((p[k] - q[k]) * (z[k] - v[k]), k), 0)),
    false("softmax-monotone-map-slip", ge(total((p[k] - q[k]) * (z[k] + v[k]), k), 0)),
    true("lse-convex-weighted", le(line, chord), between),
    true("lse-convex-weighted-closed", le(line, chord), [ge(t, 0), le(t, 1)]),
    false("lse-convex-weighted-beyond", le(line, chord), [gt(t, 0)]),
    false("lse-convex-weighted-strict", lt(line, chord), between),
    false("lse-concave-weighted", ge(line, chord), between),
    # powers of means
    true("power-mean-three", ge(total(g[k] ** 3, k), total(g[k], k) ** 3 / K**2)),
    false("power-mean-three-any-sign", ge(total(z[k] ** 3, k), total(z[k], k) ** 3 / K**2)),
    false("power-mean-three-lost-factor", ge(total(g[k] ** 3, k), total(g[k], k) ** 3 / K)),
    true("power-mean-four", ge(total(z[k] ** 4, k), total(z[k], k) ** 4 / K**3)),
    false("power-mean-four-strict", gt(total(z[k] ** 4, k), total(z[k], k) ** 4 / K**3)),
    true("power-mean-weighted", ge(total(phi[k] * w[k] ** 3, k), weighted**3), [phi_one]),
    false("power-mean-weighted-no-simplex", ge(total(phi[k] * w[k] ** 3, k), weighted**3)),
    true("power-mean-softmax", ge(total(p[k] * v[k] ** 4, k), total(p[k] * v[k], k) ** 4)),
    false("power-mean-softmax-odd", ge(total(p[k] * v[k] ** 3, k), total(p[k] * v[k], k) ** 3)),
    true("power-mean-root", le(total(phi[k] * sqrt(w[k]), k), sqrt(weighted)), [phi_one]),
    false("power-mean-root-flipped", ge(total(phi[k] * sqrt(w[k]), k), sqrt(weighted)), [phi_one]),
    true(
        "power-mean-cube-root",
        le(total(phi[k] * w[k] ** Rational(1, 3), k), weighted ** Rational(1, 3)),
        [phi_one],
    ),
    true("power-mean-negative", ge(total(phi[k] / w[k] ** 2, k), weighted**-2), [phi_one]),
    false("power-mean-negative-flipped", le(total(phi[k] / w[k] ** 2, k), weighted**-2), [phi_one]),
    # strict where two entries differ, or where there is a second class
    true("softmax-two-below-one", lt(p[2], 1)),
    true("softmax-two-below-one-enough", lt(p[2], 1), [ge(K, 2)]),
    false("softmax-one-below-one", lt(p[1], 1)),
    false("softmax-two-below-half", lt(p[2], Rational(1, 2))),
    true("first-two-below-one", lt(p[1] + p[2], 1), [ge(K, 3)]),
    false("first-two-below-one-of-two", lt(p[1] + p[2], 1)),
    true("second-below-lse", gt(LSE, z[2])),
    false("first-below-lse", gt(LSE, z[1])),
    true("entries-differ-variance-positive", gt(variance, 0), [ne(z[i], z[j])]),
    false("entries-differ-variance-one-entry", gt(variance, 0), [ne(z[i], 0)]),
    false("entries-differ-variance-always", gt(variance, 0)),
    true("softmax-variance-positive", gt(spread, 0), [ne(v[i], v[j])]),
    false("softmax-variance-positive-logits", gt(spread, 0), [ne(z[i], z[j])]),
    true("cauchy-strict", lt(inner**2, squares), [ne(z[i] * v[j], z[j] * v[i])]),
    false("cauchy-strict-entries-differ", lt(inner**2, squares), [ne(z[i], z[j])]),
    # a shift does not change softmax
    true("same-softmax-same-gaps", eq(z[i] - z[j], v[i] - v[j]), [same]),
    false("same-softmax-same-logits", eq(z[i], v[i]), [same]),
    false("different-logits-divergence", gt(kl_divergence(p, q), 0), [ne(z[i], v[i])]),
    # unknown functions with a derivative that is known everywhere
    true("slope-one", eq(f(x), x + f(0)), [forall(t, eq(Derivative(f(t), t), 1))]),
    false("slope-one-through-zero", eq(f(x), x), [forall(t, eq(Derivative(f(t), t), 1))]),
    true("rising-above-zero", ge(f(x), f(0)), [rising, ge(x, 0)]),
    true("strictly-rising", gt(f(x), f(0)), [rising_strictly, gt(x, 0)]),
    false("rising-either-side", ge(f(x), f(0)), [rising]),
    false("rising-is-not-positive", gt(f(x), 0), [rising_strictly]),
    false("weakly-rising", gt(f(x), f(0)), [rising, gt(x, 0)]),
    false("own-derivative-is-zero", eq(f(x), 0), [forall(t, eq(Derivative(f(t), t), f(t)))]),
    false("own-derivative-is-exp", eq(F(x), exp(x)), [forall(t, eq(Derivative(F(t), t), F(t)))]),
    false("convex-below-chord-slip", ge(f(x), f(0) + x * f(1)), [convex]),
    false("even-is-odd", eq(f(x), -f(-x)), [forall(t, eq(f(t), f(-t)))]),
    # squares of sums inside of a nested sum
    true("gram-form", ge(total(total(v[i] * gram * v[j], i), j), 0)),
    false("gram-form-strict", gt(total(total(v[i] * gram * v[j], i), j), 0)),
    false("gram-entry", ge(gram, 0), [ne(i, j)]),
    true("gram-form-ridge", ge(ridge, total(xi[d] ** 2, d))),
    false("gram-form-ridge-strict", gt(ridge, total(xi[d] ** 2, d))),
    false("gram-form-ridge-flipped", le(ridge, total(xi[d] ** 2, d))),
    true("gram-form-softmax-weights", ge(total(total(p[i] * gram * p[j], i), j), 0)),
    false("gram-form-two-vectors", ge(total(total(v[i] * gram * z[j], i), j), 0)),
    # brackets of squares
    true("gaussian-kernel-narrow", eq(narrow(z[k] ** 2), total(iverson(Eq(z[k], 0)), k))),
    false("gaussian-kernel-narrow-one", eq(narrow(z[k] ** 2), 1)),
    false("gaussian-kernel-narrow-elsewhere", eq(narrow(z[k] ** 2), total(one_hot, k))),
    true("laplace-kernel-narrow", eq(narrow(Abs(z[k])), total(iverson(Eq(z[k], 0)), k))),
    false("bracket-of-square-is-one", eq(total(iverson(Eq(z[k] ** 2, 1)), k), total(one_hot, k))),
    # a margin
    true("margin-misses", le(1 - p[i], (K - 1) * exp(-c)), [margin]),
    false("margin-misses-one-less", le(1 - p[i], (K - 2) * exp(-c)), [margin]),
    false("margin-misses-no-count", le(1 - p[i], exp(-c)), [margin]),
    true("margin-hits", ge(p[i], 1 - (K - 1) * exp(-c)), [margin]),
    false("margin-hits-other", ge(p[j], 1 - (K - 1) * exp(-c)), [margin]),
    # maxima of minima
    true("max-min", le(low, high)),
    false("max-min-flipped", ge(low, high)),
    false("max-min-equal", eq(low, high)),
    true("max-of-max", eq(both_ways[0], both_ways[1])),
    false("max-of-max-first", eq(both_ways[0], max_over(W[1, d], d))),
    # what a logarithm is, for every class
    true("log-weights-are-softmax", eq(w[i], p[i]), [log_weights]),
    true("log-weights-sum-to-one", eq(total(w[k], k), 1), [log_weights]),
    false("log-weights-of-other-class", eq(w[j], p[i]), [log_weights]),
    false("log-weights-of-any-sign", eq(y[i], p[j]), [forall(k, eq(log(y[k]), z[k] - LSE))]),
    false("log-weights-lost-normaliser", eq(w[i], p[i]), [forall(k, eq(log(w[k]), z[k] + x))]),
]
