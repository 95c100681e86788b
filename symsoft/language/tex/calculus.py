"""Limits and definite integrals."""

from __future__ import annotations

from symsoft.kernel.context import Scalar
from symsoft.kernel.terms import Term, binder, mk, neg, var
from symsoft.language.tex import tree as t
from symsoft.language.tex.binding import rebound
from symsoft.language.tex.env import Env, value
from symsoft.language.tex.errors import Unreadable
from symsoft.language.tex.indices import single, split_scripts


def limit(node: t.Prefixed, env: Env) -> Term:
    """lim and the product that follows."""
    below, above, primes = split_scripts(node.scripts)
    match below and below.conds:
        case (t.Cond((t.Name(key, at), point), ("to",), _),) if above is None and not primes:
            meaning = env.scope.meaning(key, at)
        case _:
            raise Unreadable(r"a limit is written \lim_{c \to …}", node.at)
    if not isinstance(meaning, Scalar):
        raise Unreadable(f"the limit variable {key} is not declared as a scalar", at)
    end, side = _side(point)
    domain = meaning.domain
    if side == "+":
        if not isinstance(end, t.Number) or end.value:
            raise Unreadable("a limit from the right is read at 0 only", end.at)
        domain = "positive"
    mark = var(env.scope.mark(), domain)
    body = rebound(value(node.body, env.bind(key, mark)), key, mark, node.at, env)
    head = (key.lstrip("\\"), domain, "-" if side == "-" else "", _end(end, env))
    return binder("lim", *head, var=mark, body=neg(body) if node.signed else body)


def _side(point: t.Node) -> tuple[t.Node, str]:
    """The point, and the sign of 0^+."""
    match point:
        case t.Scripted(base, (t.Script("^", (), sign, _),), _):
            return base, sign
    return point, ""


def _end(node: t.Node, env: Env) -> Term:
    match node:
        case t.Infinity() | t.Sum((("+", t.Infinity()),), _):
            return mk("inf", 1)
        case t.Sum((("-", t.Infinity()),), _):
            return mk("inf", -1)
    return value(node, env)


@value.register
def _(node: t.Integral, env: Env) -> Term:
    below, above, primes = split_scripts(node.scripts)
    if below is None or above is None or primes:
        raise Unreadable("only definite integrals are terms: give both ends", node.at)
    ends = [_end(single(s.conds, "an end", s.at), env) for s in (below, above)]
    mark = var(env.scope.mark(), "real")
    key = node.variable.key
    body = rebound(value(node.body, env.bind(key, mark)), key, mark, node.at, env)
    return binder("int", node.variable.key.lstrip("\\"), *ends, var=mark, body=body)
