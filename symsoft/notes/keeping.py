"""Findings in displays, kept from run to run: what did not change is not read again.

Kept are displays all of whose relations are proved or refuted, signed (`symsoft.store.signed`),
under all that their reading rests on: the code of symsoft, the options, the directives and commands
before them, and their own text.  A display that makes use of one before it, for it goes on with its
chain or follows from it, rests on that one's text too, and so on.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from symsoft.notes.scanning import DEFINES
from symsoft.store.signed import Signed
from symsoft.store.source import EVERYTHING, code

Record = dict[str, Any]  # what was found of a relation
Records = list[Record]  # of those of a display, in their order


@dataclass(frozen=True)
class Kept:
    """A display that was read, at an offset, and what it may be kept under."""

    at: int
    key: str = ""


@dataclass
class Trail:
    """What has been said up to a place in a note, as digests; without a store nothing is kept."""

    signed: Signed | None = None
    said: str = ""  # options, directives and definitions of commands
    before: str = ""  # the displays that the next one may make use of

    def tell(self, *what: object) -> None:
        """Take in what the meaning of all displays behind this place rests on."""
        if self.signed is not None:
            self.said = _digest(self.said or code(EVERYTHING), *what)

    def recall(self, source: str) -> tuple[Records, bool] | None:
        """What was found of a display, and whether it makes use of those before it."""
        if self.signed is None:
            return None
        alone = _digest(self.said, source)
        for key, asks in ((alone, False), (_digest(alone, self.before), True)):
            found = self.signed.get(f"display {key}")
            if isinstance(found, list):
                self.before = key
                return found, asks
        return None

    def note(self, source: str, at: int, asks: bool) -> Kept:
        """Take in a display that was read; `asks`: it makes use of those before it."""
        if self.signed is None:
            return Kept(at)
        alone = _digest(self.said, source)
        self.before = _digest(alone, self.before) if asks else alone
        if DEFINES.search(source):
            self.tell("command", source)
            return Kept(at)
        return Kept(at, self.before)


def keep(signed: Signed | None, display: Kept, records: Sequence[Record | None]) -> None:
    """Keep what was found of all relations of a display, unless one is of no lasting kind."""
    if signed is not None and display.key and None not in records:
        signed.put(f"display {display.key}", list(records))


def _digest(*what: object) -> str:
    return hashlib.sha256(json.dumps(what).encode()).hexdigest()
