"""Well-formedness, one refusal at a time; and what hypotheses and contexts do with names."""

import pytest

from symsoft.kernel import (
    Array,
    Claim,
    Context,
    Definition,
    Dimension,
    Function,
    Hypothesis,
    Index,
    KernelError,
    check,
)
from symsoft.kernel import Scalar as Real
from symsoft.kernel.terms import (
    ONE,
    RELATIONS,
    ZERO,
    add,
    exp,
    ix,
    mk,
    mul,
    num,
    power,
    total,
    var,
)

i, j, k = (ix(name, "K") for name in "ijk")
a = ix("a", "L")
c, t, x = var("c"), var("t", "positive"), var("x")
OO, MINUS_OO = mk("inf", 1), mk("inf", -1)
ALGEBRA = {"rule": "algebra"}


def lit(n):
    return mk("lit", n)


def bv(n):
    return mk("bv", n)


def end(dim, n=0):
    return mk("end", dim, n)


def z(index):
    return mk("entry", "z", index)


def matrix(row, column):
    return mk("entry", "W", row, column)


def folded(op, body, first=1, off=0, dim="K"):
    return mk(op, "k", (dim, first, off), body)


def limit(body, point=ZERO, domain="real", side=""):
    return mk("lim", "c", domain, side, point, body)


CONTEXT = Context(
    {
        "K": Dimension(2),
        "L": Dimension(),
        **{name: Index("K") for name in "ijk"},
        "a": Index("L"),
        "z": Array(("K",)),
        "W": Array(("K", "L")),
        "S": Array(("K", "K"), symmetric=True),
        "c": Real(),
        "x": Real(),
        "t": Real("positive"),
        "f": Function(),
        "p": Definition((i,), exp(z(i))),
        "g": Definition((c, i), mul(c, z(i))),
        "zero": Definition((), ZERO),
    }
)

GOOD = [
    num(2),
    mk("pi"),
    c,
    t,
    mk("dim", "K"),
    mk("val", i),
    mk("val", lit(3)),
    mk("val", end("K")),
    z(i),
    z(lit(5)),  # a condition K >= 5 comes with it
    z(end("K", 1)),
    matrix(i, a),
    mk("sym", "S", i, j),
    mk("def", "p", j),
    mk("def", "p", lit(1)),
    mk("def", "g", add(c, x), j),
    mk("def", "zero"),
    mk("app", "f", 2, c),
    add(c, x),
    add(),
    mk("delta", i, j),
    mk("delta", i, lit(2)),
    mk("delta", i, a),
    mk("iv", "<", c, x),
    mk("if", mk("iv", "=", c, ZERO), ONE, c),
    total(k, z(k)),
    total(k, z(k), 2, 0),
    total(k, z(k), 1, 1),
    total(k, z(k), 3, 0),  # empty for K = 2
    folded("max", z(bv(0)), 2, 0),
    folded("prod", z(bv(0)), 2, 1),
    total(k, mk("val", k)),
    total(k, mk("def", "g", x, k)),
    limit(mk("def", "g", bv(0), i)),
    limit(mul(bv(0), c)),
    limit(bv(0), OO),
    limit(bv(0), MINUS_OO),
    limit(bv(0), ONE, "positive", "-"),
    limit(mk("deriv", bv(0), mul(bv(0), x))),
    mk("int", "x", ZERO, OO, exp(bv(0))),
    mk("int", "x", MINUS_OO, c, bv(0)),
    mk("deriv", c, power(c, 2)),
    mk("deriv", z(i), total(k, z(k))),
    mk("tangent", c),
    folded("sum", limit(mul(bv(0), z(bv(1))))),
    limit(total(k, mul(z(k), c))),
]


@pytest.mark.parametrize("term", GOOD, ids=lambda s: s.key)
def test_well_formed_terms(term):
    CONTEXT.check_term(term)
    CONTEXT.check_claim(Claim("<=", term, ZERO))


