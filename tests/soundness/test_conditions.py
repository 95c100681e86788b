"""Theorems carry the conditions that their terms need, and no others."""

from __future__ import annotations

from typing import Any

import pytest
from sympy import Derivative, Limit, Sum, exp, log, sqrt

from symsoft import entropy, forall, logsumexp, prove, softmax
from tests.soundness.case import eq, ge, ne
from tests.soundness.letters import (
    K,
    a,
    b,
    c,
    i,
    j,
    k,
    l,
    p,
    phi,
    rho,
    t,
    total,
    w,
    x,
    z,
)

FREE: dict[str, tuple[Any, list[Any]]] = {
    "softmax": (eq(total(p[k], k), 1), []),
    "jacobian": (eq(total(Derivative(p[i], z[j]), i), 0), []),
    "entropy-of-softmax": (eq(entropy(p), logsumexp(z) - total(p[k] * z[k], k)), []),
    "softmax-limit": (eq(Limit(softmax(c * z)[i], c, 0), 1 / K), []),
    "log-of-positive-product": (eq(log(a * b), log(a) + log(b)), []),
    "weights": (eq(total(w[i] / total(w[k], k), i), 1), []),
    "log-of-one-plus-nonnegative": (ge(log(1 + rho), 0), []),
    "normalise-by-hypothesis": (
        eq(total(z[i] / total(z[k], k), i), 1),
        [ne(total(z[k], k), 0)],
    ),
    "divide-by-hypothesis": (eq((x**2 - t**2) / (x - t), x + t), [ne(x, t)]),
    "minimal-family": (
        eq(Derivative(log(1 + Sum(exp(z[k]), (k, 1, K - 1))), z[K]), 0),
        [],
    ),
    "simplex-odds": (eq(log(phi[i] / phi[j]) + log(phi[j]), log(phi[i])), []),
    "order-by-hypothesis": (eq(log(z[i]) - log(z[i] * c), -log(c)), [forall(k, z[k] > 0)]),
}
CARRIED: dict[str, Any] = {
    "plain-normalisation": eq(total(z[i] / total(z[k], k), i), 1),
    "cancelled-factor": eq((x**2 - t**2) / (x - t), x + t),
    "log-of-product": eq(log(x) + log(t), log(x * t)),
    "root-of-product": eq(sqrt(x) * sqrt(t), sqrt(x * t)),
    "spherical": eq(total(z[i] ** 2 / total(z[k] ** 2, k), i), 1),
    "odds-at-one-class": eq(p[i] / (1 - p[i]) * (1 / p[i] - 1), 1),
    "maybe-empty-denominator": eq(
        Sum(w[i] / Sum(w[k], (k, 1, K - 1)), (i, 1, K - 1)),
        Sum(w[k], (k, 1, K - 1)) / Sum(w[l], (l, 1, K - 1)),
    ),
}


@pytest.mark.parametrize("name", FREE)
def test_what_is_always_defined_carries_no_condition(name: str) -> None:
    claim, given = FREE[name]
    assert prove(claim, given=given).conditions == ()


@pytest.mark.parametrize("name", CARRIED)
def test_what_is_not_always_defined_says_where(name: str) -> None:
    assert prove(CARRIED[name]).conditions
