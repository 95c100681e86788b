"""What cannot be read, and where."""

from __future__ import annotations

from symsoft.language.errors import LanguageError


class Unreadable(LanguageError):
    """A part of a formula that is not understood.

    `at` is its offset in the text; `readings` are two that are possible where it is ambiguous.
    """

    def __init__(self, why: str, at: int, readings: tuple[str, ...] = ()) -> None:
        self.why, self.at, self.readings = why, at, readings
        super().__init__(str(self))

    def __str__(self) -> str:
        if not self.readings:
            return self.why
        return f"{self.why}: either {' or '.join(self.readings)}"