BAD = {
    # names
    "undeclared scalar": var("unknown"),
    "scalar of another domain": var("c", "positive"),
    "scalar of an unknown domain": var("c", "complex"),
    "index as scalar": var("i"),
    "vector as scalar": var("z"),
    "undeclared dimension": mk("dim", "M"),
    "index as dimension": mk("dim", "i"),
    "undeclared vector": mk("entry", "u", i),
    "scalar as vector": mk("entry", "c"),
    "dimension as vector": mk("entry", "K", i),
    "definition as vector": mk("entry", "p", i),
    "undeclared function": mk("app", "h", 0, c),
    "scalar as function": mk("app", "c", 0, c),
    "undeclared definition": mk("def", "q", i),
    "vector as definition": mk("def", "z", i),
    "function as definition": mk("def", "f", c),
    # indices
    "index alone": i,
    "number of an index alone": lit(1),
    "last index alone": end("K"),
    "index in a sum": add(c, i),
    "index in a power": mk("pow", c, i),
    "index under exp": exp(lit(2)),
    "number where an index is needed": z(c),
    "sum where an index is needed": z(add(c, c)),
    "value of a number": mk("val", c),
    "delta of numbers": mk("delta", c, x),
    "undeclared index": z(ix("n", "K")),
    "index of another dimension": z(a),
    "index declared over another dimension": z(ix("a", "K")),
    "index of the wrong column": matrix(i, j),
    "index 0": z(lit(0)),
    "index before the first": z(end("K", 2)),
    "end of an undeclared dimension": z(end("M")),
    "end of another dimension": z(end("L")),
    "end of an index": z(end("i")),
    "too few indices": mk("entry", "W", i),
    "too many indices": mk("entry", "z", i, j),
    "no indices": mk("entry", "z"),
    "symmetric matrix as another": mk("entry", "S", i, j),
    "another matrix as symmetric": mk("sym", "W", i, j),
    "symmetric matrix of the wrong index": mk("sym", "S", i, a),
    # definitions
    "too few arguments": mk("def", "g", c),
    "too many arguments": mk("def", "p", i, j),
    "number for an index": mk("def", "p", c),
    "index for a number": mk("def", "g", i, i),
    "argument of another dimension": mk("def", "p", a),
    "infinite argument": mk("def", "g", OO, i),
    # ranges
    "range of an undeclared dimension": folded("sum", ONE, dim="M"),
    "range of a scalar": folded("sum", ONE, dim="c"),
    "range that starts at 0": folded("sum", ONE, 0),
    "range with too many ends": folded("sum", ONE, 3, 1),
    "empty maximum": folded("max", ONE, 2, 1),
    "empty minimum": folded("min", ONE, 3, 0),
    "range with a thousand ends": folded("sum", ONE, 1000, 0),
    # bound variables
    "loose variable": bv(0),
    "loose index": z(bv(0)),
    "loose under a binder": total(k, mul(z(k), z(bv(0)))),
    "bound index as number": folded("sum", bv(0)),
    "bound index under exp": folded("sum", exp(bv(0))),
    "bound scalar as index": limit(z(bv(0))),
    "bound scalar as value": limit(mk("val", bv(0))),
    "bound scalar in a delta": limit(mk("delta", bv(0), i)),
    "bound index of another dimension": folded("sum", z(bv(0)), dim="L"),
    "bound scalar for an index": limit(mk("def", "p", bv(0))),
    "bound index for a number": folded("sum", mk("def", "g", bv(0), bv(0))),
    "index as body": folded("sum", i),
    "bound variable in its own point": mk("lim", "c", "real", "", bv(0), bv(0)),
    "bound index as point": folded("sum", limit(ONE, bv(0))),
    "bound index as end of an integral": folded("sum", mk("int", "x", ZERO, bv(0), ONE)),
    "derivative by a bound index": folded("sum", mk("deriv", bv(0), ONE)),
    # infinity
    "infinity": OO,
    "infinity in a sum": add(c, OO),
    "infinity under exp": exp(MINUS_OO),
    "infinite body of a limit": limit(OO),
    "infinite body and point": limit(OO, OO),
    "infinite body of an integral": mk("int", "x", ZERO, ONE, OO),
    "twice infinite point": limit(bv(0), mk("inf", 2)),
    "infinite index": z(OO),
    "infinite summand": folded("sum", OO),
    "infinite value of a function": mk("app", "f", 0, OO),
    "infinite case": mk("if", ONE, OO, ONE),
    # words
    "unknown relation": mk("iv", "~", c, x),
    "unknown domain of a limit": limit(bv(0), ZERO, "complex"),
    "unknown side": limit(bv(0), ZERO, "real", "+"),
    "derivative by a number": mk("deriv", num(1), c),
    "derivative by a sum": mk("deriv", add(c, x), c),
    "derivative by an entry of a symmetric matrix": mk("deriv", mk("sym", "S", i, j), c),
    "derivative by an undeclared scalar": mk("deriv", var("y"), c),
    "derivative by an index": mk("deriv", i, c),
    "base fact about an index": mk("tangent", i),
}


@pytest.mark.parametrize("name", BAD)
def test_ill_formed_terms_are_refused(name):
    with pytest.raises(KernelError):
        CONTEXT.check_term(BAD[name])


