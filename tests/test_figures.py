"""Figures show terms that were proved, at points that the hypotheses allow, and nothing else."""

from fractions import Fraction

import pytest
from flint import arb, fmpq
from sympy import Derivative, Eq, Limit, Ne, Rational, exp, log, oo

from symsoft import (
    Derivation,
    delta,
    dim,
    forall,
    function,
    indices,
    iverson,
    max_over,
    scalar,
    softmax,
    sum_over,
    vector,
)
from symsoft.derivation import DerivationError
from symsoft.refuter.values import bounds, precision
from symsoft.report.illustration import decimal, figure_views

K = dim("K")
i, j, k = indices("i j k", K)
z, w = vector("z", K), vector("w", K)
c, t = scalar("c"), scalar("t", positive=True)
a = softmax(c * z, name="a")
top = max_over(z[k], k)


def limit(**options):
    """softmax(cz)_j as c grows: with ties."""
    made = Derivation("limit", title="Limit", **options)
    ties = sum_over(iverson(Eq(z[k], top)), k)
    made.calc(Limit(a[j], c, oo)).eq(iverson(Eq(z[j], top)) / ties, "the others vanish")
    return made


def drawn(derivation):
    derivation.check()
    return list(figure_views(derivation.checked()))


def test_the_values_are_those_of_the_term():
    made = limit()
    made.figure("Shares", over=(c, -2, 3)).panel("here", a[j], at={z: [1, 2, Rational(5, 2)]})
    (figure,) = drawn(made)
    (panel,) = figure.panels
    assert figure.at[0] == -2 and figure.at[-1] == 3 and len(figure.at) == 101
    for n, entry in enumerate([fmpq(1), fmpq(2), fmpq(5, 2)]):
        for at, value in zip(figure.at, panel.curves[n].values, strict=True):
            with precision(200):
                scale = arb(fmpq(at.numerator, at.denominator))
                whole = sum(((scale * arb(x)).exp() for x in (1, 2, fmpq(5, 2))), arb(0))
                low, high = bounds((scale * arb(entry)).exp() / whole)
            assert abs(value - (low + high) / 2) <= Fraction(1, 10**10)


def test_limits_that_were_proved_are_known_at_the_point():
    made = limit()
    made.figure("Shares", over=(c, 0, 5)).panel("tie", a[j], at={z: [1, 3, 3]})
    (figure,) = drawn(made)
    half = Fraction(1, 2)
    assert [curve.limits for curve in figure.panels[0].curves] == [{1: 0}, {1: half}, {1: half}]


def test_a_limit_of_another_term_is_not_a_limit_of_the_curve():
    made = Derivation("two", title="Two")
    made.have(Eq(Limit(2 * exp(-t), t, oo), 0), "it falls")
    made.have(exp(-t) < 1, "$t$ is positive")
    made.figure("Falling", over=(t, 1, 5)).panel("alone", exp(-t), at={})
    (figure,) = drawn(made)
    assert figure.panels[0].curves[0].limits == {}


def test_names_of_curves():
    made = limit()
    figure = made.figure("Shares", over=(c, 0, 5))
    figure.panel("formula", a[j], at={z: [1, 2]})
    figure.panel("placed", {"class {j}": a[j]}, at={z: [1, 2]})
    figure.panel("behind", {"share": a[j]}, at={z: [1, 2]})
    figure.panel("one", {"share": a[j]}, at={z: [1, 2], j: 2})
    figure.panel("two", [a[j], iverson(Eq(z[j], top))], at={z: [1, 2], j: 2})
    (view,) = drawn(made)
    names = [[curve.name for curve in panel.curves] for panel in view.panels]
    assert names[:4] == [
        ["$a_1$", "$a_2$"], ["class 1", "class 2"],
        ["share, $j = 1$", "share, $j = 2$"], ["share"],
    ]  # fmt: skip
    assert names[4][0] == "$a_2$" and len(names[4]) == 2


def test_in_words():
    made = limit()
    made.figure("Shares", over=(c, 0, 5)).panel("$z = (0, 1)$", a[j], at={z: [0, 1]})
    (figure,) = drawn(made)
    assert figure.alt == (
        "Curves over c from 0 to 5. z equals open parenthesis 0 comma 1 close parenthesis: "
        "a sub 1 goes from 0.5000 to 0.0067; a sub 2 goes from 0.5000 to 0.9933."
    )


def test_where_a_term_is_not_defined_there_is_a_gap():
    made = Derivation("share", title="Share")
    x, y = scalar("x"), scalar("y")
    made.calc(x / (x + y)).eq(1 - y / (x + y), "one fraction")
    made.figure("Share", over=(x, -2, 2)).panel("at one", x / (x + y), at={y: 1})
    (figure,) = drawn(made)
    values = dict(zip(figure.at, figure.panels[0].curves[0].values, strict=True))
    assert [at for at, value in values.items() if value is None] == [-1]
    assert values[1] == Fraction(1, 2)


@pytest.mark.parametrize("ends", [(0, 10), (1, 10), (-4, 2), (Rational(1, 2), 20), (0, "0.01"),
                                  (0, 1000), (Rational(1, 3), Rational(2, 3))])  # fmt: skip
def test_the_scalar_goes_from_end_to_end_in_even_steps(ends):
    made = limit()
    made.figure("Shares", over=(c, *ends)).panel("here", a[j], at={z: [1, 2], j: 1})
    (figure,) = drawn(made)
    steps = {y - x for x, y in zip(figure.at, figure.at[1:], strict=False)}
    assert [figure.at[0], figure.at[-1]] == [Fraction(str(end)) for end in ends]
    assert len(steps) == 1 and 51 <= len(figure.at) <= 201


