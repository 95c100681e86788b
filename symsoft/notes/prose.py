"""Conditions in the text that leads to a display: "If $i = j$, we have", "### Case $i \\neq j$".

Text is not read.  Such a formula only makes doubtful what would be true under it and is not
without: it is told, and a directive settles it.
"""

from __future__ import annotations

import re

from symsoft.language.tex import Macros, TexScope, Token, Unreadable, lex
from symsoft.notes.quantified import between_indices
from symsoft.notes.rows import relations

_COMMENT = re.compile(r"<!--.*?-->|(?<!\\)%[^\n]*", re.DOTALL)
_INLINE = re.compile(r"(?<![\\$])\$(?P<dollars>[^$]+)\$|\\\((?P<round>.+?)\\\)", re.DOTALL)
_LEADS = re.compile(
    r"\b(?:if|when|whenever|for|case|suppose|assum\w+|provided|since|because|where|given)\b",
    re.IGNORECASE,
)
_NEAR = 40  # signs between such a word and the formula
_BREAK = re.compile(r"\n[ \t]*\n")


def conditions_before(
    text: str, start: int, end: int, scope: TexScope, macros: Macros
) -> list[list[Token]]:
    """The relations that the paragraph before offset `end` may make conditions of what follows.

    It begins at `start` or later; the heading above it is a part of it.
    """
    lead = _COMMENT.sub(lambda m: " " * len(m[0]), text[start:end]).rstrip()
    first = _paragraph(lead)
    found = list[list[Token]]()
    for inline in _INLINE.finditer(lead, first):
        group = "dollars" if inline["dollars"] is not None else "round"
        at, stop = (start + place for place in inline.span(group))
        try:
            tokens = lex(text, at, stop, macros)
        except Unreadable:
            continue
        leads = _LEADS.search(lead, max(first, inline.start() - _NEAR), inline.start())
        if len(relations(tokens)) == 1 and (leads or between_indices(tokens, scope)):
            found.append(tokens)
    return found


def _paragraph(lead: str) -> int:
    """Where the last paragraph begins, or the heading above it."""
    begins = [0, *(m.end() for m in _BREAK.finditer(lead))]
    ends = [*begins[1:], len(lead)]
    filled = [(at, end) for at, end in zip(begins, ends, strict=True) if lead[at:end].strip()]
    if len(filled) > 1:
        at, end = filled[-2]
        line = lead.rfind("\n", 0, len(lead[:end].rstrip())) + 1
        if lead.startswith("#", max(at, line)):
            return max(at, line)
    return filled[-1][0] if filled else len(lead)
