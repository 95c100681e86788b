"""Certificates as files from strangers: read strictly, within limits, and never trusted.

JSON is read as RFC 8259 has it: UTF-8, no NaN, no key twice.  What is too long, too deep or too
large is refused before anything is made of it.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any


class Unreadable(Exception):
    """A file that cannot be read as data; the message says why, `line` where."""

    def __init__(self, message: str, line: int = 0) -> None:
        super().__init__(message)
        self.line = line


@dataclass(frozen=True)
class Limits:
    """How much a certificate may ask for: of bytes, of levels, of seconds and of memory."""

    megabytes: float = 20
    levels: int = 200
    digits: int = 1000  # of a number that is not in quotes
    seconds: float = 60
    memory: int = 2000  # megabytes that the program may take in all


def read(file: Path, limits: Limits) -> Any:
    """The data of a JSON file; raises `Unreadable` or `OSError`."""
    most = int(limits.megabytes * 1_000_000)
    with file.open("rb") as stream:
        content = stream.read(most + 1)
    if len(content) > most:
        raise Unreadable(f"larger than {limits.megabytes:g} MB; allow more with --size")
    try:
        data = json.loads(content.decode(), **_strict(limits))
    except json.JSONDecodeError as error:
        raise Unreadable(f"not JSON: {error}", error.lineno) from error
    except UnicodeDecodeError as error:
        raise Unreadable(f"not JSON: not UTF-8 at byte {error.start}") from error
    except RecursionError as error:
        raise Unreadable(_too_deep(limits)) from error
    if not _within(data, limits.levels):
        raise Unreadable(_too_deep(limits))
    return data


def _too_deep(limits: Limits) -> str:
    return f"not JSON: nested deeper than {limits.levels} levels; allow more with --depth"


def _strict(limits: Limits) -> dict[str, Any]:
    def whole(digits: str) -> int:
        if len(digits) > limits.digits:
            raise Unreadable(f"not JSON: a number of {len(digits)} digits")
        return int(digits)

    def once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        found = dict(pairs)
        if len(found) < len(pairs):
            keys = [key for key, _ in pairs]
            twice = next(key for key in keys if keys.count(key) > 1)
            raise Unreadable(f"not JSON: the key {twice[:40]!r} stands twice in one object")
        return found

    def constant(name: str) -> Any:
        raise Unreadable(f"not JSON: {name}")

    return {"parse_int": whole, "parse_constant": constant, "object_pairs_hook": once}


def _within(data: Any, levels: int) -> bool:
    """Whether lists and objects are nested no deeper than that."""
    level = [data]
    for _ in range(levels):
        level = [part for item in level for part in _parts(item)]
        if not level:
            return True
    return False


def _parts(item: Any) -> list[Any]:
    if isinstance(item, dict):
        return list(item.values())
    return item if isinstance(item, list) else []
