"""Softmax identities, each for every K (symsoft) and written out for one K (SymPy)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import sympy
from sympy import Derivative, Eq

import symsoft as s

Expr = Any  # SymPy has no type annotations


@dataclass(frozen=True)
class Identity:
    """One identity: `general` builds its claim for symbolic K, `differences` lhs - rhs for one K.

    A claim about free i and j has two differences, for i = j and for i != j: both must be zero.
    """

    name: str
    general: Callable[[Letters], Expr]
    differences: Callable[[Entries], list[Expr]]


class Letters:
    """The declarations that the general claims are about."""

    def __init__(self) -> None:
        self.K = s.dim("K")
        self.i, self.j, self.k = s.indices("i j k", self.K)
        self.z, self.y, self.v = (s.vector(name, self.K) for name in "zyv")
        self.c = s.scalar("c")
        self.p = s.softmax(self.z)
        self.lse = s.logsumexp(self.z)

    def sum(self, term: Expr) -> Expr:
        """Sum over k of a term."""
        return s.sum_over(term, self.k)


class Entries:
    """The same with K a number: entries are SymPy symbols, sums are written out.

    Entries are counted from 0: i = j = 1 is ``[0], [0]``, i = 1, j = 2 is ``[0], [1]``.
    """

    def __init__(self, K: int) -> None:
        self.z = sympy.symbols(f"z1:{K + 1}", real=True)
        self.y = sympy.symbols(f"y1:{K + 1}", real=True)
        self.v = sympy.symbols(f"v1:{K + 1}", real=True)
        self.c = sympy.Symbol("c", real=True)
        total = sympy.Add(*map(sympy.exp, self.z))
        self.p = [sympy.exp(entry) / total for entry in self.z]
        self.lse = sympy.log(total)

    def sum(self, term: Callable[[int], Expr]) -> Expr:
        """Sum over k = 1..K, counted from 0, of a term."""
        return sympy.Add(*(term(k) for k in range(len(self.z))))


def claim(left: Expr, right: Expr) -> Expr:
    """``left = right``, not evaluated."""
    return Eq(left, right, evaluate=False)


def _shifted(e: Entries) -> Expr:
    total = e.sum(lambda k: sympy.exp(e.z[k] + e.c))
    return sympy.exp(e.z[0] + e.c) / total


def _log_likelihood(e: Entries) -> Expr:
    return e.sum(lambda k: e.y[k] * sympy.log(e.p[k]))


def _mean(e: Entries) -> Expr:
    return e.sum(lambda k: e.p[k] * e.v[k])


IDENTITIES = [
    Identity(
        "the entries of softmax sum to one",
        lambda g: claim(g.sum(g.p[g.k]), 1),
        lambda e: [e.sum(lambda k: e.p[k]) - 1],
    ),
    Identity(
        "softmax is shift invariant",
        lambda g: claim(s.softmax(g.z + g.c)[g.i], g.p[g.i]),
        lambda e: [_shifted(e) - e.p[0]],
    ),
    Identity(
        "Jacobian of softmax",
        lambda g: claim(Derivative(g.p[g.i], g.z[g.j]), g.p[g.i] * (s.delta(g.i, g.j) - g.p[g.j])),
        lambda e: [
            e.p[0].diff(e.z[0]) - e.p[0] * (1 - e.p[0]),
            e.p[0].diff(e.z[1]) + e.p[0] * e.p[1],
        ],
    ),
    Identity(
        "gradient of log-softmax",
        lambda g: claim(
            Derivative(s.log_softmax(g.z)[g.i], g.z[g.j]), s.delta(g.i, g.j) - g.p[g.j]
        ),
        lambda e: [
            sympy.log(e.p[0]).diff(e.z[0]) - 1 + e.p[0],
            sympy.log(e.p[0]).diff(e.z[1]) + e.p[1],
        ],
    ),
    Identity(
        "gradient of the cross-entropy",
        lambda g: claim(
            Derivative(s.cross_entropy(g.y, g.p), g.z[g.j]),
            g.p[g.j] * g.sum(g.y[g.k]) - g.y[g.j],
        ),
        lambda e: [-_log_likelihood(e).diff(e.z[1]) - e.p[1] * e.sum(lambda k: e.y[k]) + e.y[1]],
    ),
    Identity(
        "Hessian of log-sum-exp",
        lambda g: claim(
            Derivative(g.lse, g.z[g.i], g.z[g.j]),
            s.delta(g.i, g.j) * g.p[g.i] - g.p[g.i] * g.p[g.j],
        ),
        lambda e: [
            e.lse.diff(e.z[0], e.z[0]) - e.p[0] + e.p[0] ** 2,
            e.lse.diff(e.z[0], e.z[1]) + e.p[0] * e.p[1],
        ],
    ),
    Identity(
        "entropy of softmax",
        lambda g: claim(s.entropy(g.p), g.lse - g.sum(g.p[g.k] * g.z[g.k])),
        lambda e: [
            -e.sum(lambda k: e.p[k] * sympy.log(e.p[k])) - e.lse + e.sum(lambda k: e.p[k] * e.z[k])
        ],
    ),
    Identity(
        "variance under softmax",
        lambda g: claim(
            g.sum(g.p[g.k] * (g.v[g.k] - s.sum_over(g.p[g.i] * g.v[g.i], g.i)) ** 2),
            g.sum(g.p[g.k] * g.v[g.k] ** 2) - g.sum(g.p[g.k] * g.v[g.k]) ** 2,
        ),
        lambda e: [
            e.sum(lambda k: e.p[k] * (e.v[k] - _mean(e)) ** 2)
            - e.sum(lambda k: e.p[k] * e.v[k] ** 2)
            + _mean(e) ** 2
        ],
    ),
]
