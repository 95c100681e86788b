"""Statements that are false, each with the proof that once seemed to show it."""

from fractions import Fraction

import pytest

from symsoft.kernel import (
    Array,
    Claim,
    Context,
    Dimension,
    Hypothesis,
    Index,
    KernelError,
    check,
)
from symsoft.kernel import Scalar as Real
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
    neg,
    num,
    power,
    total,
    var,
)

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


def test_a_factor_that_is_there_twice():
    """sqrt(x + 1) (x + 1) is (x + 1)^(3/2), though x + 1 is its primitive part as well."""
    base = add(x, ONE)
    root = power(base, Fraction(1, 2))
    twice = add(root, mul(x, root))
    for wrong, right in (
        (power(base, -1), power(base, Fraction(-3, 2))),
        (power(base, -2), power(base, -3)),
    ):
        e = -1 if wrong is power(base, -1) else -2
        check(CONTEXT, Claim("=", power(twice, e), right), ALGEBRA)
        with pytest.raises(KernelError):
            check(CONTEXT, Claim("=", power(twice, e), wrong), ALGEBRA)
    with pytest.raises(KernelError):
        check(CONTEXT, Claim("=", log(twice), log(base)), ALGEBRA)


def test_an_absolute_value_that_is_there_twice():
    """log(|c| c^2) is 3 log |c|, not 2 log |c|."""
    context = CONTEXT.assume(Hypothesis(Claim("!=", c, ZERO)))
    size = mk("abs", c)
    both = log(mul(size, power(c, 2)))
    check(context, Claim("=", both, mul(num(3), log(size))), ALGEBRA)
    for wrong in (1, 2, 4):
        with pytest.raises(KernelError):
            check(context, Claim("=", both, mul(num(wrong), log(size))), ALGEBRA)


def test_what_is_zero_once_denominators_are_cleared():
    """1/(1 + e^x) + e^x/(1 + e^x) - 1 is 0: no root of it is 1, and it gives no fact."""
    below = power(add(ONE, exp(x)), -1)
    hidden = add(below, mul(exp(x), below), num(-1))
    root = power(hidden, Fraction(1, 2))
    check(CONTEXT, Claim("=", root, ZERO), ALGEBRA)
    for wrong in (Claim("=", root, ONE), Claim("=", log(add(hidden, ONE)), ONE)):
        with pytest.raises(KernelError):
            check(CONTEXT, wrong, ALGEBRA)
    with pytest.raises(KernelError):
        check(CONTEXT, Claim("=", log(hidden), ZERO), ALGEBRA)
    given = CONTEXT.assume(Hypothesis(Claim("=", hidden, ZERO)))
    for rel in ("=", "<", ">", "!="):
        with pytest.raises(KernelError):
            check(given, Claim(rel, mul(c, below), ZERO), {"rule": "sign"})


@pytest.mark.parametrize("other", [mk("lit", 2), mk("ix", "d", "D")], ids=["literal", "index"])
def test_a_delta_collapses_no_sum_that_may_lack_its_index(other):
    """The sum of δ_k2 over k = 1..K is 0 for K = 1; that of δ_kd for d > K as well."""
    context = Context({"K": Dimension(), "D": Dimension(), "d": Index("D"), "k": Index("K")})
    k = mk("ix", "k", "K")
    claim = Claim("=", total(k, mk("delta", k, other)), ONE)
    with pytest.raises(KernelError):
        check(context, claim, ALGEBRA)
    if other.op == "lit":
        check(Context({"K": Dimension(2), "k": Index("K")}), claim, ALGEBRA)


@pytest.mark.parametrize("left_out", ["negative", "zero", "positive"])
def test_every_case_is_needed(left_out):
    """c^2 > 0 but for c = 0; |c| + c = 2 c but for c < 0; and so on."""
    sides = {
        "zero": Claim(">", power(c, 2), ZERO),
        "negative": Claim("=", add(mk("abs", c), c), mul(num(2), c)),
        "positive": Claim("=", add(mk("abs", c), mul(num(-1), c)), mul(num(-2), c)),
    }
    claim = sides[left_out]
    plain = {"rule": "sign" if claim.rel == ">" else "algebra", "with": []}
    zero = {"rule": "algebra", "with": [[0, c]]} if claim.rel == "=" else plain
    cases = {"negative": plain, "zero": zero, "positive": plain}
    for missing in ({}, {left_out: None}):
        proof = {"rule": "cases", "term": c, **cases, **missing}
        with pytest.raises(KernelError):
            check(CONTEXT, claim, {k: v for k, v in proof.items() if v is not None})
    for name, signed in (("negative", "<"), ("zero", "="), ("positive", ">")):
        if name != left_out:  # the proof of every other case is right
            check(CONTEXT.assume(Hypothesis(Claim(signed, c, ZERO))), claim, cases[name])


def test_a_chain_is_strict_only_by_a_strict_step():
    """c <= c and c <= c do not give c < c."""
    weak, sign = ["<=", c, {"rule": "sign"}], {"rule": "sign"}
    check(CONTEXT, Claim("<=", c, c), {"rule": "chain", "steps": [weak, weak]})
    steps = [["<=", c, sign], ["<", add(c, ONE), sign]]
    check(CONTEXT, Claim("<", c, add(c, ONE)), {"rule": "chain", "steps": steps})
    for rel in ("<", ">", ">=", "="):
        with pytest.raises(KernelError):
            check(CONTEXT, Claim(rel, c, c), {"rule": "chain", "steps": [weak, weak]})


