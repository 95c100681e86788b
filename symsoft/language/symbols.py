"""Declarations: dimensions, indices, scalars, vectors, matrices and unknown functions.

Each is the ordinary SymPy object (Symbol, Idx, IndexedBase, Function) and carries its own
declaration, so that a claim can be read without registering anything: the domain is in SymPy's
assumptions and the dimensions are in the shape.
"""

from __future__ import annotations

import re
from typing import Any, TypeAlias, cast

import sympy
from sympy import Expr, Idx, IndexedBase, Integer, Symbol

from symsoft.language.errors import DeclarationError
from symsoft.language.vectors import VectorLike

Size: TypeAlias = "Expr | int"


class NamedSymbol(Symbol):  # type: ignore[misc]  # SymPy is untyped
    """A symbol that knows how its author sets it in LaTeX, and its least value if a dimension."""

    __slots__ = ("latex", "least")
    latex: str | None
    least: int

    def __new__(
        cls, name: str, latex: str | None = None, least: int = 1, **assumptions: bool
    ) -> NamedSymbol:
        symbol = cast(NamedSymbol, Symbol.__xnew__(cls, name, **assumptions))
        symbol.latex, symbol.least = latex, least
        return symbol

    def __getnewargs_ex__(self) -> tuple[tuple[Any, ...], dict[str, bool]]:
        return (self.name, self.latex, self.least), dict(self._assumptions_orig)

    def _hashable_content(self) -> tuple[Any, ...]:
        return (*super()._hashable_content(), self.latex or "", self.least)

    def _latex(self, printer: Any) -> str:
        return self.latex or str(printer._print_Symbol(self))


class Vector(VectorLike, IndexedBase):  # type: ignore[misc]  # SymPy is untyped
    """A vector of real entries; ``z[i]`` is an entry, ``z + c`` and ``c*z`` are vectors too."""

    _op_priority = 20.0

    @property
    def size(self) -> Expr:
        return cast(Expr, self.shape[0])

    def entry(self, index: Expr) -> Expr:
        return cast(Expr, self[index])

    @property
    def written(self) -> Expr:
        return cast(Expr, self.label)


class Matrix(IndexedBase):  # type: ignore[misc]  # SymPy is untyped
    """A matrix of real entries ``W[i, j]``."""


class SymmetricMatrix(Matrix):
    """A matrix with ``A[i, j] = A[j, i]``."""


def _symbol(name: str, latex: str | None, least: int = 1, **assumptions: bool) -> Symbol:
    if latex is None and least == 1:  # the plain symbol, equal to the author's own
        return Symbol(name, **assumptions)
    return NamedSymbol(name, latex, least, **assumptions)


def _assumptions(positive: bool, nonnegative: bool) -> dict[str, bool]:
    if positive:
        return {"positive": True}
    return {"nonnegative": True} if nonnegative else {"real": True}


def dim(name: str, min: int = 1, *, latex: str | None = None) -> Symbol:
    """A dimension: a positive whole number, at least `min`."""
    if min < 1:
        raise DeclarationError(f"dimension {name}: the least value must be at least 1, not {min}")
    return _symbol(name, latex, min, integer=True, positive=True)


def indices(names: str, size: Size) -> Any:
    """One `Idx`, or a tuple of them, ranging over 1..`size`; one name gives one equal `Idx`."""
    made = tuple(Idx(name, (1, check_size(size))) for name in re.split(r"[\s,]+", names.strip()))
    return made[0] if len(made) == 1 else made


def scalar(
    name: str, *, positive: bool = False, nonnegative: bool = False, latex: str | None = None
) -> Symbol:
    """A real scalar."""
    return _symbol(name, latex, **_assumptions(positive, nonnegative))


def vector(
    name: str,
    size: Size,
    *,
    positive: bool = False,
    nonnegative: bool = False,
    latex: str | None = None,
) -> Vector:
    """A vector with entries ``z[1]`` … ``z[size]``, real unless said otherwise."""
    label = _symbol(name, latex, **_assumptions(positive, nonnegative))
    return Vector(label, (check_size(size),))


def matrix(
    name: str,
    shape: tuple[Size, Size],
    *,
    symmetric: bool = False,
    positive: bool = False,
    nonnegative: bool = False,
    latex: str | None = None,
) -> Matrix:
    """A matrix with entries ``W[i, j]``; a symmetric one must be square."""
    rows, columns = (check_size(size) for size in shape)
    if symmetric and rows != columns:
        raise DeclarationError(f"{name}: a symmetric matrix is square, not {rows} by {columns}")
    label = _symbol(name, latex, **_assumptions(positive, nonnegative))
    return (SymmetricMatrix if symmetric else Matrix)(label, (rows, columns))


def function(
    name: str, *, positive: bool = False, nonnegative: bool = False, latex: str | None = None
) -> Any:
    """An unknown smooth function of one real argument, with values in the domain named."""
    made: Any = sympy.Function(name, **_assumptions(positive, nonnegative))
    made.symsoft_latex = latex
    return made


def check_size(size: Size) -> Expr:
    """`size` as SymPy writes it; a dimension is a symbol made by `dim` or a number at least 1."""
    given = sympy.sympify(size)
    if is_dimension(given) or (isinstance(given, Integer) and given >= 1):
        return cast(Expr, given)
    raise DeclarationError(f'{size} is no dimension: write K = dim("K"), or a number such as 3')


def is_dimension(expr: Any) -> bool:
    """Whether `expr` is a symbol for a positive whole number."""
    return isinstance(expr, Symbol) and bool(expr.is_integer and expr.is_positive)
