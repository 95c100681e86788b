"""What an author wrote, word for word: steps and the parts they form, before anything is read."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Any, TypeAlias

from symsoft.derivation.errors import DerivationError

if TYPE_CHECKING:
    from symsoft.derivation.author import Derivation
    from symsoft.kernel.theorem import Theorem

    Citation: TypeAlias = Derivation | Theorem | str

SIGNS = {"=": "=", "!=": "≠", "<": "<", "<=": "≤", ">": ">", ">=": "≥"}
FINDINGS = ("refute", "undefined", "value")  # kinds of parts that speak of a point
_RISING, _FALLING = {"<", "<="}, {">", ">="}


@dataclass(frozen=True)
class Location:
    """A line of a script."""

    path: Path
    line: int

    def __str__(self) -> str:
        return f"{shown(self.path)}:{self.line}"


@dataclass(frozen=True)
class Step:
    """One relation with the author's reason.

    In a calc `rel` and `right` continue the chain; elsewhere `claim` holds the whole relation.  A
    step that speaks of a point has the values `at` that point, and perhaps a `term` and its
    `digits` in place of a claim, or further hypotheses `given` for its claim.
    """

    number: int
    where: Location
    why: str
    using: tuple[Citation, ...]
    rel: str = "="
    right: Any = None
    claim: Any = None
    term: Any = None
    digits: Any = None
    given: tuple[Any, ...] = ()
    at: Mapping[Any, Any] | None = None


@dataclass
class Part:
    """A ``calc`` chain that begins with `start`, or a single step such as a ``have`` claim."""

    kind: str
    where: Location
    start: Any = None
    steps: list[Step] = field(default_factory=list)


def shown(path: Path) -> str:
    """A path as messages show it: relative to the current folder when it lies inside."""
    relative = os.path.relpath(path)
    return str(path) if relative.startswith("..") else relative


def author_location() -> Location:
    """The line of the script that called into this package."""
    frame = _author_frame()
    return Location(Path(frame.f_code.co_filename), frame.f_lineno)


def author_globals() -> dict[str, Any]:
    """The names of the script that called into this package."""
    return _author_frame().f_globals


def _author_frame() -> FrameType:
    frame = sys._getframe(1)
    while frame.f_back and frame.f_globals.get("__name__", "").startswith(f"{__package__}."):
        frame = frame.f_back
    return frame


def compose(rels: Sequence[str]) -> str:
    """The relation between the ends of a chain of relations that all point one way.

    >>> compose(["=", "<=", "="]), compose([">=", ">"])
    ('<=', '>')
    """
    return max(rels, key=lambda rel: (rel != "=", rel in "<>"), default="=")


def check_direction(rels: Sequence[str], rel: str) -> None:
    """Refuse `rel` after `rels` if then nothing would follow for the ends of the chain."""
    up, down = _RISING & {*rels, rel}, _FALLING & {*rels, rel}
    if up and down:
        before = next(r for r in rels if r in _RISING | _FALLING and r != rel)
        raise DerivationError(
            f"{SIGNS[rel]} after {SIGNS[before]}: the ends of such a chain are not compared; "
            "start another calc"
        )


def plain(prose: str) -> str:
    r"""Prose for a terminal: mathematics without its dollars.

    >>> plain(r"the gradient is $p_i$, for \$1")
    'the gradient is p_i, for $1'
    """
    return re.sub(r"(?<!\\)\$", "", prose).replace(r"\$", "$")


def check_prose(what: str, prose: str) -> None:
    """Refuse prose whose ``$…$`` mathematics is not closed."""
    if not isinstance(prose, str):
        raise DerivationError(f"the {what} must be text, not {type(prose).__name__}")
    if len(re.findall(r"(?<!\\)\$", prose)) % 2:
        raise DerivationError(f"the {what} has an unpaired $ (write \\$ for the sign): {prose}")
