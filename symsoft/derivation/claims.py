"""The claims of a source that a project sets out to prove, in ``claims.toml`` beside its scripts.

    title = "What the page claims"
    source = "where it is to be found"

    [[claim]]
    number = 1
    says = "softmax(x) = softmax(x + c)"

A derivation says with ``claims=(1, 16)`` which of them it proves, or shows to fail.  A claim with
``added = true`` goes beyond the source.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from symsoft.derivation.errors import DerivationError
from symsoft.derivation.steps import Location, check_prose

FILE = "claims.toml"


@dataclass(frozen=True)
class SourceClaim:
    """A claim in prose; `added` if the source does not make it."""

    number: int
    says: str
    added: bool = False


@dataclass(frozen=True)
class Source:
    """A source and its claims, in the order of the file."""

    title: str
    source: str
    claims: tuple[SourceClaim, ...]


def read_source(folder: Path) -> Source | None:
    """The claims in a folder of scripts, None if it has none.

    Raises `DerivationError` for a file that is not well-formed.
    """
    file = folder / FILE
    if not file.is_file():
        return None
    try:
        data = tomllib.loads(file.read_text(encoding="utf-8"))
        return _source(data)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise DerivationError(f"not TOML: {error}", Location(file, 1)) from None
    except DerivationError as error:
        raise DerivationError(error.message, Location(file, 1)) from None


def _source(data: dict[str, Any]) -> Source:
    match data:
        case {"title": str(title), "claim": [*claims], **rest} if rest.keys() <= {"source"}:
            found = tuple(map(_claim, claims))
            numbers = [claim.number for claim in found]
            if len(set(numbers)) < len(numbers):
                twice = next(n for n in numbers if numbers.count(n) > 1)
                raise DerivationError(f"two claims have the number {twice}")
            for prose in (title, str(rest.get("source", ""))):
                check_prose("text", prose)
            return Source(title, str(rest.get("source", "")), found)
    raise DerivationError("it takes a title, perhaps a source, and a [[claim]] for each claim")


def _claim(data: Any) -> SourceClaim:
    match data:
        case {"number": int(number), "says": str(says), **rest} if rest.keys() <= {"added"}:
            check_prose(f"text of claim {number}", says)
            return SourceClaim(number, says, rest.get("added") is True)
    raise DerivationError(f"a [[claim]] takes a number, what it says, and perhaps added: {data}")


def unknown_claim(source: Source | None, numbers: tuple[int, ...]) -> str:
    """What is wrong with the numbers that a derivation gives, "" if they all stand for claims."""
    if source is None:
        return f"claims= needs a file {FILE} beside the scripts" if numbers else ""
    known = {claim.number for claim in source.claims}
    wrong = next((n for n in numbers if n not in known), None)
    return "" if wrong is None else f"{FILE} has no claim {wrong}"
