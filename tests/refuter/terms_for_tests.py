"""Kernel terms that the tests of the refuter share."""

from __future__ import annotations

from fractions import Fraction

from symsoft.kernel.context import (
    Array,
    Claim,
    Context,
    Definition,
    Dimension,
    Function,
    Hypothesis,
    Index,
    Scalar,
)
from symsoft.kernel.terms import (
    ONE,
    Term,
    add,
    binder,
    div,
    exp,
    ix,
    log,
    mk,
    mul,
    neg,
    num,
    power,
    sub,
    total,
    var,
)

K = mk("dim", "K")
i, j, k, l, m = (ix(n, "K") for n in "ijklm")
x, c, S = var("x"), var("c"), var("S", "positive")
HALF = Fraction(1, 2)


def z(at: Term) -> Term:
    return mk("entry", "z", at)


def y(at: Term) -> Term:
    return mk("entry", "y", at)


def q(at: Term) -> Term:
    return mk("entry", "q", at)


def lit(n: int) -> Term:
    return mk("lit", n)


def d(a: Term, b: Term) -> Term:
    return mk("delta", a, b)


def D(by: Term, body: Term) -> Term:
    return mk("deriv", by, body)


def sqrt(t: Term) -> Term:
    return power(t, HALF)


def maximum(at: Term, body: Term) -> Term:
    return binder("max", at.args[0], ("K", 1, 0), var=at, body=body)


def minimum(at: Term, body: Term) -> Term:
    return binder("min", at.args[0], ("K", 1, 0), var=at, body=body)


Z = total(k, exp(z(k)))
LSE = log(Z)
MAX = maximum(k, z(k))


def p(at: Term) -> Term:
    return div(exp(z(at)), Z)


def f(t: Term, order: int = 0) -> Term:
    return mk("app", "f", order, t)


CONTEXT = Context(
    {
        "K": Dimension(),
        "i": Index("K"),
        "j": Index("K"),
        "l": Index("K"),
        "z": Array(("K",)),
        "y": Array(("K",), "nonnegative"),
        "q": Array(("K",), "positive"),
        "A": Array(("K", "K"), symmetric=True),
        "x": Scalar(),
        "c": Scalar(),
        "S": Scalar("positive"),
        "f": Function(),
        "g": Function("positive"),
        "s": Definition((i,), p(i)),
    }
)


def eq(a: Term, b: Term) -> Claim:
    return Claim("=", a, b)


def le(a: Term, b: Term) -> Claim:
    return Claim("<=", a, b)


def lt(a: Term, b: Term) -> Claim:
    return Claim("<", a, b)


def given(*claims: Claim | Hypothesis) -> Context:
    return CONTEXT.assume(*(h if isinstance(h, Hypothesis) else Hypothesis(h) for h in claims))


def every(at: Term, claim: Claim, *guards: Claim) -> Hypothesis:
    return Hypothesis(claim, (at,), guards)


SUMS_TO_ONE = eq(total(k, y(k)), ONE)
UNIQUE = every(k, lt(z(k), z(i)), eq(d(k, i), num(0)))

__all__ = [
    "CONTEXT",
    "HALF",
    "LSE",
    "MAX",
    "ONE",
    "SUMS_TO_ONE",
    "UNIQUE",
    "D",
    "K",
    "S",
    "Z",
    "add",
    "binder",
    "c",
    "d",
    "div",
    "eq",
    "every",
    "exp",
    "f",
    "given",
    "i",
    "j",
    "k",
    "l",
    "le",
    "lit",
    "log",
    "lt",
    "m",
    "maximum",
    "minimum",
    "mk",
    "mul",
    "neg",
    "num",
    "p",
    "power",
    "q",
    "sqrt",
    "sub",
    "total",
    "x",
    "y",
    "z",
]
