"""True claims: none may ever be refuted, whatever the points."""

from __future__ import annotations

import pytest

from symsoft.kernel.context import Claim, Context
from symsoft.refuter import instances, refute, survives
from tests.refuter.terms_for_tests import (
    CONTEXT,
    HALF,
    LSE,
    MAX,
    ONE,
    SUMS_TO_ONE,
    UNIQUE,
    D,
    K,
    S,
    Z,
    add,
    c,
    d,
    div,
    eq,
    every,
    exp,
    f,
    given,
    i,
    j,
    k,
    l,
    le,
    lit,
    log,
    lt,
    m,
    maximum,
    minimum,
    mk,
    mul,
    neg,
    num,
    p,
    power,
    q,
    sqrt,
    sub,
    total,
    x,
    y,
    z,
)

ABS_X = mk("abs", x)
ENTROPY = neg(total(k, mul(y(k), log(y(k)))))
CROSS = neg(total(k, mul(y(k), log(p(k)))))
G = mk("app", "g", 0, x)
P2 = total(k, power(p(k), 2))

CLAIMS: dict[str, tuple[Context, Claim]] = {
    "softmax sums to 1": (CONTEXT, eq(total(k, p(k)), ONE)),
    "definition": (CONTEXT, eq(mk("def", "s", j), p(j))),
    "jacobian": (CONTEXT, eq(D(z(j), p(i)), mul(p(i), sub(d(i, j), p(j))))),
    "gradient of log-softmax": (CONTEXT, eq(D(z(j), log(p(i))), sub(d(i, j), p(j)))),
    "hessian": (
        CONTEXT,
        eq(D(z(i), D(z(j), LSE)), sub(mul(d(i, j), p(i)), mul(p(i), p(j)))),
    ),
    "third cumulant on the diagonal": (
        CONTEXT,
        eq(
            D(z(i), D(z(i), D(z(i), LSE))),
            mul(p(i), sub(ONE, p(i)), sub(ONE, mul(num(2), p(i)))),
        ),
    ),
    "third derivatives commute": (
        CONTEXT,
        eq(D(z(i), D(z(j), D(z(l), LSE))), D(z(l), D(z(i), D(z(j), LSE)))),
    ),
    "cross-entropy gradient": (given(SUMS_TO_ONE), eq(D(z(j), CROSS), sub(p(j), y(j)))),
    "sum of the gradient under the index": (CONTEXT, eq(total(j, D(z(j), LSE)), ONE)),
    "bound target": (CONTEXT, eq(total(k, D(z(k), total(l, z(l)))), K)),
    "lse above max": (CONTEXT, le(MAX, LSE)),
    "lse below max + log K": (CONTEXT, le(LSE, add(MAX, log(K)))),
    "p at most 1": (CONTEXT, le(p(i), ONE)),
    "p positive": (CONTEXT, lt(num(0), p(i))),
    "1 + x <= e^x": (CONTEXT, le(add(ONE, x), exp(x))),
    "log x <= x - 1": (CONTEXT, le(log(x), sub(x, ONE))),
    "cauchy-schwarz": (
        CONTEXT,
        le(
            power(total(k, mul(z(k), q(k))), 2),
            mul(total(k, power(z(k), 2)), total(k, power(q(k), 2))),
        ),
    ),
    "entropy at most log K": (
        given(SUMS_TO_ONE),
        le(ENTROPY, log(K)),
    ),
    "gibbs": (
        given(SUMS_TO_ONE, eq(total(k, q(k)), ONE)),
        le(ENTROPY, neg(total(k, mul(y(k), log(q(k)))))),
    ),
    "jensen": (
        given(SUMS_TO_ONE),
        le(exp(total(k, mul(y(k), z(k)))), total(k, mul(y(k), exp(z(k))))),
    ),
    "collision": (CONTEXT, le(div(ONE, K), P2)),
    "x/x": (CONTEXT, eq(div(x, x), ONE)),
    "x^0": (CONTEXT, eq(power(x, 0), ONE)),
    "root of a square": (CONTEXT, eq(sqrt(power(x, 2)), ABS_X)),
    "log of a square": (CONTEXT, eq(log(power(x, 2)), mul(num(2), log(ABS_X)))),
    "log of a square, defined for x > 0 only": (
        CONTEXT,
        eq(log(power(x, 2)), mul(num(2), log(x))),
    ),
    "sqrt(x) sqrt(x)": (CONTEXT, eq(mul(sqrt(x), sqrt(x)), x)),
    "symbolic exponent": (CONTEXT, eq(power(S, add(c, ONE)), mul(S, power(S, c)))),
    "derivative of |x|": (CONTEXT, eq(D(x, ABS_X), div(x, ABS_X))),
    "derivative of |x| without division": (CONTEXT, eq(mul(D(x, ABS_X), ABS_X), x)),
    "derivative of max": (CONTEXT, eq(D(z(j), MAX), mk("iv", "=", z(j), MAX))),
    "z_2 needs K of 2": (CONTEXT, le(num(1), sub(K, mul(ONE, power(z(lit(2)), 0))))),
    "max over -z": (CONTEXT, eq(maximum(k, neg(z(k))), neg(minimum(k, z(k))))),
    "unique maximum": (given(UNIQUE), eq(MAX, z(i))),
    "one argmax": (given(UNIQUE), eq(total(k, mk("iv", "=", z(k), MAX)), ONE)),
    "delta in exp": (
        CONTEXT,
        eq(exp(mul(c, d(i, j))), add(ONE, mul(d(i, j), sub(exp(c), ONE)))),
    ),
    "empty sum": (CONTEXT, eq(add(total(k, z(k), 1, 1), z(mk("end", "K", 0))), total(k, z(k)))),
    "chain rule": (CONTEXT, eq(D(x, f(power(x, 2))), mul(num(2), x, f(power(x, 2), 1)))),
    "positive function": (CONTEXT, eq(exp(log(G)), G)),
    "natural parameters": (
        given(every(k, eq(z(k), log(div(q(k), q(mk("end", "K", 0))))))),
        eq(p(i), div(q(i), total(k, q(k)))),
    ),
    "scalar by equation": (given(eq(S, Z)), eq(p(i), div(exp(z(i)), S))),
    "normalised logits": (given(eq(Z, ONE)), eq(p(i), exp(z(i)))),
    "two equations": (given(eq(add(x, c), num(3)), eq(sub(x, c), ONE)), eq(x, num(2))),
    "branch not taken": (
        CONTEXT,
        le(num(0), mk("if", mk("iv", "<", x, num(0)), ONE, sqrt(x))),
    ),
    "symmetric": (CONTEXT, eq(mk("sym", "A", i, j), mk("sym", "A", j, i))),
    "edge of the domain": (CONTEXT, eq(D(y(i), power(y(i), 2)), mul(num(2), y(i)))),
    "gaussian root": (CONTEXT, eq(power(mul(num(4), power(S, 2)), HALF), mul(num(2), S))),
    "double sum": (
        CONTEXT,
        eq(total(k, total(m, mul(p(k), p(m), sub(z(k), z(m))))), num(0)),
    ),
}


@pytest.mark.parametrize("name", CLAIMS)
def test_is_not_refuted(name: str) -> None:
    context, claim = CLAIMS[name]
    assert refute(context, claim) is None
    assert survives(context, claim, instances(context, claim, count=10))
