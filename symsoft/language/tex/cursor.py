"""Walking over TeX's tokens: arguments, groups, and what stands ahead."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from symsoft.language.tex import words
from symsoft.language.tex.errors import Unreadable
from symsoft.language.tex.lexing import Token


class Cursor:
    """A position in a list of tokens; `end` is the offset behind the last."""

    def __init__(self, tokens: Sequence[Token], end: int) -> None:
        self.tokens, self.end, self.i = list(tokens), end, 0

    def __bool__(self) -> bool:
        return self.i < len(self.tokens)

    @property
    def at(self) -> int:
        """The offset of the token ahead."""
        return self.tokens[self.i].at if self else self.end

    def peek(self) -> Token | None:
        """The token ahead, what is passed over left out."""
        self.skip()
        return self.tokens[self.i] if self else None

    def next(self) -> Token:
        """The token ahead, as it stands."""
        token = self.tokens[self.i]
        self.i += 1
        return token

    def skip(self) -> None:
        """Step over spacing and the like."""
        while self:
            count = words.PASSED.get(self.tokens[self.i].text)
            if self.tokens[self.i].kind != "command" or count is None:
                return
            if self.tokens[self.i].is_("\\left", "\\right", "\\bigl", "\\bigr"):
                return
            self.i += 1
            for _ in range(count):
                self.argument("a command")

    def word_group(self) -> str:
        """The argument ahead as a word."""
        inside = self.argument("a command")
        return "".join(t.text for t in inside if t.text not in ("{", "}", *words.UPRIGHT))

    def argument(self, what: str) -> list[Token]:
        """The next token, or what stands in the braces ahead; of a number the first digit."""
        token = self.peek()
        if token is None:
            raise Unreadable(f"an argument of {what} is missing", self.at)
        if token.is_("{"):
            return self.group()
        if token.is_("}", "^", "_", "&", "\\\\", "\\begin", "\\end"):
            raise Unreadable(f"an argument of {what} is missing", token.at)
        if token.kind == "number" and len(token.text) > 1:
            rest = replace(token, text=token.text[1:], at=token.at + 1)
            self.tokens[self.i] = rest
            return [replace(token, text=token.text[0])]
        self.i += 1
        if token.text in words.FONTS | words.UPRIGHT:
            return [token, *self.kept_group(token.text)]
        return [token]

    def kept_group(self, what: str) -> list[Token]:
        """As `argument`, the braces kept."""
        at = self.at
        inside = self.argument(what)
        return [Token("sign", "{", at), *inside, Token("sign", "}", self.at)]

    def group(self) -> list[Token]:
        """What stands in the braces ahead."""
        begin, depth = self.i, 0
        while self:
            token = self.next()
            depth += token.is_("{") - token.is_("}")
            if not depth:
                return self.tokens[begin + 1 : self.i - 1]
        raise Unreadable("a brace { is never closed", self.tokens[begin].at)

    def environment(self, begin: Token) -> tuple[str, list[Token]]:
        """Name and inside of the environment whose \\begin was just read."""
        name, start, depth = self.word_group(), self.i, 1
        while self:
            here, token = self.i, self.next()
            if token.is_("\\begin", "\\end"):
                depth += 1 if token.text == "\\begin" else -1
                closed = self.word_group()
                if not depth and closed == name:
                    return name, self.tokens[start:here]
                if not depth:
                    raise Unreadable(f"{name} is closed by {closed}", token.at)
        raise Unreadable(f"the environment {name} is never closed", begin.at)


def dee(tokens: Sequence[Token]) -> int:
    """How many tokens at the beginning are a ∂ or d of a derivative."""
    shown = [t.text for t in tokens[:4]]
    if shown[:1] in (["\\partial"], ["d"]):
        return 1
    if shown[:1] == ["\\mathrm"]:
        return 2 if shown[1:2] == ["d"] else 4 if shown[1:4] == ["{", "d", "}"] else 0
    return 0