def test_terms_below_binders_are_spoken_of():
    made = Derivation("slope", title="Slope", given=[forall(k, z[k] <= z[i])])
    made.calc(Derivative(a[i], c)).eq(a[i] * sum_over(a[k] * (z[i] - z[k]), k), "the chain rule")
    figure = made.figure("Slope", over=(c, 0, 5))
    figure.panel("a term of the sum", a[k] * (z[i] - z[k]), at={z: [1, 2, 3], i: 3})
    figure.panel("the slope", {"slope": Derivative(a[i], c)}, at={z: [1, 2, 3], i: 3})
    (view,) = drawn(made)
    assert [len(panel.curves) for panel in view.panels] == [3, 1]
    slope = view.panels[1].curves[0].values[0]
    assert slope == Fraction(3333333333, 10**10)  # a_3 Σ_k a_k (z_3 − z_k) = (2 + 1 + 0)/9


WRONG = {
    "no step that holds speaks of e^{2c z_j}; a figure shows what": {"curves": exp(2 * c * z[j])},
    "no step that holds speaks of w_j": {"curves": w[j], "at": {w: [1, 2]}},
    "at= gives no value for z": {"at": {}},
    "at= gives a value for c, which is to vary": {"at": {z: [1, 2], c: 1}},
    "at= takes exact numbers": {"at": {z: [0.5, 1]}},
    "over= takes a scalar and its range": {"over": (z[1], 0, 1)},
    "a panel shows 1 to 8 curves, not 9": {"at": {z: list(range(9))}},
    "the point does not satisfy": {"at": {z: [3, 2, 1]}},
}  # fmt: skip


@pytest.mark.parametrize(("why", "changed"), WRONG.items(), ids=list(WRONG))
def test_what_is_refused(why, changed):
    made = limit(given=[z[1] < z[2]] if "satisfy" in why else [])
    said = {"over": (c, 0, 1), "curves": a[j], "at": {z: [1, 2]}, **changed}
    made.figure("Shares", over=said["over"]).panel("here", said["curves"], at=said["at"])
    with pytest.raises(DerivationError) as error:
        made.check()
    assert f"limit, figure 1: {why}" in error.value.message
    assert error.value.where is not None and error.value.where.path.name == "test_figures.py"


def test_ill_formed_figures():
    made = limit()
    with pytest.raises(DerivationError, match="at= takes a dictionary"):
        made.figure("Shares", over=(c, 0, 1)).panel("here", a[j], at=5)
    made.figures.clear()
    for over in ((c, 0), c, [c, 0, 1]):
        with pytest.raises(DerivationError, match="over= takes a scalar and its range"):
            made.figure("Shares", over=over)
    made.figure("Shares", over=(c, 1, 0)).panel("here", a[j], at={z: [1, 2]})
    with pytest.raises(DerivationError, match="over= takes a scalar and its range"):
        made.check()
    made.figures.clear()
    made.figure("Shares", over=(c, 0, 0.5)).panel("here", a[j], at={z: [1, 2]})
    with pytest.raises(DerivationError, match="over= takes exact numbers"):
        made.check()
    empty = limit()
    empty.figure("Shares", over=(c, 0, 1))
    with pytest.raises(DerivationError, match=r"it shows nothing; add \.panel"):
        empty.check()


def test_the_range_must_lie_in_the_domain():
    made = Derivation("log", title="Log")
    made.calc(log(t**2)).eq(2 * log(t), "$t$ is positive")
    made.figure("Log", over=(t, 0, 1)).panel("here", log(t**2), at={})
    with pytest.raises(DerivationError, match="the value of t must be a positive number"):
        made.check()


def test_an_unknown_function_has_no_values():
    f, x = function("f"), scalar("x")
    made = Derivation("f", title="F")
    made.calc(f(x) + f(x)).eq(2 * f(x), "twice")
    made.figure("F", over=(x, 0, 1)).panel("here", f(x), at={})
    with pytest.raises(DerivationError, match="cannot give a value for the function f"):
        made.check()


def test_a_step_that_does_not_hold_is_not_drawn():
    made = Derivation("slip", title="Slip")
    made.have(Eq(softmax(z)[i], softmax(z)[j]), "a slip")
    made.figure("Slip", over=(c, 0, 1)).panel("here", softmax(z)[i], at={z: [1, 2]})
    assert made.checked(draft=True).figures == ()


def test_a_bound_name_is_not_mistaken_for_a_free_one():
    """Σ_k a_k (…) speaks of each a_k (…); a term that mixes two letters is none of its parts."""
    made = Derivation("mixed", title="Mixed", given=[Ne(i, j)])
    made.calc(sum_over(z[k] * w[k], k)).eq(sum_over(w[k] * z[k], k), "in another order")
    made.calc(c * delta(i, j)).eq(0, "they differ")
    figure = made.figure("Mixed", over=(c, 0, 1))
    figure.panel("here", z[i] * w[j], at={z: [1, 2], w: [1, 2], i: 1, j: 2})
    with pytest.raises(DerivationError, match="no step that holds speaks of"):
        made.check()


def test_decimals():
    assert [decimal(Fraction(*pair)) for pair in ((1, 3), (-1, 8), (10, 1), (99999, 100000))] == [
        "0.3333", "−0.1250", "10", "1.0000",
    ]  # fmt: skip
