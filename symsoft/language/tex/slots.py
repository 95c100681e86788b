r"""Brackets of definitions: ``p(y = k \mid x)``, ``f(z; \mu)``, ``D(p \| q)``, ``h(x^{(i)})``.

A slot takes any argument, or what it was defined with and nothing else, up to the letters of
indices in it.  What parts the slots belongs to the name: p(x, y) is not p(x | y).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from typing import Any

from symsoft.language.tex import tree as t
from symsoft.language.tex import words
from symsoft.language.tex.lexing import Token

MEAN = "\\langle"  # the name of ⟨E⟩, where that is defined

_BARS = frozenset({"|", "\\vert", "\\mid"})
_DOUBLE = words.NORM_BARS | {"\\parallel"}
_SIDES = frozenset({"\\left", "\\right", "\\bigl", "\\bigr"})


@dataclass(frozen=True)
class Slot:
    """`holes` are the letters of indices in `pattern`; a `free` one takes any argument."""

    pattern: t.Cond
    holes: tuple[str, ...] = ()
    free: bool = False


def signature(conds: t.Conds) -> str:
    """What parts the arguments, and how many there are."""
    return "·" + "".join(f"{c.parted}·" for c in conds[1:])


def matched(pattern: Any, found: Any, holes: Sequence[str]) -> dict[str, t.Node] | None:
    """What the holes hold, None where something else than the pattern was found."""
    if isinstance(pattern, t.Name) and pattern.key in holes:
        return {pattern.key: found} if isinstance(found, t.NODES) else None
    if type(pattern) is not type(found):
        return None
    if isinstance(pattern, tuple):
        pairs = [*zip(pattern, found, strict=False)] if len(pattern) == len(found) else None
    elif isinstance(pattern, t.PARTS):
        names = [f.name for f in fields(pattern) if f.name not in ("at", "parted")]
        pairs = [(getattr(pattern, name), getattr(found, name)) for name in names]
    else:
        return {} if pattern == found else None
    held = dict[str, t.Node]()
    for one, other in pairs if pairs is not None else [(0, 1)]:
        inside = matched(one, other, holes)
        if inside is None or any(k in held and not _same(held[k], n) for k, n in inside.items()):
            return None
        held |= inside
    return held


def alike(some: Sequence[Slot], others: Sequence[Slot]) -> bool:
    """Whether two definitions take the same."""
    return len(some) == len(others) and all(
        one.free == other.free and (one.free or _covers(one, other) and _covers(other, one))
        for one, other in zip(some, others, strict=True)
    )


def _covers(one: Slot, other: Slot) -> bool:
    return matched(one.pattern, other.pattern, one.holes) is not None


def _same(one: t.Node, other: t.Node) -> bool:
    return matched(one, other, ()) is not None


# --- what parts arguments -----------------------------------------------------------------------


def separated(tokens: Sequence[Token]) -> list[Token]:
    """The inside of a bracket; a semicolon or a bar that parts it is of the kind separator.

    A single bar does so, as two of them may be those of |x|.
    """
    level = _outer(tokens)
    bars = [n for n in level if tokens[n].text in _BARS | _DOUBLE and tokens[n].kind != "letter"]
    one = len(bars) == 1 or len(bars) == 2 and bars[1] == bars[0] + 1 and _all_single(tokens, bars)
    if any(n and tokens[n - 1].text in _SIDES for n in bars):
        one = False
    found = list[Token]()
    for n, token in enumerate(tokens):
        if n in bars and one:
            double = len(bars) == 2 or token.text in _DOUBLE
            if n == bars[0]:
                found.append(replace(token, kind="separator", text="‖" if double else "|"))
        elif n in level and token.is_(";"):
            found.append(replace(token, kind="separator"))
        else:
            found.append(token)
    return found


def _all_single(tokens: Sequence[Token], bars: Sequence[int]) -> bool:
    return all(tokens[n].is_("|") for n in bars)


def _outer(tokens: Sequence[Token]) -> list[int]:
    """Where tokens stand that no further brackets hold."""
    depth, found = 0, list[int]()
    for n, token in enumerate(tokens):
        depth -= token.is_("}", *words.CLOSING)
        if not depth:
            found.append(n)
        depth += token.is_("{", *words.OPENING)
    return found


def bracket(tokens: Sequence[Token], at: int) -> int:
    """Where the bracket that opens at `at` is closed, -1 if it is not."""
    depth = 0
    for n in range(at, len(tokens)):
        depth += tokens[n].is_("{", *words.OPENING) - tokens[n].is_("}", *words.CLOSING)
        if depth <= 0:
            return n
    return -1
