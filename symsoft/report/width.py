r"""How wide a formula is on the page, estimated from its LaTeX in ems of the surrounding text.

Good to about a tenth, which is enough to decide where a line must be broken: TeX itself knows the
width only after the break was made.
"""

from __future__ import annotations

import re

_TOKEN = re.compile(r"\\[A-Za-z]+\*?|\\.|[^\s]")
_RELATIONS = frozenset(
    r"= < > \le \ge \ne \leq \geq \neq \to \in \mapsto \approx \equiv \Rightarrow".split()
)
_OPERATIONS = frozenset(r"+ - \cdot \times \pm".split())
_SPACES = {r"\,": 0.17, r"\:": 0.22, r"\;": 0.28, r"\!": -0.17, r"\quad": 1.0, r"\qquad": 2.0}
_LARGE = {r"\sum": 1.44, r"\prod": 1.28, r"\int": 0.9, r"\lim": 1.4, r"\max": 1.9, r"\min": 1.7}
_NOTHING = frozenset(r"\left \right \bigl \bigr \big \displaystyle \limits \tfrac".split())
_FONTS = frozenset(r"\mathrm \mathbf \mathit \text \textit \mathop \mathbb \mathcal".split())
_SMALL = 0.72
_LETTER, _SIGN, _DOT = 0.56, 0.4, 0.28


def width(latex: str) -> float:
    r"""The width in ems.

    >>> width(r"\frac{a}{b + c}") == width("b + c") + 0.24
    True
    """
    return _Reader(latex).row()


class _Reader:
    """Reads LaTeX once from left to right, adding up widths."""

    def __init__(self, latex: str) -> None:
        self.tokens = _TOKEN.findall(latex)
        self.at = 0

    def row(self) -> float:
        """All up to the brace that closes here, or to the end."""
        total = 0.0
        while self.at < len(self.tokens):
            token = self.tokens[self.at]
            self.at += 1
            if token == "}":
                break
            total += self.with_scripts(self.one(token), token in _LARGE)
        return total

    def one(self, token: str) -> float:
        """The width of what starts with a token that was just read."""
        if token == "{":
            return self.row()
        if token in (r"\frac", r"\tfrac", r"\dfrac", r"\binom"):
            scale = _SMALL if token == r"\tfrac" else 1.0
            return max(self.argument(), self.argument()) * scale + 0.24
        if token == r"\sqrt":
            return self.argument() + 0.9
        if token in _FONTS:
            return self.argument() * 0.92
        return self.plain(token)

    def plain(self, token: str) -> float:
        """The width of a token without arguments."""
        if token in _SPACES or token in _LARGE:
            return _SPACES.get(token, 0.0) + _LARGE.get(token, 0.0)
        if token in _NOTHING or token == "&":
            return 0.0
        if token in _RELATIONS or token in _OPERATIONS:
            return 1.34 if token in _RELATIONS else 1.22
        if token in (r"\log", r"\exp", r"\tanh", r"\arg"):
            return 0.5 * (len(token) - 1)
        if token in "()[]|" or token in (r"\{", r"\}", r"\|"):
            return _SIGN
        return _DOT if token in ".,:;'!" else _LETTER

    def argument(self) -> float:
        """The width of the next group or token."""
        if self.at >= len(self.tokens):
            return 0.0
        token = self.tokens[self.at]
        self.at += 1
        return self.one(token)

    def with_scripts(self, base: float, above_and_below: bool) -> float:
        """`base` with the scripts that follow; limits of Σ stand above and below it."""
        widest = 0.0
        while self.at < len(self.tokens) and self.tokens[self.at] in "_^":
            self.at += 1
            widest = max(widest, self.argument() * _SMALL)
        if above_and_below:
            return max(base, widest) + 0.17
        return base + widest
