"""Findings: what is certain at a point is shown, what is not is refused, and certificates hold."""

import copy
import json
from fractions import Fraction

import pytest
from sympy import Derivative, Eq, Gt, Le, Limit, Ne, Rational, exp, log, oo, sqrt

from symsoft import dim, forall, indices, min_over, prove, scalar, softmax, sum_over, vector
from symsoft.derivation.findings import limit_theorems
from symsoft.kernel.context import Context
from symsoft.language.reader import Scope
from symsoft.refuter import NotShown, Point, recheck, show_refuted, show_undefined, show_value
from symsoft.refuter.digits import Stated
from symsoft.refuter.values import between, rational

K = dim("K")
i, j, k = indices("i j k", K)
z, y = vector("z", K), vector("y", K)
a = scalar("a")
c = scalar("c", positive=True)
p = softmax(z)
plain = z[i] / sum_over(z[k], k)


def at(indices=(), scalars=(), **arrays):
    """A point; dimension K is as long as the arrays."""
    size = max((len(v) for v in arrays.values()), default=1)
    return Point(
        {"K": size},
        dict(indices),
        {n: rational(Fraction(x)) for n, x in dict(scalars).items()},
        {n: {(m,): rational(Fraction(x)) for m, x in enumerate(v, 1)} for n, v in arrays.items()},
    )


def read(said, *given):
    """A claim or term with its context."""
    scope = Scope()
    found = scope.claim(said) if getattr(said, "is_Relational", False) else scope.term(said)
    return scope.context([scope.hypothesis(h) for h in given]), found


def value(term, digits, point):
    return show_value(*read(term), point, digits)


# --- digits -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("digits", "right", "wrong"),
    [
        ("0.73105858", "0.7310585786", "0.731058574999"),  # rounded
        ("0.7310585…", "0.7310585786", "0.7310586"),  # the first digits
        ("0.7310585...", "0.7310585", "0.73105849"),
        ("-0.25", "-1/4", "-0.2551"),
        ("−0.2…", "-1/4", "-0.3"),
        ("4.5398e-5", "0.000045397868", "0.0000453"),
        ("0.0000453978687", "0.0000453978687024", "0.00004539786876"),
        ("1/3", "1/3", "0.333333333333"),
        ("2", "2", "2.0000001"),
        ("0.5", "0.55", "0.5500001"),
        ("0.0…", "0.0999", "0.1"),
        ("-0.0…", "-0.0999", "-0.1"),
        ("1.…0", None, None),
    ],
)
def test_which_numbers_are_as_stated(digits, right, wrong):
    if right is None:
        with pytest.raises(ValueError, match="is no number: write"):
            Stated.read(digits)
    else:
        assert Stated.read(digits).certain(rational(Fraction(right)))
        assert not Stated.read(digits).certain(rational(Fraction(wrong)))


def test_a_ball_is_right_wrong_or_undecided():
    low = Fraction("0.26894142")
    stated = Stated.read("0.2689…")
    assert stated.certain(between(low, low + Fraction(1, 10**6)))
    assert not stated.certain(between(low + 1, low + 2))
    with pytest.raises(Exception) as undecided:
        stated.certain(between(low, low + 1))
    assert undecided.typename == "Undecided"


@pytest.mark.parametrize("digits", ["", "x", "0.", ".5", "1/0", "0.5e", "1e5", "nan", "0.1e99999"])
def test_what_is_no_number_is_refused(digits):
    with pytest.raises(ValueError, match="is no number: write"):
        Stated.read(digits)


# --- what is shown ------------------------------------------------------------------------------


def test_the_pages_numbers():
    small, large = at({"i": 2}, z=[1, 2]), at({"i": 1}, z=[10, 20])
    assert value(p[i], "0.73105858", small)
    assert value(p[i], "0.0000453978687", large)
    assert str(value(plain, "1/3", large)) == "= 1/3 at K = 2, i = 1, z = (10, 20)"


@pytest.mark.parametrize(
    ("digits", "said"),
    [("2/7", "= 2/7"), ("0.2857", "= 2/7 ≈ 0.2857"), ("0.28…", "= 2/7 = 0.28…")],
)
def test_an_exact_value_is_shown_with_the_digits_stated(digits, said):
    point = at(scalars={"a": Fraction(2, 7)})
    assert str(value(a, digits, point)).startswith(f"{said} at ")
    assert str(value(a, "0.50", at(scalars={"a": Fraction(1, 2)}))).startswith("= 1/2 at ")
    with pytest.raises(NotShown, match=r"its value is 0\.2857…, not 0\.30 at"):
        value(a, "0.30", point)


def test_more_digits_take_more_bits():
    digits = "1.4142135623730950488016887242096980785696718753769480731766797379907324784621"
    assert value(sqrt(a), digits, at(scalars={"a": 2}))


