"""Numbers: exact where they can be, certain where they are not, and printed with certain digits."""

from __future__ import annotations

from fractions import Fraction as Q

import pytest
from hypothesis import given
from hypothesis import strategies as st

from symsoft.refuter import Enclosure, jets, values
from symsoft.refuter.jets import Jet, NotAffine
from symsoft.refuter.linear import eliminate, row
from symsoft.refuter.smooth import FAMILY, Smooth
from symsoft.refuter.values import Undecided, Undefined

SMALL = st.fractions(min_value=-9, max_value=9, max_denominator=6)


def exact(n: int | Q) -> values.Number:
    return values.rational(n)


def test_special_values_stay_exact() -> None:
    assert values.fraction(values.exp(exact(0))) == 1
    assert values.fraction(values.log(exact(1))) == 0
    assert values.fraction(values.power(exact(Q(4, 9)), Q(-3, 2))) == Q(27, 8)
    assert values.fraction(values.power(exact(8), Q(2, 3))) == 4
    assert values.fraction(values.power(exact(2), Q(1, 2))) is None
    assert values.fraction(values.times(exact(0), values.exp(exact(1)))) == 0


@pytest.mark.parametrize(
    ("base", "exponent"), [(0, Q(-1)), (0, Q(0)), (-1, Q(1, 2)), (-8, Q(1, 3)), (0, Q(-1, 2))]
)
def test_undefined_powers(base: int, exponent: Q) -> None:
    with pytest.raises(Undefined):
        values.power(exact(base), exponent)


@pytest.mark.parametrize("argument", [0, -1])
def test_undefined_logarithms(argument: int) -> None:
    with pytest.raises(Undefined):
        values.log(exact(argument))


def test_equal_balls_are_undecided_but_one_ball_equals_itself() -> None:
    e = values.exp(exact(1))
    with pytest.raises(Undecided):
        values.compare(e, values.inverse(values.exp(exact(-1))))
    assert values.compare(e, e) == 0
    with pytest.raises(Undecided):
        values.sign(values.plus(e, values.times(exact(-1), e)))


def test_what_overflows_is_undecided() -> None:
    huge = values.exp(exact(10**6))
    with pytest.raises(Undecided):
        values.bounds(huge)
    with pytest.raises(Undecided):
        values.exp(values.exp(huge))


@given(SMALL, SMALL)
def test_rationals_compare_as_they_should(a: Q, b: Q) -> None:
    assert values.compare(exact(a), exact(b)) == (a > b) - (a < b)


@given(SMALL)
def test_balls_hold_their_number(a: Q) -> None:
    low, high = values.bounds(values.log(values.exp(exact(a))))
    assert low <= a <= high


@given(SMALL, st.sampled_from([f for fs in FAMILY.values() for f in fs]))
def test_derivatives_of_the_family_agree_with_jets(a: Q, f: Smooth) -> None:
    inner = Jet(1, exact(a), values.ONE)
    twice = jets.parts(f.value(Jet(2, inner, values.ONE)), 2)[1]
    second = jets.base(jets.parts(twice, 1)[1])
    low, high = values.bounds(jets.base(jets.minus(second, f.derivative(2).value(exact(a)))))
    assert low <= 0 <= high


def test_unknowns_are_solved_for() -> None:
    one = values.ONE
    x, y = Jet(-1, values.ZERO, one), Jet(-2, values.ZERO, one)
    rows = [
        row(jets.plus(jets.plus(x, y), exact(-3)), 2),
        row(jets.minus(jets.minus(x, y), one), 2),
    ]
    assert [values.fraction(v) for v in eliminate(rows)] == [2, 1]
    with pytest.raises(NotAffine):
        row(jets.times(x, y), 2)
    with pytest.raises(NotAffine):
        jets.log(x)
    with pytest.raises(NotAffine):
        eliminate([rows[0], rows[0]])


@pytest.mark.parametrize(
    ("low", "high", "shown"),
    [
        (Q(1, 2), Q(1, 2), "1/2"),
        (Q(-3), Q(-3), "−3"),
        (Q("0.26894142"), Q("0.26894143"), "0.2689…"),
        (Q("-0.26894143"), Q("-0.26894142"), "−0.2689…"),
        (Q("1.9999999"), Q("2.0000001"), "1.9… to 2.0…"),
        (Q("0.12"), Q("0.13"), "0.1…"),
        (Q("0.0000123456"), Q("0.0000123457"), "1.2345…e−5"),
        (Q(12345678901234), Q(12345678901235), "1.2345…e13"),
        (Q(-1, 1000), Q(1, 2000), "0 ± 1e−2"),
        (Q(0), Q(0), "0"),
    ],
)
def test_only_certain_digits_are_printed(low: Q, high: Q, shown: str) -> None:
    assert str(Enclosure(low, high)) == shown


@pytest.mark.parametrize(
    ("function", "shown"),
    [
        (Smooth((0, -1, 0, 1)), "x^3 − x"),
        (Smooth(rising=1, falling=-2), "e^x − 2e^(−x)"),
        (Smooth((-1, 2)), "2x − 1"),
        (Smooth((0,)), "0"),
    ],
)
def test_functions_print_as_formulas(function: Smooth, shown: str) -> None:
    assert str(function) == shown
