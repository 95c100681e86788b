"""Terms, claims and hypotheses as one line of Unicode, for messages on a terminal."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from symsoft.kernel.context import Claim, Hypothesis
from symsoft.kernel.terms import Term
from symsoft.kernel.theorem import Theorem
from symsoft.language.claims import print_claim, print_hypothesis
from symsoft.language.layout import Product
from symsoft.language.marks import ATOM, POWER, PRODUCT, Piece
from symsoft.language.naming import text_symbol
from symsoft.language.printer import Printer

_NO_NAMES: Mapping[str, str] = {}
_RAISED = str.maketrans("0123456789+-()", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁽⁾")
_OPERATOR = re.compile(r"log|max|min|lim|exp\b|d[⁰-⁹²³]*/")


def text(term: Term, names: Mapping[str, str] = _NO_NAMES) -> str:
    """A term as Unicode; `names` maps names to other spellings, those in LaTeX are passed over."""
    return _Text(names).for_names(term.names).show(term).text


def text_claim(claim: Claim, names: Mapping[str, str] = _NO_NAMES) -> str:
    """A claim as Unicode."""
    return print_claim(_Text(names), claim)


def text_hypothesis(hypothesis: Hypothesis, names: Mapping[str, str] = _NO_NAMES) -> str:
    """A hypothesis or condition as Unicode, with the ranges of its letters behind it."""
    return print_hypothesis(_Text(names), hypothesis)


def text_theorem(theorem: Theorem) -> list[str]:
    """What a theorem says as lines of Unicode: the claim, what is given, the conditions."""
    given = [f"given {text_hypothesis(h)}" for h in theorem.context.hypotheses]
    provided = [f"provided {text_hypothesis(c)}" for c in theorem.conditions]
    return [text_claim(theorem.claim), *given, *provided]


@dataclass(frozen=True)
class _Text(Printer):
    minus = "−"
    gap = ""
    small_letter = re.compile(r"[a-zα-ωϑϕϖϵℓ]")
    words: ClassVar = {
        "=": "=", "!=": "≠", "<": "<", "<=": "≤", ">": ">", ">=": "≥",
        "sum": "Σ", "prod": "∏", "max": "max", "min": "min", "lim": "lim",
        "log": "log", "exp": "exp", "pi": "π", "inf": "∞", "to": "→",
        "or": "or", "partial": "∂", "d": "d", "dots": "…",
        "real": "real", "positive": "> 0", "nonnegative": "≥ 0",
    }  # fmt: skip

    def name_parts(self, name: str) -> tuple[str, str]:
        if name == "#delta":
            return "δ", ""
        given = self.names.get(name, name)
        return text_symbol(name if "\\" in given else given)

    def with_subscript(self, head: str, below: str) -> str:
        return f"{head}_{below}" if self._short(below) else f"{head}_{{{below}}}"

    def _short(self, below: str) -> bool:
        letters = below[:-1] if below[-1].isdigit() else below
        return len(below) == 1 or all(map(self.small_letter.fullmatch, letters))

    def parens(self, piece: Piece, marks: str = "()") -> str:
        return marks[0] + piece.text + marks[1]

    def raised(self, base: str, exponent: str) -> str:
        if exponent.isdigit() or exponent in ("+", "-"):
            return base + exponent.translate(_RAISED)
        return f"{base}^{exponent}" if len(exponent) == 1 else f"{base}^{{{exponent}}}"

    def fraction(self, above: Piece, below: Piece) -> Piece:
        return self.slash(above, below)

    def stacks(self, p: Product) -> bool:
        return False

    def beside(self, left: str, right: str) -> str:
        if right[0].isdigit():
            return " · "
        return "" if left.isdigit() and right[0].isalpha() and not _OPERATOR.match(right) else " "

    def under(self, op: str, below: str, above: str = "") -> str:
        low = below.replace(" ", "")
        mark = f"{self.words[op]}_" + (low if len(low) == 1 else f"{{{low}}}")
        return mark + (f"^{above}" if len(above) == 1 else f"^{{{above}}}" if above else "")

    def over_range(self, op: str, letter: str, dim: str, first: int, off: int) -> str:
        last = f"{dim}−{off}" if off else dim
        if (first, off) == (1, 0):
            return self.under(op, letter)
        if op in ("sum", "prod"):
            return self.under(op, f"{letter}={first}", last)
        return self.under(op, f"{first}≤{letter}≤{last}")

    def root(self, piece: Piece) -> Piece:
        return Piece("√" + self.group(piece, ATOM), POWER)

    def cases(self, rows: Sequence[tuple[Piece, str]]) -> Piece:
        lines = [f"{value.text} if {test}" if test else value.text for value, test in rows]
        return Piece("{" + "; ".join(lines[:-1]) + "; otherwise " + lines[-1] + "}")

    def primed(self, name: str, order: int) -> str:
        return name + ("′" * order if order <= 3 else f"({order})".translate(_RAISED))

    def ratio(self, above: str, below: str) -> Piece:
        return Piece(f"{above}/{below}", PRODUCT, trailing=True)

    def integral(self, low: str, high: str, body: str, letter: str) -> str:
        ends = (f"_{low}" if len(low) == 1 else f"_{{{low}}}") + (
            f"^{high}" if len(high) == 1 else f"^{{{high}}}"
        )
        return f"∫{ends} {body} d{letter}"

    def quantified(self, claim: str, parts: Sequence[str]) -> str:
        return f"{claim}   ({'; '.join(parts)})"
