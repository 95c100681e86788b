"""SymPy expressions to kernel terms: `read`, with numbers, names, arithmetic and functions.

`read` has one function for each kind of node. Conditions, binders over an index, calculus and
definitions are in modules of their own, which add theirs to it.

Binders are made by reading the body with the bound symbol standing for a fresh kernel variable and
closing over that, so it does not matter what SymPy calls its variables.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from functools import singledispatch
from typing import Any

import sympy
from sympy import Idx, Symbol
from sympy.core.function import AppliedUndef

from symsoft.kernel.terms import (
    INDEX_OPS,
    MINUS_ONE,
    ONE,
    ZERO,
    Term,
    add,
    div,
    exp,
    log,
    mk,
    mul,
    neg,
    num,
    power,
    sub,
)
from symsoft.language.errors import UnsupportedTerm
from symsoft.language.indexing import Env, index_dim, index_term
from symsoft.language.vectors import VectorLike

_HALF = num(Fraction(1, 2))


@singledispatch
def read(expr: Any, env: Env) -> Term:
    """The term for a SymPy expression; what is outside the language raises `UnsupportedTerm`."""
    name = type(expr).__name__
    raise UnsupportedTerm(expr, f"{name} is outside the language of symsoft")


# --- numbers and names --------------------------------------------------------------------------


@read.register(sympy.Rational)
def _(expr: sympy.Rational, env: Env) -> Term:
    return num(Fraction(int(expr.p), int(expr.q)))


@read.register(sympy.Float)
def _(expr: sympy.Float, env: Env) -> Term:
    exact = sympy.Rational(str(expr))
    raise UnsupportedTerm(expr, f"not exact: write Rational({exact.p}, {exact.q})")


@read.register(type(sympy.I))
def _(expr: Any, env: Env) -> Term:
    raise UnsupportedTerm(expr, "terms are real: the imaginary unit is none")


@read.register(type(sympy.oo))
@read.register(type(-sympy.oo))
def _(expr: Any, env: Env) -> Term:
    raise UnsupportedTerm(expr, "infinity may only stand alone on the right of Eq")


@read.register(type(sympy.nan))
@read.register(type(sympy.zoo))
def _(expr: Any, env: Env) -> Term:
    raise UnsupportedTerm(expr, "SymPy found this undefined before symsoft saw it")


@read.register(type(sympy.pi))
def _(expr: Any, env: Env) -> Term:
    return mk("pi")


@read.register(type(sympy.E))
def _(expr: Any, env: Env) -> Term:
    return exp(ONE)


@read.register(Symbol)
def _(expr: Symbol, env: Env) -> Term:
    found = env.bound.get(expr)
    return env.names.scalar(expr) if found is None else _as_number(found)


@read.register(Idx)
def _(expr: Idx, env: Env) -> Term:
    return _as_number(index_term(expr, env))


def _as_number(term: Term) -> Term:
    if term.op == "lit":
        return num(term.args[0])
    if term.op == "end":
        return sub(mk("dim", term.args[0]), num(term.args[1]))
    return mk("val", term) if term.op in INDEX_OPS else term


@read.register(VectorLike)
@read.register(sympy.IndexedBase)
def _(expr: Any, env: Env) -> Term:
    raise UnsupportedTerm(expr, f"a vector or matrix: write its entries, such as {expr}[i]")


@read.register(sympy.Indexed)
def _(expr: sympy.Indexed, env: Env) -> Term:
    used = tuple(index_dim(index_term(i, env)) for i in expr.indices)
    array = env.names.array(expr.base, used)
    if len(array.dims) != len(used):
        raise UnsupportedTerm(expr, f"{expr.base} takes {len(array.dims)} indices")
    terms = [index_term(i, env, d) for i, d in zip(expr.indices, array.dims, strict=True)]
    return mk("sym" if array.symmetric else "entry", expr.base.name, *terms)


# --- arithmetic and functions -------------------------------------------------------------------


@read.register(sympy.Add)
def _(expr: sympy.Add, env: Env) -> Term:
    return add(*(read(a, env) for a in expr.args))


@read.register(sympy.Mul)
def _(expr: sympy.Mul, env: Env) -> Term:
    return mul(*(read(a, env) for a in expr.args))


@read.register(sympy.Pow)
def _(expr: sympy.Pow, env: Env) -> Term:
    base, exponent = expr.args
    if base is sympy.E:
        return exp(read(exponent, env))
    return power(read(base, env), read(exponent, env))


@read.register(sympy.exp)
def _(expr: sympy.exp, env: Env) -> Term:
    return exp(read(expr.args[0], env))


@read.register(sympy.log)
def _(expr: sympy.log, env: Env) -> Term:
    return log(read(expr.args[0], env))


@read.register(sympy.Abs)
def _(expr: sympy.Abs, env: Env) -> Term:
    return mk("abs", read(expr.args[0], env))


@read.register(sympy.sign)
def _(expr: sympy.sign, env: Env) -> Term:
    x = read(expr.args[0], env)
    return sub(mk("iv", ">", x, ZERO), mk("iv", "<", x, ZERO))


@read.register(sympy.UnevaluatedExpr)
@read.register(sympy.re)  # every term is real
@read.register(sympy.conjugate)
def _(expr: Any, env: Env) -> Term:
    return read(expr.args[0], env)


@read.register(sympy.sinh)
@read.register(sympy.cosh)
@read.register(sympy.tanh)
@read.register(sympy.coth)
@read.register(sympy.sech)
@read.register(sympy.csch)
def _(expr: Any, env: Env) -> Term:
    x = read(expr.args[0], env)
    up, down = exp(x), exp(neg(x))
    odd, even, two = sub(up, down), add(up, down), num(2)
    above, below = {
        sympy.sinh: (odd, two),
        sympy.cosh: (even, two),
        sympy.tanh: (odd, even),
        sympy.coth: (even, odd),
        sympy.sech: (two, even),
        sympy.csch: (two, odd),
    }[expr.func]
    return div(above, below)


@read.register(sympy.Max)
@read.register(sympy.Min)
def _(expr: Any, env: Env) -> Term:
    parts = sorted(expr.args, key=sympy.default_sort_key)
    return extremum([read(a, env) for a in parts], ONE if expr.func is sympy.Max else MINUS_ONE)


def extremum(terms: Sequence[Term], sign: Term) -> Term:
    """max(a, b) = (a + b + |a - b|)/2, and min with a minus; halves keep the term small."""
    if len(terms) == 1:
        return terms[0]
    middle = len(terms) // 2
    a, b = extremum(terms[:middle], sign), extremum(terms[middle:], sign)
    apart = mk("abs", sub(a, b))
    return mul(_HALF, add(a, b, apart if sign is ONE else neg(apart)))


@read.register(AppliedUndef)
def _(expr: AppliedUndef, env: Env) -> Term:
    return mk("app", env.names.function(expr), 0, read(expr.args[0], env))
