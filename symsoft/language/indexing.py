"""Indices and ranges: i, 1, K, K - 1, and the limits of sums."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sympy import Basic, Expr, Idx, Integer, Symbol

from symsoft.kernel.terms import INDEX_OPS, ONE, ZERO, Term, ix, mk
from symsoft.language.declarations import Names
from symsoft.language.errors import UnsupportedTerm
from symsoft.language.symbols import is_dimension

MOST_TERMS = 30  # of a sum between numbers, which is written out


@dataclass(frozen=True)
class Env:
    """Where a part of an expression stands: the names, and what its bound symbols stand for."""

    names: Names
    bound: Mapping[Basic, Term] = field(default_factory=dict)
    replaced: frozenset[Basic] = frozenset()

    def bind(self, values: Mapping[Basic, Term]) -> Env:
        """With symbols that a binder binds."""
        return Env(self.names, {**self.bound, **values}, self.replaced - set(values))

    def replace(self, values: Mapping[Basic, Term]) -> Env:
        """With symbols in whose place other terms are put."""
        return Env(self.names, {**self.bound, **values}, self.replaced | set(values))

    def is_index(self, expr: Basic) -> bool:
        """Whether `expr` is an index symbol here."""
        stands_for = self.bound.get(expr)
        return isinstance(expr, Idx) if stands_for is None else stands_for.op in INDEX_OPS


@dataclass(frozen=True)
class Range:
    """From `first` to K - `off`; between numbers `dim` is None and `last` the end."""

    first: int
    dim: str | None
    off: int = 0
    last: int = 0


def index_term(expr: Basic, env: Env, dim: str | None = None) -> Term:
    """The index `expr`: a symbol, 1, 2, …, K, or K - n. It must range over `dim` if given."""
    term = _index(expr, env)
    found = index_dim(term)
    if dim is not None and found not in (None, dim):
        raise UnsupportedTerm(expr, f"ranges over {found}, where an index over {dim} is needed")
    if dim is not None and dim.isdigit() and term.op == "lit" and term.args[0] > int(dim):
        raise UnsupportedTerm(expr, f"beyond the last index {dim}")
    return term


def index_dim(term: Term) -> str | None:
    """What an index ranges over, None for a number."""
    return {"ix": lambda: str(term.args[1]), "end": lambda: str(term.args[0])}.get(
        term.op, lambda: None
    )()


def _index(expr: Basic, env: Env) -> Term:
    if expr in env.bound:
        if env.bound[expr].op not in INDEX_OPS:
            raise UnsupportedTerm(expr, "a scalar stands where an index is needed")
        return env.bound[expr]
    if isinstance(expr, Idx):
        return _free_index(expr, env)
    if isinstance(expr, Integer):
        if expr < 1:
            raise UnsupportedTerm(expr, "indices start at 1")
        return mk("lit", int(expr))
    ended = _below_dimension(expr)
    if ended is not None:
        return _end(expr, *ended, env)
    why = "an index is a symbol, a number, K or K - 1, without further arithmetic"
    if isinstance(expr, Symbol):
        why = f'an index whose range is not known: write it as indices("{expr}", K)'
    raise UnsupportedTerm(expr, why)


def _free_index(index: Idx, env: Env) -> Term:
    if isinstance(index.upper, Integer):
        raise UnsupportedTerm(index, f"a free index over 1..{index.upper}: write the numbers")
    return env.names.index(index)


def _end(expr: Basic, size: Symbol, off: int, env: Env) -> Term:
    name = env.names.dimension(size)
    if off >= env.names.least(name):
        raise UnsupportedTerm(expr, f'no index unless dim("{name}", min={off + 1})')
    return mk("end", name, off)


def _below_dimension(expr: Any) -> tuple[Symbol, int] | None:
    """(K, n) when `expr` is K - n."""
    if not isinstance(expr, Expr):
        return None
    constant, rest = expr.as_coeff_Add()
    if is_dimension(rest) and isinstance(constant, Integer) and constant <= 0:
        assert isinstance(rest, Symbol)
        return rest, -int(constant)
    return None


def read_range(limit: Any, env: Env) -> Range:
    """The range of a limit (k, first, last) of a sum; SymPy makes sure that it has both ends."""
    _, low, high = limit
    if not isinstance(low, Integer) or low < 1:
        raise UnsupportedTerm(limit, f"starts at {low}; ranges start at a number from 1 on")
    if isinstance(high, Integer):
        return _numbers(limit, int(low), int(high))
    ended = _below_dimension(high)
    if ended is None or high in env.bound:
        raise UnsupportedTerm(limit, f"ends at {high}, which is no dimension K, K - 1 or number")
    found = Range(int(low), env.names.dimension(ended[0]), ended[1])
    _check_not_negative(limit, found, env)
    return found


def _numbers(limit: Any, low: int, high: int) -> Range:
    if high < low - 1:
        raise UnsupportedTerm(limit, "runs backwards")
    if high - low >= MOST_TERMS:
        raise UnsupportedTerm(limit, f"has more than {MOST_TERMS} terms: use a dimension")
    return Range(low, None, last=high)


def _check_not_negative(limit: Any, found: Range, env: Env) -> None:
    assert found.dim is not None
    needed = found.first - 1 + found.off
    if needed > env.names.least(found.dim):
        raise UnsupportedTerm(limit, f'may run backwards: declare dim("{found.dim}", min={needed})')


def delta_term(left: Basic, right: Basic, whole: Any, env: Env) -> Term:
    """Kronecker's delta of two indices over one dimension."""
    terms = [_index(side, env) for side in (left, right)]
    dims = {d for d in map(index_dim, terms) if d is not None}
    if len(dims) > 1:
        raise UnsupportedTerm(whole, f"compares indices over {' and '.join(sorted(dims))}")
    if all(t.op == "lit" for t in terms):
        return ONE if terms[0] is terms[1] else ZERO
    return mk("delta", *terms)


def marked_index(env: Env, dim: str) -> Term:
    """A fresh index, to be bound at once."""
    return ix(env.names.mark(), dim)
