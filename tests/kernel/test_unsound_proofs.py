"""Statements that are false, each with the proof that once seemed to show it."""

import pytest

from symsoft.kernel import Array, Claim, Context, Dimension, Hypothesis, KernelError, check
from symsoft.kernel import Scalar as Real
from symsoft.kernel.terms import ONE, ZERO, mk, mul, num, power, var

ALGEBRA = {"rule": "algebra"}
c, x = var("c"), var("x", "positive")
CONTEXT = Context({"c": Real(), "x": Real("positive")})
FIRST = mk("entry", "z", mk("lit", 1))
LAST = mk("val", mk("end", "K", 0))


def by(variable, body):
    return mk("deriv", variable, body)


def test_an_exponent_is_no_number_because_an_equation_says_so():
    """Given c = 2, d/dc x^c is x^2 log x and not 0."""
    context = CONTEXT.assume(Hypothesis(Claim("=", c, num(2))))
    for uses in ([], [[0, c]]):
        with pytest.raises(KernelError):
            claim = Claim("=", by(c, power(x, c)), ZERO)
            check(context, claim, {"rule": "algebra", "with": uses})


def test_an_exponent_is_no_number_because_a_bracket_is_decided():
    """Given c = 0, x^[c = 0] is not continuous in c."""
    context = CONTEXT.assume(Hypothesis(Claim("=", c, ZERO)))
    for exponent in (mk("iv", "=", c, ZERO), mul(num(2), mk("iv", "=", c, ZERO))):
        with pytest.raises(KernelError):
            check(context, Claim("=", by(c, power(x, exponent)), ZERO), ALGEBRA)


@pytest.mark.parametrize("declared", ["vector", "dimension"])
def test_a_lemma_needs_what_its_hypotheses_speak_of(declared):
    """z_1 = c gives c > 0 for positive z, K = c gives c >= 5 for K >= 5: not for others."""
    there = Context({"K": Dimension(5), "z": Array(("K",), "positive"), "c": Real()})
    here = Context({"K": Dimension(5), "z": Array(("K",)), "c": Real()})
    value, claim = FIRST, Claim(">", c, ZERO)
    if declared == "dimension":
        here = Context({"K": Dimension(1), "z": Array(("K",), "positive"), "c": Real()})
        value, claim = LAST, Claim(">=", c, num(5))
    given = Hypothesis(Claim("=", value, c))
    proof = {"rule": "sign", "with": [[0, c]]}
    theorem = check(there.assume(given), claim, proof)
    cited = {"rule": "lemma", "theorem": theorem, "then": {"rule": "sign"}}
    check(there.assume(given), claim, cited)
    with pytest.raises(KernelError):
        check(here.assume(given), claim, cited)


def test_one_is_not_zero():
    for proof in (ALGEBRA, {"rule": "sign"}, {"rule": "order", "factor": ZERO, "witness": ZERO}):
        with pytest.raises(KernelError):
            check(CONTEXT, Claim("=", ONE, ZERO), proof)
