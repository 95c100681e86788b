"""False theorems that the kernel once accepted, each named after what was wrong.

A mark goes as soon as the kernel refuses the claim: an expected failure that passes is a failure.
"""

from __future__ import annotations

import pytest

from symsoft.kernel import (
    Array,
    Claim,
    Context,
    Dimension,
    Function,
    Hypothesis,
    Index,
    KernelError,
    Scalar,
    Term,
    check,
)
from symsoft.kernel import terms as tm

I, K, D = tm.ix("i", "K"), tm.ix("k", "K"), tm.ix("d", "D")
U, X, C = tm.var("u", "positive"), tm.var("x"), tm.var("c", "positive")
NAMES = {
    "K": Dimension(),
    "D": Dimension(),
    "i": Index("K"),
    "k": Index("K"),
    "d": Index("D"),
    "z": Array(("K",)),
    "x": Scalar(),
    "f": Function(),
}


def f(at: Term) -> Term:
    return tm.mk("app", "f", 0, at)


def z(at: Term) -> Term:
    return tm.mk("entry", "z", at)


def tends(rate: Term) -> Term:
    """lim e^(-c rate) as c grows."""
    body = tm.exp(tm.neg(tm.mul(C, rate)))
    return tm.binder("lim", "c", "positive", "", tm.mk("inf", 1), var=C, body=body)


def equal(left: Term, right: Term) -> Claim:
    return Claim("=", left, right)


def accepted(claim: Claim, *hypotheses: Hypothesis, pivot: Term | None = None) -> bool:
    """Whether the kernel takes the claim, with the first hypothesis solved for the pivot."""
    uses = [[0, tm.to_data(pivot)]] if pivot is not None else []
    try:
        check(Context(NAMES, hypotheses), claim, {"rule": "algebra", "with": uses})
    except KernelError:
        return False
    return True


@pytest.mark.parametrize("at", [tm.num(-1), X], ids=["minus-one", "any"])
def test_an_equation_for_positive_numbers_says_nothing_of_others(at):
    known = Hypothesis(equal(f(U), U), (U,))
    assert not accepted(equal(f(at), at), known, pivot=f(U))


def test_a_limit_for_positive_numbers_says_nothing_of_others():
    known = Hypothesis(equal(tends(U), tm.ZERO), (U,))
    assert not accepted(equal(tends(X), tm.ZERO), known, pivot=tends(U))


def test_an_equation_for_one_dimension_says_nothing_of_another():
    known = Hypothesis(equal(tm.mk("val", K), tm.ONE), (K,))
    assert not accepted(equal(tm.mk("val", D), tm.ONE), known, pivot=tm.mk("val", K))


def test_such_equations_are_used_where_they_hold():
    assert accepted(equal(f(tm.ONE), tm.ONE), Hypothesis(equal(f(U), U), (U,)), pivot=f(U))


def test_a_guarded_difference_of_indices_is_not_captured_by_a_sum():
    delta = tm.mk("delta", K, I)
    known = Hypothesis(equal(delta, tm.ZERO), (K,), (Claim("<", z(K), tm.ZERO),))
    assert not accepted(equal(tm.total(K, tm.mul(delta, z(K))), tm.ZERO), known)


def test_a_guarded_difference_of_free_indices_is_not_used():
    delta = tm.mk("delta", I, K)
    known = Hypothesis(equal(delta, tm.ZERO), (), (Claim(">", X, tm.ZERO),))
    assert not accepted(equal(delta, tm.ZERO), known)


def test_cases_on_a_limit_are_not_differentiated_at_the_jump():
    case = tends(tm.power(X, 2))  # [x = 0]
    function = tm.mk("if", case, tm.mul(tm.num(2), X), X)  # x everywhere
    assert not accepted(equal(tm.mk("deriv", X, function), tm.mk("if", case, tm.num(2), tm.ONE)))


def test_a_denominator_moved_by_a_delta_is_not_cleared():
    delta, bracket = tm.mk("delta", I, K), tm.mk("iv", "=", z(I), tm.num(-1))
    one, two = tm.add(z(K), tm.ONE), tm.add(z(K), tm.num(2))
    parts = tm.sub(tm.div(delta, one), tm.div(delta, two))
    assert not accepted(equal(tm.add(tm.div(delta, tm.mul(one, two)), bracket), parts))