@pytest.mark.parametrize("name", BAD)
def test_ill_formed_terms_are_refused_wherever_they_stand(name):
    if BAD[name].op in ("ix", "lit", "end", "inf"):
        return
    for around in (
        lambda s: add(c, s),
        lambda s: folded("sum", mk("exp", s)),
        lambda s: limit(mul(ONE, s), OO),
        lambda s: limit(ONE, s),
        lambda s: mk("int", "x", s, OO, ONE),
        lambda s: mk("def", "g", s, i),
        lambda s: mk("if", ONE, ONE, s),
        lambda s: mk("deriv", c, s),
        lambda s: mk("app", "f", 0, s),
    ):
        with pytest.raises(KernelError):
            CONTEXT.check_term(around(BAD[name]) if not BAD[name].loose else BAD[name])


def test_claims():
    for rel in RELATIONS:
        CONTEXT.check_claim(Claim(rel, c, x))
    CONTEXT.check_claim(Claim("=", limit(bv(0), OO), OO))
    for claim in (
        Claim("~", c, x),
        Claim("<", c, OO),
        Claim("!=", c, OO),
        Claim("=", OO, c),
        Claim("=", OO, OO),
        Claim("=", c, mk("inf", 3)),
        Claim("=", c, add(OO, OO)),
        Claim("=", i, j),
        Claim("=", c, var("unknown")),
    ):
        with pytest.raises(KernelError):
            CONTEXT.check_claim(claim)


# --- declarations -------------------------------------------------------------------------------

DECLARATIONS = {
    "no least value": {"K": Dimension(0)},
    "negative least value": {"K": Dimension(-3)},
    "no name": {"": Real()},
    "a name of the kernel": {"#0": Real()},
    "a name of proofs": {"@i": Real()},
    "an index of nothing": {"i": Index("K")},
    "an index of a scalar": {"c": Real(), "i": Index("c")},
    "an index before its dimension": {"i": Index("K"), "K": Dimension()},
    "a vector of nothing": {"z": Array(("K",))},
    "a scalar of an unknown domain": {"c": Real("complex")},
    "a vector of an unknown domain": {"K": Dimension(), "z": Array(("K",), "complex")},
    "a function of an unknown domain": {"f": Function("complex")},
    "a symmetric vector": {"K": Dimension(), "S": Array(("K",), symmetric=True)},
    "an oblong symmetric matrix": {
        "K": Dimension(),
        "L": Dimension(),
        "S": Array(("K", "L"), symmetric=True),
    },
    "a definition by an unknown name": {"p": Definition((), c)},
    "a definition by itself": {"p": Definition((), mk("def", "p"))},
    "a definition by a later one": {
        "p": Definition((), mk("def", "q")),
        "q": Definition((), ONE),
    },
    "a definition of an index": {"K": Dimension(), "p": Definition((i,), i)},
    "a definition with an entry as parameter": {
        "K": Dimension(),
        "z": Array(("K",)),
        "p": Definition((z(lit(1)),), ONE),
    },
    "a definition with a number as parameter": {"p": Definition((ONE,), ONE)},
    "a definition with a bound parameter": {"p": Definition((bv(0),), ONE)},
    "a definition over an unknown dimension": {"p": Definition((i,), ONE)},
    "a definition with an unbound variable": {"p": Definition((), bv(0))},
    "an infinite definition": {"p": Definition((), OO)},
    "a parameter of an unknown domain": {"p": Definition((var("y", "complex"),), ONE)},
}


@pytest.mark.parametrize("name", DECLARATIONS)
def test_declarations_that_do_not_fit_are_refused(name):
    with pytest.raises(KernelError):
        Context(DECLARATIONS[name]).check()
    with pytest.raises(KernelError):
        check(Context(DECLARATIONS[name]), Claim("=", ONE, ONE), ALGEBRA)


def test_declarations_that_fit():
    CONTEXT.check()
    assert CONTEXT.least("K") == 2
    for name in ("i", "z", "unknown"):
        with pytest.raises(KernelError):
            CONTEXT.least(name)


def test_a_name_is_declared_once():
    assert CONTEXT.declare("new", Real()).names["new"] == Real()
    with pytest.raises(KernelError):
        CONTEXT.declare("z", Real())


# --- hypotheses ---------------------------------------------------------------------------------

