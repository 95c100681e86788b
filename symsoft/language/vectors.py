"""Arithmetic of whole vectors, so that softmax(c*z + w) can be written.

A vector expression is its size, how it is written (for names and print), and the rule that gives
its entry at an index. Vectors add and subtract; scalars add to, subtract from, multiply and divide
every entry.
"""

from __future__ import annotations

import operator
from collections.abc import Callable
from typing import Any

from sympy import Expr, sympify

from symsoft.language.errors import DeclarationError

Operation = Callable[[Any, Any], Any]


class VectorLike:
    """What has a size and an entry at each index."""

    _op_priority = 20.0
    __iter__ = None

    @property
    def size(self) -> Expr:
        """The number of entries: a dimension or a number."""
        raise NotImplementedError

    @property
    def written(self) -> Expr:
        """The whole vector as it is written, a symbol for each vector in it."""
        raise NotImplementedError

    def entry(self, index: Expr) -> Expr:
        """The entry at `index`."""
        raise NotImplementedError

    def _sympy_(self) -> Expr:
        """SymPy asks for this where a number is meant, as in ``Eq(p, q)``."""
        raise DeclarationError(f"{self} is a whole vector: write its entries, such as {self}[i]")

    @property
    def is_zero(self) -> None:
        """SymPy asks for this of a difference, as in ``Eq(z, 0)``."""
        self._sympy_()

    def __add__(self, other: Any) -> VectorExpression:
        return _combine(operator.add, self, other)

    def __radd__(self, other: Any) -> VectorExpression:
        return _combine(operator.add, other, self)

    def __sub__(self, other: Any) -> VectorExpression:
        return _combine(operator.sub, self, other)

    def __rsub__(self, other: Any) -> VectorExpression:
        return _combine(operator.sub, other, self)

    def __mul__(self, other: Any) -> VectorExpression:
        return _scale(operator.mul, self, other)

    def __rmul__(self, other: Any) -> VectorExpression:
        return _scale(operator.mul, self, other)

    def __truediv__(self, other: Any) -> VectorExpression:
        return _scale(operator.truediv, self, other)

    def __rtruediv__(self, other: Any) -> VectorExpression:
        raise DeclarationError(f"{other}/({self}): nothing is divided by a vector")

    def __neg__(self) -> VectorExpression:
        return _scale(operator.mul, self, -1)


class VectorExpression(VectorLike):
    """A vector made of others; ``v[i]`` is its entry at the index i."""

    def __init__(self, size: Expr, written: Expr, entry: Callable[[Expr], Expr]) -> None:
        self._size, self._written, self._entry = size, written, entry

    @property
    def size(self) -> Expr:
        return self._size

    @property
    def written(self) -> Expr:
        return self._written

    def entry(self, index: Expr) -> Expr:
        return self._entry(index)

    def __getitem__(self, index: Any) -> Expr:
        return self._entry(sympify(index))

    def __repr__(self) -> str:
        return str(self._written)


def _combine(operation: Operation, left: Any, right: Any) -> VectorExpression:
    sizes = {side.size for side in (left, right) if isinstance(side, VectorLike)}
    if len(sizes) > 1:
        raise DeclarationError(f"{left} and {right} have different dimensions: {sizes}")
    return VectorExpression(
        sizes.pop(),
        operation(_written(left), _written(right)),
        lambda index: operation(_entry(left, index), _entry(right, index)),
    )


def _scale(operation: Operation, left: VectorLike, right: Any) -> VectorExpression:
    if isinstance(right, VectorLike):
        raise DeclarationError(
            f"{left} and {right} are vectors: write a product or quotient of vectors by entries"
        )
    return _combine(operation, left, right)


def _written(part: Any) -> Any:
    return part.written if isinstance(part, VectorLike) else sympify(part)


def _entry(part: Any, index: Expr) -> Any:
    return part.entry(index) if isinstance(part, VectorLike) else sympify(part)
