"""What the corpus calls false is false at a point, by numbers that know no verdict of symsoft's."""

from __future__ import annotations

from itertools import islice

import pytest
from sympy import Limit, Product, Rational, Sum, exp, log, oo, sqrt

from symsoft import delta, forall, max_over
from tests.soundness import groups
from tests.soundness.case import Case, eq, ge, gt, lt
from tests.soundness.letters import K, N, c, i, j, k, p, pair, r, total, v, w, x, z, zeta
from tests.soundness.pointwise import falsehoods

CHECKED = [g for g in groups.names() if g.startswith(("positions_", "neighbours"))]
FALSE = [c for g in CHECKED for c in groups.cases(g) if c.expect == "refutes"]
TRUE = [c for g in CHECKED for c in groups.cases(g) if c.expect in ("proves", "sound")]


@pytest.mark.slow
@pytest.mark.parametrize("case", FALSE, ids=lambda c: c.name)
def test_false_statements_are_false_at_a_point(case: Case) -> None:
    """By numbers of many digits, which know nothing of symsoft's verdict."""
    assert any(falsehoods(case.build(), case.given))


@pytest.mark.slow
@pytest.mark.parametrize("case", TRUE, ids=lambda c: c.name)
def test_true_statements_are_false_at_no_point(case: Case) -> None:
    assert not any(islice(falsehoods(case.build(), case.given), 3))


# --- the numbers themselves ---------------------------------------------------------------------

RIGHT = [
    eq(total(p[k], k), 1),
    eq(sqrt(x**2 + 2 * x + 1), abs(x + 1)),
    eq(Sum(z[k], (k, 1, K - 1)), total(z[k], k) - z[K]),
    eq(Product(w[k], (k, 1, K)), exp(total(log(w[k]), k))),
    eq(log(p[i]).diff(z[j]), delta(i, j) - p[j]),
    eq(Limit((1 + 1 / c) ** c, c, oo), exp(1)),
    eq(Limit(1 / c, c, 0), oo),
    gt(Sum(exp(zeta[r]), (r, 2, N)), 0),
    ge(max_over(z[k], k), total(z[k], k) / K),
]
WRONG = [
    eq(total(p[k], k), K),
    eq(sqrt(x**2 + 2 * x + 1), x + 1),
    eq(Sum(z[k], (k, 1, K - 1)), total(z[k], k)),
    eq(log(p[i]).diff(z[j]), delta(i, j) - p[i]),
    eq(Limit((1 + 1 / c) ** c, c, oo), 1),
    eq(Limit(1 / c, c, 0), -oo),
    gt(Sum(exp(z[k]), (k, 2, K)), 0),
    lt(p[i], 1),
    eq(z[2], v[2]),
]


@pytest.mark.parametrize("claim", RIGHT, ids=str)
def test_what_holds_is_false_nowhere(claim) -> None:  # type: ignore[no-untyped-def]
    found = list(falsehoods(claim, ()))
    assert found and not any(found)


@pytest.mark.parametrize("claim", WRONG, ids=str)
def test_what_fails_is_false_somewhere(claim) -> None:  # type: ignore[no-untyped-def]
    assert any(falsehoods(claim, ()))


def test_hypotheses_restrict_the_points() -> None:
    above = forall(k, gt(v[k], z[k]))
    assert any(falsehoods(gt(total(v[k], k), total(z[k], k)), ()))
    assert not any(falsehoods(gt(total(v[k], k), total(z[k], k)), [above]))
    assert not list(falsehoods(eq(pair[1], 0), [lt(x, x)]))
    assert not any(falsehoods(eq(x, Rational(1, 2)), [eq(2 * x, 1)]))
