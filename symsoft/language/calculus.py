"""Derivatives, limits and definite integrals; SymPy never evaluates them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import sympy
from sympy import Basic, Symbol
from sympy.core.function import AppliedUndef

from symsoft.kernel.terms import Term, binder, mk, var
from symsoft.language.declarations import local_scalar
from symsoft.language.errors import UnsupportedTerm
from symsoft.language.indexing import Env
from symsoft.language.translate import read


@read.register(sympy.Derivative)
def _(expr: sympy.Derivative, env: Env) -> Term:
    result = read(expr.expr, env)
    for variable, count in expr.variable_count:
        if not isinstance(count, sympy.Integer):
            raise UnsupportedTerm(expr, f"the order {count} is not a number")
        target = _derivative_target(variable, expr, env)
        _refuse_capture(target, expr, env)
        for _ in range(int(count)):
            result = mk("deriv", target, result)
    return result


def _derivative_target(variable: Any, whole: Any, env: Env) -> Term:
    if isinstance(variable, (Symbol, sympy.Indexed)) and variable not in env.replaced:
        target = read(variable, env)
        if target.op in ("var", "entry"):
            return target
    why = f"a derivative is by a scalar or by an entry of a vector or matrix, not by {variable}"
    raise UnsupportedTerm(whole, why)


def _refuse_capture(target: Term, expr: sympy.Derivative, env: Env) -> None:
    """x·y differentiated by y and then taken at x = y is y, not the derivative of y²."""
    if not env.replaced:
        return
    for symbol in env.replaced & expr.expr.free_symbols:
        if target.args[0] in env.bound[symbol].names:
            why = f"{symbol} cannot be replaced by what the derivative is taken by"
            raise UnsupportedTerm(expr, why)


@read.register(sympy.Subs)
def _(expr: sympy.Subs, env: Env) -> Term:
    """f^(n)(argument), which SymPy writes as a derivative with the argument put in."""
    inner = expr.expr
    if isinstance(inner, sympy.Derivative) and isinstance(inner.expr, AppliedUndef):
        (variable, count), *others = inner.variable_count
        whole = not others and isinstance(count, sympy.Integer)
        if whole and inner.expr.args == (variable,) == tuple(expr.variables):
            name = env.names.function(inner.expr)
            return mk("app", name, int(count), read(expr.point[0], env))
    raise UnsupportedTerm(expr, "only f'(argument) for an unknown function f is understood")


@read.register(sympy.Limit)
def _(expr: sympy.Limit, env: Env) -> Term:
    body, variable, point, direction = expr.args
    mark = _marked_scalar(variable, expr, env)
    side = "-" if str(direction) == "-" and not point.is_infinite else ""
    inner = read(body, env.bind({variable: mark}))
    head = (variable.name, mark.args[1], side, _end_point(point, env))
    return binder("lim", *head, var=mark, body=inner)


@read.register(sympy.Integral)
def _(expr: sympy.Integral, env: Env) -> Term:
    return _integral(expr, expr.limits, env)


def _integral(expr: sympy.Integral, limits: Sequence[Any], env: Env) -> Term:
    if not limits:
        return read(expr.function, env)
    *inner, limit = limits
    if len(limit) != 3:
        raise UnsupportedTerm(expr, "only definite integrals are terms: give both ends")
    mark = _marked_scalar(limit[0], expr, env)
    body = _integral(expr, inner, env.bind({limit[0]: mark}))
    ends = (_end_point(end, env) for end in limit[1:])
    return binder("int", limit[0].name, *ends, var=mark, body=body)


def _marked_scalar(variable: Any, whole: Any, env: Env) -> Term:
    if not isinstance(variable, Symbol):
        raise UnsupportedTerm(whole, f"the variable {variable} is not a scalar")
    return var(env.names.mark(), local_scalar(variable).args[1])


def _end_point(point: Basic, env: Env) -> Term:
    if point in (sympy.oo, -sympy.oo):
        return mk("inf", 1 if point is sympy.oo else -1)
    return read(point, env)
