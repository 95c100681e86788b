"""Fractions, derivatives, roots, integrals, cases, and what stands in boxes."""

from __future__ import annotations

from collections.abc import Sequence

from symsoft.language.tex import words
from symsoft.language.tex.cursor import dee
from symsoft.language.tex.errors import Unreadable
from symsoft.language.tex.grouped import split
from symsoft.language.tex.lexing import Token
from symsoft.language.tex.wording import Worded


class Structured(Worded):
    """Commands with arguments, and environments."""

    def fraction(self, token: Token) -> None:
        above, at = self.cursor.argument(token.text), self.cursor.at
        below = self.cursor.argument(token.text)
        first, second = dee(above), dee(below)
        if first and second and (above[0].text == "\\partial") == (below[0].text == "\\partial"):
            self.check_d(above[0])
            self.emit("DFRAC", "", token.at)
            self.derived(above, token.at, below=False)
            self.derived(below, at, below=True)
        else:
            self.emit("FRAC", "", token.at)
            self.braces(above, token.at)
            self.braces(below, at)

    def derived(self, tokens: Sequence[Token], at: int, below: bool) -> None:
        """A half of a derivative; below, each d or ∂ that stands outside of braces is one."""
        self.emit("LB", "{", at)
        start, i = 0, 0
        while i < len(tokens):
            size = dee(tokens[i:]) if below or not i else 0
            if size:
                self.out.extend(self.inside(tokens[start:i], tokens[i].at))
                self.emit("DEE", "d", tokens[i].at)
                start = i = i + size
            else:
                i = _after(tokens, i)
        self.out.extend(self.inside(tokens[start:], at))
        self.emit("RB", "}", at)

    def root(self, token: Token) -> None:
        self.emit("SQRT", "", token.at)
        ahead = self.cursor.peek()
        if ahead is not None and ahead.is_("["):
            degree = list[Token]()
            self.cursor.next()
            while self.cursor and not self.cursor.tokens[self.cursor.i].is_("]"):
                degree.append(self.cursor.next())
            if not self.cursor:
                raise Unreadable("[ is never closed", ahead.at)
            self.cursor.next()
            self.emit("ROOT", "", ahead.at)
            self.braces(degree, ahead.at)
        self.braces(self.cursor.argument("\\sqrt"), token.at)

    def integral(self, token: Token) -> None:
        self.integrals.append(token.at)
        self.emit("INT", "", token.at)

    def environment(self, token: Token) -> None:
        name, inside = self.cursor.environment(token)
        if name not in ("cases", "dcases"):
            raise Unreadable(f"the environment {name} is not understood here", token.at)
        self.emit("CASES", "", token.at)
        for n, row in enumerate(split(inside, "\\\\")):
            if n:
                self.emit("ROW", "", row[0].at)
            self.case(row, token.at)
        self.emit("ENDCASES", "", self.cursor.at)

    def case(self, row: Sequence[Token], at: int) -> None:
        value, condition = _case(row, at)
        self.out.extend(self.inside(value, at))
        self.emit("AND", "", condition[0].at if condition else at)
        if condition and all(t.kind == "text" for t in condition) or not condition:
            self.emit("OTHERWISE", "", at)
        else:
            self.out.extend(self.inside(condition, at))

    def shown(self, token: Token) -> None:
        """What a box and the like hold."""
        inside = self.cursor.argument(token.text)
        self.braces(inside, token.at)
        ahead = self.cursor.peek()
        if token.text in words.BRACED and ahead is not None and ahead.is_("_", "^"):
            self.cursor.next()
            self.cursor.argument("_")

    def stacked(self, token: Token) -> None:
        r"""What stands above is passed over; ``\\underset{k}{\\max}`` is ``\\max_k``."""
        other = self.cursor.argument(token.text)
        if token.text == "\\underset":
            base, at = self.cursor.argument(token.text), token.at
            if not base or base[0].text not in words.LIMITED:
                raise Unreadable("\\underset is read at \\max and the like", at)
            opened, closed = Token("sign", "{", at), Token("sign", "}", at)
            script = [Token("sign", "_", at), opened, *other, closed]
            self.cursor.tokens[self.cursor.i : self.cursor.i] = [*base, *script]
            return
        self.cursor.tokens[self.cursor.i : self.cursor.i] = self.cursor.argument(token.text)

    def substack(self, token: Token) -> None:
        lines = split(self.cursor.argument(token.text), "\\\\")
        for n, line in enumerate(lines):
            if n:
                self.emit("COMMA", ",", line[0].at)
            self.out.extend(self.inside(line, token.at))


def _after(tokens: Sequence[Token], i: int) -> int:
    """The place after the token or group at `i`; a script belongs to what it stands at."""
    depth = 0
    i += tokens[i].is_("_", "^") and i + 1 < len(tokens)
    while i < len(tokens):
        depth += tokens[i].is_("{") - tokens[i].is_("}")
        i += 1
        if depth <= 0:
            break
    return i


def _case(row: Sequence[Token], at: int) -> tuple[list[Token], list[Token]]:
    """Value and condition of a row of ``cases``, the words between and commas left out."""
    cells = split(row, "&")
    if len(cells) == 1:
        first = next((n for n, t in enumerate(row) if t.kind == "text"), len(row))
        cells = [list(row[:first]), list(row[first:])]
    if len(cells) != 2 or not cells[1]:
        raise Unreadable("a row of cases is a value, & and a condition", row[0].at)
    value, condition = (_trimmed(cell) for cell in cells)
    outer = _outside_environments(condition)
    told = [t.text.lower().strip(" ,.:") for t in outer if t.kind == "text"]
    outer_text = {id(t) for t in outer if t.kind == "text"}
    plain = [t for t in condition if id(t) not in outer_text and not t.is_("\\quad", "\\qquad")]
    if told in (["otherwise"], ["else"], ["elsewhere"]) and not plain:
        return value, [t for t in condition if t.kind == "text"]
    if any(word not in ("", "if", "for", "when", "where") for word in told) or not plain:
        raise Unreadable(f"the condition “{' '.join(told)}” is not understood", row[0].at)
    return value, plain


def _outside_environments(tokens: Sequence[Token]) -> list[Token]:
    found, depth = list[Token](), 0
    for token in tokens:
        depth += token.is_("\\begin")
        if not depth:
            found.append(token)
        depth -= token.is_("\\end")
    return found


def _trimmed(cell: list[Token]) -> list[Token]:
    while cell and (cell[-1].is_(",", ".", ";") or cell[-1].is_("\\quad", "\\qquad")):
        cell.pop()
    return cell
