"""Differentiation, one rule per operator, on terms as they are written.

The result is valid wherever the term is differentiable.  Every operator but |.|, brackets, cases
and roots is smooth where it is defined; those four ask the environment that the point lies away
from their corner.  By continuity it then lies in an open set away from it, so that higher
derivatives may be taken of the result.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from symsoft.kernel import domain
from symsoft.kernel.poly import is_number, value
from symsoft.kernel.terms import (
    ONE,
    ZERO,
    KernelError,
    Term,
    add,
    close,
    div,
    fresh,
    log,
    mk,
    mul,
    num,
    open_,
    power,
    subterms,
)

if TYPE_CHECKING:
    from symsoft.kernel.normal import Env


def differentiate(env: Env, t: Term, x: Term) -> Term:
    """The derivative of `t` by `x`, a scalar or an entry of a vector or matrix."""
    if x.args[0] not in t.names:
        return ZERO
    rule = _RULES.get(t.op)
    if rule is None:
        raise KernelError(f"cannot differentiate {t.op} by {x.args[0]}")
    return rule(env, t, x)


def _d_leaf(env: Env, t: Term, x: Term) -> Term:
    if t.op == "sym":
        raise KernelError("the entries of a symmetric matrix do not vary one by one")
    if t.op == "var":
        return ONE if t is x else ZERO
    if t.args[0] != x.args[0]:
        return ZERO
    return mul(*(mk("delta", a, b) for a, b in zip(t.args[1:], x.args[1:], strict=True)))


def _d_add(env: Env, t: Term, x: Term) -> Term:
    parts = [d for d in (differentiate(env, a, x) for a in t.args) if d is not ZERO]
    return add(*parts)


def _d_mul(env: Env, t: Term, x: Term) -> Term:
    parts = []
    for n, a in enumerate(t.args):
        d = differentiate(env, a, x)
        if d is not ZERO:
            parts.append(mul(*t.args[:n], d, *t.args[n + 1 :]))
    return add(*parts)


def _d_pow(env: Env, t: Term, x: Term) -> Term:
    base, e = t.args
    p = env.poly(e)
    inner = differentiate(env, base, x)
    if is_number(p):
        if value(p).denominator > 1:
            _off_corner(env, base, x)
        return mul(e, power(base, num(value(p) - 1)), inner) if inner is not ZERO else ZERO
    if domain.counts(p) and env.sign(base) != domain.POS:
        raise KernelError("a power with a dimension as exponent needs a positive base here")
    outer = mul(differentiate(env, e, x), log(base))
    return mul(t, add(outer, mul(e, div(inner, base))))


def _d_exp(env: Env, t: Term, x: Term) -> Term:
    return mul(t, differentiate(env, t.args[0], x))


def _d_log(env: Env, t: Term, x: Term) -> Term:
    return div(differentiate(env, t.args[0], x), t.args[0])


def _d_abs(env: Env, t: Term, x: Term) -> Term:
    _off_corner(env, t.args[0], x)
    return mul(t.args[0], power(t, -1), differentiate(env, t.args[0], x))


def _d_sum(env: Env, t: Term, x: Term) -> Term:
    v = mk("ix", fresh(t.names, x.names, env.reserved), t.args[1][0])
    inner = differentiate(env, open_(t.args[2], v), x)
    return mk("sum", t.args[0], t.args[1], close(inner, v))


def _d_prod(env: Env, t: Term, x: Term) -> Term:
    """Sum over k of f'(k) times the product of the other factors."""
    v = mk("ix", fresh(t.names, x.names, env.reserved), t.args[1][0])
    w = mk("ix", fresh(t.names, x.names, v.names, env.reserved), t.args[1][0])
    others = mk("if", mk("delta", v, w), ONE, open_(t.args[2], w))
    rest = mk("prod", t.args[0], t.args[1], close(others, w))
    body = mul(differentiate(env, open_(t.args[2], v), x), rest)
    return mk("sum", t.args[0], t.args[1], close(body, v))


def _d_app(env: Env, t: Term, x: Term) -> Term:
    name, n, at = t.args
    return mul(mk("app", name, n + 1, at), differentiate(env, at, x))


def _d_if(env: Env, t: Term, x: Term) -> Term:
    cond, yes, no = t.args
    for part in subterms(cond):
        if part.op == "iv" and x.args[0] in part.names:
            _off_corner(env, add(part.args[1], mul(num(-1), part.args[2])), x)
    return mk("if", cond, differentiate(env, yes, x), differentiate(env, no, x))


def _d_iv(env: Env, t: Term, x: Term) -> Term:
    _off_corner(env, add(t.args[1], mul(num(-1), t.args[2])), x)
    return ZERO


def _d_deriv(env: Env, t: Term, x: Term) -> Term:
    return differentiate(env, differentiate(env, t.args[1], t.args[0]), x)


def _off_corner(env: Env, t: Term, x: Term) -> None:
    """Refuse unless `t`, continuous here, is not 0."""
    broken = {"iv", "if", "lim", "int"}
    if env.sign(t) & domain.NIL or any(
        s.op in broken and x.args[0] in s.names for s in subterms(t)
    ):
        raise KernelError("cannot show that the function is differentiable here")


_RULES: dict[str, Callable[[Env, Term, Term], Term]] = {
    "var": _d_leaf,
    "entry": _d_leaf,
    "sym": _d_leaf,
    "add": _d_add,
    "padd": _d_add,
    "mul": _d_mul,
    "pmul": _d_mul,
    "pow": _d_pow,
    "exp": _d_exp,
    "log": _d_log,
    "abs": _d_abs,
    "sum": _d_sum,
    "prod": _d_prod,
    "app": _d_app,
    "if": _d_if,
    "iv": _d_iv,
    "deriv": _d_deriv,
}
