"""SymPy expressions become the terms that were meant, or are refused with the part named."""

from typing import Any

import pytest
import sympy
from sympy import (
    Derivative,
    Eq,
    Function,
    I,
    Idx,
    IndexedBase,
    Integral,
    KroneckerDelta,
    Le,
    Limit,
    MatrixSymbol,
    Ne,
    Piecewise,
    Sum,
    Symbol,
    UnevaluatedExpr,
    exp,
    log,
    oo,
)

from symsoft.kernel.terms import ONE, ZERO, ix, mk, num, open_, var
from symsoft.language.binders import read as read_term
from symsoft.language.declarations import Names
from symsoft.language.errors import UnsupportedTerm
from symsoft.language.functions import logsumexp, softmax
from symsoft.language.indexing import Env
from symsoft.language.notation import define, forall, max_over, sum_over
from symsoft.language.reader import Scope
from symsoft.language.symbols import dim, indices, vector
from tests.language.names import A, D, K, S, W, c, d, f, i, j, k, key, p, read, term, w, x, y, z

Z = IndexedBase("Z")
m = Symbol("m")
n = Symbol("n", integer=True)
UP, DOWN = "exp(var(x,real))", "exp(mul(num(-1),var(x,real)))"

# --- what SymPy gets wrong when it computes is kept as it was written ---


def test_bound_letter_may_also_be_free() -> None:
    assert term(z[k] * S).names == {"z", "k", "K"} and "exp(entry(z,bv(0)))" in key(z[k] * S)
    assert key(Derivative(log(S), z[k])) == (
        "deriv(entry(z,ix(k,K)),log(sum(k,('K', 1, 0),exp(entry(z,bv(0))))))"
    )


def test_inner_sum_over_the_same_letter() -> None:
    inner = "sum(k,('K', 1, 0),entry(w,bv(0)))"
    nested = Sum(z[k] * Sum(w[k], (k, 1, K)), (k, 1, K))
    assert inner in key(nested)
    assert key(nested).count("bv(1)") == 0


def test_innermost_limit_comes_first() -> None:
    assert key(Sum(W[k, d], (k, 1, K), (d, 1, D))) == (
        "sum(d,('D', 1, 0),sum(k,('K', 1, 0),entry(W,bv(0),bv(1))))"
    )


def test_derivative_of_a_folded_term_is_not_zero() -> None:
    scalar = define("L", (), logsumexp(z))
    for folded in (p[i], log(p[i]), scalar, softmax(c * z + w)[i]):
        assert term(Derivative(folded, z[j])).op == "deriv"
    assert term(Derivative(softmax(c * z)[i], c)).op == "deriv"
    assert sympy.diff(p[i], z[j]) == Derivative(p[i], z[j])


def test_second_derivatives_nest_in_the_order_written() -> None:
    twice = term(Derivative(Derivative(p[i], z[j]), z[k]))
    assert [twice.args[0].key, twice.args[1].args[0].key] == [
        "entry(z,ix(k,K))",
        "entry(z,ix(j,K))",
    ]
    assert term(Derivative(x**3, (x, 2))).args[1].op == "deriv"


def test_definition_unfolds_where_its_inside_is_bound() -> None:
    limit = term(Limit(softmax(c * z)[i], c, oo))
    assert "def" not in limit.key and limit.args[:3] == ("c", "positive", "")
    inside = define("u", (), z[k] ** 2)
    assert key(sum_over(inside, k)) == "sum(k,('K', 1, 0),pow(entry(z,bv(0)),num(2)))"
    hypothesis = Scope().hypothesis(forall(c, softmax(c * z)[i] > 0))
    assert "def" not in hypothesis.claim.lhs.key


def test_substitution_reaches_into_definitions() -> None:
    doubled = key(softmax(c * z)[i].subs(c, 2))
    assert "def" not in doubled and doubled.count("mul(num(2),entry(z,") == 2
    swapped = softmax(z + w[j])[i].subs(j, i)
    assert "def" not in key(swapped) and "entry(w,ix(i,K))" in key(swapped)
    for hidden in (z[1], z[k], z):
        with pytest.raises(UnsupportedTerm, match="cannot be replaced inside a definition"):
            p[i].xreplace({hidden: x})
    assert p[i].xreplace({p[i]: x}) == x and p[i].subs(p[i], x) == x


def test_substitution_may_not_change_a_derivative() -> None:
    inside = define("u", (), Derivative(x * y, x))
    for replacement in ({x: y}, {y: x}, {x: 2 * c}, {y: z[1] * x}):
        with pytest.raises(UnsupportedTerm, match=r"replaced|derivative is by"):
            term(inside.xreplace(replacement))
    assert key(inside.xreplace({y: c})) == "deriv(var(x,real),mul(var(x,real),var(c,positive)))"