def test_a_claim_is_refuted_at_a_point_only_where_it_fails():
    claim = read(Eq(Derivative(p[i], z[j]), p[i] * (1 - p[i])))
    found = show_refuted(*claim, at({"i": 1, "j": 2}, z=[0, 0]))
    assert str(found) == "fails at K = 2, i = 1, j = 2, z = (0, 0):   left −1/4, right 1/4"
    with pytest.raises(NotShown, match="the claim holds at K = 1"):
        show_refuted(*read(Le(z[i], 1)), at({"i": 1}, z=[1]))
    with pytest.raises(NotShown, match="cannot be decided"):
        show_refuted(*claim, at({"i": 1, "j": 1}, z=[1, 1]))
    with pytest.raises(NotShown, match="the claim is not defined at"):
        show_refuted(*read(Eq(plain, 2)), at({"i": 1}, z=[1, -1]))


@pytest.mark.parametrize(
    ("term", "point", "said"),
    [
        (plain, at({"i": 1}, z=[-2, -1, 1, 2]), "it divides by Σ_k z_k = 0"),
        (
            (z[i] - min_over(z[k], k)) / sum_over(z[k] - min_over(z[j], j), k),
            at({"i": 2}, z=[5, 5]),
            "= 0",
        ),
        (1 + log(a), at(scalars={"a": -1}), "it takes the logarithm of a = −1"),
        (sqrt(a) + 1, at(scalars={"a": -1}), "√a has no value"),
        (sum_over(log(z[k]), k), at(z=[1, 0]), ""),
    ],
)
def test_what_is_not_defined_says_why(term, point, said):
    assert str(show_undefined(*read(term), point)).endswith(said)


def test_what_is_defined_is_not_undefined():
    with pytest.raises(NotShown, match=r"it is defined at .*: its value is 1/2"):
        show_undefined(*read(plain), at({"i": 1}, z=[1, 1]))
    with pytest.raises(NotShown, match="cannot be decided"):  # the difference is 0, but irrational
        show_undefined(*read(1 / (exp(a) - exp(a + 1) / exp(c))), at(scalars={"a": 1, "c": 1}))


def test_wrong_digits_come_with_the_right_ones():
    with pytest.raises(NotShown, match=r"its value is 0\.7310585786…, not 0\.73105857 at K = 2"):
        value(p[i], "0.73105857", at({"i": 2}, z=[1, 2]))
    with pytest.raises(NotShown, match=r"about 0\.5000 ± .*, and it is undecided whether"):
        value(p[i], "1/2", at({"i": 2}, z=[1, 1]))
    with pytest.raises(NotShown, match="a limit or an integral cannot be evaluated"):
        value(Limit(exp(-c), c, oo), "0", Point())


# --- points must fit ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("claim", "given", "point", "message"),
    [
        (Eq(a, 1), [], at(), "the value of a must be a number"),
        (Eq(c, 1), [], at(scalars={"c": 0}), "the value of c must be a positive number"),
        (Eq(z[i], 1), [], at({"i": 3}, z=[0, 0]), "the value of i must be one of 1, …, 2"),
        (Eq(z[i], y[i]), [], at({"i": 1}, z=[0, 0], y=[1]), "the value of y must be 2 entries"),
        (Eq(z[i], 1), [Eq(sum_over(z[k], k), 1)], at({"i": 1}, z=[0]), "does not satisfy Σ_k z_k"),
        (Eq(z[i], z[j]), [Ne(i, j)], at({"i": 1, "j": 1}, z=[0, 0]), "does not satisfy i ≠ j"),
        (Eq(a, 1), [forall(c, a < c)], at(scalars={"a": 1}), "cannot be checked at a point"),
        (Eq(a, 1), [Eq(Limit(exp(-c), c, oo), 0)], at(scalars={"a": 0}), "be checked at a point"),
        (Eq(a, 1), [Le(log(a), 0)], at(scalars={"a": -1}), "does not satisfy log a ≤ 0"),
        (
            Eq(a, 1),
            [Eq(sqrt(a + sqrt(8)), c + sqrt(2))],
            at(scalars={"a": 3, "c": 1}),
            "undecided whether",
        ),
    ],
)
def test_a_point_that_does_not_fit_is_refused(claim, given, point, message):
    with pytest.raises(NotShown, match=message):
        show_refuted(*read(claim, *given), point)


def test_a_hypothesis_about_all_numbers_may_be_plain_at_a_point():
    assert show_refuted(*read(Eq(a, 1), forall(c, a < c)), at(scalars={"a": 0})).sides


def test_a_point_of_balls_is_refused():
    point = Point(scalars={"a": between(Fraction(0), Fraction(1))})
    with pytest.raises(NotShown, match="not all values at the point are exact"):
        show_refuted(*read(Eq(a, 2)), point)


def test_hypotheses_that_hold_are_accepted():
    given = [Eq(sum_over(z[k], k), 1), forall(k, z[k] < z[i], where=Ne(k, i))]
    point = at({"i": 1}, z=[Rational(2, 3), Rational(1, 3)])
    assert show_refuted(*read(Le(z[i], Rational(1, 2)), *given), point)


def test_what_balls_cannot_tell_apart_is_settled_by_the_normal_form():
    same = [forall(k, Eq(softmax(z)[k], softmax(y, name="q")[k]))]
    point = at({"i": 1}, z=[0, 0], y=[1, 1])
    assert show_refuted(*read(Eq(z[i], y[i]), *same), point)
    assert show_refuted(*read(Gt(softmax(z)[i], softmax(y, name="q")[i])), point)
    with pytest.raises(NotShown, match="does not satisfy"):
        show_refuted(*read(Eq(z[i], y[i]), *same), at({"i": 1}, z=[0, 0], y=[1, 2]))


