"""What is wrong with a note, with its place."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from symsoft.derivation.steps import shown


@dataclass(frozen=True)
class Place:
    """A line and column of a file, both counted from 1."""

    file: Path
    line: int
    column: int = 1

    def __str__(self) -> str:
        return f"{shown(self.file)}:{self.line}"


class NoteError(ValueError):
    """A note that cannot be used: one line, with its place and the mend."""

    def __init__(self, message: str, place: Place) -> None:
        super().__init__(f"{place}: {message}")
        self.message, self.place = message, place
