"""Directives: what a note declares, defines and assumes for symsoft, in comments."""

from __future__ import annotations

import re
from collections.abc import Iterator

from symsoft.language.tex import Unreadable
from symsoft.notes.declaring import let
from symsoft.notes.defining import define
from symsoft.notes.giving import give
from symsoft.notes.state import State

__all__ = ["State", "obey"]


_WORDS = "let define given forget check skip label".split()
_BEGINS = re.compile(rf"\s*(?:{'|'.join(_WORDS)})\b")


def obey(state: State, text: str, start: int, end: int) -> Iterator[Unreadable]:
    """Take in the directives in ``text[start:end]``; yields what is wrong with any of them."""
    for at, stop in _parts(text, start, end):
        word = re.compile(r"\s*([a-z]+)\b").match(text, at, stop)
        try:
            _one(state, word[1] if word else "", text, word.end() if word else at, stop)
        except Unreadable as error:
            yield error


def _parts(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The pieces between semicolons that stand outside of brackets and after no backslash.

    A line that begins with the word of a directive begins one, too.
    """
    depth, inside, at, n = 0, 0, start, start
    while n < end:
        c = text[n]
        depth += (c == "{") - (c == "}")
        inside = max(0, inside + (c == "(") - (c == ")"))
        if c == "\\":
            n += 1
        elif not depth and _ends(c, inside, _BEGINS.match(text, n + 1, end) is not None):
            if c == ";" or text[at:n].strip():
                yield at, n
            at, inside = n + 1, 0
        n += 1
    if text[at:end].strip():
        yield at, end


def _ends(sign: str, inside: int, begins: bool) -> bool:
    """Whether a directive ends at a sign, `inside` of brackets or where another one `begins`."""
    return sign == ";" and (begins or not inside) or sign == "\n" and begins and not inside


def _one(state: State, word: str, text: str, at: int, end: int) -> None:
    rest = text[at:end].strip()
    if word in ("forget", "check", "skip") and rest:
        raise Unreadable(f"{word} stands alone, without “{rest}”", at)
    match word:
        case "let":
            state.declared = True
            let(state.scope, state.macros, text, at, end)
        case "define":
            define(state, text, at, end)
        case "given":
            give(state, text, at, end)
        case "forget":
            state.given, state.lost = [], []
        case "check" | "skip":
            state.next_checked = word == "check"
        case "label":
            if not re.fullmatch(r"[\w:.-]+", rest):
                raise Unreadable("a label is one word: label NAME", at)
            state.label = rest
        case _:
            known = ", ".join(_WORDS)
            raise Unreadable(f"there is no directive {word or rest!r}; it is one of {known}", at)
