"""SymPy statements at points, by floating-point numbers of many digits.

This shares nothing with symsoft but the classes in which statements are written. Each operator is
computed from its definition: derivatives by difference quotients, limits by going far out, and
integrals by quadrature. It proves nothing; it tells false statements of the corpus from true ones.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import singledispatch
from itertools import product
from random import Random
from typing import Any

import mpmath
import sympy
from mpmath import mp, mpf
from sympy import Idx, Indexed, Symbol
from sympy.core.function import AppliedUndef
from sympy.core.relational import Relational

from symsoft.language.definitions import Application
from symsoft.language.notation import Forall, IndexMaximum, IndexMinimum, Iverson
from symsoft.language.symbols import SymmetricMatrix, is_dimension

DIGITS = 40
_REAL = [mpf(n) / d for n, d in ((-2, 1), (-1, 1), (-1, 2), (0, 1), (1, 2), (1, 1), (2, 1), (3, 1))]
_POSITIVE = [mpf(n) / d for n, d in ((1, 3), (1, 2), (1, 1), (2, 1), (3, 1))]
_FUNCTIONS: dict[str, Callable[[Any], Any]] = {
    "f": lambda x: mpmath.exp(x / 2) + x**2 / 3 - 2 + x**3,
    "F": lambda x: mpmath.exp(x / 3) + x**2 + mpf(1) / 2,
}
_CLOSE, _ROUGHLY, _FAR = mpf(10) ** -12, mpf(10) ** -2, mpf(10) ** 60
_NIL = mpf(10) ** (2 - DIGITS)  # a zero that was rounded


class NoValue(Exception):
    """The term has no value here, or none that can be told."""


@dataclass(frozen=True)
class Point:
    """Values of symbols and indices, and of entries by the name of the array."""

    at: Mapping[Any, Any]
    entries: Mapping[tuple[Any, ...], Any]

    def bind(self, values: Mapping[Any, Any]) -> Point:
        """This point with other values of some symbols."""
        return replace(self, at={**self.at, **values})

    def index(self, e: Any) -> int:
        """The value of an index."""
        return int(value(e, self))


@singledispatch
def value(e: Any, p: Point) -> Any:
    """The value of a term; `NoValue` where it has none."""
    inside = [value(a, p) for a in e.args]
    known = getattr(mpmath, e.func.__name__, None)
    if known is None:
        raise NoValue
    return known(*inside)


def truth(e: Any, p: Point, near: Any = _CLOSE) -> bool:
    """Whether a condition holds, equality up to `near`."""
    if e in (sympy.true, sympy.false):
        return bool(e)
    if isinstance(e, Relational):
        a, b = value(e.lhs, p), value(e.rhs, p)
        if mpmath.isnan(a) or mpmath.isnan(b):
            raise NoValue
        finite = mpmath.isfinite(a) and mpmath.isfinite(b)
        same = a == b or finite and abs(a - b) <= near * (1 + abs(a))
        held = {"==": same, "!=": not same, "<": a < b and not same, ">": a > b and not same}
        return bool(held.get(e.rel_op, same or (a < b) == (e.rel_op == "<=")))
    parts = [truth(a, p, near) for a in e.args]
    return {"And": all(parts), "Or": any(parts), "Not": not parts[0]}[e.func.__name__]


@value.register
def _(e: sympy.Number, p: Point) -> Any:
    return mpf(e.p) / e.q if isinstance(e, sympy.Rational) else mpf(str(e))


@value.register(type(sympy.oo))
@value.register(type(-sympy.oo))
def _(e: Any, p: Point) -> Any:
    return mp.inf if e is sympy.oo else -mp.inf


@value.register
def _(e: sympy.NumberSymbol, p: Point) -> Any:
    return {sympy.E: mp.e, sympy.pi: mp.pi}[e] + 0


@value.register(Symbol)
@value.register(Idx)
def _(e: Any, p: Point) -> Any:
    return mpf(p.at[e])


@value.register
def _(e: Indexed, p: Point) -> Any:
    found = p.entries.get(_place(e, p))
    if found is None:
        raise NoValue
    return found


def _place(e: Indexed, p: Point) -> tuple[Any, ...]:
    at = [p.index(i) for i in e.indices]
    return (str(e.base), *(sorted(at) if isinstance(e.base, SymmetricMatrix) else at))


@value.register
def _(e: Application, p: Point) -> Any:
    given = [value(a, p) for a in e.arguments]
    return value(e.definition.body, p.bind(dict(zip(e.definition.params, given, strict=True))))


@value.register
def _(e: sympy.Subs, p: Point) -> Any:
    given = [value(a, p) for a in e.point]
    return value(e.expr, p.bind(dict(zip(e.variables, given, strict=True))))


@value.register
def _(e: AppliedUndef, p: Point) -> Any:
    return _FUNCTIONS[e.func.__name__](value(e.args[0], p))


@value.register
def _(e: sympy.Add, p: Point) -> Any:
    return sum((value(a, p) for a in e.args), mpf(0))


@value.register
def _(e: sympy.Mul, p: Point) -> Any:
    return mpmath.fprod([value(a, p) for a in e.args])


@value.register
def _(e: sympy.Pow, p: Point) -> Any:
    base, exponent = value(e.base, p), value(e.exp, p)
    whole = exponent == int(exponent) if mpmath.isfinite(exponent) else False
    if base < 0 and not whole or abs(base) < _NIL and exponent <= 0:
        raise NoValue
    return base ** int(exponent) if whole else base**exponent


@value.register
def _(e: sympy.exp, p: Point) -> Any:
    x = value(e.args[0], p)
    if abs(x) < _FAR:
        return mpmath.exp(x)
    return mpf(0) if x < 0 else mpmath.ldexp(1, 10**60)


@value.register
def _(e: sympy.log, p: Point) -> Any:
    x = value(e.args[0], p)
    if x <= 0:
        raise NoValue
    return mpmath.log(x)


@value.register
def _(e: sympy.Abs, p: Point) -> Any:
    return abs(value(e.args[0], p))


@value.register
def _(e: sympy.Max, p: Point) -> Any:
    return max(value(a, p) for a in e.args)


@value.register
def _(e: sympy.Min, p: Point) -> Any:
    return min(value(a, p) for a in e.args)


@value.register
def _(e: sympy.UnevaluatedExpr, p: Point) -> Any:
    return value(e.args[0], p)


@value.register
def _(e: sympy.KroneckerDelta, p: Point) -> Any:
    return mpf(p.index(e.args[0]) == p.index(e.args[1]))


@value.register
def _(e: Iverson, p: Point) -> Any:
    return mpf(truth(e.condition, p))


@value.register
def _(e: sympy.Piecewise, p: Point) -> Any:
    for term, condition in e.args:
        if truth(condition, p):
            return value(term, p)
    raise NoValue


def _members(e: Any, p: Point) -> list[Any]:
    """The members of a sum and its kin, whose first index is the innermost."""
    points = [p]
    for letter, low, high in reversed(e.limits):
        points = [
            q.bind({letter: n}) for q in points for n in range(q.index(low), q.index(high) + 1)
        ]
    return [value(e.function, q) for q in points]


@value.register
def _(e: sympy.Sum, p: Point) -> Any:
    return sum(_members(e, p), mpf(0))


@value.register
def _(e: sympy.Product, p: Point) -> Any:
    return mpmath.fprod(_members(e, p))


@value.register(IndexMaximum)
@value.register(IndexMinimum)
def _(e: Any, p: Point) -> Any:
    return (max if isinstance(e, IndexMaximum) else min)(_members(e, p))


@value.register
def _(e: sympy.Derivative, p: Point) -> Any:
    by = [v for v, count in e.variable_count for _ in range(int(count))]
    return _slope(e.expr, by, p)


def _slope(e: Any, by: Sequence[Any], p: Point) -> Any:
    """The derivative, if that from the left and that from the right agree."""
    if not by:
        return value(e, p)
    x, place = by[-1], _place(by[-1], p) if isinstance(by[-1], Indexed) else None

    def moved(to: Any) -> Any:
        if place is None:
            return _slope(e, by[:-1], p.bind({x: to}))
        return _slope(e, by[:-1], replace(p, entries={**p.entries, place: to}))

    sides = [mpmath.diff(moved, value(x, p), direction=side) for side in (-1, 1)]
    if abs(sides[0] - sides[1]) > _CLOSE * (1 + abs(sides[0])):
        raise NoValue
    return sides[0]


@value.register
def _(e: sympy.Limit, p: Point) -> Any:
    body, x, end, side = e.args
    to = value(end, p)
    steps = [mpf(10) ** n for n in ((2, 3, 4) if body.has(sympy.Limit) else (5, 8, 11))]
    if mpmath.isinf(to):
        return _approached(body, x, p, [mpmath.sign(to) * step for step in steps])
    signs = [-1] if str(side) == "-" else [1] if x.is_nonnegative and to == 0 else [1, -1]
    found = [_approached(body, x, p, [to + s / step for step in steps]) for s in signs]
    if any(abs(a - found[0]) > _ROUGHLY for a in found if a != found[0]):
        raise NoValue
    return found[0]


def _approached(body: Any, x: Any, p: Point, nearer: Sequence[Any]) -> Any:
    """What the values tend to, as far as three of them show it."""
    a, b, c = (value(body, p.bind({x: to})) for to in nearer)
    if abs(b - c) < _ROUGHLY / 10 * (1 + abs(c)) and abs(c) < 1000:
        return c
    if abs(c) > 100 * abs(b) > 1000 * abs(a) or abs(b - a) < abs(c - b) and abs(c) > 10:
        return mpmath.sign(c) * mp.inf
    raise NoValue


@value.register
def _(e: sympy.Integral, p: Point) -> Any:
    return _area(e.function, e.limits, p)


def _area(body: Any, limits: Sequence[Any], p: Point) -> Any:
    if not limits:
        return value(body, p)
    *inner, (x, low, high) = limits
    ends = [value(low, p), value(high, p)]
    between = [mpf(0)] if min(ends) < 0 < max(ends) else []

    def at(to: Any) -> Any:
        return _area(body, inner, p.bind({x: to}))

    found, error = mpmath.quad(at, [ends[0], *between, ends[1]], maxdegree=5, error=True)
    if not mpmath.isfinite(found) or error > _ROUGHLY * (1 + abs(found)):
        raise NoValue
    return found


# --- statements ---------------------------------------------------------------------------------


def falsehoods(claim: Any, given: Sequence[Any], tries: int = 60) -> Iterator[bool]:
    """At points at which the hypotheses hold and the claim is defined: whether it is false."""
    rough = claim.has(sympy.Limit, sympy.Integral)
    before, mp.dps = mp.dps, DIGITS
    random = Random(str(claim))
    try:
        for _ in range(20 * tries if given else tries):
            p = _random_point([claim, *given], random)
            try:
                if all(_given(h, p) for h in given):
                    yield not truth(claim, p, _ROUGHLY if rough else _CLOSE)
            except (NoValue, ZeroDivisionError, OverflowError):
                continue
    finally:
        mp.dps = before


def _given(h: Any, p: Point) -> bool:
    if not isinstance(h, Forall):
        return truth(h, p)
    ranges = [
        range(1, p.index(v.upper) + 1) if isinstance(v, Idx) else _values(v) for v in h.variables
    ]
    points = [p.bind(dict(zip(h.variables, chosen, strict=True))) for chosen in product(*ranges)]
    return all(truth(h.relation, q) for q in points if all(truth(g, q) for g in h.guards))


def _values(symbol: Any) -> list[Any]:
    if symbol.is_positive:
        return _POSITIVE
    return [mpf(0), *_POSITIVE] if symbol.is_nonnegative else _REAL


def _random_point(statements: Sequence[Any], random: Random) -> Point:
    parts = [q for h in statements for q in _relations(h)]
    at: dict[Any, Any] = {}
    entries: dict[tuple[Any, ...], Any] = {}
    bases: set[Any] = set()
    names: set[Any] = set()
    stack = list(parts)
    while stack:
        e = stack.pop()
        names |= e.atoms(Symbol) | e.atoms(Idx)
        bases |= {a.base for a in e.atoms(Indexed)}
        stack += [a.definition.body for a in e.atoms(Application)]
    sizes = {s for n in names if isinstance(n, Idx) for s in [n.upper]}
    sizes |= {s for b in bases for s in b.shape}
    for size in sorted(sizes | {n for n in names if is_dimension(n)}, key=str):
        if not size.is_number:
            at[size] = random.choice([n for n in (1, 2, 2, 3) if n >= getattr(size, "least", 1)])
    here = Point(at, {})
    for n in sorted(names, key=sympy.default_sort_key):
        if isinstance(n, Idx):
            at[n] = random.randint(1, here.index(n.upper))
        elif n not in at:
            at[n] = random.choice(_values(n))
    for base in sorted(bases, key=str):
        for place in product(*(range(1, here.index(size) + 1) for size in base.shape)):
            entries[str(base), *place] = random.choice(_values(base.label))
    return Point(at, entries)


def _relations(h: Any) -> list[Any]:
    return [h.relation, *h.guards] if isinstance(h, Forall) else [h]
