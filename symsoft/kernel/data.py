"""JSON data of terms and records, and back.

A term is ``[operator, argument, …]``, a rational number a string, a record (dataclass) a list of
its class's name in small letters and its fields.  What is read is checked against the types of
the fields, so that data from a stranger gives a value of the type asked for or a `KernelError`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import cache
from typing import Any, get_args, get_origin, get_type_hints

from symsoft.kernel.terms import KernelError, Term, from_data, to_data


@dataclass(frozen=True)
class Record:
    """A dataclass that can be written as JSON data."""

    def to_data(self) -> Any:
        """This record as JSON data."""
        return encode(self)


def encode(value: Any) -> Any:
    """JSON data of terms, records, theorems and of lists and dictionaries of them."""
    match value:
        case Term():
            return to_data(value)
        case Mapping():
            return {key: encode(v) for key, v in value.items()}
        case list() | tuple():
            return [encode(v) for v in value]
        case Record():
            return [_tag(type(value)), *(encode(getattr(value, f.name)) for f in fields(value))]
    return getattr(value, "certificate", value)


def decode(kind: Any, data: Any) -> Any:
    """Inverse of `encode` for a value of type `kind`: a term, a record or a type of its fields."""
    inside = get_args(kind)
    match data:
        case _ if type(data) is kind:
            return data
        case list() if get_origin(kind) is tuple:
            return tuple(decode(inside[0], item) for item in data)
        case dict() if get_origin(kind) is Mapping:
            return {decode(str, key): decode(inside[1], item) for key, item in data.items()}
        case [str(tag), *values]:
            for record in inside or (kind,):
                types = _types(record) if tag == _tag(record) else []
                if types and len(types) == len(values):
                    return record(*map(decode, types, values))
    if kind is Term:
        return from_data(data)
    raise KernelError(f"not a {getattr(kind, '__name__', kind)}: {str(data)[:60]}")


def _tag(kind: Any) -> str:
    return str(getattr(kind, "__name__", "")).lower()


@cache
def _types(record: Any) -> list[Any]:
    return list(get_type_hints(record).values())
