"""Terms, claims and hypotheses as mathematics for Typst, laid out as `symsoft.language.latex` does.

What results goes between dollar signs and needs nothing but Typst itself.
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
from symsoft.language.marks import POWER, PRODUCT, SUM, Piece
from symsoft.language.markup import typst_markup
from symsoft.language.naming import latex_symbol, split_latex
from symsoft.language.printer import Printer

_NO_NAMES: Mapping[str, str] = {}
_OPENING, _CLOSING = frozenset("(["), frozenset(")]")


def typst(term: Term, names: Mapping[str, str] = _NO_NAMES) -> str:
    """A term as Typst for math mode; `names` maps names to the author's LaTeX for them."""
    return _Typst(names).for_names(term.names).show(term).text


def typst_claim(claim: Claim, names: Mapping[str, str] = _NO_NAMES) -> str:
    """A claim as Typst."""
    return print_claim(_Typst(names), claim)


def typst_hypothesis(hypothesis: Hypothesis, names: Mapping[str, str] = _NO_NAMES) -> str:
    """A hypothesis or condition as Typst, with the ranges of its letters behind it."""
    return print_hypothesis(_Typst(names), hypothesis)


@dataclass(frozen=True)
class _Typst(Printer):
    minus = "-"
    gap = " thin "
    small_letter = re.compile(r"[a-zα-ωϑϕϖϵℓ]")
    words: ClassVar = {
        "=": "=", "!=": "!=", "<": "<", "<=": "<=", ">": ">", ">=": ">=",
        "sum": "sum", "prod": "product", "max": "max", "min": "min", "lim": "lim",
        "log": "log", "exp": "exp", "pi": "π", "inf": "oo", "to": "->",
        "or": '" or "', "partial": "partial", "d": "d", "dots": "dots",
        "real": "in RR", "positive": "> 0", "nonnegative": ">= 0",
    }  # fmt: skip

    def name_parts(self, name: str) -> tuple[str, str]:
        if name == "#delta":
            return "δ", ""
        head, below = split_latex(self.names[name]) if name in self.names else latex_symbol(name)
        return typst_markup(head), typst_markup(below)

    def with_subscript(self, head: str, below: str) -> str:
        return f"{head}_{below}" if len(below) == 1 else f"{head}_({below})"

    def together(self, indices: Sequence[str]) -> str:
        return " ".join(indices)  # ij would be the name of a variable of Typst

    def _joined(self, d: str, what: str) -> str:
        return f"{d} {what}"

    def parens(self, piece: Piece, marks: str = "()") -> str:
        if marks == "||":
            return f"abs({_shielded(piece.text)})"
        return f"{marks[0]}{piece.text}{marks[1]}"

    def call(self, head: str, args: Sequence[Term]) -> Piece:
        # The blank keeps f_i (x) from being read as f with the subscript i(x).
        return super().call(head if head.isalpha() else f"{head} ", args)

    def raised(self, base: str, exponent: str) -> str:
        if _has_superscript(base):
            return f"attach({base}, t: {exponent})"
        short = len(exponent) == 1 and exponent.isalnum() or exponent in ("+", "-")
        return f"{base}^{exponent}" if short else f"{base}^({exponent})"

    def fraction(self, above: Piece, below: Piece) -> Piece:
        return self.ratio(above.text, below.text)

    def stacks(self, p: Product) -> bool:
        return not self.script and not (self.fractions and simple_fraction(p))

    def slash(self, above: Piece, below: Piece) -> Piece:
        top = self.parens(above) if above.trailing else self.group(above, PRODUCT)
        tall = above.tall or below.tall
        # A bare slash would stack the two.
        return Piece(rf"{top}\/{self.group(below, POWER)}", PRODUCT, tall, trailing=True)

    def beside(self, left: str, right: str) -> str:
        if right.startswith("["):
            return " thin "
        return " dot " if right[0].isdigit() else " "

    def under(self, op: str, below: str, above: str = "") -> str:
        mark = self.with_subscript(self.words[op], below)
        return self.raised(mark, above) if above else mark

    def over_range(self, op: str, letter: str, dim: str, first: int, off: int) -> str:
        last = f"{dim}-{off}" if off else dim
        if op in ("sum", "prod"):
            return self.under(op, f"{letter}={first}", last)
        if (first, off) == (1, 0):
            return self.under(op, letter)
        return self.under(op, f"{first} <= {letter} <= {last}")

    def root(self, piece: Piece) -> Piece:
        return Piece(f"sqrt({_shielded(piece.text)})", POWER, piece.tall)

    def cases(self, rows: Sequence[tuple[Piece, str]]) -> Piece:
        lines = [
            f'{_shielded(value.text)} & "if " {_shielded(test)}'
            if test
            else f'{_shielded(value.text)} & "otherwise"'
            for value, test in rows
        ]
        return Piece(f"cases({', '.join(lines)})", SUM, tall=True)

    def primed(self, name: str, order: int) -> str:
        return self.raised(name, f"({order})") if order > 3 else name + "'" * order

    def ratio(self, above: str, below: str) -> Piece:
        return Piece(f"frac({_shielded(above)}, {_shielded(below)})", POWER, tall=True)

    def integral(self, low: str, high: str, body: str, letter: str) -> str:
        return f"integral_({low})^({high}) {body} thin d {letter}"

    def quantified(self, claim: str, parts: Sequence[str]) -> str:
        return f"{claim} quad ({'; '.join(parts)})"


def _shielded(text: str) -> str:
    """The text as one argument of a function: commas outside of all brackets are escaped."""
    depth, quoted, shown = 0, False, []
    for c in text:
        quoted ^= c == '"'
        depth += (c in _OPENING) - (c in _CLOSING) if not quoted else 0
        shown.append("\\" + c if c in ",;" and not depth and not quoted else c)
    return "".join(shown)


def _has_superscript(text: str) -> bool:
    """Whether the text has a superscript or prime outside of brackets at its end."""
    depth = 0
    for c in text:
        depth += (c in _OPENING) - (c in _CLOSING)
        if depth == 0 and c in "^'":
            return True
    return False


def summands(text: str) -> list[str]:
    """Mathematics cut before each + and - outside of all brackets that stands between terms.

    >>> summands("-a + f(b - c) - e^(-x)")
    ['-a', '+ f(b - c)', '- e^(-x)']
    """
    depth, quoted, cuts = 0, False, [0]
    for at, c in enumerate(text):
        quoted ^= c == '"'
        depth += (c in _OPENING) - (c in _CLOSING) if not quoted else 0
        between = c in "+-" and text[at - 1 : at] == " " and text[at + 1 : at + 2] == " "
        if between and not depth and not quoted:
            cuts.append(at)
    ends = [*cuts[1:], len(text)]
    return [text[a:b].strip() for a, b in zip(cuts, ends, strict=True)]
