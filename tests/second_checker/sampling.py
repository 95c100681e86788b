"""Points at which the hypotheses of a certificate hold.

Equations are met by solving them for a number in which they are linear; everything else by trying:
what does not certainly hold at a point rules the point out.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import islice, product
from random import Random
from typing import Any

from flint import fmpq

from tests.second_checker.balls import HOLDS, Number, Point, fraction, order, sign, value
from tests.second_checker.ground import ONE, ZERO, Expr, NoValue, Unchecked, Writer, slope
from tests.second_checker.walking import Scope

Equation = tuple[str, Expr, Expr]
_REAL = [
    Fraction(n, d) for n, d in ((0, 1), (1, 1), (-1, 1), (2, 1), (-2, 1), (1, 2), (3, 1), (-5, 3))
]
_POSITIVE = [Fraction(n, d) for n, d in ((1, 1), (2, 1), (1, 2), (1, 3), (3, 1), (1, 5), (7, 2))]
_VALUES = {"real": _REAL, "positive": _POSITIVE, "nonnegative": [Fraction(0), *_POSITIVE]}
_KINDS = ("exp", "one", "square")
TRIES, MOST_INDICES = 60, 9


@dataclass(frozen=True)
class Place:
    """A point with the dimensions and indices that go with it."""

    dims: Mapping[str, int]
    at: Mapping[str, Any]
    point: Point


def places(scope: Scope, seed: int, count: int) -> Iterator[Place]:
    """So many points for each choice of the dimensions, at which all hypotheses hold."""
    random = Random(seed)
    for dims in _sizes(scope):
        yield from islice(_places_of(scope, dims, random), count)


def _sizes(scope: Scope) -> Iterator[dict[str, int]]:
    least = {n: d[1] for n, d in scope.names.items() if d[0] == "dimension"}
    for size in (1, 2, 3):
        found = {
            n: max(k, size if m == 0 else 1 + (size + m) % 3)
            for m, (n, k) in enumerate(least.items())
        }
        yield found
        if not least:
            return


def _places_of(scope: Scope, dims: dict[str, int], random: Random) -> Iterator[Place]:
    indices = {n: d[1] for n, d in scope.names.items() if d[0] == "index"}
    choices = list(product(*(range(1, dims[d] + 1) for d in indices.values())))
    for _ in range(TRIES):
        at = dict(zip(indices, random.choice(choices), strict=True))
        point = _sampled(scope, dims, random)
        try:
            if _met(scope, dims, at, point):
                yield Place(dims, at, point)
        except NoValue:
            continue


def _sampled(scope: Scope, dims: dict[str, int], random: Random) -> Point:
    p = Point(edged=frozenset(n for n, d in scope.names.items() if "nonnegative" in d))
    for name, d in scope.names.items():
        if d[0] == "scalar":
            p.atoms["atom", name, ()] = _number(d[1], random)
        elif d[0] == "function":
            p.functions[name] = random.choice(_KINDS)
        elif d[0] == "array":
            for at in product(*(range(1, dims[n] + 1) for n in d[1])):
                if not d[3] or list(at) == sorted(at):
                    p.atoms["atom", name, at] = _number(d[2], random)
    return p


def _number(domain: str, random: Random) -> Number:
    return fraction(random.choice(_VALUES[domain]))


# --- hypotheses ---------------------------------------------------------------------------------


def _met(scope: Scope, dims: dict[str, int], at: dict[str, Any], p: Point) -> bool:
    """Move the point so that the equations hold; whether then all hypotheses do."""
    instances: list[Equation] = []
    for h in scope.hypotheses:
        for claim in ground(h, scope, dims, at, p):
            instances.append(claim)
    locked: set[Expr] = set()
    solved: list[Equation] = []
    for claim in instances:
        if claim[0] == "=" and _solve(claim, p, locked):
            locked |= _atoms(claim)
            solved.append(claim)
    p.known.clear()
    return _in_domain(scope, p) and all(c in solved or true(c, p) for c in instances)


def ground(
    h: Any, scope: Scope, dims: dict[str, int], at: Mapping[str, Any], p: Point
) -> Iterator[Equation]:
    """The instances of a hypothesis at a point; for all reals, at a few."""
    _, (_, rel, lhs, rhs), variables, guards = h
    ranges = [
        range(1, dims[v[2]] + 1) if v[0] == "ix" else [("num", q) for q in _VALUES[v[2]][:4]]
        for v in variables
    ]
    for chosen in product(*ranges):
        here = {**at, **{v[1]: c for v, c in zip(variables, chosen, strict=True)}}
        writer = Writer(scope.names, dims)
        told = [(r, writer.expr(a, here), writer.expr(b, here)) for _, r, a, b in guards]
        if all(true(g, p) for g in told):
            yield rel, writer.expr(lhs, here), writer.expr(rhs, here)


def true(claim: Equation, p: Point) -> bool:
    """Whether a claim certainly holds; False also where it cannot be told."""
    rel, lhs, rhs = claim
    if lhs == rhs and rel in ("=", "<=", ">="):
        return True
    try:
        return bool(HOLDS[rel](order(value(lhs, p), value(rhs, p))))
    except Unchecked:
        return False


def _in_domain(scope: Scope, p: Point) -> bool:
    for (_, name, _), x in p.atoms.items():
        declared = scope.names[name]
        domain = declared[1] if declared[0] == "scalar" else declared[2]
        if domain != "real" and sign(x) < (domain == "positive"):
            return False
    return True


def _solve(claim: Equation, p: Point, locked: set[Expr]) -> bool:
    """Give one number the value at which an equation holds, if it is linear in it."""
    _, lhs, rhs = claim
    atoms = sorted(
        _atoms(claim) - locked, key=lambda a: (a not in (lhs, rhs), a[1:]), reverse=False
    )
    bare = [a for a in atoms if a in (lhs, rhs)]
    for a in [*bare, *reversed([a for a in atoms if a not in bare])]:
        gap = ("add", lhs, ("mul", ("num", Fraction(-1)), rhs))
        try:
            steep = slope(gap, a)
            if a in _atoms(("=", steep, ZERO)):
                continue
            p.known.clear()
            old, p.atoms[a] = p.atoms[a], fmpq(0)
            rest, by = value(gap, p), value(steep, p)
            p.known.clear()
            if sign(by) == 0:
                p.atoms[a] = old
                continue
            p.atoms[a] = -rest / by
            return True
        except (NoValue, Unchecked):
            p.known.clear()
    return False


def _atoms(claim: Sequence[Any]) -> set[Expr]:
    found: set[Expr] = set()
    stack = [e for e in claim if isinstance(e, tuple)]
    while stack:
        e = stack.pop()
        if e and e[0] == "atom":
            found.add(e)
        else:
            stack.extend(a for a in e if isinstance(a, tuple))
    return found


# --- variables and assumptions ------------------------------------------------------------------


def within(place: Place, scope: Scope, random: Random) -> Iterator[Place]:
    """The place with values for the variables of a scope, where its assumptions hold."""
    indices = [v for v in scope.variables if v[0] == "ix"]
    reals = [v for v in scope.variables if v[0] == "var"]
    chosen = list(product(*(range(1, place.dims[v[2]] + 1) for v in indices)))
    random.shuffle(chosen)
    for values in chosen[:MOST_INDICES]:
        at = {**place.at, **{v[1]: n for v, n in zip(indices, values, strict=True)}}
        at |= {v[1]: ("free", v[1]) for v in reals}
        free = {("free", v[1]): _number(v[2], random) for v in reals}
        here = Place(place.dims, at, replace(place.point, free=free, known={}))
        if _assumed(here, scope):
            yield here


def _assumed(place: Place, scope: Scope) -> bool:
    writer = Writer(scope.names, place.dims)
    try:
        told = [
            (r, writer.expr(a, place.at), writer.expr(b, place.at)) for r, a, b in scope.assumed
        ]
        return all(true(c, place.point) for c in told)
    except NoValue:
        return False


__all__ = ["ONE", "Place", "places", "within"]
