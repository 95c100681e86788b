"""A row as segments: formulas, conditions and remarks, by what stands between them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from symsoft.language.tex import TexScope, Token
from symsoft.language.tex import words as w
from symsoft.language.tex.cursor import Cursor
from symsoft.notes.rows import (
    CLOSING,
    OPENING,
    OPERATORS,
    in_cases,
    relation,
    relations,
    unfinished,
)

IMPLIED, EQUIVALENT = ">", "~"


@dataclass
class Segment:
    """Tokens, and what parts them from those before: a sign, a gap, words."""

    tokens: list[Token]
    intro: str = ""
    words: str = ""
    end: int = 0

    @property
    def told(self) -> set[str]:
        """The words, "or equivalently" being no alternative."""
        found = set("".join(c if c.isalpha() else " " for c in self.words.lower()).split())
        return found - {"or"} if "equivalently" in found else found

    @property
    def follows(self) -> bool:
        """Whether an arrow ⟹ or ⟺ stands before it."""
        return IMPLIED in self.intro or EQUIVALENT in self.intro


def segments_of(row: Sequence[Token], end: int, scope: TexScope) -> list[Segment]:
    """The segments of a row that ends at offset `end`."""
    segments, depth = [Segment([])], 0
    for n, token in enumerate(row):
        before = row[n - 1] if n else None
        depth = max(0, depth + token.is_(*OPENING) - token.is_(*CLOSING))
        intro = "" if depth else _parts(token, before, row[n + 1 : n + 2], scope)
        if token.is_("&") and not depth and _ends_cell(segments[-1].tokens, row[n + 1 :]):
            intro = "g"
        if not intro:
            segments[-1].tokens.append(token)
            continue
        segments[-1].end = segments[-1].end or token.at
        if bare(segments[-1].tokens):
            segments.append(Segment([]))
        here = segments[-1]
        here.tokens = []
        here.intro, here.end = here.intro + intro, 0
        here.words += f" {token.text}" if intro == "t" else " for all" if intro == "a" else ""
    segments[-1].end = segments[-1].end or end
    return [s for s in segments if bare(s.tokens)]


def arrow(token: Token) -> str:
    """Which arrow a token is, "" for none."""
    if token.kind != "command":
        return ""
    return IMPLIED if token.text in w.IMPLIES else EQUIVALENT if token.text in w.EQUIVALENT else ""


def _parts(token: Token, before: Token | None, after: Sequence[Token], scope: TexScope) -> str:
    """What kind of separator a token is: comma, gap, text, "for all", an arrow, or none."""
    sided = before is not None and before.is_("\\left", "\\right", "\\bigl", "\\bigr")
    if token.kind == "text":
        known = w.FUNCTIONS | w.VECTOR_FUNCTIONS | w.EXTREMA
        word = token.text in known or scope.knows(rf"\mathrm{{{token.text}}}")
        return "" if word else "t"
    if token.is_("\\forall"):
        return "a"
    if token.text in w.GAPS:
        return "g"
    if arrow(token):
        return arrow(token)
    if token.is_(".") and any(t is not None and t.is_(".") for t in (before, *after)):
        return ""  # 1..K
    if token.is_(",", ";", ".") or token.is_(":") and not (after and after[0].is_("=")):
        return "" if sided else ","
    return ""


def _ends_cell(before: Sequence[Token], after: Sequence[Token]) -> bool:
    """Whether an & behind a whole relation begins another formula or a remark."""
    seen, following = bare(before), bare(after)
    if not following or not relations(seen) or unfinished(seen):
        return False
    ahead = following[0]
    goes_on = ahead.text in OPERATORS and ahead.kind != "text"
    return not goes_on and not relation(ahead, following[1] if len(following) > 1 else None)


def bare(tokens: Sequence[Token]) -> list[Token]:
    """Tokens without alignment marks and what is passed over."""
    cursor, found = Cursor(tokens, 0), list[Token]()
    while (token := cursor.peek()) is not None:
        cursor.next()
        if not token.is_("&") or found and in_cases(found):
            found.append(token)
    return found
