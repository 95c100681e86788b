"""What goes wrong when mathematics is read; every message names the part at fault."""

from __future__ import annotations


class LanguageError(ValueError):
    """What an author wrote cannot be read."""


class UnsupportedTerm(LanguageError):
    """A part of an expression lies outside the language. `part` is that part."""

    def __init__(self, part: object, why: str) -> None:
        self.part = part
        self.why = why
        super().__init__(f"{_short(part)}: {why}")


class DeclarationError(LanguageError):
    """Two declarations do not fit together, or one is not possible."""


def _short(part: object, limit: int = 120) -> str:
    text = str(part)
    return text if len(text) <= limit else f"{text[: limit - 1]}…"
