"""Brackets and bars: which one opens, which one closes, and what it belongs to."""

from __future__ import annotations

from symsoft.language.tex.errors import Unreadable
from symsoft.language.tex.grouped import Grouped, place
from symsoft.language.tex.lexing import MOST_NESTED, Token

_OPERANDS = frozenset({"NAME", "NUM", "RB", "CLOSE", "RBAR", "INF", "ONE", "PRIME"})


class Fenced(Grouped):
    """Brackets of all kinds."""

    def open(self, kind: str, at: int) -> None:
        if len(self.brackets) >= MOST_NESTED:
            raise Unreadable(f"nested more than {MOST_NESTED} deep", at)
        self.emit("OPEN" if kind != "|" else "LBAR", kind, at)
        self.brackets.append(self.out[-1])
        self.since_bars = None

    def close(self, kind: str, token: Token) -> None:
        if not self.brackets:
            raise Unreadable(f"{token.text} closes nothing", token.at)
        opened = self.brackets.pop()
        if opened.value != kind:
            raise Unreadable(f"{opened.value} is closed by {token.text}", token.at)
        self.emit("CLOSE" if kind != "|" else "RBAR", token.text, token.at)
        self.since_bars = [] if kind == "|" else None

    def bar(self, token: Token, opens: bool | None, by_side: bool = False) -> None:
        after_operand = bool(self.out) and self.out[-1].type in _OPERANDS
        inside = bool(self.brackets) and self.brackets[-1].value == "|"
        sided = inside and place(self.brackets[-1]) in self.sided  # only \\right| closes it
        if opens is None:
            opens = sided or not (inside and after_operand)
            between = self.since_bars
            if (
                opens
                and not sided
                and after_operand
                and between
                and not set(between) & {"PLUS", "MINUS", "REL"}
            ):
                readings = ("|x|·y·|z|", "|x·|y|·z|")
                raise Unreadable("the bars | can be paired in two ways", token.at, readings)
        if opens:
            self.open("|", token.at)
            if by_side:
                self.sided.append(place(self.brackets[-1]))
        else:
            self.close("|", token)

    def norm(self, token: Token) -> None:
        """Norm bars do not nest."""
        if any(b.value == "‖" for b in self.brackets):
            self.close("‖", token)
        else:
            self.open("‖", token.at)

    def left(self, token: Token) -> None:
        """The bar after \\left or \\right has a side, the full stop after them is nothing."""
        ahead = self.cursor.peek()
        if ahead is not None and ahead.is_("."):
            self.cursor.next()
        elif ahead is not None and ahead.is_("|", "\\vert"):
            self.bar(self.cursor.next(), token.text in ("\\left", "\\bigl"), by_side=True)