def test_private_letters_are_not_captured() -> None:
    outer = softmax(sum_over(z[k] * z[j], j), k)[j]
    body = read(outer)[1].names["p"].body  # type: ignore[union-attr]
    assert body.names == {"K", "k", "z"}


def test_parameter_letter_gives_way_to_a_free_one() -> None:
    definition: Any = read(softmax(z[k] * w, name="q")[i])[1].names["q"]
    assert definition.params == (ix("k'", "K"),)


def test_limit_variable_may_be_differentiated_by() -> None:
    env = Env(Names())
    inner = read_term(Limit(Derivative(f(c), c), c, oo), env).args[-1]
    assert inner.args[0] is mk("bv", 0)
    opened = open_(inner, var("t", "positive"))
    assert opened.key == "deriv(var(t,positive),app(f,0,var(t,positive)))"


# --- the language ---


@pytest.mark.parametrize(
    ("expr", "expected"),
    [
        (UnevaluatedExpr(x) + 0, "var(x,real)"),
        (sympy.Rational(-1, 2), "num(-1/2)"),
        (sympy.E, "exp(num(1))"),
        (z[K], "entry(z,end(K,0))"),
        (A[j, i], "sym(A,ix(i,K),ix(j,K))"),
        (KroneckerDelta(1, K), "delta(end(K,0),lit(1))"),
        (Sum(1, (k, 1, K)), "sum(k,('K', 1, 0),num(1))"),
        (Sum(z[m], (m, 2, K)), "sum(m,('K', 2, 0),entry(z,bv(0)))"),
        (Sum(z[d], (d, 1, K - 1)), "sum(d,('K', 1, 1),entry(z,bv(0)))"),
        (Sum(Z[k], (k, 1, K)), "sum(k,('K', 1, 0),entry(Z,bv(0)))"),
        (Sum(KroneckerDelta(k, 2), (k, 1, 2)), "add(num(0),num(1))"),
        (Sum(x, (k, 3, 2)), "num(0)"),
        (max_over(z[k], k), "max(k,('K', 1, 0),entry(z,bv(0)))"),
        (K + x, "add(var(x,real),dim(K))"),
        (i * x, "mul(var(x,real),val(ix(i,K)))"),
        (Function("h")(x), "app(h,0,var(x,real))"),
        (f(x**2).diff(x), "mul(num(2),var(x,real),app(f,1,pow(var(x,real),num(2))))"),
        (Integral(exp(-x), (x, 0, oo)), "int(x,num(0),inf(1),exp(mul(num(-1),bv(0))))"),
        (sympy.pi * sympy.sech(x), f"mul(pi(),mul(num(2),pow(add({UP},{DOWN}),num(-1))))"),
        (Sum(k + x, (k, 2, 2)), "add(var(x,real),num(2))"),
        (abs(x), "abs(var(x,real))"),
        (Limit(1 / c, c, 0), "lim(c,positive,,num(0),pow(bv(0),num(-1)))"),
        (Limit(x, x, c, "-"), "lim(x,real,-,var(c,positive),bv(0))"),
        (Piecewise((y, x > 2), (1, True)), "if(iv(>,var(x,real),num(2)),var(y,real),num(1))"),
    ],
)  # fmt: skip
def test_term(expr: Any, expected: str) -> None:
    assert key(expr) == expected


e = Idx("e")
zero_based = Idx("b", K)
three = indices("t", 3)
first = vector("v", 3)


