"""Limits and integrals that are claimed, compared with what balls say of them."""

from __future__ import annotations

from fractions import Fraction

import pytest

from symsoft.kernel import terms as tm
from symsoft.kernel.context import Claim
from symsoft.kernel.terms import ONE, ZERO, Term, mk
from symsoft.refuter import Point
from symsoft.refuter.evaluate import Evaluator
from symsoft.refuter.values import Exact
from tests.fuzz import limits, quadrature
from tests.fuzz.differential import At

X, A, INF = tm.var("x"), tm.var("a"), mk("inf", 1)
HERE = At(Point(scalars={"a": Exact(2)}), Evaluator(Point(scalars={"a": Exact(2)})))


def _integral(low: Term, high: Term, f: Term) -> Term:
    return tm.binder("int", "x", low, high, var=X, body=f)


INTEGRALS = {
    "between ends": (_integral(ZERO, A, X), tm.num(2)),
    "backwards": (_integral(A, ZERO, X), tm.num(-2)),
    "to infinity": (_integral(ZERO, INF, tm.exp(tm.mul(tm.num(-1), A, X))), tm.power(A, -1)),
    "of all numbers": (_integral(mk("inf", -1), INF, tm.exp(tm.neg(mk("abs", X)))), tm.num(2)),
    "up to a singular end": (_integral(ZERO, ONE, tm.log(X)), tm.num(-1)),
    "with a jump": (_integral(ZERO, A, mk("iv", ">", X, ONE)), ONE),
}


@pytest.mark.parametrize("name", INTEGRALS)
def test_integrals_are_compared(name):
    whole, value = INTEGRALS[name]
    assert not quadrature.otherwise(Claim("=", whole, value), [HERE])
    for wrong in (tm.neg(value), tm.add(value, tm.num(Fraction(1, 2)))):
        assert "the integral" in quadrature.otherwise(Claim("=", whole, wrong), [HERE])


def test_infinite_integrals_are_compared():
    for f, right in ((ONE, True), (tm.exp(tm.neg(X)), False)):
        claim = Claim("=", _integral(ZERO, INF, f), INF)
        assert bool(quadrature.otherwise(claim, [HERE])) is not right


def test_an_integrand_has_values():
    claim = Claim("=", _integral(tm.neg(A), A, tm.log(X)), ZERO)
    assert "no value" in quadrature.otherwise(claim, [HERE])


def test_limits_are_looked_at_from_both_sides():
    sign = tm.div(tm.sub(X, A), mk("abs", tm.sub(X, A)))
    for side in ("", "-"):
        lim = tm.binder("lim", "x", "real", side, A, var=X, body=sign)
        assert limits.elsewhere(Claim("=", lim, ONE), [HERE])
    lim = tm.binder("lim", "x", "real", "-", A, var=X, body=sign)
    assert not limits.elsewhere(Claim("=", lim, tm.num(-1)), [HERE])
