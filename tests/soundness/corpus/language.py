"""What lies outside the language: each is refused, and the refusal names the part."""

from __future__ import annotations

from sympy import (
    Determinant,
    Function,
    I,
    Integral,
    Limit,
    MatrixSymbol,
    Sum,
    Symbol,
    cos,
    exp,
    factorial,
    floor,
    gamma,
    oo,
    sin,
)

from tests.soundness.case import eq, lt, refused
from tests.soundness.letters import (
    K,
    d,
    i,
    j,
    k,
    p,
    t,
    total,
    x,
    y,
    z,
)

other = Symbol("other", integer=True)
Zm, Am = MatrixSymbol("Z", 3, 1), MatrixSymbol("A", 3, 3)
two_places = Function("two_places")

CASES = [
    refused("sine", lambda: eq(sin(x) ** 2 + cos(x) ** 2 + t, 1 + t)),
    refused("gamma-function", lambda: eq(gamma(x + 1), x * gamma(x))),
    refused("factorial-of-index", lambda: eq(factorial(y[k]) * t, t)),
    refused("imaginary-unit", lambda: eq(exp(I * x), t)),
    refused("infinite-sum", lambda: eq(Sum(x**other, (other, 0, oo)), 1 / (1 - x))),
    refused("unknown-upper-bound", lambda: eq(Sum(z[k], (k, 1, other)), t)),
    refused(
        "sum-over-plain-symbol",
        lambda: eq(Sum(other, (other, 1, 5)) * Sum(z[other] * t, (other, 2, other + 1)), t),
    ),
    refused("shifted-index", lambda: eq(total(z[k + 1] - z[k], k), t)),
    refused("doubled-index", lambda: eq(z[2 * i], t)),
    refused("index-product", lambda: eq(z[i * j], t)),
    refused("zeroth-entry", lambda: eq(z[0], t)),
    refused("index-of-other-dimension", lambda: eq(z[d], t)),
    refused("matrix-symbol", lambda: eq(Zm[0, 0], t)),
    refused("matrix-expression", lambda: eq(Determinant(Am), t)),
    refused("undeclared-function-of-two", lambda: eq(two_places(x, t), t)),
    refused("floor-function", lambda: eq(floor(x), t)),
    refused("infinity-inside", lambda: eq(exp(oo * t), x)),
    refused("limit-of-index", lambda: eq(Limit(z[i], i, oo), t)),
    refused("integral-over-index", lambda: eq(Integral(z[i], (i, 1, K)), t)),
    refused("inequality-with-infinity", lambda: lt(p[i], oo)),
]
