r"""Names in directives, written as in formulas: ``\theta``, ``\hat{y}``, ``x_{0}``, ``x^*``."""

from __future__ import annotations

import re
from collections.abc import Sequence

from symsoft.language.tex import Macros, TexScope, Token, Unreadable, lex
from symsoft.language.tex import words as w
from symsoft.language.tex.grouped import spelled

_FONTS = "|".join(sorted(font[1:] for font in w.FONTS))
_NAME = re.compile(
    rf"\\[A-Za-z]+\s*\{{(?:[^{{}}]|\{{[^{{}}]*\}})*\}}|\\(?:{_FONTS})\s+\\?[A-Za-z]+|\\[A-Za-z]+|[A-Za-z]+"
)
_SUBSCRIPT = re.compile(
    r"_(?:\{[^{}]*(?:\{[^{}]*\}[^{}]*)*\}|\\[A-Za-z]+(?:\{[^{}]*\})?|[A-Za-z0-9])|'+"
)
_SUPERSCRIPT = re.compile(
    r"\^(?:\{[^{}]*(?:\{[^{}]*\}[^{}]*)*\}|\\[A-Za-z]+(?:\{[^{}]*\})?|[*+A-Za-z])"
)
KINDS = (
    "dimension, index K, vector K, matrix K D, function, real, positive or nonnegative; "
    "write: let z, w vector K"
)


def name_ahead(text: str, at: int, end: int, macros: Macros) -> tuple[str, int, int]:
    """The key of the name ahead, where it begins and where it ends; `macros` are expanded."""
    at = re.compile(r"[\s$]*").match(text, at).end()  # type: ignore[union-attr]  # always matches
    found = _NAME.match(text, at, end)
    if found is None:
        raise Unreadable("a name is missing: " + KINDS, at)
    key = _key(lex(text, at, found.end(), macros), at)
    position = found.end()
    if script := _SUPERSCRIPT.match(text, position, end):
        key += f"^{{{spelled(lex(text, position + 1, script.end(), Macros()))}}}"
        position = script.end()
    while script := _SUBSCRIPT.match(text, position, end):
        inside = spelled(lex(text, position + 1, script.end(), Macros()))
        key += script[0] if script[0][0] == "'" else f"_{{{inside}}}"
        position = script.end()
    after = re.compile(r"\$?").match(text, position)
    return key, at, after.end() if after else position


def _key(tokens: Sequence[Token], at: int) -> str:
    """One way of writing a name, the same as in formulas."""
    if not tokens or any(token.is_("_", "^") for token in tokens):
        raise Unreadable("this command stands for something else than a name", at)
    first, *rest = tokens
    if first.kind == "text" or first.text in w.UPRIGHT:
        return rf"\mathrm{{{spelled(rest) or first.text}}}"
    if first.text in w.FONTS:
        return f"{first.text}{{{spelled(rest)}}}"
    return rf"\mathrm{{{spelled(tokens)}}}" if rest else first.text


def note_word(scope: TexScope, text: str, at: int) -> None:
    """Take in that a name that begins at `at` is written with several plain letters."""
    found = re.compile(r"[A-Za-z]{2,}").match(text, at)
    if found:
        scope.words.add(found[0])
