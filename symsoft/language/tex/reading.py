"""Claims and terms: the two sides of a relation as kernel terms."""

from __future__ import annotations

from collections.abc import Sequence

from symsoft.kernel.context import Claim
from symsoft.kernel.terms import ONE, ZERO, KernelError, Term, mk

# Imported also because they teach `value` their kinds of node.
from symsoft.language.tex import arithmetic, bigops, calculus, gradients, mappings, names  # noqa: F401
from symsoft.language.tex import tree as t
from symsoft.language.tex.arrays import SINGLE, Mat, array, common
from symsoft.language.tex.env import Env, Layout, value
from symsoft.language.tex.errors import Unreadable
from symsoft.language.tex.indices import are_indices, delta
from symsoft.language.tex.scope import TexScope


def read_term(node: t.Node, scope: TexScope, roots: Sequence[t.Node] = ()) -> Term:
    """The term for a formula; `roots` are all formulas that belong together with it."""
    return _checked(node, Env(scope, tuple(roots) or (node,)))


def read_claims(
    left: t.Node, rel: str, right: t.Node, scope: TexScope, roots: Sequence[t.Node] = ()
) -> tuple[Claim, ...]:
    """The claim that a relation makes; two where derivatives by vectors fit in two layouts."""
    found, refused = list[Claim](), list[Unreadable]()
    for numerator in (False, True):
        env = Env(scope, tuple(roots) or (left, right), layout=Layout(numerator))
        try:
            found.append(_claim(left, rel, right, env))
        except Unreadable as error:
            refused.append(error)
        if not env.layout.used:
            break
    if not found:
        raise refused[0]
    return tuple(dict.fromkeys(found))


def read_claim(
    left: t.Node, rel: str, right: t.Node, scope: TexScope, roots: Sequence[t.Node] = ()
) -> Claim:
    """The claim that a relation makes; refused where there are two."""
    claims = read_claims(left, rel, right, scope, roots)
    if len(claims) > 1:
        raise Unreadable("how this derivative is set can be read in two ways", left.at, LAYOUTS)
    return claims[0]


LAYOUTS = (
    "the entries of what is differentiated run along the columns",
    "they run along the rows",
)


def _claim(left: t.Node, rel: str, right: t.Node, env: Env) -> Claim:
    if rel in ("=", "!=") and are_indices(left, right, env):
        return Claim("=", delta((left, right), left.at, env), ONE if rel == "=" else ZERO)
    for infinite, other in ((right, left), (left, right)):
        sign = infinity_sign(infinite)
        if sign and rel == "=":
            return Claim("=", _checked(other, env), mk("inf", sign))
    arrays = [_array(side, env) for side in (left, right)]
    if any(found is not None for found in arrays):
        return _of_entries(left, rel, right, arrays, env)
    return Claim(rel, _checked(left, env), _checked(right, env))


def _of_entries(
    left: t.Node, rel: str, right: t.Node, arrays: Sequence[Mat | None], env: Env
) -> Claim:
    """The relation between the entries, for indices that nothing else speaks of."""
    one, other = (
        _zeros(side) if found is None else found
        for side, found in zip((left, right), arrays, strict=True)
    )
    rows = common(one.rows, other.rows, right.at)
    columns = common(one.columns, other.columns, right.at)
    if rel == "!=" or rel != "=" and SINGLE not in (rows, columns):
        raise Unreadable("between vectors or matrices only = is read, and ≤ of vectors", right.at)
    if None in (rows, columns):
        raise Unreadable("how many entries there are is not known", left.at)
    sizes = [str(n) for n in (rows, columns)]
    at = [None if n == SINGLE else env.scope.entry_index(n, k) for k, n in enumerate(sizes)]
    terms = [found.entry(*at) for found in (one, other)]
    for term, side in zip(terms, (left, right), strict=True):
        env.scope.check(term, side.at)
    return Claim(rel, terms[0], terms[1])


def _zeros(node: t.Node) -> Mat:
    """0 is the zero vector where a vector is needed; another number is not."""
    match node:
        case t.Number(value=0):
            return Mat(None, None, lambda i, j: ZERO)
    raise Unreadable("a number is compared with a vector or matrix", node.at)


def _array(node: t.Node, env: Env) -> Mat | None:
    try:
        return array(node, env)
    except KernelError as error:
        raise Unreadable(str(error), node.at) from None
    except RecursionError:
        raise Unreadable("the formula is nested too deeply", node.at) from None


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
