"""Sums, products, maxima and minima over an index, with the ways of writing their ranges."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction

from symsoft.kernel.terms import (
    MINUS_ONE,
    ONE,
    ZERO,
    Term,
    add,
    binder,
    ix,
    mk,
    mul,
    neg,
)
from symsoft.language.tex import tree as t
from symsoft.language.tex.arrays import Mat, array
from symsoft.language.tex.binding import rebound
from symsoft.language.tex.calculus import limit
from symsoft.language.tex.env import Env, mentions, refuse_labels, value
from symsoft.language.tex.errors import Unreadable
from symsoft.language.tex.gradients import HEADS, derivative, gradient
from symsoft.language.tex.indices import (
    single,
    split_scripts,
    truth,
)
from symsoft.language.tex.means import mean, mean_vector
from symsoft.language.tex.ranges import Range, ranges_of
from symsoft.language.translate import extremum


@value.register
def _(node: t.Prefixed, env: Env) -> Term:
    if node.op == "lim":
        return limit(node, env)
    if node.op == "mean":
        return mean(node, env)
    if node.op in HEADS:
        return derivative(node, env)
    below, above, primes = split_scripts(node.scripts)
    if primes:
        raise Unreadable(f"a prime at {node.op}", node.at)
    if below is None:
        return _of_list(node, env)
    ranges, guards = ranges_of(node, below, above, env)
    if node.op in ("max", "min", "prod"):
        _refuse_long_body(node, ranges)
    return _over(node, ranges, env, lambda inner: _body(node, guards, inner))


@array.register
def _(node: t.Prefixed, env: Env) -> Mat | None:
    """A sum of vectors, or a derivative that is one."""
    if node.op in HEADS:
        return gradient(node, env)
    if node.op == "mean":
        return mean_vector(node, env)
    below, above, _ = split_scripts(node.scripts)
    if node.op != "sum" or below is None:
        return None
    ranges, guards = ranges_of(node, below, above, env)
    sample = env
    for found_range in ranges:
        here = found_range.dim
        mark = mk("lit", found_range.first) if here is None else ix(env.scope.mark(), here)
        sample = sample.bind(found_range.letter, mark)
    found = array(node.body, sample)
    if found is None:
        return None

    def entry(i: Term | None, j: Term | None) -> Term:
        def body(inner: Env) -> Term:
            part = array(node.body, inner)
            assert part is not None  # it was one for another value of the letters
            return _guarded_by(node, part.entry(i, j), guards, inner)

        return _over(node, ranges, env, body)

    return Mat(found.rows, found.columns, entry)


def _over(
    node: t.Prefixed, ranges: Sequence[Range], env: Env, inside: Callable[[Env], Term]
) -> Term:
    if not ranges:
        return inside(env)
    here, *rest = ranges

    refuse_labels(node, here.letter, env.scope)

    def part(at: Term) -> Term:
        found = _over(node, rest, env.bind(here.letter, at), inside)
        return rebound(found, here.letter, at, node.at, env)

    if here.dim is None:
        numbers = range(here.first, here.last + 1)
        return _written_out(node, [part(mk("lit", n)) for n in numbers])
    mark = ix(env.scope.mark(), here.dim)
    body = part(mark)
    hint = here.letter.lstrip("\\")
    return binder(node.op, hint, (here.dim, here.first, here.off), var=mark, body=body)


def _body(node: t.Prefixed, guards: Sequence[t.Cond], env: Env) -> Term:
    return _guarded_by(node, value(node.body, env), guards, env)


def _guarded_by(node: t.Prefixed, found: Term, guards: Sequence[t.Cond], env: Env) -> Term:
    if node.signed:
        found = neg(found)
    if not guards:
        return found
    if node.op in ("max", "min"):
        raise Unreadable(f"{node.op} over a part of the indices is not read", guards[0].at)
    return mk("if", truth(tuple(guards), env), found, ZERO if node.op == "sum" else ONE)


def _written_out(node: t.Prefixed, parts: Sequence[Term]) -> Term:
    if node.op == "sum":
        return add(*parts)
    if node.op == "prod":
        return mul(*parts)
    return extremum(parts, ONE if node.op == "max" else MINUS_ONE)


# --- max and min --------------------------------------------------------------------------------


def _of_list(node: t.Prefixed, env: Env) -> Term:
    r"""``\max(a, b)``, the bracket being what follows."""
    first, rest = node.body, tuple[tuple[str, t.Node], ...]()
    if isinstance(first, t.Product):
        (_, first), *others = first.items
        rest = tuple(others)
    if node.op not in ("max", "min") or node.signed:
        raise Unreadable(f"what {node.op} runs over is missing", node.at)
    whole = first if isinstance(first, t.Group) or not rest else None  # c in max z c: under it?
    found = None if whole is None or node.scripts else _of_entries(node, whole, env)
    if found is not None:
        return _times(found, rest, node.at, env)
    if not isinstance(first, t.Group) or first.mark not in ("(", "\\{") or node.scripts:
        raise Unreadable(f"{node.op} needs an index below it, or a list in brackets", node.at)
    if len(first.conds) < 2:
        raise Unreadable(f"{node.op} of one number", first.at)
    parts = [value(single((c,), "a part", c.at), env) for c in first.conds]
    found = extremum(parts, ONE if node.op == "max" else MINUS_ONE)
    return _times(found, rest, node.at, env)


def _of_entries(node: t.Prefixed, whole: t.Node, env: Env) -> Term | None:
    r"""``\max z`` and ``\max(z)``: the greatest entry of a vector; None for anything else."""
    found = array(whole, env)
    if found is None or not found.is_column or found.rows is None or found.is_number:
        return None
    mark = ix(env.scope.mark(), found.rows)
    return binder(node.op, "k", (found.rows, 1, 0), var=mark, body=found.entry(mark, None))


def _times(found: Term, rest: Sequence[tuple[str, t.Node]], at: int, env: Env) -> Term:
    if not rest:
        return found
    tail = value(t.Product((("", t.Number(Fraction(1), at)), *rest), at), env)
    return mul(found, tail)


def _refuse_long_body(node: t.Prefixed, ranges: Sequence[Range]) -> None:
    """max_k z_k c: whether c is under the maximum matters for its sign."""
    if isinstance(node.body, t.Product):
        letters = [r.letter for r in ranges]
        last = node.body.items[-1][1]
        if not any(mentions(last, letter) for letter in letters):
            op = {"prod": "∏"}.get(node.op, node.op)
            readings = (f"({op} z_k) c", f"{op} (z_k c)")
            raise Unreadable(
                f"how far {node.op} reaches can be read in two ways", last.at, readings
            )
