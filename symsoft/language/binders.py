"""Sums, products, maxima and minima over an index; between numbers they are written out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import sympy
from sympy.concrete.expr_with_limits import ExprWithLimits

from symsoft.kernel.terms import MINUS_ONE, ONE, Term, add, binder, mk, mul
from symsoft.language.errors import UnsupportedTerm
from symsoft.language.indexing import Env, Range, marked_index, read_range
from symsoft.language.notation import IndexMaximum, IndexMinimum
from symsoft.language.translate import extremum, read

_FINITE: dict[str, Callable[[Sequence[Term]], Term]] = {
    "sum": lambda terms: add(*terms),
    "prod": lambda terms: mul(*terms),
    "max": lambda terms: extremum(terms, ONE),
    "min": lambda terms: extremum(terms, MINUS_ONE),
}


@read.register(sympy.Sum)
def _(expr: sympy.Sum, env: Env) -> Term:
    return _over("sum", expr, expr.limits, env)


@read.register(sympy.Product)
def _(expr: sympy.Product, env: Env) -> Term:
    return _over("prod", expr, expr.limits, env)


@read.register(IndexMaximum)
def _(expr: IndexMaximum, env: Env) -> Term:
    return _over("max", expr, expr.limits, env)


@read.register(IndexMinimum)
def _(expr: IndexMinimum, env: Env) -> Term:
    return _over("min", expr, expr.limits, env)


def _over(op: str, expr: ExprWithLimits, limits: Sequence[Any], env: Env) -> Term:
    """SymPy lists the innermost limit first."""
    if not limits:
        return read(expr.function, env)
    *inner, limit = limits
    index, found = limit[0], read_range(limit, env)
    if op in ("max", "min") and _may_be_empty(found, env):
        raise UnsupportedTerm(expr, "the range may be empty")

    def body(value: Term) -> Term:
        return _over(op, expr, inner, env.bind({index: value}))

    if found.dim is None:
        numbers = range(found.first, found.last + 1)
        return _FINITE[op]([body(mk("lit", n)) for n in numbers])
    mark = marked_index(env, found.dim)
    return binder(op, index.name, (found.dim, found.first, found.off), var=mark, body=body(mark))


def _may_be_empty(found: Range, env: Env) -> bool:
    last = found.last if found.dim is None else env.names.least(found.dim) - found.off
    return found.first > last