HYPOTHESES = {
    "not a claim": Hypothesis(Claim("=", c, var("unknown"))),
    "infinite": Hypothesis(Claim("<", limit(bv(0), OO), OO)),
    "guard not well-formed": Hypothesis(Claim("=", c, ZERO), (), (Claim("~", c, c),)),
    "quantified entry": Hypothesis(Claim("=", c, ZERO), (z(i),)),
    "quantified number": Hypothesis(Claim("=", c, ZERO), (ONE,)),
    "quantified index of nothing": Hypothesis(Claim("=", c, ZERO), (ix("n", "M"),)),
    "quantified scalar of no domain": Hypothesis(Claim("=", c, ZERO), (var("y", "complex"),)),
    "quantified name of another kind": Hypothesis(Claim("=", z(k), ZERO), (var("k"),)),
    "quantified definition": Hypothesis(Claim("=", mk("def", "zero"), c), (var("zero"),)),
}


@pytest.mark.parametrize("name", HYPOTHESES)
def test_hypotheses_that_do_not_fit_are_refused(name):
    with pytest.raises(KernelError):
        CONTEXT.check_hypothesis(HYPOTHESES[name])
    with pytest.raises(KernelError):
        CONTEXT.assume(HYPOTHESES[name]).check()


def test_free_names_of_a_hypothesis():
    h = Hypothesis(Claim("=", z(k), c), (k,), (Claim("<", x, mk("val", k)),))
    assert h.names == {"z", "K", "c", "x"}
    assert Hypothesis(Claim("=", ONE, ZERO), (), (Claim("=", c, ZERO),)).names == {"c"}


def test_substitution_in_a_hypothesis_keeps_its_quantifier():
    h = Hypothesis(Claim("=", mul(z(k), z(i)), c), (k,), (Claim("=", mk("delta", i, k), ZERO),))
    assert h.subst({k: j}) == h
    moved = h.subst({i: k})
    ((new,), (guard,)) = moved.vars, moved.guards
    assert new is not k and new.args[1] == "K"
    assert moved.claim == Claim("=", mul(z(new), z(k)), c)
    assert guard == Claim("=", mk("delta", k, new), ZERO)
    assert moved.names == h.subst({i: k}).names == {"z", "K", "k", "c"}


def test_renaming_avoids_every_name_of_a_hypothesis():
    first, second = ix("#0", "K"), ix("#1", "K")
    h = Hypothesis(Claim("=", z(k), z(first)), (k,), (Claim("=", z(second), z(i)),))
    moved = h.subst({i: k})
    assert moved.vars[0].args[0] not in {"k", "#0", "#1"}
    assert moved.claim == Claim("=", z(moved.vars[0]), z(first))


def test_a_hypothesis_is_unfolded():
    h = Hypothesis(Claim("=", mk("def", "p", k), ONE), (k,), (Claim("<", mk("def", "p", i), c),))
    written = Hypothesis(Claim("=", exp(z(k)), ONE), (k,), (Claim("<", exp(z(i)), c),))
    assert h.unfolded(CONTEXT) == written


def test_a_quantified_name_does_not_capture_one_of_a_definition():
    context = CONTEXT.declare("q", Definition((i,), mul(z(i), z(k))))
    context.check()
    with pytest.raises(KernelError):
        context.check_hypothesis(Hypothesis(Claim("=", mk("def", "q", i), ZERO), (k,)))
    with pytest.raises(KernelError):
        context.declare("r", Definition((k,), mul(z(k), mk("def", "q", k)))).check()
    context.check_hypothesis(Hypothesis(Claim("=", mk("def", "q", j), ZERO), (j,)))


def test_local_names_hide_declared_ones_and_what_is_known_of_them():
    known = Hypothesis(Claim("=", c, ZERO))
    general = Hypothesis(Claim("=", z(k), ZERO), (k,))
    context = CONTEXT.assume(known, general)
    inner = context.with_vars([var("c", "positive"), ix("x", "K")])
    assert inner.names["c"] == Real("positive") and inner.names["x"] == Index("K")
    assert inner.hypotheses == (general,)
    assert context.with_vars([k]).hypotheses == (known, general)


def test_what_is_known_of_a_name_says_nothing_of_a_quantified_one():
    """c = 0 does not make f(c) = [c = 0] for all c into f = 1."""
    bracket = mk("iv", "=", c, ZERO)
    context = CONTEXT.assume(
        Hypothesis(Claim("=", c, ZERO)),
        Hypothesis(Claim("=", mk("app", "f", 0, c), bracket), (c,)),
    )
    proof = {"rule": "algebra", "with": [[1, mk("app", "f", 0, c)]]}
    with pytest.raises(KernelError):
        check(context, Claim("=", mk("app", "f", 0, x), ONE), proof)
