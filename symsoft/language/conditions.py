"""Conditions: Kronecker's delta, Iverson brackets, case distinctions, and what they are made of."""

from __future__ import annotations

from functools import singledispatch
from typing import Any

import sympy
from sympy.core.relational import Relational

from symsoft.kernel.terms import ONE, ZERO, Term, add, mk, mul, sub
from symsoft.language.errors import UnsupportedTerm
from symsoft.language.indexing import Env, delta_term
from symsoft.language.notation import Iverson
from symsoft.language.translate import read


@read.register(sympy.KroneckerDelta)
def _(expr: sympy.KroneckerDelta, env: Env) -> Term:
    return delta_term(expr.args[0], expr.args[1], expr, env)


@read.register(Iverson)
def _(expr: Iverson, env: Env) -> Term:
    return truth(expr.condition, env)


@read.register(sympy.Piecewise)
def _(expr: sympy.Piecewise, env: Env) -> Term:
    *branches, (default, last) = expr.args
    if last is not sympy.true:
        raise UnsupportedTerm(expr, "no default branch: end it with (value, True)")
    result = read(default, env)
    for value, condition in reversed(branches):
        result = mk("if", truth(condition, env), read(value, env), result)
    return result


@singledispatch
def truth(condition: Any, env: Env) -> Term:
    """1 where a condition holds and 0 where it does not."""
    raise UnsupportedTerm(condition, "not a condition: relations, And, Or and Not are")


@truth.register(type(sympy.true))
@truth.register(type(sympy.false))
def _(condition: Any, env: Env) -> Term:
    return ONE if condition else ZERO


@truth.register(sympy.And)
def _(condition: sympy.And, env: Env) -> Term:
    return mul(*(truth(c, env) for c in condition.args))


@truth.register(sympy.Or)
def _(condition: sympy.Or, env: Env) -> Term:
    first, *rest = (truth(c, env) for c in condition.args)
    for other in rest:
        first = sub(add(first, other), mul(first, other))
    return first


@truth.register(sympy.Not)
def _(condition: sympy.Not, env: Env) -> Term:
    return sub(ONE, truth(condition.args[0], env))


@truth.register(Relational)
def _(condition: Any, env: Env) -> Term:
    left, right = condition.args
    if same_index(condition, env):
        found = delta_term(left, right, condition, env)
        return found if isinstance(condition, sympy.Eq) else sub(ONE, found)
    return mk("iv", relation_sign(condition), read(left, env), read(right, env))


def same_index(relation: Any, env: Env) -> bool:
    """Whether a relation says that two indices are, or are not, the same."""
    equal = isinstance(relation, (sympy.Eq, sympy.Ne))
    return equal and any(env.is_index(side) for side in relation.args)


def relation_sign(relation: Any) -> str:
    """The kernel's sign for a SymPy relation."""
    return {"==": "=", "!=": "!="}.get(relation.rel_op, str(relation.rel_op))
