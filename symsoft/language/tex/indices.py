"""Scripts: indices such as i, 1, K and K - 1, exponents, and conditions between indices."""

from __future__ import annotations

from collections.abc import Sequence

from symsoft.kernel.context import Dimension, Index
from symsoft.kernel.terms import INDEX_OPS, ONE, ZERO, Term, mk, mul, sub
from symsoft.language.tex import tree as t
from symsoft.language.tex.env import Env, value
from symsoft.language.tex.errors import Unreadable

_COMPARED = {"=": "=", "!=": "!=", "<": "<", "<=": "<=", ">": ">", ">=": ">="}


def split_scripts(
    scripts: Sequence[t.Script],
) -> tuple[t.Script | None, t.Script | None, int]:
    """Subscript, superscript and the number of primes."""
    below = [s for s in scripts if s.place == "_"]
    above = [s for s in scripts if s.place == "^"]
    for twice in (below, above):
        if len(twice) > 1:
            raise Unreadable("two scripts at one place", twice[1].at)
    primes = sum(s.place == "'" for s in scripts)
    return (below[0] if below else None), (above[0] if above else None), primes


def single(conds: t.Conds, what: str, at: int) -> t.Node:
    """The one term that stands there."""
    if len(conds) != 1 or conds[0].relations:
        raise Unreadable(f"{what} is one term", conds[0].at if conds else at)
    return conds[0].terms[0]


def exponent(script: t.Script, of_name: bool, env: Env) -> Term:
    """The value of a superscript that is a power."""
    if script.sign or not script.conds:
        raise Unreadable("this superscript is no power", script.at)
    node = single(script.conds, "an exponent", script.at)
    if of_name and isinstance(node, t.Group) and node.mark in "([":
        readings = ("a power", "a label or the order of a derivative")
        raise Unreadable("a superscript in brackets can be read in two ways", node.at, readings)
    return value(node, env)


def index(node: t.Node, env: Env, dim: str | None = None) -> Term:
    """An index, over `dim` if given: a letter, a number, K or K - 1."""
    term = _index(node, env)
    found = index_dim(term)
    if dim is not None and found not in (None, dim):
        raise Unreadable(f"this index ranges over {found}, not over {dim}", node.at)
    return term


def index_dim(term: Term) -> str | None:
    """What an index ranges over, None for a number."""
    return {"ix": str(term.args[-1]), "end": str(term.args[0])}.get(term.op)


def _index(node: t.Node, env: Env) -> Term:
    match node:
        case t.Name(key, at):
            return _named_index(key, at, env)
        case t.Number(n, at) if n.denominator == 1 and n >= 1:
            return mk("lit", int(n))
        case t.Number():
            raise Unreadable("indices are whole numbers from 1 on", node.at)
        case t.Group("{", ((t.Cond((inside,), (), _)),), _):
            return _index(inside, env)
    ended = below_dimension(node, env)
    if ended is None:
        raise Unreadable("an index is a letter, a number, K or K - 1", node.at)
    return mk("end", *ended)


def _named_index(key: str, at: int, env: Env) -> Term:
    if key in env.bound:
        if env.bound[key].op not in INDEX_OPS:
            raise Unreadable(f"{key} is a scalar, where an index is needed", at)
        return env.bound[key]
    match None if key in env.vectors else env.scope.meaning(key, at):
        case Index(dim):
            return mk("ix", env.scope.plain[key], dim)
        case Dimension():
            return mk("end", env.scope.plain[key], 0)
        case None:
            raise Unreadable(f"{key} is not declared as an index", at)
    raise Unreadable(f"{key} is no index", at)


def below_dimension(node: t.Node, env: Env) -> tuple[str, int] | None:
    """(K, n) for K or K - n that is sure to be positive or zero, as a dimension."""
    match node:
        case t.Group("{", ((t.Cond((inside,), (), _)),), _):
            return below_dimension(inside, env)
        case t.Sum((("+", t.Name(key, at)), ("-", t.Number(n))), _) if n.denominator == 1:
            off = int(n)
        case t.Name(key, at):
            off = 0
        case _:
            return None
    if env.hides(key) or not isinstance(env.scope.meaning(key, at), Dimension):
        return None
    return env.scope.plain[key], off


def index_list(conds: t.Conds, dims: Sequence[str], what: str, env: Env) -> list[Term]:
    """The indices of a subscript, one for each dimension: ``ij``, ``i,j`` or ``1,K-1``."""
    nodes = _separate(conds, len(dims))
    if len(nodes) != len(dims):
        at = conds[0].at
        raise Unreadable(f"{what} takes {len(dims)} indices, not {len(nodes)}", at)
    return [index(node, env, dim) for node, dim in zip(nodes, dims, strict=True)]


def _separate(conds: t.Conds, wanted: int) -> list[t.Node]:
    for cond in conds:
        if cond.relations:
            raise Unreadable("a relation stands where indices are needed", cond.at)
    nodes = [cond.terms[0] for cond in conds]
    if len(nodes) > 1:
        return nodes
    match nodes[0]:
        case t.Product(items, _) if all(op == "" for op, _ in items):
            return [node for _, node in items]
        case t.Number(n, at) if wanted > 1 and len(str(n)) == wanted:
            return [t.Number(type(n)(int(digit)), at) for digit in str(n)]
    return nodes


def delta(nodes: Sequence[t.Node], at: int, env: Env) -> Term:
    """Kronecker's delta of two indices over one dimension."""
    terms = [index(node, env) for node in nodes]
    dims = {d for d in map(index_dim, terms) if d is not None}
    if len(dims) > 1:
        raise Unreadable(f"compares indices over {' and '.join(sorted(dims))}", at)
    if all(term.op == "lit" for term in terms):
        return ONE if terms[0] is terms[1] else ZERO
    return mk("delta", *terms)


def delta_of(conds: t.Conds, at: int, env: Env) -> Term:
    """δ with this subscript."""
    nodes = _separate(conds, 2)
    if len(nodes) != 2:
        raise Unreadable(f"δ takes two indices, not {len(nodes)}", at)
    return delta(nodes, at, env)


def is_index(node: t.Node, env: Env) -> bool:
    """Whether this is a letter that stands for an index."""
    if not isinstance(node, t.Name) or node.key in env.vectors:
        return False
    if node.key in env.bound:
        return env.bound[node.key].op in INDEX_OPS
    return isinstance(env.scope.meaning(node.key, node.at), Index)


def are_indices(left: t.Node, right: t.Node, env: Env) -> bool:
    """Whether a relation is between two indices, one of them a letter."""
    if not (is_index(left, env) or is_index(right, env)):
        return False
    return all(
        is_index(side, env) or isinstance(side, t.Number) or below_dimension(side, env) is not None
        for side in (left, right)
    )


def truth(conds: t.Conds, env: Env) -> Term:
    """1 where all conditions hold, 0 where not."""
    found = [
        _holds(left, rel, right, env)
        for cond in conds
        for left, rel, right in zip(cond.terms, cond.relations, cond.terms[1:], strict=False)
    ]
    bare = next((c for c in conds if not c.relations), None)
    if bare is not None:
        raise Unreadable("a condition is a relation", bare.at)
    return mul(*found)


def _holds(left: t.Node, rel: str, right: t.Node, env: Env) -> Term:
    if rel not in _COMPARED:
        raise Unreadable("→ and ∈ are no conditions here", right.at)
    if rel in ("=", "!=") and are_indices(left, right, env):
        found = delta((left, right), left.at, env)
        return found if rel == "=" else sub(ONE, found)
    return mk("iv", rel, value(left, env), value(right, env))
