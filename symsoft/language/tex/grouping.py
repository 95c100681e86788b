"""From TeX's tokens to those of the grammar: arguments get their braces, names their scripts.

What depends on how TeX reads, and not on what is meant, is settled here: ``x^12`` is x¹·2, a brace
may be left out, ``|`` opens or closes, and a ``d`` belongs to an integral or a derivative.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import lark

from symsoft.language.tex import words
from symsoft.language.tex.errors import Unreadable
from symsoft.language.tex.grouped import place
from symsoft.language.tex.lexing import Token
from symsoft.language.tex.scope import TexScope
from symsoft.language.tex.structures import Structured

_SIGNS = {"+": "PLUS", "-": "MINUS", "/": "SLASH", ",": "COMMA", "_": "SUB", "^": "SUP"}


def group(tokens: Sequence[Token], end: int, scope: TexScope) -> list[lark.Token]:
    """The grammar's tokens; `end` is the offset behind the formula."""
    return _Grouper(tokens, end, scope, 0).run()


class _Grouper(Structured):
    def run(self) -> list[lark.Token]:
        while (token := self.cursor.peek()) is not None:
            self.cursor.next()
            self.one(token)
        for opened in self.brackets:
            raise Unreadable(f"{opened.value} is never closed", place(opened))
        for at in self.integrals:
            raise Unreadable("this integral has no dx", at)
        return self.out

    def one(self, token: Token) -> None:
        if self.expectation(token):
            return
        match token.kind:
            case "number":
                self.emit("NUM", token.text, token.at)
            case "letter":
                self.letter(token)
            case "text":
                self.word(token.text, token)
            case "separator":
                self.emit("COMMA", token.text, token.at)
            case "sign":
                self.sign(token)
            case _:
                self.command(token)

    def sign(self, token: Token) -> None:
        text = token.text
        if text == "^" and self.primes_above():
            return
        if text in ("_", "^"):
            self.script(token)
        elif text == "{":
            self.cursor.i -= 1
            if inside := self.cursor.group():  # {} is nothing
                self.braces(inside, token.at)
        elif text == "|":
            self.bar(token, None)
        elif text == "'":
            self.emit("PRIME", "'", token.at)
        elif text == ":" and (ahead := self.cursor.peek()) and ahead.is_("="):
            self.cursor.next()
            self.emit("REL", "=", token.at)
        elif not self.shared(token):
            why = {"}": "a brace } closes nothing", "&": "& stands inside a formula"}
            raise Unreadable(why.get(text, f"{text} is not understood here"), token.at)

    def script(self, token: Token) -> None:
        r"""A subscript or superscript; ``\sum_k^{ }`` has none above."""
        inside = self.cursor.argument(token.text)
        if inside:
            self.emit(_SIGNS[token.text], token.text, token.at)
            self.braces(inside, token.at)

    def primes_above(self) -> bool:
        r"""``f^{\prime}`` is f'."""
        here, held = self.cursor.i, list(self.cursor.tokens)
        at, inside = self.cursor.at, self.cursor.argument("^")
        if inside and all(t.is_("\\prime") for t in inside):
            for _ in inside:
                self.emit("PRIME", "'", at)
            return True
        self.cursor.tokens, self.cursor.i = held, here
        return False

    def shared(self, token: Token) -> bool:
        """What may be a sign or a command."""
        text, at = token.text, token.at
        if text in _SIGNS:
            self.emit(_SIGNS[text], text, at)
        elif text in words.TIMES:
            self.emit("TIMES", text, at)
        elif text in words.RELATIONS:
            self.emit("REL", words.RELATIONS[text], at)
        elif text == "\\langle" and self.mean(token):
            pass
        elif text in words.OPENING:
            self.open(words.OPENING[text], at)
        elif text in words.CLOSING:
            self.close(words.CLOSING[text], token)
        else:
            return False
        return True

    def command(self, token: Token) -> None:
        text = token.text
        for known, read in _COMMANDS:
            if text in known:
                read(self, token)
                return
        if self.shared(token):
            return
        why = f"{text} is not known here"
        if text in words.DOTS:
            why = "… stands for something left out; write it as a sum or product"
        elif text in words.OTHER_RELATIONS:
            why = f"{text} is no relation that symsoft can prove"
        elif text.lstrip("\\") in words.OTHER_FUNCTIONS:
            why = f"{text} is outside the language of symsoft"
        raise Unreadable(why, token.at)


_Read = Callable[[_Grouper, Token], None]
_COMMANDS: list[tuple[frozenset[str], _Read]] = [
    (words.GREEK_COMMANDS, lambda g, t: g.name(t.text, t)),
    (words.FONTS, _Grouper.font),
    (words.UPRIGHT, _Grouper.upright),
    (words.FRACTIONS, _Grouper.fraction),
    (frozenset({"\\sum", "\\prod", "\\lim"}), lambda g, t: g.emit("BIG", t.text[1:], t.at)),
    (
        frozenset(f"\\{w}" for w in (*words.FUNCTIONS, *words.EXTREMA)),
        lambda g, t: g.word(t.text[1:], t),
    ),
    (frozenset({"\\partial"}), lambda g, t: g.emit("PARTIAL", "", t.at)),
    (frozenset({"\\nabla"}), lambda g, t: g.emit("NABLA", "", t.at)),
    (words.TRANSPOSES, lambda g, t: g.emit("NAME", "\\top", t.at)),
    (frozenset({"\\infty"}), lambda g, t: g.emit("INF", "", t.at)),
    (frozenset({"\\in"}), lambda g, t: g.emit("TO", "in", t.at)),
    (frozenset({"\\to", "\\rightarrow"}), lambda g, t: g.emit("TO", "to", t.at)),
    (frozenset({"\\sqrt"}), _Grouper.root),
    (frozenset({"\\int"}), _Grouper.integral),
    (frozenset({"\\begin"}), _Grouper.environment),
    (frozenset({"\\substack"}), _Grouper.substack),
    (frozenset({"\\left", "\\right", "\\bigl", "\\bigr"}), _Grouper.left),
    (words.SHOWN | words.BRACED, _Grouper.shown),
    (words.STACKED, _Grouper.stacked),
    (words.GAPS, lambda g, t: None),
    (words.NORM_BARS, _Grouper.norm),
    (words.OPENING_BARS, lambda g, t: g.bar(t, True)),
    (words.CLOSING_BARS, lambda g, t: g.bar(t, False)),
    (frozenset({"\\vert"}), lambda g, t: g.bar(t, None)),
    (frozenset({"\\prime"}), lambda g, t: g.emit("PRIME", "'", t.at)),
]
