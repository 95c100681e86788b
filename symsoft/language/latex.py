"""Terms, claims and hypotheses as LaTeX, as a lecturer would write them by hand.

The packages amsmath (for ``cases``) and amssymb are all that the result needs.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from symsoft.kernel.context import Claim, Hypothesis
from symsoft.kernel.terms import Term
from symsoft.language.claims import print_claim, print_hypothesis
from symsoft.language.layout import Product, simple_fraction
from symsoft.language.marks import POWER, SUM, Piece
from symsoft.language.naming import latex_symbol, split_latex
from symsoft.language.printer import Printer

_NO_NAMES: Mapping[str, str] = {}


def latex(term: Term, names: Mapping[str, str] = _NO_NAMES) -> str:
    """A term as LaTeX for math mode; `names` maps names to the author's LaTeX for them."""
    return _Latex(names).for_names(term.names).show(term).text


def latex_claim(claim: Claim, names: Mapping[str, str] = _NO_NAMES) -> str:
    """A claim as LaTeX."""
    return print_claim(_Latex(names), claim)


def latex_hypothesis(hypothesis: Hypothesis, names: Mapping[str, str] = _NO_NAMES) -> str:
    """A hypothesis or condition as LaTeX, with the ranges of its letters behind it."""
    return print_hypothesis(_Latex(names), hypothesis)


@dataclass(frozen=True)
class _Latex(Printer):
    minus = "-"
    gap = r" \, "
    small_letter = re.compile(r"[a-z]|\\[a-z]+")
    words: ClassVar = {
        "=": "=", "!=": r"\neq", "<": "<", "<=": r"\le", ">": ">", ">=": r"\ge",
        "sum": r"\sum", "prod": r"\prod", "max": r"\max", "min": r"\min", "lim": r"\lim",
        "log": r"\log", "exp": r"\exp", "pi": r"\pi", "inf": r"\infty", "to": r"\to",
        "or": r"\text{ or }", "partial": r"\partial", "d": "d", "dots": r"\dots",
        "real": r"\in \mathbb{R}", "positive": "> 0", "nonnegative": r"\ge 0",
    }  # fmt: skip

    def name_parts(self, name: str) -> tuple[str, str]:
        if name == "#delta":
            return r"\delta", ""
        return split_latex(self.names[name]) if name in self.names else latex_symbol(name)

    def with_subscript(self, head: str, below: str) -> str:
        return f"{head}_{below}" if len(below) == 1 else f"{head}_{{{below}}}"

    def together(self, indices: Sequence[str]) -> str:
        # A command would run into the letter after it: \alpha j.
        return "".join(i + " " * i.startswith("\\") for i in indices).rstrip()

    def parens(self, piece: Piece, marks: str = "()") -> str:
        left, right = marks[0], marks[1]
        if piece.tall:
            return rf"\left{left} {piece.text} \right{right}"
        if marks == "||" and "|" in piece.text:  # ||x|| would be a norm
            return rf"\bigl| \, {piece.text} \, \bigr|"
        return f"{left}{piece.text}{right}"

    def raised(self, base: str, exponent: str) -> str:
        low = f"{{{base}}}" if _has_superscript(base) else base
        short = exponent.isdigit() and len(exponent) == 1 or exponent in ("+", "-")
        return f"{low}^{exponent}" if short else f"{low}^{{{exponent}}}"

    def fraction(self, above: Piece, below: Piece) -> Piece:
        return Piece(rf"\frac{{{above.text}}}{{{below.text}}}", POWER, tall=True)

    def stacks(self, p: Product) -> bool:
        return not self.script and not (self.fractions and simple_fraction(p))

    def beside(self, left: str, right: str) -> str:
        if right.startswith(("[", r"\left[")):
            return r" \, "
        return r" \cdot " if right[0].isdigit() else " "

    def under(self, op: str, below: str, above: str = "") -> str:
        return f"{self.words[op]}_{{{below}}}" + (f"^{{{above}}}" if above else "")

    def over_range(self, op: str, letter: str, dim: str, first: int, off: int) -> str:
        last = f"{dim}-{off}" if off else dim
        if op in ("sum", "prod"):
            return self.under(op, f"{letter}={first}", last)
        if (first, off) == (1, 0):
            return self.under(op, letter)
        return self.under(op, rf"{first} \le {letter} \le {last}")

    def root(self, piece: Piece) -> Piece:
        return Piece(rf"\sqrt{{{piece.text}}}", POWER, piece.tall)

    def cases(self, rows: Sequence[tuple[Piece, str]]) -> Piece:
        lines = [
            rf"{value.text} & \text{{if }} {test}"
            if test
            else rf"{value.text} & \text{{otherwise}}"
            for value, test in rows
        ]
        inside = r" \\ ".join(lines)
        return Piece(rf"\begin{{cases}} {inside} \end{{cases}}", SUM, tall=True)

    def primed(self, name: str, order: int) -> str:
        if order > 3:
            return self.raised(name, f"({order})")
        return (f"{{{name}}}" if order and _has_superscript(name) else name) + "'" * order

    def ratio(self, above: str, below: str) -> Piece:
        return Piece(rf"\frac{{{above}}}{{{below}}}", POWER, tall=True)

    def integral(self, low: str, high: str, body: str, letter: str) -> str:
        return rf"\int_{{{low}}}^{{{high}}} {body} \, d{letter}"

    def quantified(self, claim: str, parts: Sequence[str]) -> str:
        return rf"{claim} \quad ({'; '.join(parts)})"


def _has_superscript(text: str) -> bool:
    """Whether the text ends in a superscript or prime, so that no second one may follow."""
    if text[-1] in ")]|":
        return False
    depth = 0
    for c in text:
        depth += (c in "{([") - (c in "})]")
        if depth == 0 and c in "^'":
            return True
    return False
