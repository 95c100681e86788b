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
from symsoft.kernel import poly as pl
from symsoft.kernel import terms as tm
from symsoft.kernel.terms import ONE, ZERO, KernelError, Term, add, div, mk, mul, num, power

if TYPE_CHECKING:
    from symsoft.kernel.normal import Env


def differentiate(env: Env, t: Term, x: Term) -> Term:
    """The derivative of `t` by `x`, a scalar or an entry of a vector or matrix."""
    if x.args[0] not in t.names:
        return ZERO
    tm.require(t.op in _RULES, "cannot differentiate {} by {}", t.op, x.args[0])
    return _RULES[t.op](env, t, x)


def _d_leaf(env: Env, t: Term, x: Term) -> Term:
    if t is x or t.op == "var" or t.args[0] != x.args[0]:
        return ONE if t is x else ZERO
    return mul(*(mk("delta", a, b) for a, b in zip(t.args[1:], x.args[1:], strict=True)))


def _d_add(env: Env, t: Term, x: Term) -> Term:
    parts = (differentiate(env, a, x) for a in t.args)
    return add(*(d for d in parts if d is not ZERO))


def _d_mul(env: Env, t: Term, x: Term) -> Term:
    parts = ((n, differentiate(env, a, x)) for n, a in enumerate(t.args))
    return add(*(mul(*t.args[:n], d, *t.args[n + 1 :]) for n, d in parts if d is not ZERO))


def _d_pow(env: Env, t: Term, x: Term) -> Term:
    base, e = t.args
    p = env.poly(e)
    inner = differentiate(env, base, x)
    if pl.is_number(p) and x.args[0] not in e.names:  # by itself, not by a hypothesis about x
        if pl.value(p).denominator > 1:
            _off_corner(env, base, x)
        return mul(e, power(base, num(pl.value(p) - 1)), inner) if inner is not ZERO else ZERO
    positive = env.sign(base) == domain.POS
    tm.require(positive, "a power with such an exponent needs a positive base here")
    return mul(t, add(mul(differentiate(env, e, x), tm.log(base)), mul(e, div(inner, base))))


def _d_abs(env: Env, t: Term, x: Term) -> Term:
    _off_corner(env, t.args[0], x)
    return mul(t.args[0], power(t, -1), differentiate(env, t.args[0], x))


def _d_sum(env: Env, t: Term, x: Term) -> Term:
    v, body = env.open(t, x)
    return mk("sum", t.args[0], t.args[1], tm.close(differentiate(env, body, x), v))


def _d_prod(env: Env, t: Term, x: Term) -> Term:
    """Sum over k of f'(k) times the product of the other factors."""
    v, body = env.open(t, x)
    w, other = env.open(t, x, v)
    rest = mk("prod", t.args[0], t.args[1], tm.close(mk("if", mk("delta", v, w), ONE, other), w))
    return mk("sum", t.args[0], t.args[1], tm.close(mul(differentiate(env, body, x), rest), v))


def _d_if(env: Env, t: Term, x: Term) -> Term:
    for part in tm.subterms(t.args[0]):
        if part.op == "iv":
            _d_iv(env, part, x)
        elif part.op in ("lim", "int") and x.args[0] in part.names:
            raise KernelError("a limit may jump")
    return mk("if", t.args[0], *(differentiate(env, a, x) for a in t.args[1:]))


def _d_iv(env: Env, t: Term, x: Term) -> Term:
    if x.args[0] in t.names:
        _off_corner(env, tm.sub(t.args[1], t.args[2]), x)
    return ZERO


def _off_corner(env: Env, t: Term, x: Term) -> None:
    """Refuse unless `t`, continuous here, is not 0."""
    broken = {"iv", "if", "lim", "int"}
    jumps = any(s.op in broken and x.args[0] in s.names for s in tm.subterms(t))
    smooth = not jumps and not t.loose and not domain.manifest(env, t) & domain.NIL
    tm.require(smooth, "cannot show that the function is differentiable here")


_RULES: dict[str, Callable[[Env, Term, Term], Term]] = {
    "var": _d_leaf,
    "entry": _d_leaf,
    "add": _d_add,
    "padd": _d_add,
    "mul": _d_mul,
    "pmul": _d_mul,
    "pow": _d_pow,
    "exp": lambda env, t, x: mul(t, differentiate(env, t.args[0], x)),
    "log": lambda env, t, x: div(differentiate(env, t.args[0], x), t.args[0]),
    "abs": _d_abs,
    "sum": _d_sum,
    "prod": _d_prod,
    "app": lambda env, t, x: mul(
        mk("app", t.args[0], t.args[1] + 1, t.args[2]), differentiate(env, t.args[2], x)
    ),
    "if": _d_if,
    "iv": _d_iv,
    "deriv": lambda env, t, x: differentiate(env, differentiate(env, t.args[1], t.args[0]), x),
}
