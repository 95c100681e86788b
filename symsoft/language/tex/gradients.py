r"""Derivatives, also of and by whole vectors: ∂p/∂z, ∇_z L, ∂²L/∂z∂z^⊤, ∂L/∂W.

A gradient has the shape of what it is taken by.  ∂L/∂z may be set as a column or as a row, ∂p/∂z
with the entries of p along the rows or the columns; a relation is read in every layout that fits.
"""

from __future__ import annotations

from collections.abc import Sequence

from symsoft.kernel.context import Array, Scalar
from symsoft.kernel.terms import TARGETS, Term, mk, neg
from symsoft.language.tex import tree as t
from symsoft.language.tex.annotations import plain
from symsoft.language.tex.arrays import SINGLE, Mat, array, sample
from symsoft.language.tex.bare import own_call, refuse_other_letters
from symsoft.language.tex.env import Env, value
from symsoft.language.tex.errors import Unreadable
from symsoft.language.tex.indices import single, split_scripts
from symsoft.language.tex.partials import partial
from symsoft.language.tex.scope import Called

_MOST_TIMES = 8
HEADS = ("derivative", "partial", "nabla")


@value.register
def _(node: t.Derivative, env: Env) -> Term:
    return _as_number(derived(node, env), node)


@array.register
def _(node: t.Derivative, env: Env) -> Mat | None:
    found = derived(node, env)
    return None if found.is_number else found


def derivative(node: t.Prefixed, env: Env) -> Term:
    """∂/∂z_j and what follows it, as a number."""
    return _as_number(derived(node, env), node)


def gradient(node: t.Prefixed, env: Env) -> Mat | None:
    """∂/∂z or ∇ and what follows it, as a vector or matrix; None if it is a number."""
    found = derived(node, env)
    return None if found.is_number else found


def _as_number(found: Mat, node: t.Node) -> Term:
    if not found.is_number:
        raise Unreadable(f"a number is needed here, and this is {found.shape}", node.at)
    return found.entry(None, None)


def derived(node: t.Derivative | t.Prefixed, env: Env) -> Mat:
    """A derivative of any shape, numbers included."""
    own_shape = isinstance(node, t.Prefixed) and node.op == "nabla"
    targets = _targets_of(node, env)
    if isinstance(node, t.Prefixed):
        _refuse_unclear_reach(node, targets[0], env)
    by = {sample(target, env).args[0] for target in targets}
    refuse_other_letters(node.body, by, env)
    body = _body(node, env)
    for target in reversed(targets):  # the last is taken first
        body = _step(body, target, own_shape, node.at, env)
    return body


def _body(node: t.Derivative | t.Prefixed, env: Env) -> Mat:
    inside = node.body
    if isinstance(node, t.Derivative) and isinstance(inside, t.Name):
        inside = own_call(inside, env) or inside  # dσ/da: no bracket behind σ can be meant
    found = array(inside, env)
    if found is None:
        term = value(inside, env)
        found = Mat(SINGLE, SINGLE, lambda i, j: term)
    return found.map(neg) if isinstance(node, t.Prefixed) and node.signed else found


def _step(body: Mat, target: Mat, own_shape: bool, at: int, env: Env) -> Mat:
    """One derivative, in the layout of `env` where there is a choice."""
    if target.is_number:
        return body.map(lambda x: _by(x, target.entry(None, None), at, env))
    if body.is_number:
        found = target.map(lambda y: _by(body.entry(None, None), y, at, env))
        return (
            found if own_shape or target.rows == SINGLE or not _turned(env) else found.transposed()
        )
    column_by_row = body.is_column and target.rows == SINGLE
    row_by_column = body.rows == SINGLE and target.is_column
    if not (body.is_column and target.is_column or column_by_row or row_by_column):
        raise Unreadable(f"a derivative of {body.shape} by {target.shape} is not read", at)
    return _jacobian(body, target, column_by_row, row_by_column, at, env)


def _jacobian(
    body: Mat, target: Mat, column_by_row: bool, row_by_column: bool, at: int, env: Env
) -> Mat:
    one = body.transposed() if row_by_column else body
    other = target.transposed() if column_by_row else target

    def entry(i: Term | None, j: Term | None) -> Term:
        return _by(one.entry(i, None), other.entry(j, None), at, env)

    found = Mat(one.rows, other.rows, entry)
    if column_by_row:
        return found
    if row_by_column:
        return found.transposed()
    return found if _turned(env) else found.transposed()


def _turned(env: Env) -> bool:
    """Whether the layout is that with the entries of what is differentiated along the rows."""
    env.layout.used = True
    return env.layout.numerator


def _by(body: Term, target: Term, at: int, env: Env) -> Term:
    if target.op in TARGETS:
        return mk("deriv", target, body)
    if target.op == "def":
        return partial(body, target, at, env)
    why = "a derivative is by a scalar or by an entry of a vector or matrix"
    raise Unreadable(why, at)


def target_names(node: t.Prefixed, env: Env) -> set[str]:
    """The names that a derivative is taken by."""
    return {sample(target, env).args[0] for target in _targets_of(node, env)}


def _refuse_unclear_reach(node: t.Prefixed, target: Mat, env: Env) -> None:
    """∂/∂x a b is read where at most one factor changes with x."""
    body = plain(node.body, env)
    if not isinstance(body, t.Product):
        return
    name = sample(target, env).args[0]
    moving = []
    for op, part in body.items:
        if op == "/" or name in _names_of(part, env):
            moving.append(part)
    if len(moving) > 1:
        readings = ("the first factor is differentiated", "the product is")
        raise Unreadable("how far the derivative reaches", moving[1].at, readings)


