"""Terms, claims and hypotheses in words, for readers who listen.

What is spoken parses in one way only: a fraction ends with "end fraction", brackets are spoken, and
what an operator or function is applied to stands between "begin" and "end" unless it is one name.
So e^{a+b} is "the exponential of begin a plus b end exponential", e^a + b "the exponential of a
plus b".  The letters and their order are those that `symsoft.language.latex` prints.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from symsoft.kernel.context import Claim, Hypothesis
from symsoft.kernel.terms import Term
from symsoft.language.claims import print_claim, print_hypothesis
from symsoft.language.layout import Product, derivatives, is_ordinary
from symsoft.language.marks import ATOM, UNARY, Piece
from symsoft.language.markup import spoken_markup, spoken_power
from symsoft.language.naming import latex_symbol, split_latex
from symsoft.language.printer import Printer

_NO_NAMES: Mapping[str, str] = {}
_STRUCTURE = frozenset(
    "+ plus minus times over equals is the of to open close squared cubed begin end if".split()
)
_RANGE = re.compile(r"= 1, and so on, ")
_TIMES = {1: "", 2: " twice"}


def spoken(term: Term, names: Mapping[str, str] = _NO_NAMES) -> str:
    """A term in words; `names` maps names to the author's LaTeX for them."""
    return _tidy(_Spoken(names).for_names(term.names).show(term).text)


def spoken_claim(claim: Claim, names: Mapping[str, str] = _NO_NAMES) -> str:
    """A claim in words."""
    return _tidy(print_claim(_Spoken(names), claim))


def spoken_hypothesis(hypothesis: Hypothesis, names: Mapping[str, str] = _NO_NAMES) -> str:
    """A hypothesis or condition in words, with the ranges of its letters behind it."""
    return _tidy(print_hypothesis(_Spoken(names), hypothesis))


def _tidy(words: str) -> str:
    """Single blanks, none before a comma; sums are added by `Printer` with a +."""
    said = ["plus" if word == "+" else word for word in words.split()]
    return " ".join(said).replace(" ,", ",").replace(" ;", ";")


def _one_name(words: str) -> bool:
    return not _STRUCTURE.intersection(words.split())


def _held(words: str, what: str) -> str:
    """Words that are taken together."""
    return words if _one_name(words) else f"begin {words} end {what}"


@dataclass(frozen=True)
class _Spoken(Printer):
    minus = " minus "
    gap = " and "
    small_letter = re.compile(r"[\w ]+")
    words: ClassVar = {
        "=": "equals", "!=": "is not equal to", "<": "is less than", "<=": "is at most",
        ">": "is greater than", ">=": "is at least",
        "sum": "sum", "prod": "product", "max": "maximum", "min": "minimum", "lim": "limit",
        "log": "logarithm", "exp": "the exponential", "pi": "pi", "inf": "infinity",
        "to": "tends to", "or": "or", "partial": "partial derivative", "d": "derivative",
        "dots": "and so on", "real": "is real", "positive": "is positive",
        "nonnegative": "is at least 0",
    }  # fmt: skip

    def name_parts(self, name: str) -> tuple[str, str]:
        if name == "#delta":
            return "delta", ""
        head, below = split_latex(self.names[name]) if name in self.names else latex_symbol(name)
        return spoken_markup(head), spoken_markup(below)

    def with_subscript(self, head: str, below: str) -> str:
        below = below.replace(",", ", ")
        return f"{head} sub {_held(below, 'sub')}"

    def together(self, indices: Sequence[str]) -> str:
        return " ".join(indices)

    def parens(self, piece: Piece, marks: str = "()") -> str:
        if marks == "[]":
            return f"the indicator of begin {piece.text} end indicator"
        if marks == "||":
            return f"the absolute value of {_held(piece.text, 'absolute value')}"
        return f"open parenthesis {piece.text} close parenthesis"

    def call(self, head: str, args: Sequence[Term]) -> Piece:
        inside = ", ".join(self.show(a).text for a in args)
        what = "exponential" if head == self.words["exp"] else "argument"
        return Piece(f"{head} of {_held(inside, what)}", ATOM)

    def raised(self, base: str, exponent: str) -> str:
        if exponent in ("+", "-"):
            return f"{base} from {'above' if exponent == '+' else 'below'}"
        whole = base.startswith("open parenthesis")
        return spoken_power(base if whole else _held(base, "base"), exponent)

    def _exp(self, term: Term) -> Piece:
        return self.call(self.words["exp"], term.args)

    def _log(self, term: Term) -> Piece:
        words = _held(self.show(term.args[0]).text, "logarithm")
        return Piece(f"the logarithm of {words}", UNARY, trailing=True)

    def fraction(self, above: Piece, below: Piece) -> Piece:
        return self.ratio(above.text, below.text)

    def stacks(self, p: Product) -> bool:
        return True

    def beside(self, left: str, right: str) -> str:
        return " times "

    def under(self, op: str, below: str, above: str = "") -> str:
        join = "as" if op == "lim" else "over"
        return f"the {self.words[op]} {join} {below.replace(' is not ', ' not ')} of"

    def over_range(self, op: str, letter: str, dim: str, first: int, off: int) -> str:
        last = f"{dim} minus {off}" if off else dim
        return self.under(op, f"{letter} from {first} to {last}")

    def applied(self, op: str, mark: str, body: str) -> str:
        return f"{mark} {_held(body, self.words[op])}"

    def root(self, piece: Piece) -> Piece:
        return Piece(f"the square root of {_held(piece.text, 'root')}")

    def cases(self, rows: Sequence[tuple[Piece, str]]) -> Piece:
        lines = [f"{v.text} if {test}" if test else f"otherwise {v.text}" for v, test in rows]
        return Piece(f"begin cases {'; '.join(lines)} end cases")

    def primed(self, name: str, order: int) -> str:
        return f"derivative {order} of {name}" if order > 3 else name + " prime" * order

    def ratio(self, above: str, below: str) -> Piece:
        return Piece(f"the fraction {above} over {below} end fraction")

    def integral(self, low: str, high: str, body: str, letter: str) -> str:
        mark = f"the integral over {letter} from {low} to {high} of"
        return f"{mark} {_held(body, 'integral')}"

    def _deriv(self, term: Term) -> Piece:
        by, body = derivatives(term)
        kind = self.words["d" if is_ordinary(by, body) else "partial"]
        targets = (self.show(t).text + _TIMES.get(n, f" {n} times") for t, n in by)
        words = _held(self.show(body).text, "derivative")
        text = f"the {kind} with respect to {self.gap.join(targets)} of {words}"
        return Piece(text, UNARY, trailing=True)

    def quantified(self, claim: str, parts: Sequence[str]) -> str:
        ranges = (_RANGE.sub("from 1 to ", part) for part in parts)
        return f"{claim}, for all {'; '.join(ranges)}"
