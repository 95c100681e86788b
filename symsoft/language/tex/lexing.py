r"""TeX's tokens of a formula, with macros expanded: letters, digits, ``\commands`` and signs.

A token keeps the offset in the text at which it stands; what a macro expands to stands where the
macro was called.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from symsoft.language.naming import GREEK
from symsoft.language.tex.errors import Unreadable

MOST_TOKENS = 20_000  # of one formula
MOST_NESTED = 40  # braces, brackets and environments within each other

_DEFINING = ("newcommand", "renewcommand", "providecommand", "def", "DeclareMathOperator")
_TEXT = ("text", "mbox", "textrm", "textbf", "textit", "textnormal", "textsf", "texttt", "hbox")
_UNSEEN = ("tag", "label")
_UNICODE = {letter: f"\\{word}" for word, letter in GREEK.items()} | {
    "−": "-", "·": r"\cdot", "×": r"\times", "≤": r"\le", "≥": r"\ge", "≠": r"\neq",
    "∞": r"\infty", "∂": r"\partial", "Σ": r"\sum", "∑": r"\sum", "∏": r"\prod", "∫": r"\int",
    "→": r"\to", "–": "-", "⊤": r"\top", "⊙": r"\odot", "∇": r"\nabla", "…": r"\dots", "′": "'",
}  # fmt: skip


@dataclass(frozen=True)
class Token:
    """`kind` is letter, number, command, sign, text or argument (``#1`` in a macro)."""

    kind: str
    text: str
    at: int

    def is_(self, *texts: str) -> bool:
        """Whether this is one of some signs or commands."""
        return self.kind in ("sign", "command") and self.text in texts


@dataclass(frozen=True)
class Macro:
    """What a command of the author's stands for."""

    arguments: int
    body: tuple[Token, ...]


@dataclass
class Macros:
    """The author's commands so far."""

    known: dict[str, Macro] = field(default_factory=dict)

    def define(self, text: str, at: int) -> int:
        r"""Take in the definition ``\newcommand…`` that begins at offset `at`; where it ends."""
        return _Definition(text, at, self).read()


def lex(text: str, start: int, end: int, macros: Macros) -> list[Token]:
    """The tokens of ``text[start:end]``; definitions inside are taken into `macros`."""
    raw = list(_Raw(text, start, end, macros))
    return _expand(raw, macros)


class _Raw:
    """Tokens as they are written."""

    def __init__(self, text: str, start: int, end: int, macros: Macros) -> None:
        self.text, self.at, self.end, self.macros = text, start, end, macros

    def __iter__(self) -> Iterator[Token]:
        while self.at < self.end:
            c = self.text[self.at]
            if c == "%":
                self.comment()
            elif c.isspace() or c == "~":
                self.at += 1
            else:
                yield from self.token(c)

    def token(self, c: str) -> Iterator[Token]:
        start = self.at
        if c == "\\":
            yield from self.command()
        elif c in "0123456789":
            yield Token("number", self.number(), start)
        elif c in _UNICODE:
            self.at += 1
            written = _UNICODE[c]
            yield Token("command" if written[0] == "\\" else "sign", written, start)
        elif c.isalpha() and c.isascii():
            self.at += 1
            yield Token("letter", c, start)
        elif c == "#" and self.text[start + 1 : start + 2].isdigit():
            self.at += 2
            yield Token("argument", self.text[start + 1], start)
        elif c in "+-*/=<>()[]{}|^_&,.;:!'?\"":
            self.at += 1
            yield Token("sign", c, start)
        else:
            raise Unreadable(f"the character {c!r} has no meaning in a formula", start)

    def number(self) -> str:
        begin = self.at
        self.digits()
        if self.text[self.at : self.at + 1] == "." and self.at + 1 < self.end:
            point = self.at
            self.at += 1
            self.at = self.at if self.digits() else point
        return self.text[begin : self.at]

    def digits(self) -> bool:
        begin = self.at
        while self.at < self.end and self.text[self.at] in "0123456789":
            self.at += 1
        return self.at > begin

    def comment(self) -> None:
        line = self.text.find("\n", self.at, self.end)
        line = self.end if line < 0 else line
        if "symsoft:" in self.text[self.at : line]:
            raise Unreadable("a directive stands inside a formula; put it before", self.at)
        self.at = line

    def command(self) -> Iterator[Token]:
        start = self.at
        self.at += 1
        while self.at < self.end and self.text[self.at].isascii() and self.text[self.at].isalpha():
            self.at += 1
        if self.at == start + 1:
            self.at = min(self.at + 1, self.end)
        word = self.text[start + 1 : self.at]
        if word in _TEXT:
            yield from self.words(word, start)
        elif word in _UNSEEN:
            self.at += self.text.startswith("*", self.at)
            self.braced(word)
        elif word in _DEFINING:
            self.at = self.macros.define(self.text, start)
        else:
            yield Token("command", f"\\{word}", start)

    def words(self, how: str, start: int) -> Iterator[Token]:
        """Text, with the formulas that stand in it between dollars."""
        inside = self.braced(how)
        if how == "textbf" and len(inside) == 1 and inside.isalpha():  # a vector
            yield from (Token("command", "\\mathbf", start), Token("sign", "{", start))
            yield from (Token("letter", inside, start), Token("sign", "}", start))
            return
        in_script = self.in_script(start)
        if in_script:  # L_\text{CE} is L_{\text{CE}}, and its text parts no formulas
            yield Token("sign", "{", start)
        at = self.at - 1 - len(inside)
        for n, part in enumerate(inside.split("$")):
            if n % 2:
                yield from _Raw(self.text, at, at + len(part), self.macros)
            elif part.strip() or not inside.strip():
                yield Token("text", " ".join(part.split()), start)
            at += len(part) + 1
        if in_script:
            yield Token("sign", "}", self.at - 1)

    def in_script(self, at: int) -> bool:
        """Whether what begins at `at` stands directly behind ``_`` or ``^``."""
        while at and self.text[at - 1].isspace():
            at -= 1
        return at > 0 and self.text[at - 1] in "_^" and self.text[at - 2 : at - 1] != "\\"

    def braced(self, what: str) -> str:
        """The inside of the braces that follow, as it is written."""
        begin = self.at
        while self.at < self.end and self.text[self.at].isspace():
            self.at += 1
        if self.text[self.at : self.at + 1] != "{":
            raise Unreadable(f"braces are missing after \\{what}", begin)
        begin, depth = self.at + 1, 0
        while self.at < self.end:
            c = self.text[self.at]
            depth += (c == "{") - (c == "}")
            self.at += 2 if c == "\\" else 1
            if not depth:
                return self.text[begin : self.at - 1]
        raise Unreadable("a brace { is never closed", begin - 1)


class _Definition(_Raw):
    r"""``\newcommand{\name}[n]{body}``, ``\def\name#1{body}``, ``\DeclareMathOperator{\n}{b}``."""

    def __init__(self, text: str, at: int, macros: Macros) -> None:
        super().__init__(text, at, len(text), macros)
        self.begin = at

    def read(self) -> int:
        how = self.word()
        self.skip("*")
        self.skip_spaces()
        braced = self.skip("{")
        name = self.word()
        if not name or (braced and not self.skip("}")):
            raise Unreadable("this definition of a command is not understood", self.begin)
        count = self.count(how)
        start = self.at
        body = self.braced(name)
        inside = self.text.find("{", start) + 1
        tokens = tuple(_Raw(self.text, inside, inside + len(body), self.macros))
        if how == "DeclareMathOperator":
            tokens = (Token("text", body, inside),)
        self.macros.known[f"\\{name}"] = Macro(count, tokens)
        return self.at

    def word(self) -> str:
        self.skip_spaces()
        if not self.skip("\\"):
            return ""
        begin = self.at
        while self.text[self.at : self.at + 1].isalpha():
            self.at += 1
        return self.text[begin : self.at]

    def count(self, how: str) -> int:
        """How many arguments; one with a default is not simple."""
        count = 0
        self.skip_spaces()
        if how == "def":
            while self.skip("#"):
                count, self.at = count + 1, self.at + 1
        elif self.skip("["):
            digits = self.text[self.at : self.at + 1]
            self.at += 1
            self.skip_spaces()
            if (
                not digits.isdigit()
                or not self.skip("]")
                or self.text[self.at : self.at + 1] == "["
            ):
                raise Unreadable("a command with default arguments is not expanded", self.begin)
            count = int(digits)
        return count

    def skip(self, c: str) -> bool:
        found = self.text[self.at : self.at + 1] == c
        self.at += found
        return found

    def skip_spaces(self) -> None:
        while self.text[self.at : self.at + 1].isspace():
            self.at += 1


def _expand(raw: Sequence[Token], macros: Macros) -> list[Token]:
    done: list[Token] = []
    waiting = list(reversed(raw))
    budget = MOST_TOKENS
    while waiting:
        token = waiting.pop()
        budget -= 1
        if budget < 0:
            raise Unreadable(f"the formula has more than {MOST_TOKENS} signs", token.at)
        macro = macros.known.get(token.text) if token.kind == "command" else None
        if macro is None:
            done.append(token)
        else:
            arguments = [_argument(waiting, token) for _ in range(macro.arguments)]
            body = _filled(macro, arguments, token)
            if len(body) > budget:
                raise Unreadable(f"{token.text} expands without end", token.at)
            waiting.extend(reversed(body))
    return done


def _argument(waiting: list[Token], call: Token) -> list[Token]:
    """The next token, or what stands in the next braces."""
    found, depth = list[Token](), 0
    while waiting:
        token = waiting.pop()
        depth += token.is_("{") - token.is_("}")
        found.append(token)
        if depth <= 0:
            return found[1:-1] if len(found) > 1 else found
    raise Unreadable(f"an argument of {call.text} is missing", call.at)


def _filled(macro: Macro, arguments: Sequence[Sequence[Token]], call: Token) -> list[Token]:
    """The body with the arguments put in, each kept together by braces only where it was."""
    body: list[Token] = []
    for token in macro.body:
        if token.kind != "argument":
            body.append(replace(token, at=call.at))
        elif int(token.text) <= len(arguments):
            body.extend(arguments[int(token.text) - 1])
        else:
            raise Unreadable(f"{call.text} has no argument #{token.text}", call.at)
    return body
