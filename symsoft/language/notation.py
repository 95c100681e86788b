"""Notation: sums, products and extrema over an index, brackets, "for every", definitions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, cast

import sympy
from sympy import And, Basic, Eq, Expr, Idx, KroneckerDelta, Product, Sum, Symbol
from sympy.concrete.expr_with_limits import ExprWithLimits

from symsoft.language.definitions import Application, DefinitionSymbol
from symsoft.language.errors import DeclarationError


class IndexMaximum(ExprWithLimits):  # type: ignore[misc]  # SymPy is untyped
    """The greatest value of a term over an index."""

    is_commutative = True
    is_real = True

    def _sympystr(self, printer: Any) -> str:
        return _extremum_text("max", self, printer)

    def _latex(self, printer: Any) -> str:
        return _extremum_latex(r"\max", self, printer)


class IndexMinimum(ExprWithLimits):  # type: ignore[misc]  # SymPy is untyped
    """The least value of a term over an index."""

    is_commutative = True
    is_real = True

    def _sympystr(self, printer: Any) -> str:
        return _extremum_text("min", self, printer)

    def _latex(self, printer: Any) -> str:
        return _extremum_latex(r"\min", self, printer)


class Iverson(Expr):  # type: ignore[misc]  # SymPy is untyped
    """1 where a condition holds and 0 where it does not."""

    is_commutative = True
    is_real = True
    is_nonnegative = True
    is_integer = True

    @property
    def condition(self) -> Basic:
        return self.args[0]

    def _sympystr(self, printer: Any) -> str:
        return f"[{printer._print(self.condition)}]"

    def _latex(self, printer: Any) -> str:
        return rf"\left[{printer._print(self.condition)}\right]"


@dataclass(frozen=True)
class Forall:
    """A hypothesis for every value of the variables that meets the guards."""

    variables: tuple[Basic, ...]
    relation: Any
    guards: tuple[Any, ...] = ()

    def __str__(self) -> str:
        where = f" where {', '.join(map(str, self.guards))}" if self.guards else ""
        return f"{self.relation} for all {', '.join(map(str, self.variables))}{where}"


@dataclass(frozen=True)
class Definition:
    """What `define` gives: ``d[i, j]`` for indices, ``d(x)`` for scalars."""

    symbol: DefinitionSymbol

    def __getitem__(self, indices: Any) -> Application:
        return self(*(indices if isinstance(indices, tuple) else (indices,)))

    def __call__(self, *args: Any) -> Application:
        wanted = len(self.symbol.params)
        if len(args) != wanted:
            raise DeclarationError(f"{self.symbol} takes {wanted} arguments, not {len(args)}")
        return Application(self.symbol, *map(sympy.sympify, args))


def forall(variables: Any, relation: Any, where: Any = None) -> Forall:
    """`relation` for every value of the indices or scalars `variables` that meets `where`."""
    chosen = tuple(variables) if isinstance(variables, Sequence) else (variables,)
    for variable in chosen:
        _check_variable(variable)
    return Forall(chosen, relation, _guards(where))


def _guards(where: Any) -> tuple[Any, ...]:
    if where is None:
        return ()
    parts = where if isinstance(where, (tuple, list)) else [where]
    split = [sorted(p.args, key=str) if isinstance(p, And) else [p] for p in parts]
    return tuple(guard for group in split for guard in group)


def define(name: str, params: Any, expr: Any, *, latex: str | None = None) -> Any:
    """``name(params) := expr``, kept folded in print.

    `params` is an index, a scalar, or a tuple of them; with none the result is used as it is,
    otherwise as ``d[i]`` or ``d(x)``.
    """
    chosen = tuple(params) if isinstance(params, Sequence) else (params,)
    for param in chosen:
        _check_variable(param)
    symbol = DefinitionSymbol(name, chosen, sympy.sympify(expr), latex)
    return Definition(symbol) if chosen else Application(symbol)


def _check_variable(variable: Any) -> None:
    if not isinstance(variable, (Idx, Symbol)):
        raise DeclarationError(f"{variable} is neither an index nor a scalar")


def index_limits(index: Any) -> tuple[Idx, Expr, Expr]:
    """(k, 1, K) for an index over 1..K."""
    if not isinstance(index, Idx) or index.lower is None:
        raise DeclarationError(f'{index} has no range: write it as indices("{index}", K)')
    return index, index.lower, index.upper


def sum_over(expr: Any, *over: Idx) -> Expr:
    """The sum over the whole range of each index, the first innermost."""
    return cast(Expr, Sum(expr, *map(index_limits, over)))


def prod_over(expr: Any, *over: Idx) -> Expr:
    """The product over the whole range of each index, the first innermost."""
    return cast(Expr, Product(expr, *map(index_limits, over)))


def max_over(expr: Any, *over: Idx) -> Expr:
    """The maximum over the whole range of each index."""
    return IndexMaximum(expr, *map(index_limits, over))


def min_over(expr: Any, *over: Idx) -> Expr:
    """The minimum over the whole range of each index."""
    return IndexMinimum(expr, *map(index_limits, over))


def delta(i: Any, j: Any) -> Expr:
    """Kronecker's delta."""
    return cast(Expr, KroneckerDelta(i, j))


def iverson(condition: Any) -> Expr:
    """[condition]: 1 where it holds, else 0. Relations, `And`, `Or` and `Not` of them."""
    given = sympy.sympify(condition)
    if given in (sympy.true, sympy.false):
        return cast(Expr, sympy.Integer(int(bool(given))))
    if isinstance(given, Eq) and all(isinstance(side, Idx) for side in given.args):
        return delta(*given.args)
    return Iverson(given)


def _extremum_text(name: str, expr: ExprWithLimits, printer: Any) -> str:
    letters = ", ".join(printer._print(limit[0]) for limit in expr.limits)
    return f"{name}_over({printer._print(expr.function)}, {letters})"


def _extremum_latex(name: str, expr: ExprWithLimits, printer: Any) -> str:
    letters = ",".join(printer._print(limit[0]) for limit in expr.limits)
    return rf"{name}_{{{letters}}} {printer._print(expr.function)}"
