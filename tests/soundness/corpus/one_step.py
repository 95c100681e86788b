"""Textbook inequalities and limits in one step: each with what is false beside it."""

from __future__ import annotations

from sympy import Derivative, Rational, exp, sqrt

from symsoft import forall, kl_divergence, logsumexp, softmax
from tests.soundness.case import eq, false, ge, gt, le, lt, ne, true
from tests.soundness.letters import (
    F,
    K,
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
    true("variance-positive", gt(variance, 0), [ne(z[i], z[j])]),
    false("variance-positive-one-entry", gt(variance, 0), [ne(z[i], 0)]),
    false("variance-positive-always", gt(variance, 0)),
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
]
