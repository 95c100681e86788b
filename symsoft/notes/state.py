"""What has been said up to a place in a note."""

from __future__ import annotations

from dataclasses import dataclass, field

from symsoft.language.tex import Macros, TexScope, Token, Unreadable, lex
from symsoft.notes.hypotheses import Given
from symsoft.notes.rows import relation


@dataclass
class State:
    """What has been said up to a place in a note."""

    scope: TexScope = field(default_factory=TexScope)
    macros: Macros = field(default_factory=Macros)
    given: list[Given] = field(default_factory=list)
    lost: list[int] = field(default_factory=list)  # hypotheses that could not be read
    declared: bool = False
    next_checked: bool | None = None
    label: str = ""


def sides(state: State, text: str, at: int, end: int) -> tuple[list[Token], str, list[Token], int]:
    """Left side, relation and right side, and where the relation stands."""
    tokens = lexed(state, text, at, end)
    depth, found = 0, list[tuple[int, str | None, int]]()
    for n, token in enumerate(tokens):
        depth += token.is_("{", "(", "[", "\\{", "\\begin")
        depth -= token.is_("}", ")", "]", "\\}", "\\end")
        sign = relation(token, tokens[n + 1] if n + 1 < len(tokens) else None)
        if sign and not depth:
            found.append((n, sign[0], sign[1]))
    if len(found) != 1 or found[0][1] is None:
        raise Unreadable("one relation is needed here", at)
    n, rel, size = found[0]
    return tokens[:n], str(rel), tokens[n + size :], tokens[n].at


def lexed(state: State, text: str, at: int, end: int) -> list[Token]:
    """Tokens; dollars around formulas are passed over."""
    if "$" in text[at:end]:
        text = text[:at] + text[at:end].replace("$", " ")
    return lex(text, at, end, state.macros)
