"""``let``: what the letters of a note stand for."""

from __future__ import annotations

import re
from collections.abc import Sequence

from symsoft.kernel.context import Array, Declaration, Dimension, Function, Index, Scalar
from symsoft.language.tex import Macros, TexScope, Unreadable
from symsoft.notes.naming import KINDS, name_ahead, note_word

DOMAINS = ("real", "positive", "nonnegative")


def let(scope: TexScope, macros: Macros, text: str, at: int, end: int) -> None:
    """Take in the declaration in ``text[at:end]``, the author's commands expanded."""
    names = list[tuple[str, int]]()
    position, more = at, True
    while more:
        key, here, position = name_ahead(text, position, end, macros)
        names.append((key, here))
        note_word(scope, text, here)
        comma = re.compile(r"\s*,").match(text, position, end)
        more, position = comma is not None, comma.end() if comma else position
    try:
        declared = _kind(scope, text[position:end], position)
    except Unreadable:
        for key, _ in names:
            scope.broken[key] = "its declaration is not understood"
        raise
    for key, here in names:
        try:
            scope.declare(key, declared, here)
        except Unreadable:
            scope.broken[key] = "it is declared twice"
            raise


def _kind(scope: TexScope, told: str, at: int) -> Declaration:
    parts = told.replace("$", " ").split()
    match parts:
        case ["dimension"]:
            return Dimension()
        case [">=" | "\\ge" | "\\geq" | "≥", least, "dimension"] if least.isdigit() and int(least):
            return Dimension(int(least))
        case ["index", dim]:
            return Index(_dimension(scope, dim, at))
        case ["vector", dim, *rest] if len(rest) <= 1 and set(rest) <= set(DOMAINS):
            return Array((_dimension(scope, dim, at),), "".join(rest) or "real")
        case ["matrix", rows, columns, *rest]:
            return _matrix(scope, rows, columns, rest, at)
        case ["function"]:
            return Function()
        case ["function", domain] if domain in DOMAINS:
            return Function(domain)
        case [domain] | [domain, "scalar"] | ["scalar", domain] if domain in DOMAINS:
            return Scalar(domain)
    raise Unreadable(f"“{told.strip()}” is no kind of name: {KINDS}", at)


def _dimension(scope: TexScope, told: str, at: int) -> str:
    """A dimension as a directive writes it: ``K``, ``n_L``, ``\\mathcal{V}``."""
    key, _, end = name_ahead(told, 0, len(told), Macros())
    return scope.dimension(key if end == len(told) else told, at)


def _matrix(scope: TexScope, rows: str, columns: str, rest: Sequence[str], at: int) -> Array:
    dims = _dimension(scope, rows, at), _dimension(scope, columns, at)
    domains = [r for r in rest if r in DOMAINS]
    if len(domains) > 1 or set(rest) - {*DOMAINS, "symmetric"}:
        raise Unreadable("a matrix may be symmetric, and positive or nonnegative", at)
    if "symmetric" in rest and dims[0] != dims[1]:
        raise Unreadable("a symmetric matrix is square", at)
    return Array(dims, "".join(domains) or "real", "symmetric" in rest)
