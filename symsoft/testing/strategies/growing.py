"""Random terms of the whole language in a context: each operator in every position.

A term is well-formed but may be defined nowhere.  Derivatives, limits and integrals nest like
all else, and bound scalars and indices are used below their binders.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TypeVar

from symsoft.kernel import terms as tm
from symsoft.kernel.context import (
    DOMAINS,
    Array,
    Context,
    Definition,
    Dimension,
    Function,
    Index,
    Scalar,
)
from symsoft.kernel.terms import Term, mk
from symsoft.testing.strategies.source import Source

D = TypeVar("D", Array, Definition, Dimension, Function, Index, Scalar)

NUMBERS: tuple[int | Fraction, ...] = (1, 0, 2, -1, Fraction(1, 2), -2, 3, Fraction(-3, 2))
ROOTS: tuple[Fraction, ...] = (
    Fraction(1, 2),
    Fraction(-1, 2),
    Fraction(1, 3),
    Fraction(3, 2),
    Fraction(2, 3),
)
EXPONENTS: tuple[int | Fraction, ...] = (2, -1, *ROOTS, -2, 3, 0)
ENDS = ((1, 0), (1, 0), (1, 0), (1, 1), (2, 0))  # of sums and products, which may be empty
LETTERS = ("k", "i", "x")  # mere hints: the letters of binders may clash with free names


@dataclass(frozen=True)
class Grower:
    """Draws terms of a context; `bound` are the variables of the enclosing binders.

    `heavy` lets limits and integrals grow too.
    """

    context: Context
    source: Source
    bound: tuple[Term, ...] = ()
    heavy: bool = False

    def number(self, depth: int = 3) -> Term:
        """A term that is a real number, nested at most `depth` deep."""
        if depth <= 0 or self.source.chance(6):
            return self.source.pick(_LEAVES)(self)
        return self.source.pick(_INNER + _HEAVY if self.heavy else _INNER)(self, depth - 1)

    def index(self, dim: str) -> Term:
        """An index of a dimension."""
        free = [tm.ix(n, d.dim) for n, d in self.declared(Index) if d.dim == dim]
        local = [v for v in self.bound if v.op == "ix" and v.args[1] == dim]
        return self.source.pick([*local * 3, *free * 2, mk("lit", 1), mk("end", dim, 0)])

    def dim(self) -> str:
        """The name of a dimension."""
        return self.source.pick([n for n, _ in self.declared(Dimension)])

    def scalars(self) -> list[Term]:
        """The scalars, with those that are bound."""
        free = [tm.var(n, d.domain) for n, d in self.declared(Scalar)]
        return [v for v in self.bound if v.op == "var"] * 3 + free

    def under(self, var: Term) -> Grower:
        """The grower of terms in which `var` is to be bound."""
        return replace(self, bound=(*self.bound, var))

    def fresh(self) -> str:
        """A name that nothing has yet."""
        return tm.fresh(self.context.names, {v.args[0] for v in self.bound})

    def declared(self, kind: type[D]) -> list[tuple[str, D]]:
        """The names of the context that stand for one kind of thing."""
        return [(n, d) for n, d in self.context.names.items() if isinstance(d, kind)]


# --- leaves -------------------------------------------------------------------------------------


def _number(g: Grower) -> Term:
    return tm.num(g.source.pick(NUMBERS))


def _scalar(g: Grower) -> Term:
    return g.source.pick(g.scalars() or [tm.ONE])


def _entry(g: Grower) -> Term:
    arrays = g.declared(Array)
    if not arrays:
        return _scalar(g)
    name, array = g.source.pick(arrays)
    return mk("sym" if array.symmetric else "entry", name, *map(g.index, array.dims))


def _delta(g: Grower) -> Term:
    dim = g.dim()
    return mk("delta", g.index(dim), g.index(dim))


def _defined(g: Grower) -> Term:
    definitions = g.declared(Definition)
    if not definitions:
        return _entry(g)
    name, definition = g.source.pick(definitions)
    at = (g.index(p.args[1]) if p.op == "ix" else _scalar(g) for p in definition.params)
    return mk("def", name, *at)


_LEAVES: tuple[Callable[[Grower], Term], ...] = (
    _number,
    _scalar,
    _entry,
    _scalar,
    _entry,
    _delta,
    _defined,
    lambda g: mk("dim", g.dim()),
    lambda g: mk("val", g.index(g.dim())),
    lambda g: mk("pi"),
)

# --- operators ----------------------------------------------------------------------------------


def _several(make: Callable[..., Term]) -> Callable[[Grower, int], Term]:
    return lambda g, depth: make(*(g.number(depth) for _ in range(2 + g.source.chance(3))))


def _power(g: Grower, depth: int) -> Term:
    base = g.number(depth)
    if g.source.chance(5):
        return tm.power(base, g.source.pick([mk("dim", g.dim()), _scalar(g)]))
    return tm.power(base, tm.num(g.source.pick(EXPONENTS)))


def condition(g: Grower, depth: int) -> Term:
    """A term that is 0 or 1."""
    if g.source.chance(3):
        return _delta(g)
    return mk("iv", g.source.pick(tm.RELATIONS), g.number(depth), g.number(depth))


def _cases(g: Grower, depth: int) -> Term:
    return mk("if", condition(g, min(depth, 1)), g.number(depth), g.number(depth))


def _applied(g: Grower, depth: int) -> Term:
    functions = g.declared(Function)
    if not functions:
        return tm.exp(g.number(depth))
    return mk("app", g.source.pick(functions)[0], g.source.below(2), g.number(depth))


def _over(op: str) -> Callable[[Grower, int], Term]:
    """A sum, product, maximum or minimum over an index."""

    def make(g: Grower, depth: int) -> Term:
        dim = g.dim()
        first, off = g.source.pick(ENDS) if op in ("sum", "prod") else (1, 0)
        v = tm.ix(g.fresh(), dim)
        body = g.under(v).number(depth)
        return tm.binder(op, g.source.pick(LETTERS), (dim, first, off), var=v, body=body)

    return make


def _roots(g: Grower, depth: int) -> Term:
    """A sum of powers that are not whole, where multiples and squares hide."""
    parts = (tm.power(g.number(depth), tm.num(g.source.pick(ROOTS))) for _ in range(2))
    return tm.add(*(tm.mul(_number(g), p) for p in parts))


def _log_of_product(g: Grower, depth: int) -> Term:
    return tm.log(tm.mul(g.number(depth), g.number(depth)))


def _derivative(g: Grower, depth: int) -> Term:
    by = [t for t in (_scalar(g), _entry(g), _entry(g)) if t.op in ("var", "entry")]
    body = g.number(depth)
    return mk("deriv", g.source.pick(by), body) if by else body


def _limit(g: Grower, depth: int) -> Term:
    domain = g.source.pick(DOMAINS)
    v = tm.var(g.fresh(), domain)
    ends = [mk("inf", 1), tm.ZERO, _scalar(g), *([mk("inf", -1)] if domain == "real" else [])]
    side, point = g.source.pick(("", "", "-")), g.source.pick(ends)
    body = g.under(v).number(depth)
    return tm.binder("lim", "c", domain, side, point, var=v, body=body)


def _integral(g: Grower, depth: int) -> Term:
    v = tm.var(g.fresh())
    low = g.source.pick([tm.ZERO, _scalar(g), mk("inf", -1)])
    high = g.source.pick([tm.ONE, _scalar(g), mk("inf", 1)])
    return tm.binder("int", "u", low, high, var=v, body=g.under(v).number(depth))


_INNER: tuple[Callable[[Grower, int], Term], ...] = (
    _several(tm.add),
    _several(tm.mul),
    _several(tm.add),
    _several(tm.mul),
    _power,
    lambda g, depth: tm.exp(g.number(depth)),
    lambda g, depth: tm.log(g.number(depth)),
    lambda g, depth: mk("abs", g.number(depth)),
    condition,
    _cases,
    _applied,
    _over("sum"),
    _over("sum"),
    _over("prod"),
    _over("max"),
    _over("min"),
    _roots,
    _log_of_product,
    _derivative,
)
_HEAVY: tuple[Callable[[Grower, int], Term], ...] = (_limit, _integral)
