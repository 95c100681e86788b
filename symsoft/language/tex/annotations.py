r"""Arguments that only recall what a definition is made of, as in ``l(\mathbf{y}, \hat{y})``.

Where J was defined without arguments a bracket behind it is no product if it holds whole vectors or
several names.  It is read over if J is made of each of them; else nobody knows what is meant.
"""

from __future__ import annotations

from collections.abc import Sequence

from symsoft.language.tex import tree as t
from symsoft.language.tex.env import Env
from symsoft.language.tex.errors import Unreadable

Items = Sequence[tuple[str, t.Node]]


def without_annotations(items: Items, env: Env) -> list[tuple[str, t.Node]]:
    """Factors, without such brackets; one with two readings is refused."""
    found = list[tuple[str, t.Node]]()
    for op, node in items:
        if found and not op and _annotates(found[-1][1], node, env):
            continue
        found.append((op, node))
    return found


def plain(node: t.Node, env: Env) -> t.Node:
    """A product without such brackets."""
    if not isinstance(node, t.Product):
        return node
    items = without_annotations(node.items, env)
    return t.Product(tuple(items), node.at) if len(items) > 1 else items[0][1]


def _annotates(node: t.Node, following: t.Node, env: Env) -> bool:
    base = node.base if isinstance(node, t.Scripted) else node
    if not isinstance(base, t.Name) or env.hides(base.key) or not env.scope.is_defined(base.key):
        return False
    match following:
        case t.Group("(", conds, at) if all(_is_name(c) for c in conds):
            names = [c.terms[0] for c in conds]
        case _:
            return False
    keys = [n.key for n in names if isinstance(n, t.Name)]
    if len(keys) > 1 or env.scope.has_entries(keys[0]):
        _refuse_others(base, keys, at, env)
        return True
    shown = base.key.partition("(")[0]  # beside others that have arguments
    readings = ("a product", f"{shown} as a function")
    raise Unreadable(f"{shown} is defined without arguments", at, readings)


def _is_name(cond: t.Cond) -> bool:
    return len(cond.terms) == 1 and isinstance(cond.terms[0], t.Name)


def _refuse_others(base: t.Name, keys: Sequence[str], at: int, env: Env) -> None:
    scope = env.scope
    if base.key not in scope.plain:
        raise Unreadable(f"{base.key} is defined with arguments", at)
    made_of = scope.context_of(scope.plain[base.key]).names
    for key in keys:
        if env.hides(key) or scope.plain.get(key) not in made_of:
            raise Unreadable(f"{base.key} was not defined by {key}", at)
