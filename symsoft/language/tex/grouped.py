"""Tokens of the grammar as they are made: what all of the grouper's parts share."""

from __future__ import annotations

from collections.abc import Sequence

import lark

from symsoft.language.tex import words
from symsoft.language.tex.cursor import Cursor
from symsoft.language.tex.errors import Unreadable
from symsoft.language.tex.lexing import MOST_NESTED, Token
from symsoft.language.tex.scope import TexScope


class Grouped:
    """A formula on its way from TeX's tokens, in `cursor`, to those of the grammar, in `out`."""

    def __init__(self, tokens: Sequence[Token], end: int, scope: TexScope, depth: int) -> None:
        if depth > MOST_NESTED:
            raise Unreadable(
                f"nested more than {MOST_NESTED} deep", tokens[0].at if tokens else end
            )
        self.cursor, self.scope, self.depth = Cursor(tokens, end), scope, depth
        self.out: list[lark.Token] = []
        self.brackets: list[lark.Token] = []
        self.sided: list[int] = []  # where bars of \left and \bigl stand
        self.integrals: list[int] = []
        self.since_bars: list[str] | None = None

    def emit(self, kind: str, value: str, at: int) -> None:
        if self.since_bars is not None:
            self.since_bars.append(kind)
        self.out.append(lark.Token(kind, value, start_pos=at))

    def inside(self, tokens: Sequence[Token], end: int) -> list[lark.Token]:
        return type(self)(tokens, end, self.scope, self.depth + 1).run()

    def braces(self, tokens: Sequence[Token], at: int) -> None:
        """The tokens grouped, between braces."""
        end = tokens[-1].at + 1 if tokens else at
        inside = self.inside(_as_fraction(tokens), end)
        if not inside:
            raise Unreadable("these braces hold nothing", at)
        self.emit("LB", "{", at)
        self.out.extend(inside)
        self.emit("RB", "}", end)

    def run(self) -> list[lark.Token]:
        """All tokens of the grammar."""
        raise NotImplementedError


def spelled(tokens: Sequence[Token]) -> str:
    """Tokens in one way of writing them, ``max`` for ``{\\rm max}`` and ``\\text{max}``."""
    left_out = words.UPRIGHT | words.BOLD | {"{", "}", "\\,", "\\ "}
    shown = [t.text for t in tokens if t.text not in left_out]
    return "".join(text[1:] if text[1:] in words.EXTREMA else text for text in shown)


def _as_fraction(tokens: Sequence[Token]) -> Sequence[Token]:
    r"""``a \over b`` as a fraction; what has none, or more than one, as it stands."""
    parts = split(tokens, "\\over")
    if len(parts) != 2:
        return tokens
    (above, below), at = parts, parts[0][0].at
    opened, closed = Token("sign", "{", at), Token("sign", "}", parts[1][-1].at)
    return [Token("command", "\\frac", at), opened, *above, closed, opened, *below, closed]


def place(token: lark.Token) -> int:
    """The offset at which a token of the grammar stands."""
    return token.start_pos or 0


def split(tokens: Sequence[Token], separator: str) -> list[list[Token]]:
    """Parts between separators outside of environments; empty ones left out."""
    parts, depth = [list[Token]()], 0
    for token in tokens:
        depth += token.is_("\\begin", "{") - token.is_("\\end", "}")
        if token.is_(separator) and not depth:
            parts.append([])
        else:
            parts[-1].append(token)
    return [part for part in parts if part]
