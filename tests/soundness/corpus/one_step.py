"""Textbook inequalities and limits in one step: each with what is false beside it."""

from __future__ import annotations

from sympy import Rational, sqrt

from symsoft import logsumexp, softmax
from tests.soundness.case import false, ge, gt, le, lt, true
from tests.soundness.letters import (
    LSE,
    K,
    g,
    k,
    p,
    phi,
    phi_one,
    t,
    total,
    v,
    w,
    z,
)

q = softmax(v, name="q")
between = [gt(t, 0), lt(t, 1)]
line, chord = logsumexp(t * z + (1 - t) * v), t * LSE + (1 - t) * logsumexp(v)
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
]
