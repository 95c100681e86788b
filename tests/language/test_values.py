"""What is read has the value that was written: kernel terms against plain Python arithmetic."""

from collections.abc import Iterator
from math import cosh, exp, isclose, log, prod, tanh
from typing import Any

import pytest
import sympy
from sympy import Derivative, Eq, KroneckerDelta, Max, Min, Ne, Piecewise, Product, Sum

from symsoft.language.functions import (
    cross_entropy,
    entropy,
    kl_divergence,
    log_softmax,
    logsumexp,
    sigmoid,
    softmax,
)
from symsoft.language.notation import define, iverson, max_over, min_over, sum_over
from tests.language.floats import Floats
from tests.language.names import A, D, K, S, W, c, d, f, i, j, k, l, p, read, w, x, z

POINTS: list[dict[str, Any]] = [
    {"K": 2, "D": 2, "i": 1, "j": 2, "z": [0.3, -0.7], "w": [0.4, 0.6]},
    {"K": 3, "D": 2, "i": 2, "j": 2, "z": [0.3, 1.1, -0.7], "w": [0.2, 0.3, 0.5]},
    {"K": 3, "D": 2, "i": 3, "j": 1, "z": [-0.4, 0.9, 2.0], "w": [0.6, 0.3, 0.1]},
]
for point in POINTS:
    n = point["K"]
    point |= {"x": 0.8, "c": 1.7, "k": 1, "l": n, "d": 2}
    point["W"] = [[0.1 * a - 0.3 * b for b in (1, 2)] for a in range(1, n + 1)]
    point["A"] = [[0.2 * (a + b) for b in range(n)] for a in range(n)]
    point["f"] = lambda order, t: [t**3, 3 * t**2, 6 * t][order]


def pairs(a: list[Any], b: list[Any]) -> Iterator[tuple[Any, Any]]:
    return zip(a, b, strict=True)


def soft(v: list[float]) -> list[float]:
    total = sum(exp(t) for t in v)
    return [exp(t) / total for t in v]


g = define("g", x, x**2 + c)
gap = define("gap", (i, j), z[i] - 2 * z[j])
free = define("free", (), z[k] * w[k])

CASES: list[tuple[Any, Any]] = [
    (p[i], lambda v: soft(v["z"])[v["i"] - 1]),
    (softmax(c * z + w)[K], lambda v: soft([v["c"] * a + b for a, b in pairs(v["z"], v["w"])])[-1]),
    (softmax(-z / c + x)[1], lambda v: soft([-a / v["c"] for a in v["z"]])[0]),
    (softmax(softmax(z))[2], lambda v: soft(soft(v["z"]))[1]),
    (
        softmax(sum_over(W[k, d] * x, d), k)[i],
        lambda v: soft([sum(row) * v["x"] for row in v["W"]])[v["i"] - 1],
    ),
    (  # the sum inside is over j, where the vector is taken
        softmax(sum_over(z[k] * z[j], j), k)[j],
        lambda v: soft([a * sum(v["z"]) for a in v["z"]])[v["j"] - 1],
    ),
    (log_softmax(z)[j], lambda v: log(soft(v["z"])[v["j"] - 1])),
    (logsumexp(c * z), lambda v: log(sum(exp(v["c"] * a) for a in v["z"]))),
    (logsumexp(p - w), lambda v: log(sum(exp(a - b) for a, b in pairs(soft(v["z"]), v["w"])))),
    (entropy(p), lambda v: -sum(a * log(a) for a in soft(v["z"]))),
    (cross_entropy(w, p), lambda v: -sum(a * log(b) for a, b in pairs(v["w"], soft(v["z"])))),
    (kl_divergence(w, p), lambda v: sum(a * log(a / b) for a, b in pairs(v["w"], soft(v["z"])))),
    (sigmoid(x), lambda v: 1 / (1 + exp(-v["x"]))),
    # k is free outside the sum and bound inside it
    (z[k] * S, lambda v: v["z"][0] * sum(map(exp, v["z"]))),
    (Sum(z[k] * Sum(w[k], (k, 1, K)), (k, 1, K)), lambda v: sum(v["z"]) * sum(v["w"])),
    (Derivative(sympy.log(S), z[k]), lambda v: soft(v["z"])[0]),
    (Derivative(p[i], z[j]), lambda v: soft(v["z"])[v["i"] - 1] * (
        (v["i"] == v["j"]) - soft(v["z"])[v["j"] - 1])),
    (Derivative(logsumexp(z), z[1]), lambda v: soft(v["z"])[0]),
    (Sum(Derivative(p[k], z[k]), (k, 1, K)), lambda v: sum(a - a * a for a in soft(v["z"]))),
    (Sum(k * z[k], (k, 2, K)), lambda v: sum(n * a for n, a in enumerate(v["z"], 1) if n > 1)),
    (Product(1 + w[k], (k, 1, K)), lambda v: prod(1 + a for a in v["w"])),
    (Sum(w[k], (k, 1, K - 1)), lambda v: sum(v["w"][:-1])),
    (Sum(W[k, d] * z[k], (k, 1, K), (d, 1, D)), lambda v: sum(
        a * sum(row) for a, row in pairs(v["z"], v["W"]))),
    (Sum(z[l] * A[l, i] * KroneckerDelta(l, j), (l, 1, K)),
     lambda v: v["z"][v["j"] - 1] * v["A"][v["i"] - 1][v["j"] - 1]),
    (max_over(z[k] - w[k], k) - min_over(z[k], k),
     lambda v: max(a - b for a, b in pairs(v["z"], v["w"])) - min(v["z"])),
    (Max(x, z[1], z[2]) + Min(c, x, z[1]),
     lambda v: max(v["x"], *v["z"][:2]) + min(v["c"], v["x"], v["z"][0])),
    (Piecewise((x, z[1] < z[2]), (c, Eq(i, j)), (2, True)),
     lambda v: v["x"] if v["z"][0] < v["z"][1] else v["c"] if v["i"] == v["j"] else 2),
    (iverson(Ne(i, j) | (z[1] > 0)), lambda v: v["i"] != v["j"] or v["z"][0] > 0),
    (iverson(Ne(i, 1) & (x > 0)), lambda v: v["i"] != 1),
    (sympy.sign(z[1]), lambda v: 1 if v["z"][0] > 0 else -1),
    (sympy.tanh(x) + sympy.cosh(x), lambda v: tanh(v["x"]) + cosh(v["x"])),
    (f(x**2).diff(x), lambda v: 2 * v["x"] * 3 * v["x"] ** 4),
    (gap[K, i], lambda v: v["z"][-1] - 2 * v["z"][v["i"] - 1]),
    (Derivative(g(z[1]), z[1]), lambda v: 2 * v["z"][0]),
    (sum_over(free, k), lambda v: sum(a * b for a, b in pairs(v["z"], v["w"]))),
    (p[i].subs(i, 1), lambda v: soft(v["z"])[0]),
    (softmax(c * z)[i].subs(c, 2 * x), lambda v: soft([1.6 * a for a in v["z"]])[v["i"] - 1]),
    (softmax(z + w[j])[i].subs(j, i), lambda v: soft(v["z"])[v["i"] - 1]),
    (Sum(z[k], (k, 1, 2)), lambda v: v["z"][0] + v["z"][1]),
]  # fmt: skip


@pytest.mark.parametrize("number", range(len(CASES)))
def test_value(number: int) -> None:
    expr, expected = CASES[number]
    term, context = read(expr)
    for point in POINTS:
        found = Floats(context, point)(term)
        assert isclose(found, expected(point), rel_tol=1e-6, abs_tol=1e-8), (expr, point)
