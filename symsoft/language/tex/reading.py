"""Claims and terms: the two sides of a relation as kernel terms."""

from __future__ import annotations

from collections.abc import Sequence

from symsoft.kernel.context import Claim
from symsoft.kernel.terms import ONE, ZERO, KernelError, Term, mk

# Imported also because they teach `value` their kinds of node.
from symsoft.language.tex import arithmetic, bigops, calculus, names  # noqa: F401
from symsoft.language.tex import tree as t
from symsoft.language.tex.env import Env, value
from symsoft.language.tex.errors import Unreadable
from symsoft.language.tex.indices import delta, is_index
from symsoft.language.tex.scope import TexScope


def read_term(node: t.Node, scope: TexScope, roots: Sequence[t.Node] = ()) -> Term:
    """The term for a formula; `roots` are all formulas that belong together with it."""
    return _checked(node, Env(scope, tuple(roots) or (node,)))


def read_claim(
    left: t.Node, rel: str, right: t.Node, scope: TexScope, roots: Sequence[t.Node] = ()
) -> Claim:
    """The claim that a relation makes."""
    env = Env(scope, tuple(roots) or (left, right))
    if rel in ("=", "!=") and (is_index(left, env) or is_index(right, env)):
        return Claim("=", delta((left, right), left.at, env), ONE if rel == "=" else ZERO)
    for infinite, other in ((right, left), (left, right)):
        sign = infinity_sign(infinite)
        if sign and rel == "=":
            return Claim("=", _checked(other, env), mk("inf", sign))
    return Claim(rel, _checked(left, env), _checked(right, env))


def infinity_sign(node: t.Node) -> int:
    """1 for ∞, -1 for -∞, else 0."""
    match node:
        case t.Infinity() | t.Sum((("+", t.Infinity()),), _):
            return 1
        case t.Sum((("-", t.Infinity()),), _):
            return -1
    return 0


def _checked(node: t.Node, env: Env) -> Term:
    try:
        term = value(node, env)
    except KernelError as error:
        raise Unreadable(str(error), node.at) from None
    except RecursionError:
        raise Unreadable("the formula is nested too deeply", node.at) from None
    env.scope.check(term, node.at)
    return term
