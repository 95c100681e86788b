"""Derivatives, limits and definite integrals."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from symsoft.kernel.context import Array, Scalar
from symsoft.kernel.terms import ZERO, Term, binder, mk, neg, var
from symsoft.language.tex import tree as t
from symsoft.language.tex.env import Env, value
from symsoft.language.tex.errors import Unreadable
from symsoft.language.tex.indices import single, split_scripts

_MOST_TIMES = 8


@value.register
def _(node: t.Derivative, env: Env) -> Term:
    targets = _targets(node.targets, node.order, node.at, env)
    return _derived(value(node.body, env), targets)


def derivative(node: t.Prefixed, env: Env) -> Term:
    """∂/∂z_j and what follows it."""
    if node.op == "partial":
        targets = [_short_target(node, env)]
    else:
        targets = _targets(node.targets, node.scripts, node.at, env)
    _refuse_unclear_reach(node, targets[0], env)
    body = value(node.body, env)
    return _derived(neg(body) if node.signed else body, targets)


def _derived(body: Term, targets: Sequence[Term]) -> Term:
    for target in reversed(targets):  # the last is taken first
        body = mk("deriv", target, body)
    return body


def _refuse_unclear_reach(node: t.Prefixed, target: Term, env: Env) -> None:
    """∂/∂x a b is read where at most one factor changes with x."""
    if not isinstance(node.body, t.Product):
        return
    moving = []
    for op, part in node.body.items:
        term = value(part, env) if not isinstance(part, t.One) else ZERO
        if target.args[0] in env.scope.context([term]).unfold(term).names or op == "/":
            moving.append(part)
    if len(moving) > 1:
        readings = ("the first factor is differentiated", "the product is")
        raise Unreadable("how far the derivative reaches", moving[1].at, readings)


# --- what a derivative is taken by --------------------------------------------------------------


def _targets(nodes: Sequence[t.Node], order: Sequence[t.Script], at: int, env: Env) -> list[Term]:
    found = [target for node in nodes for target in _repeated(node, env)]
    _, above, primes = split_scripts(order)
    told = 1
    if above is not None:
        told = _count(single(above.conds, "the order", above.at), above.at)
    if primes or any(s.place == "_" for s in order) or told != len(found):
        raise Unreadable(f"of order {told} above, but taken {len(found)} times below", at)
    return found


def _repeated(node: t.Node, env: Env) -> Iterator[Term]:
    """z_j twice for ∂z_j^2."""
    times = 1
    if isinstance(node, t.Scripted):
        above = [s for s in node.scripts if s.place == "^"]
        rest = tuple(s for s in node.scripts if s.place != "^")
        if above:
            times = _count(single(above[0].conds, "the order", above[0].at), above[0].at)
        node = t.Scripted(node.base, rest, node.at) if rest else node.base
    yield from [_target(node, env)] * times


def _count(node: t.Node, at: int) -> int:
    if isinstance(node, t.Number) and node.value in range(1, _MOST_TIMES + 1):
        return int(node.value)
    raise Unreadable("the order of a derivative is a small number", at)


def _target(node: t.Node, env: Env) -> Term:
    base = node.base if isinstance(node, t.Scripted) else node
    if isinstance(base, t.Name) and base.key in env.replaced:
        raise Unreadable(f"{base.key} stands for other things, so none can vary it", base.at)
    term = value(node, env)
    if term.op not in ("var", "entry"):
        why = "a derivative is by a scalar or by an entry of a vector or matrix"
        raise Unreadable(why, node.at)
    return term


def _short_target(node: t.Prefixed, env: Env) -> Term:
    r"""``\partial_{z_j}``, or ``\partial_j`` where only one vector is declared."""
    below, above, primes = split_scripts(node.scripts)
    if below is None or above is not None or primes:
        raise Unreadable("∂ needs what it is taken by", node.at)
    inside = single(below.conds, "what a derivative is taken by", below.at)
    if isinstance(inside, t.Name) and _is_scalar(inside, env):
        return _target(inside, env)
    if isinstance(inside, t.Scripted):
        return _target(inside, env)
    vectors = [k for k, m in env.scope.meanings.items() if isinstance(m, Array)]
    if len(vectors) != 1:
        why = "∂ with an index speaks of the one vector declared, and there is not one"
        raise Unreadable(why, node.at)
    script = t.Script("_", below.conds, "", below.at)
    return _target(t.Scripted(t.Name(vectors[0], inside.at), (script,), inside.at), env)


def _is_scalar(name: t.Name, env: Env) -> bool:
    if name.key in env.bound:
        return env.bound[name.key].op == "var"
    return isinstance(env.scope.meaning(name.key, name.at), Scalar)


# --- limits and integrals -----------------------------------------------------------------------


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
    body = value(node.body, env.bind(key, mark))
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
    body = value(node.body, env.bind(node.variable.key, mark))
    return binder("int", node.variable.key.lstrip("\\"), *ends, var=mark, body=body)