# --- certificates -------------------------------------------------------------------------------

FOUND = [
    show_refuted(*read(Le(z[i], y[i]), z[i] > 0), at({"i": 1}, z=[1, 2], y=[0, 0])),
    show_undefined(*read(plain), at({"i": 1}, z=[-1, 1])),
    value(p[i], "0.7310…", at({"i": 2}, z=[1, 2])),
]


@pytest.mark.parametrize("found", FOUND, ids=lambda f: f.kind)
def test_a_certificate_holds_all_that_is_needed(found):
    assert recheck(json.loads(json.dumps(found.certificate))) == found


def limit_of(said, point, *given):
    """A claim about a limit with what is proved of it."""
    context, claim = read(said, *given)
    return context, claim, limit_theorems(context, claim, point)


def test_a_limit_is_as_the_kernel_proves_it():
    point = at({"i": 1}, z=[2])
    context, claim, limits = limit_of(Eq(Limit(exp(-c * z[i] ** 2), c, oo), 1), point)
    found = show_refuted(context, claim, point, limits)
    assert str(found) == "fails at K = 1, i = 1, z = (2):   left 0, right 1"
    assert recheck(json.loads(json.dumps(found.certificate))) == found
    with pytest.raises(NotShown, match="a limit or an integral cannot be evaluated"):
        show_refuted(context, claim, point)
    with pytest.raises(NotShown, match="the claim holds at"):
        show_refuted(context, claim, at({"i": 1}, z=[0]), limits)


def test_a_limit_of_another_context_or_that_may_not_exist_is_refused():
    point = at(scalars={"a": 2})
    context, claim, limits = limit_of(Eq(Limit(exp(-c * a), c, oo), 1), point, a > 0)
    assert show_refuted(context, claim, at(scalars={"a": 2}), limits)
    with pytest.raises(NotShown, match="does not satisfy a > 0"):
        show_refuted(context, claim, at(scalars={"a": -2}), limits)
    freed = Context(context.names)
    with pytest.raises(NotShown, match="a limit is of another context"):
        show_refuted(freed, claim, at(scalars={"a": -2}), limits)
    context, claim, limits = limit_of(Eq(Limit(exp(-c * a), c, oo), 1), point)  # sign unknown
    found = show_refuted(context, claim, point, limits)
    assert recheck(json.loads(json.dumps(found.certificate))) == found
    assert limits[0].context == Context()
    for wrong in (1, -2):  # the theorem speaks of the limit at a = 2
        with pytest.raises(NotShown, match="a limit or an integral cannot be evaluated"):
            show_refuted(context, claim, at(scalars={"a": wrong}), limits)
    other = prove(Eq(sum_over(p[k], k), 1, evaluate=False))
    with pytest.raises(NotShown, match="a limit is not shown to exist"):
        show_refuted(other.context, other.claim, at(z=[1]), [other])


def changed(found, change):
    data = copy.deepcopy(found.certificate)
    change(data)
    return data


@pytest.mark.parametrize(
    ("found", "change"),
    [
        (FOUND[0], lambda d: d["point"]["arrays"]["y"][0].__setitem__(1, "2")),
        (FOUND[0], lambda d: d["point"]["arrays"]["z"][0].__setitem__(1, "-1")),
        (FOUND[0], lambda d: d["point"]["arrays"]["z"].pop()),
        (FOUND[0], lambda d: d["point"]["indices"].update(i=3)),
        (FOUND[0], lambda d: d["point"].pop("dims")),
        (FOUND[0], lambda d: d["point"]["dims"].update(K=9_999)),
        (FOUND[0], lambda d: d["point"]["dims"].update(K="2")),
        (FOUND[0], lambda d: d.update(kind="undefined")),
        (FOUND[0], lambda d: d.update(claim=["claim", "<=", ["num", "1"], ["num", "2"]])),
        (FOUND[0], lambda d: d.update(context=["context", {}, []])),
        (FOUND[0], lambda d: d.update(kind="proved")),
        (FOUND[1], lambda d: d["point"]["arrays"]["z"][0].__setitem__(1, "5")),
        (FOUND[1], lambda d: d.update(kind="value", digits="0")),
        (FOUND[2], lambda d: d.update(digits="0.7311…")),
        (FOUND[2], lambda d: d.update(digits="x")),
        (FOUND[2], lambda d: d.update(kind="undefined")),
        (FOUND[2], lambda d: d.update(version=2)),
        (FOUND[2], lambda d: d.clear()),
    ],
)
def test_a_certificate_that_was_changed_is_refused(found, change):
    with pytest.raises(NotShown):
        recheck(changed(found, change))


@pytest.mark.parametrize("data", [None, [], 3, "x", {"format": "symsoft-certificate"}])
def test_what_is_no_certificate_is_refused(data):
    with pytest.raises(NotShown):
        recheck(data)
