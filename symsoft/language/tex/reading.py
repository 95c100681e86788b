"""Claims and terms: the two sides of a relation as kernel terms."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from symsoft.kernel.context import Claim
from symsoft.kernel.terms import ONE, ZERO, KernelError, Term, mk

# Imported also because they teach `value` their kinds of node.
from symsoft.language.tex import arithmetic, bigops, calculus, gradients, mappings, names  # noqa: F401
from symsoft.language.tex import tree as t
from symsoft.language.tex.arrays import SINGLE, Mat, array, common
from symsoft.language.tex.env import Env, Layout, value
from symsoft.language.tex.errors import Unreadable
from symsoft.language.tex.indices import are_indices, delta
from symsoft.language.tex.reach import READINGS as REACHES
from symsoft.language.tex.scope import TexScope


def read_term(node: t.Node, scope: TexScope, roots: Sequence[t.Node] = ()) -> Term:
    """The term for a formula; `roots` are all formulas that belong together with it."""
    return _checked(node, Env(scope, tuple(roots) or (node,)))


@dataclass(frozen=True)
class Readings:
    """What a relation may claim, each with how it is read; `why` there is more than one.

    `presumed` has to be proved before any of them means something.
    """

    claims: tuple[tuple[Claim, str], ...]
    why: Unreadable | None = None
    presumed: tuple[Claim, ...] = ()


def read_claims(
    left: t.Node, rel: str, right: t.Node, scope: TexScope, roots: Sequence[t.Node] = ()
) -> Readings:
    """The claims that a relation may make: there are two layouts of derivatives, and two ends of
    a sum whose letter is used again behind it.
    """
    whole = tuple(roots) or (left, right)
    found = dict[Claim, str]()
    presumed = dict[Claim, None]()
    why: Unreadable | None = None
    waiting: list[tuple[dict[t.Sum, int], str]] = [({}, "")]
    while waiting:
        reach, how = waiting.pop(0)
        try:
            layouts, unclear = _layouts(left, rel, right, Env(scope, whole), reach, presumed)
        except Unreadable as fault:
            raise why or fault from None
        if unclear is not None:
            node, (count, error) = unclear
            why = why or error
            waiting += [({**reach, node: n}, _told(how, n, count)) for n in range(count)]
        else:
            for claim, layout in layouts:
                found.setdefault(claim, ", ".join(filter(None, (how, layout))))
        if len(found) + len(waiting) > _MOST_READINGS:
            assert why is not None  # of layouts there are two
            raise why
    if len(found) > 1 and why is None:
        why = Unreadable("how this derivative is set can be read in two ways", left.at, LAYOUTS)
    return Readings(tuple(found.items()), why if len(found) > 1 else None, tuple(presumed))


def _told(how: str, n: int, count: int) -> str:
    told = REACHES[n > 0] if n in (0, count - 1) else "it reaches over a part of what follows"
    return f"{how}, {told}" if how else told


def _layouts(
    left: t.Node,
    rel: str,
    right: t.Node,
    env: Env,
    reach: Mapping[t.Sum, int],
    presumed: dict[Claim, None],
) -> tuple[list[tuple[Claim, str]], tuple[t.Sum, tuple[int, Unreadable]] | None]:
    """The claims in the layouts that fit; or a sum that has several readings, the first of them."""
    found, refused = list[tuple[Claim, str]](), list[Unreadable]()
    for numerator in (False, True):
        layout = Layout(numerator, several=True, reach=reach)
        try:
            found.append(
                (_claim(left, rel, right, replace(env, layout=layout)), LAYOUTS[numerator])
            )
        except Unreadable as error:
            refused.append(error)
        presumed.update(dict.fromkeys(c for found in layout.presumed.values() for c in found))
        if layout.open:
            return [], next(iter(layout.open.items()))
        if not layout.used:
            found = [(claim, "") for claim, _ in found]
            break
    if not found:
        raise refused[0]
    return found, None


def read_claim(
    left: t.Node, rel: str, right: t.Node, scope: TexScope, roots: Sequence[t.Node] = ()
) -> Claim:
    """The claim that a relation makes; refused where there are two."""
    readings = read_claims(left, rel, right, scope, roots)
    if readings.why is not None:
        raise readings.why
    if readings.presumed:
        raise Unreadable("an expectation is read in a display only: write it as a sum", left.at)
    return readings.claims[0][0]


LAYOUTS = (
    "the entries of what is differentiated run along the columns",
    "they run along the rows",
)
_MOST_READINGS = 6


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