@pytest.mark.parametrize(
    ("expr", "part", "why"),
    [
        (x + sympy.I, I, "terms are real"),
        (x * 0.25, sympy.Float("0.25"), r"Rational\(1, 4\)"),
        (sympy.sin(x) + 1, sympy.sin(x), "outside the language"),
        (1 + oo * UnevaluatedExpr(x), oo, "infinity may only stand alone"),
        (sympy.nan, sympy.nan, "undefined"),
        (KroneckerDelta(2 * k, j), 2 * k, "without further arithmetic"),
        (KroneckerDelta(d, j), KroneckerDelta(d, j), "indices over D and K"),
        (z[k + 1], k + 1, "without further arithmetic"),
        (z[0], sympy.Integer(0), "start at 1"),
        (z[K - 1], K - 1, r'dim\("K", min=2\)'),
        (z[d], d, "ranges over D, where an index over K"),
        (z[n], n, r'indices\("n", K\)'),
        (z[e], e, r'indices\("e", K\)'),
        (z[zero_based], zero_based, "not from 1"),
        (first[4], sympy.Integer(4), "beyond the last index 3"),
        (first[three], three, "write the numbers"),
        (Z[1], Z, "size unknown"),
        (z, z, "write its entries"),
        (z + c, None, "write its entries"),
        (Sum(z[m], (m, 0, K)), None, "start at a number from 1"),
        (Sum(z[m], (m, 1, n)), None, "no dimension"),
        (Sum(z[m], (m, 1, k)), None, "no dimension"),
        (Sum(z[m], (m, 2, K - 1)), None, r'dim\("K", min=2\)'),
        (Sum(x**m, (m, 1, 99)), None, "more than 30 terms"),
        (Sum(x**m, (m, 5, 2)), None, "backwards"),
        (max_over(z[k], k).func(z[k], (k, 2, K)), None, "may be empty"),
        (Function("h")(x, c), Function("h")(x, c), "one argument"),
        (MatrixSymbol("M", 2, 2)[0, 1], None, "outside the language"),
        (Piecewise((x, x > 0)), None, "no default branch"),
        (Integral(x, x), None, "both ends"),
        (Limit(z[1], z[1], oo), None, "not a scalar"),
        (Limit(1 / K, K, oo), K, "cannot be bound"),
        (Derivative(A[i, j] * x, A[i, j]), None, r"not by A\[i, j\]"),
        (Derivative(f(x), f(x)), None, r"not by f\(x\)"),
        (Derivative(x**3, (x, n)), None, "not a number"),
        (Symbol("u", negative=True), Symbol("u", negative=True), "negative=True"),
        (Symbol("u", integer=True), Symbol("u", integer=True), "integer=True"),
        (Symbol("u", imaginary=True), Symbol("u", imaginary=True), "imaginary=True"),
        (Symbol("u", complex=True), Symbol("u", complex=True), "complex=True"),
        (Limit(z[c], c, 0), c, "a scalar stands where an index"),
        (sympy.Subs(x**2, x, c), None, "unknown function"),
        (A[1, 2] + IndexedBase("T")[i, j, k], None, "more than two indices"),
        (Z[i] + Z[i, j], Z[i, j], "takes 1 indices"),
        (IndexedBase("v", shape=(n,))[1], n, "no dimension"),
        (Piecewise((x, Symbol("b")), (1, True)), Symbol("b"), "not a condition"),
        ("x + 1", "x + 1", "not a SymPy expression"),
    ],
)
def test_unsupported(expr: Any, part: Any, why: str) -> None:
    with pytest.raises(UnsupportedTerm, match=why) as caught:
        term(expr)
    assert part is None or caught.value.part == part


# --- claims and hypotheses ---


@pytest.mark.parametrize(
    ("relation", "rel", "left", "right"),
    [
        (Eq(i, j), "=", mk("delta", ix("i", "K"), ix("j", "K")), ONE),
        (Ne(i, K), "=", mk("delta", ix("i", "K"), mk("end", "K", 0)), ZERO),
        (i < j, "<", mk("val", ix("i", "K")), mk("val", ix("j", "K"))),
        (Ne(x, 2), "!=", var("x"), num(2)),
        (Le(x, c), "<=", var("x"), var("c", "positive")),
        (Eq(oo, Limit(x, x, 1), evaluate=False), "=", term(Limit(x, x, 1)), mk("inf", 1)),
        (Eq(Limit(x, x, 1), -oo), "=", term(Limit(x, x, 1)), mk("inf", -1)),
        (forall(x, x >= c), ">=", var("x"), var("c", "positive")),
    ],
)
def test_claim(relation: Any, rel: str, left: Any, right: Any) -> None:
    scope = Scope()
    claim = scope.claim(relation)
    assert (claim.rel, claim.lhs, claim.rhs) == (rel, left, right)
    scope.context().check_claim(claim)


@pytest.mark.parametrize(
    ("relation", "why"),
    [
        (Eq(x, x), r"evaluate=False"),
        (False, r"evaluate=False"),
        (sympy.And(x > 0, c > x), "state each apart"),
        (x, "not a relation"),
        (x < oo, r"evaluate=False|infinity"),
        (Symbol("q") < oo, "infinity"),
        (forall(x, x >= c, where=Ne(x, 1)), "where="),
    ],
)
def test_no_claim(relation: Any, why: str) -> None:
    with pytest.raises(UnsupportedTerm, match=why):
        Scope().claim(relation)


def test_forall_with_guards() -> None:
    scope = Scope()
    context = scope.context([forall((k, x), x * z[k] < z[i], where=(x > 0) & Ne(k, i))])
    context.check()
    (hypothesis,) = context.hypotheses
    assert hypothesis.vars == (ix("k", "K"), var("x"))
    assert {g.rel for g in hypothesis.guards} == {"=", ">"}
    assert set(context.names) == {"K", "i", "z"}  # k and x are its own


def test_forall_hides_a_declared_name_of_another_kind() -> None:
    with pytest.raises(UnsupportedTerm, match="not declared"):
        Scope().hypothesis(forall(Symbol("z", real=True), z[1] > Symbol("z", real=True)))


def test_least_value_lets_the_last_but_one_be_named() -> None:
    N = dim("N", min=3)
    v = vector("v", N)
    assert key(v[N - 2]) == "entry(v,end(N,2))"
    r = Symbol("r")
    assert key(Sum(v[r], (r, 2, N - 1))) == "sum(r,('N', 2, 1),entry(v,bv(0)))"
