"""Definitions keep their meaning; contexts, claims and hypotheses as data."""

import pytest

from symsoft.kernel import (
    Claim,
    Context,
    Definition,
    Hypothesis,
    KernelError,
    check,
)
from symsoft.kernel import Scalar as Real
from symsoft.kernel.data import decode, encode
from symsoft.kernel.normal import Env
from symsoft.kernel.terms import (
    ONE,
    ZERO,
    add,
    binder,
    exp,
    ix,
    log,
    mk,
    mul,
    num,
    sub,
    total,
    var,
)
from tests.kernel.test_context import CONTEXT, z

i, j, k = (ix(name, "K") for name in "ijk")
a = ix("a", "L")
c, t, x = var("c"), var("t", "positive"), var("x")
OO, MINUS_OO = mk("inf", 1), mk("inf", -1)
ALGEBRA = {"rule": "algebra"}


# --- definitions keep their meaning -------------------------------------------------------------


def test_the_derivative_of_a_product_in_a_definition():
    """g(c) := d/dc (c x): g(x) is x, not d/dx x^2."""
    context = CONTEXT.declare("slope", Definition((c,), mk("deriv", c, mul(c, x))))
    y = var("y")
    check(context.declare("y", Real()), Claim("=", mk("def", "slope", y), x), ALGEBRA)
    for value, claimed in ((x, mul(num(2), x)), (add(x, ONE), ZERO), (num(3), ZERO)):
        with pytest.raises(KernelError):
            check(context, Claim("=", mk("def", "slope", value), claimed), ALGEBRA)


def test_the_derivative_in_a_definition_through_another():
    context = CONTEXT.declare("hidden", Definition((), x)).declare(
        "slope", Definition((c,), mk("deriv", c, mul(c, mk("def", "hidden"))))
    )
    with pytest.raises(KernelError):
        check(context, Claim("=", mk("def", "slope", x), mul(num(2), x)), ALGEBRA)


def test_a_definition_with_the_variable_of_a_limit():
    context = CONTEXT.declare("shifted", Definition((c, x), add(c, x)))
    term = binder("lim", "t", "real", "", ZERO, var=x, body=mk("def", "shifted", x, c))
    assert context.unfold(term) is binder("lim", "t", "real", "", ZERO, var=x, body=add(x, c))


def test_claims_of_definitions_are_those_of_what_they_stand_for():
    claim = Claim("=", log(mk("def", "p", j)), z(j))
    assert claim.unfolded(CONTEXT) == Claim("=", log(exp(z(j))), z(j))
    assert claim.subst({j: i}).lhs is log(mk("def", "p", i))
    check(CONTEXT, claim, ALGEBRA)


# --- data ---------------------------------------------------------------------------------------


def test_contexts_claims_and_hypotheses_are_written_and_read():
    h = Hypothesis(Claim("<", z(k), sub(c, x)), (k,), (Claim("=", mk("delta", i, k), ZERO),))
    context = CONTEXT.assume(h)
    assert decode(Context, encode(context)) == context
    assert decode(Hypothesis, h.to_data()) == h
    assert decode(Hypothesis, h) is h
    assert decode(Claim, h.claim.to_data()) == h.claim
    assert list(decode(Context, context.to_data()).names) == list(context.names)


CLAIM = Claim("=", ONE, ONE).to_data()
RECORDS = [
    (Claim, None),
    (Claim, []),
    (Claim, ["claim"]),
    (Claim, ["claim", "=", ["pi"]]),
    (Claim, ["claim", "=", ["pi"], ["pi"], ["pi"]]),
    (Claim, ["=", ["pi"], ["pi"]]),
    (Claim, ["claim", 1, ["pi"], ["pi"]]),
    (Claim, ["claim", "=", "pi", ["pi"]]),
    (Claim, {"rel": "="}),
    (Hypothesis, ["hypothesis", CLAIM, [], None]),
    (Hypothesis, ["hypothesis", CLAIM, [], CLAIM]),
    (Hypothesis, ["hypothesis", CLAIM, ["pi"], []]),
    (Hypothesis, ["hypothesis", CLAIM]),
    (Hypothesis, CLAIM),
    (Context, ["context", {}, {}]),
    (Context, ["context", [], []]),
    (Context, ["context", {"K": ["dimension", "1"]}, []]),
    (Context, ["context", {"K": ["dimension", True]}, []]),
    (Context, ["context", {"K": ["dimension", 1.0]}, []]),
    (Context, ["context", {"K": ["dimension"]}, []]),
    (Context, ["context", {"K": ["dimension", 1, 2]}, []]),
    (Context, ["context", {"K": ["claim", "=", ["pi"], ["pi"]]}, []]),
    (Context, ["context", {"K": ["declaration"]}, []]),
    (Context, ["context", {"K": ["str"]}, []]),
    (Context, ["context", {"K": "dimension"}, []]),
    (Context, ["context", {"K": None}, []]),
    (Context, ["context", {"z": ["array", "K", "real", False]}, []]),
    (Context, ["context", {"z": ["array", [1], "real", False]}, []]),
    (Context, ["context", {"z": ["array", [["K"]], "real", False]}, []]),
    (Context, ["context", {"z": ["array", ["K"], "real", 0]}, []]),
    (Context, ["context", {"z": ["array", ["K"], None, False]}, []]),
    (Context, ["context", {"i": ["index", 1]}, []]),
    (Context, ["context", {"p": ["definition", ["pi"], ["pi"]]}, []]),
    (Context, ["context", {"p": ["definition", [], "pi"]}, []]),
    (Context, ["context", {"c": ["scalar", ["real"]]}, []]),
    (Context, ["context", {1: ["scalar", "real"]}, []]),
    (str, ["str"]),
    (str, 1),
    (int, True),
]


@pytest.mark.parametrize("kind, data", RECORDS, ids=lambda value: str(value)[:60])
def test_records_of_the_wrong_types_are_refused(kind, data):
    with pytest.raises(KernelError):
        decode(kind, data)


def test_normal_forms_are_those_of_the_context():
    assert Env(CONTEXT).equal(total(k, mk("delta", i, k)), ONE)