def test_an_equation_about_a_free_index_says_nothing_about_a_quantified_one():
    """y_k = 1 for one k, and y_k = w_k for all k, do not give w_i = 1; y = 1 for all k does."""
    i, k = ix("i", "K"), ix("k", "K")
    y, w = mk("entry", "y", k), mk("entry", "w", k)
    names = {"K": Dimension(), "i": Index("K"), "k": Index("K"), "y": Array(("K",))}
    context = Context({**names, "w": Array(("K",))})
    alike = Hypothesis(Claim("=", y, w), (k,))
    claim, proof = Claim("=", mk("entry", "w", i), ONE), {"rule": "algebra"}
    proof["with"] = [[0, y], [1, w]]
    check(context.assume(Hypothesis(Claim("=", y, ONE), (k,)), alike), claim, proof)
    with pytest.raises(KernelError):
        check(context.assume(Hypothesis(Claim("=", y, ONE)), alike), claim, proof)


def test_an_equation_about_a_free_index_does_not_make_a_whole_vector_positive():
    """e^(-x u_i) -> 0 for positive u; y_k = 1 for one k does not make it hold for y_i."""
    i, k = ix("i", "K"), ix("k", "K")
    names = {"K": Dimension(), "i": Index("K"), "k": Index("K")}

    def vanishes(name):
        body = exp(neg(mul(x, mk("entry", name, i))))
        limit = binder("lim", "x", "positive", "", mk("inf", 1), var=x, body=body)
        return Claim("=", limit, ZERO)

    positive = Context({**names, "u": Array(("K",), "positive")})
    plain = {"rule": "limit", "sides": [{"steps": [], "then": ALGEBRA}]}
    lemma = {"lemma": check(positive, vanishes("u"), plain), "at": {"i": i}}
    y = mk("entry", "y", k)
    lemma["at"]["u"] = ["k", y]
    cited = {"rule": "limit", "sides": [{"steps": [lemma], "then": ALGEBRA}]}
    one = Hypothesis(Claim("=", y, ONE))
    with pytest.raises(KernelError, match="out of its range or domain"):
        context = Context({**names, "y": Array(("K",))}, (one,))
        check(context, vanishes("y"), {**cited, "with": [[0, y]]})
    check(Context({**names, "y": Array(("K",), "positive")}, (one,)), vanishes("y"), cited)


def test_a_cited_index_is_no_name_of_the_proof():
    """Given i != j, c_j = 0 does not follow.  The proof takes an index by the name under which a
    cited theorem quantifies its own, and so a case about that one index for one about all."""
    i, j, q = (ix(name, "K") for name in ("i", "j", "@i'"))
    x = var("x")
    names = {"K": Dimension(2), "i": Index("K"), "c": Array(("K",))}

    def c_at(n):
        return mk("entry", "c", n)

    def alone(n):  # c_j is 0 unless n = j
        return Claim("=", c_at(j), mul(mk("delta", n, j), c_at(j)))

    def use(h, variable, at, equation):
        solved = {"rule": "algebra", "with": [[Hypothesis(equation), c_at(j)]]}
        return {
            "rule": "instance",
            "hypothesis": Hypothesis(h, (variable,)),
            "at": [at],
            "then": solved,
        }

    there = Context({**names, "x": Real()}, (Hypothesis(Claim("=", x, ZERO)),))
    product = Claim("=", mul(x, c_at(i)), ZERO)
    theorem = check(there, product, {"rule": "algebra", "with": [[0, x]]})
    here = Context({**names, "j": Index("K")}, (Hypothesis(Claim("=", mk("delta", i, j), ZERO)),))
    captured = Claim("=", mul(mk("delta", q, j), c_at(q)), ZERO)
    apart = {"rule": "lemma", "theorem": theorem, "at": {"x": mk("delta", q, j)}}
    apart["then"] = use(captured, q, j, captured.subst({q: j}))
    cases = {"rule": "cases", "index": [q, j], "equal": ALGEBRA, "apart": apart}
    proof = {"rule": "have", "claim": Hypothesis(alone(q), (q,)), "proof": cases}
    proof["then"] = use(alone(q), q, i, alone(i))
    with pytest.raises(KernelError, match="already means something"):
        check(here, Claim("=", c_at(j), ZERO), proof)


def test_an_inner_index_leaves_the_name_of_an_outer_one():
    """Σ_{l<K} Σ_{k>1} log z_k is not Σ_{l>1} Σ_{k<K} log z_k.

    Nothing speaks of l, and its range may be empty, so that what may be undefined stays inside.
    """
    k, m = ix("k", "K"), ix("m", "K")
    context = Context({"K": Dimension(), "z": Array(("K",))})
    body = log(mk("entry", "z", k))
    one = total(m, total(k, body, 2, 0), 1, 1)
    other = total(m, total(k, body, 1, 1), 2, 0)
    with pytest.raises(KernelError):
        check(context, Claim("=", one, other), ALGEBRA)
    check(context, Claim("=", one, one), ALGEBRA)
