"""What can be read in two ways in sums and products: refused, with both readings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields
from typing import Any

from symsoft.kernel.terms import Term
from symsoft.language.tex import tree as t
from symsoft.language.tex.annotations import without_annotations
from symsoft.language.tex.env import Env
from symsoft.language.tex.errors import Unreadable
from symsoft.language.tex.gradients import HEADS, target_names
from symsoft.language.tex.reach import tail


def refuse_open_derivatives(node: t.Sum, terms: Sequence[Term], env: Env) -> None:
    """∂/∂z_j a + b where b changes with z as well, and is not itself differentiated."""
    for n, (_, part) in enumerate(node.parts):
        for prefixed in tail(part):
            if prefixed.op not in HEADS:
                continue
            names = target_names(prefixed, env)
            for (_, later), term in zip(node.parts[n + 1 :], terms[n + 1 :], strict=True):
                if _depends(term, names, env) and not _differentiates(later):
                    readings = ("only the first term is differentiated", "all of them are")
                    raise Unreadable("how far the derivative reaches", later.at, readings)


def _differentiates(node: Any) -> bool:
    """Whether a derivative stands in a part of a formula."""
    if isinstance(node, t.Derivative) or isinstance(node, t.Prefixed) and node.op in HEADS:
        return True
    if isinstance(node, tuple):
        return any(map(_differentiates, node))
    if isinstance(node, t.PARTS):
        return any(_differentiates(getattr(node, f.name)) for f in fields(node))
    return False


def _depends(term: Term, names: set[str], env: Env) -> bool:
    return bool(names & (term.names | env.scope.context([term]).unfold(term).names))


def clear_product(node: t.Product, env: Env) -> t.Product:
    """The product with its indicators put together; one that has two readings is refused."""
    items = without_annotations(_with_indicators(node.items), env)
    for n in range(len(items)):
        _refuse_unclear(items, n, env)
    return t.Product(tuple(items), node.at)


def _with_indicators(items: Sequence[tuple[str, t.Node]]) -> list[tuple[str, t.Node]]:
    """A bold 1 and the bracket after it are one factor."""
    found = list[tuple[str, t.Node]]()
    for op, node in items:
        if found and not op and _indicates(found[-1][1], node):
            assert isinstance(node, t.Group)
            found[-1] = (found[-1][0], t.Group("[", node.conds, node.at))
        else:
            found.append((op, node))
    return found


def _indicates(node: t.Node, condition: t.Node) -> bool:
    """A bold 1 before any bracket, a plain one before {i = j}."""
    if not isinstance(condition, t.Group) or not condition.conds[0].relations:
        return False
    plain = isinstance(node, t.Number) and node.value == 1 and condition.mark == "\\{"
    return isinstance(node, t.One) or plain


def _refuse_unclear(items: Sequence[tuple[str, t.Node]], n: int, env: Env) -> None:
    """Refuse log x y, a/b c, and L(z) where L takes no argument."""
    node, rest = items[n][1], items[n + 1 :]
    if items[n][0] == "/" and _goes_on(node, rest):
        readings = ("a/(b c)", "(a/b) c")
        raise Unreadable("what the slash divides by can be read in two ways", node.at, readings)
    if not rest:
        return
    after, (op, following) = items[n + 1 :], rest[0]
    if isinstance(node, t.Func) and _bare(node):
        alike = isinstance(following, t.Func) and following.name == node.name and not op
        if not alike:
            readings = (f"{node.name}(x) y", f"{node.name}(x y)")
            why = f"how far {node.name} reaches can be read in two ways"
            raise Unreadable(why, after[0][1].at, readings)
    match following:
        case t.Group("(", (t.Cond((t.Number(value=count),), (), _),), at) if (
            len(rest) == 1 and not op
        ):
            if not isinstance(node, t.Number) and count.denominator == 1:
                readings = (f"times {count}", "the number of the formula")
                raise Unreadable(f"({count}) can be read in two ways", at, readings)


def _goes_on(node: t.Node, rest: Sequence[tuple[str, t.Node]]) -> bool:
    if isinstance(node, t.Prefixed):
        return isinstance(node.body, t.Product)
    if isinstance(node, t.Func) and isinstance(node.argument, t.Prefixed):
        return isinstance(node.argument.body, t.Product)
    return bool(rest) and rest[0][0] == ""


def _bare(node: t.Func) -> bool:
    """Whether the argument of a function stands without brackets."""
    argument = node.argument
    if isinstance(argument, t.Scripted):
        argument = argument.base
    if isinstance(argument, t.Func):
        return _bare(argument)
    return not isinstance(argument, t.Group) or argument.mark == "{"
