"""Hypotheses that leave little room: numbers between numbers that lie between others."""

import pytest
from sympy import Eq, Lt, Rational

from symsoft import decide, dim, forall, indices, scalar, sum_over, vector
from symsoft.language.reader import Scope
from symsoft.refuter import witness

K = dim("K")
i, k = indices("i k", K)
z = vector("z", K)
w = vector("w", K, positive=True)
a, b, c, d = (scalar(name) for name in "abcd")
t = scalar("t", positive=True)
NARROW = [
    [a > Rational(1, 2), a < b, b < 1],
    [a > Rational(99, 100), a < b, b < c, c < 1],
    [d < c, c < b, b < a, a < Rational(-7, 3), d > Rational(-12, 5)],
    [t < Rational(1, 100)],
    [t < a, a < Rational(1, 100), a > 0],
    [forall(k, z[k] > Rational(9, 10)), forall(k, z[k] < c), c < 1],
    [a < b, b < Rational(11, 10), a > 1, Eq(c, a + b)],
]


@pytest.mark.parametrize("given", NARROW, ids=range(len(NARROW)))
def test_a_point_is_found(given):
    scope = Scope()
    context = scope.context([scope.hypothesis(h) for h in given])
    assert witness(context) is not None


def test_there_is_no_point_between_a_number_and_itself():
    scope = Scope()
    for given in ([a < b, b < a], [a > 1, a < 1], [a < b, b < c, c < a], [t < a, a < 0]):
        assert witness(scope.context([scope.hypothesis(h) for h in given])) is None


def test_false_claims_are_refuted_there():
    narrow = NARROW[0]
    assert decide(Lt(b - a, Rational(1, 10)), given=narrow).status == "refuted"
    assert decide(Lt(b - a, Rational(1, 2)), given=narrow).status == "proved"
    mean = sum_over(w[k] * z[k], k)
    unit = [Eq(sum_over(w[k], k), 1), forall(k, z[k] > Rational(9, 10)), forall(k, z[k] < 1)]
    assert decide(mean > Rational(99, 100), given=unit).status == "refuted"
    assert decide(mean > Rational(9, 10), given=unit).status == "proved"