def _names_of(part: t.Node, env: Env) -> frozenset[str]:
    if isinstance(part, t.One):
        return frozenset()
    found = array(part, env)
    term = value(part, env) if found is None else sample(found, env)
    return term.names | env.scope.context([term]).unfold(term).names


# --- what a derivative is taken by --------------------------------------------------------------


def _targets_of(node: t.Derivative | t.Prefixed, env: Env) -> list[Mat]:
    if isinstance(node, t.Derivative):
        return _targets(node.targets, node.order, node.at, env)
    if node.op == "derivative":
        return _targets(node.targets, node.scripts, node.at, env)
    return _below(node, env)


def _targets(nodes: Sequence[t.Node], order: Sequence[t.Script], at: int, env: Env) -> list[Mat]:
    found = [target for node in nodes for target in _repeated(node, env)]
    told = _order(order, at)
    if any(s.place != "^" for s in order) or told != len(found):
        raise Unreadable(f"of order {told} above, but taken {len(found)} times below", at)
    return found


def _order(scripts: Sequence[t.Script], at: int) -> int:
    _, above, _ = split_scripts(scripts)
    return 1 if above is None else _count(single(above.conds, "the order", above.at), above.at)


def _repeated(node: t.Node, env: Env) -> list[Mat]:
    """z_j twice for ∂z_j^2."""
    if isinstance(node, t.Scripted):
        above = [s for s in node.scripts if s.place == "^"]
        rest = tuple(s for s in node.scripts if s.place != "^")
        if above and isinstance(_number(above[0]), t.Number):
            times = _count(_number(above[0]), above[0].at)
            inner = t.Scripted(node.base, rest, node.at) if rest else node.base
            return _twice(_target(inner, env), times)
    return [_target(node, env)]


def _number(script: t.Script) -> t.Node | None:
    return script.conds[0].terms[0] if len(script.conds) == 1 else None


def _twice(target: Mat, times: int) -> list[Mat]:
    """By a vector twice is by each pair of its entries."""
    if target.is_number or times == 1:
        return [target] * times
    return [target, target.transposed()] if times == 2 else [target] * times


def _count(node: t.Node | None, at: int) -> int:
    if isinstance(node, t.Number) and node.value in range(1, _MOST_TIMES + 1):
        return int(node.value)
    raise Unreadable("the order of a derivative is a small number", at)


def _target(node: t.Node, env: Env) -> Mat:
    base = node.base if isinstance(node, t.Scripted) else node
    if isinstance(base, t.Name) and base.key in env.replaced:
        raise Unreadable(f"{base.key} stands for other things, so none can vary it", base.at)
    found = array(node, env)
    if found is None:
        term = value(node, env)
        found = Mat(SINGLE, SINGLE, lambda i, j: term)
    entry = sample(found, env)
    if entry.op not in (*TARGETS, "def") or entry.op == "def" and _has_arguments(entry, env):
        why = "a derivative is by a scalar or by an entry of a vector or matrix"
        raise Unreadable(why, node.at)
    return found


def _has_arguments(term: Term, env: Env) -> bool:
    meaning = env.scope.context([term]).names[term.args[0]]
    return any(p.op != "ix" for p in getattr(meaning, "params", ()))


def _below(node: t.Prefixed, env: Env) -> list[Mat]:
    r"""What stands below ∂ or ∇: ``\partial_{z_j}``, ``\nabla_z``, ``\nabla^2_z``.

    ``\partial_j`` speaks of the one vector there is, ``\nabla f(x)`` of its argument.
    """
    below, above, primes = split_scripts(node.scripts)
    if primes:
        raise Unreadable("∂ needs what it is taken by", node.at)
    times = 1 if above is None else _count(single(above.conds, "the order", above.at), above.at)
    if below is None:
        return _twice(_target(_own_argument(node, env), env), times)
    inside = single(below.conds, "what a derivative is taken by", below.at)
    while isinstance(inside, t.Group) and inside.mark == "{":
        inside = single(inside.conds, "what a derivative is taken by", below.at)
    named = isinstance(inside, t.Scripted) or _is_variable(inside, env)
    if not named and node.op == "partial":
        inside = _only_vector(node, below, inside, env)
    return _twice(_target(inside, env), times)


def _own_argument(node: t.Prefixed, env: Env) -> t.Node:
    match node.body:
        case t.Call(_, _, (t.Cond((t.Name() as name,), (), _),), _) if node.op == "nabla":
            return name
        case t.Name(key) if node.op == "nabla":
            match env.scope.meanings.get(key):
                case Called((), ((letter, _),)):
                    return t.Name(letter, node.body.at)
    raise Unreadable(r"∂ or ∇ needs what it is taken by, such as \nabla_z", node.at)


def _is_variable(node: t.Node, env: Env) -> bool:
    if not isinstance(node, t.Name):
        return False
    if env.hides(node.key):
        return node.key in env.vectors or env.bound[node.key].op == "var"
    meaning = env.scope.meaning(node.key, node.at)
    return isinstance(meaning, (Scalar, Array)) or env.scope.is_defined(node.key)


def _only_vector(node: t.Prefixed, below: t.Script, inside: t.Node, env: Env) -> t.Node:
    """The one vector that what follows is made of, or that is declared at all."""
    vectors = [k for k, m in env.scope.meanings.items() if isinstance(m, Array)]
    made_of = _names_of(node.body, env)
    found = [k for k in vectors if env.scope.plain[k] in made_of] or vectors
    if len(found) != 1:
        why = "∂ with an index speaks of the one vector that what follows is made of"
        told = ", ".join(found) or "none"
        raise Unreadable(f"{why}, and there is not one but {told}", inside.at)
    script = t.Script("_", below.conds, "", below.at)
    return t.Scripted(t.Name(found[0], inside.at), (script,), inside.at)
