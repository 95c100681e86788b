"""Points that authors write: ``at={z: [1, 2], c: 10, i: 1}``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from fractions import Fraction
from itertools import product
from typing import Any

from sympy import Idx, IndexedBase, Rational, Symbol

from symsoft.derivation.errors import DerivationError
from symsoft.kernel.context import Array, Context, Dimension, Function, Index, Scalar
from symsoft.refuter import Point
from symsoft.refuter.point import Entries, keys
from symsoft.refuter.values import Number, rational

_LONGEST = 3320  # bits, about a thousand digits


def read_point(at: Mapping[Any, Any], context: Context, needed: frozenset[str]) -> Point:
    """The point with the values `at` for the `needed` names, sizes of vectors known from theirs.

    Values for other names of the context are passed over, and indices may be left out.  Raises
    `DerivationError` for a name that the context does not have, for one that has no value, and for
    a value that does not fit.
    """
    if not isinstance(at, Mapping):
        raise DerivationError("at= takes a dictionary, such as at={z: [1, 2]}")
    point = Point()
    for key, value in at.items():
        _put(point, _name(key, context), value, context)
    given = {*point.dims, *point.scalars, *point.arrays}
    # A vector that is left out leaves its size open, too: name the vector.
    for name in sorted(needed - given, key=lambda n: (isinstance(context.names[n], Dimension), n)):
        if isinstance(context.names[name], Dimension | Scalar | Array):
            raise DerivationError(f"at= gives no value for {name}")
        if isinstance(context.names[name], Function):
            raise DerivationError(f"at= cannot give a value for the function {name}")
    return Point(
        {n: v for n, v in point.dims.items() if n in needed},
        {n: v for n, v in point.indices.items() if n in needed},
        {n: v for n, v in point.scalars.items() if n in needed},
        {n: v for n, v in point.arrays.items() if n in needed},
    )


def at_every_index(point: Point, context: Context, names: Iterable[str]) -> Iterator[Point]:
    """The point with each choice of values for those indices of `names` that it does not name."""
    ranges = {n: d.dim for n, d in context.names.items() if isinstance(d, Index) and n in names}
    free = sorted(n for n in ranges if n not in point.indices)
    dims = [ranges[n] for n in free]
    for chosen in product(*(range(1, point.dims[dim] + 1) for dim in dims)):
        copied = point.copy()
        copied.indices = {**point.indices, **dict(zip(free, chosen, strict=True))}
        yield copied


def read_number(value: Any) -> Fraction:
    """An exact number: a whole number, a fraction, or one in quotes."""
    found = _fraction(value)
    if found is None:
        raise DerivationError(
            f"at= takes exact numbers such as 2, Rational(1, 3) or '0.25', not {value!r}"
        )
    if max(found.numerator.bit_length(), found.denominator.bit_length()) > _LONGEST:
        raise DerivationError("at= takes numbers of at most a thousand digits")
    return found


def _fraction(value: Any) -> Fraction | None:
    if isinstance(value, Fraction | int) and not isinstance(value, bool):
        return Fraction(value)
    if isinstance(value, Rational):
        return Fraction(int(value.p), int(value.q))
    if isinstance(value, str) and len(value) <= _LONGEST and "e" not in value.lower():
        with suppress(ValueError, ZeroDivisionError):
            return Fraction(value.replace("−", "-"))
    return None


def _name(key: Any, context: Context) -> str:
    """The declared name that a key of ``at=`` stands for."""
    if not isinstance(key, Idx | IndexedBase | Symbol | str):
        raise DerivationError(f"at= gives values to declared names, not to {key}")
    name = key if isinstance(key, str) else str(key.name)
    if not isinstance(context.names.get(name), Dimension | Index | Scalar | Array):
        raise DerivationError(f"at= gives a value for {name}, of which nothing here speaks")
    return name


def _put(point: Point, name: str, value: Any, context: Context) -> None:
    declared = context.names[name]
    if isinstance(declared, Array):
        _put_array(point, name, value, declared)
    elif isinstance(declared, Scalar):
        point.scalars[name] = rational(read_number(value))
    else:
        whole = read_number(value)
        if whole.denominator != 1:
            raise DerivationError(f"at= gives {name} the value {whole}, which is no whole number")
        if isinstance(declared, Index):
            point.indices[name] = int(whole)
        else:
            _put_size(point, name, int(whole))


def _put_array(point: Point, name: str, value: Any, declared: Array) -> None:
    rows = _entries(name, value, len(declared.dims))
    sizes = [max(at[n] for at in rows) for n in range(len(declared.dims))]
    if sorted(rows) != keys(tuple(sizes), symmetric=False):
        raise DerivationError(f"at= gives {name} rows of different lengths")
    for dim, size in zip(declared.dims, sizes, strict=True):
        _put_size(point, dim, size)
    if declared.symmetric:
        if any(x != rows[at[::-1]] for at, x in rows.items()):
            raise DerivationError(f"at= gives {name} entries that are not symmetric")
        rows = {at: x for at, x in rows.items() if at[0] <= at[1]}
    point.arrays[name] = rows


def _entries(name: str, value: Any, rank: int, at: tuple[int, ...] = ()) -> Entries:
    """The numbers in nested lists, by their indices."""
    if rank == 0:
        number: Number = rational(read_number(value))
        return {at: number}
    if not isinstance(value, list | tuple) or not value:
        shape = "a list of numbers" if rank + len(at) == 1 else "a list of rows"
        raise DerivationError(f"at= gives {name} the value {value!r}; it takes {shape}")
    found: Entries = {}
    for n, item in enumerate(value, 1):
        found |= _entries(name, item, rank - 1, (*at, n))
    return found


def _put_size(point: Point, name: str, size: int) -> None:
    if point.dims.setdefault(name, size) != size:
        raise DerivationError(f"at= gives {name} two values, {point.dims[name]} and {size}")
