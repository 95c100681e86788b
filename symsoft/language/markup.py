r"""LaTeX of which nothing is proved, as Typst and as words: names, numbers, formulas within prose.

Authors write names and the mathematics of titles and reasons in LaTeX.  What a formula means is not
asked here, only how it looks: ``\frac{1}{2} p_k`` becomes ``frac(1, 2) p_k``, and "the fraction 1
over 2 end fraction p sub k" to be read aloud.  A command that is not known is kept as its name.
"""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from typing import ClassVar

from symsoft.language.naming import GREEK

_TOKEN = re.compile(r"\\[A-Za-z]+\*?|\\.|\d+(?:\.\d+)?|\s+|.", re.DOTALL)
_FRACTIONS = frozenset({r"\frac", r"\tfrac", r"\dfrac"})
_INSIDE = re.compile(r"(?<=[(\[]) | (?=[)\],;])")
_WORDED = frozenset({r"\mathrm", r"\operatorname", r"\operatorname*", r"\text", r"\textrm"})
_FONTS = {r"\mathbf": "bold", r"\boldsymbol": "bold", r"\mathbb": "bb", r"\mathcal": "cal",
          r"\mathsf": "sans", r"\mathit": "italic"}  # fmt: skip
_SKIPPED = frozenset({
    r"\,", r"\:", r"\;", r"\!", r"\ ", r"\quad", r"\qquad", r"\displaystyle", r"\textstyle",
    r"\limits", r"\big", r"\bigl", r"\bigr", r"\Big", r"\Bigl", r"\Bigr", r"\left", r"\right", "~",
    "&", r"\nolimits",
})  # fmt: skip
_OPERATORS = frozenset("log exp max min lim sup inf sin cos tanh det arg".split())

# LaTeX: (Typst, spoken)
_SIGNS = {
    "=": ("=", "equals"), "<": ("<", "is less than"), ">": (">", "is greater than"),
    "+": ("+", "plus"), "-": ("-", "minus"), "*": ("ast", "times"), "/": (r"\/", "over"),
    "(": ("(", "open parenthesis"), ")": (")", "close parenthesis"),
    "[": ("[", "open bracket"), "]": ("]", "close bracket"),
    "|": ("|", "bar"), r"\|": ("‖", "double bar"), r"\vert": ("|", "bar"),
    r"\{": (r"\{", "open brace"), r"\}": (r"\}", "close brace"), ",": (",", "comma"),
    ";": (";", "semicolon"), ":": (r"\:", "colon"), "!": ("!", "factorial"), ".": (".", "point"),
    r"\mid": ("|", "given"), r"\le": ("<=", "is at most"), r"\leq": ("<=", "is at most"),
    r"\ge": (">=", "is at least"), r"\geq": (">=", "is at least"),
    r"\ne": ("!=", "is not equal to"), r"\neq": ("!=", "is not equal to"),
    r"\approx": ("approx", "is approximately"), r"\sim": ("tilde.op", "is distributed as"),
    r"\equiv": ("equiv", "is identical to"), r"\propto": ("prop", "is proportional to"),
    r"\in": ("in", "in"), r"\notin": ("in.not", "not in"), r"\to": ("->", "tends to"),
    r"\mapsto": ("|->", "maps to"), r"\Rightarrow": ("=>", "implies"),
    r"\cdot": ("dot.op", "times"), r"\times": ("times", "times"),
    r"\pm": ("plus.minus", "plus or minus"),
    r"\infty": ("oo", "infinity"), r"\partial": ("partial", "partial"),
    r"\nabla": ("nabla", "nabla"),
    r"\sum": ("sum", "the sum"), r"\prod": ("product", "the product"),
    r"\int": ("integral", "the integral"), r"\dots": ("dots", "and so on"),
    r"\ldots": ("dots", "and so on"), r"\cdots": ("dots.c", "and so on"),
    r"\top": ("top", "transpose"), r"\ell": ("ell", "l"), r"\langle": ("chevron.l", "open angle"),
    r"\rangle": ("chevron.r", "close angle"), r"\circ": ("compose", "after"),
    r"\forall": ("forall", "for all"), r"\exists": ("exists", "there is"),
    r"\%": ("%", "percent"), r"\$": (r"\$", "dollar"), r"\_": (r"\_", "underscore"),
    r"\#": (r"\#", "number"), r"\&": ("amp", "and"), "#": (r"\#", "number"),
    "−": ("-", "minus"), "…": ("dots", "and so on"), "∞": ("oo", "infinity"),
}  # fmt: skip
_POWERS = {"2": "squared", "3": "cubed", "transpose": "transpose"}
_BINDERS = frozenset({"the sum", "the product", "the integral", "max", "min", "arg max"})


def typst_markup(latex: str) -> str:
    r"""LaTeX mathematics as Typst for math mode.

    >>> typst_markup(r"\frac1c \log \sum_k e^{c z_k} \le \mathbf{z}")
    'frac(1, c) log sum_k e^(c z_k) <= bold(z)'
    """
    return _INSIDE.sub("", _Typst(latex).row())


def spoken_markup(latex: str) -> str:
    r"""LaTeX mathematics in words.

    >>> spoken_markup(r"-\log p_k \le x^2")
    'minus log p sub k is at most x squared'
    """
    return _Spoken(latex).row()


class _Reader(ABC):
    """Reads LaTeX once from left to right; what it becomes is for a subclass to say."""

    side: ClassVar[int]

    def __init__(self, latex: str) -> None:
        self.tokens = [t for t in _TOKEN.findall(latex) if not t.isspace()]
        self.raw = latex
        self.at = 0

    @abstractmethod
    def fraction(self, above: str, below: str) -> str:
        """A fraction."""

    @abstractmethod
    def root(self, inside: str) -> str:
        """A square root."""

    @abstractmethod
    def attached(self, base: str, below: str, above: str) -> str:
        """What stands below and above a base, "" for nothing."""

    @abstractmethod
    def upright(self, word: str) -> str:
        """A word."""

    @abstractmethod
    def font(self, kind: str, inside: str) -> str:
        """Letters in a font."""

    @property
    def next(self) -> str:
        return self.tokens[self.at] if self.at < len(self.tokens) else ""

    def take(self) -> str:
        token = self.next
        self.at += 1
        return token

    def row(self) -> str:
        """All up to the brace that closes here, or to the end."""
        parts = []
        while self.next and self.next != "}":
            parts.append(self.scripted())
        self.take()
        return " ".join(filter(None, parts))

    def scripted(self) -> str:
        """One thing with its scripts and primes."""
        base = "" if self.next in ("_", "^", "'") else self.one()
        scripts = {"_": "", "^": "", "'": ""}
        while self.next in scripts:
            mark = self.take()
            scripts[mark] += "'" if mark == "'" else self.argument()
        if not any(scripts.values()):
            return base
        return self.attached(base + scripts["'"], scripts["_"], scripts["^"])

    def argument(self) -> str:
        """The next group, or the next thing; of a number, its first digit alone."""
        if self.next.isdigit() and len(self.next) > 1:
            first, rest = self.next[0], self.next[1:]
            self.tokens[self.at] = rest
            return first
        return self.one()

    def one(self) -> str:
        """What starts at the next token."""
        token = self.take()
        if token == "{":
            return self.row()
        if token in _FRACTIONS:
            return self.fraction(self.argument(), self.argument())
        if token == r"\sqrt":
            return self.root(self.argument())
        if token in _WORDED:
            return self.upright(self.word())
        if token in _FONTS:
            return self.font(_FONTS[token], self.argument())
        return self.plain(token)

    def word(self) -> str:
        """The letters of a group as they are."""
        if self.next != "{":
            return self.take()
        closing = self.tokens.index("}", self.at) if "}" in self.tokens[self.at :] else None
        letters = self.tokens[self.at + 1 : closing]
        self.at = len(self.tokens) if closing is None else closing + 1
        return "".join(letters)

    def plain(self, token: str) -> str:
        """A token without arguments."""
        if token in _SKIPPED or token == "}":
            return ""
        if token in _SIGNS:
            return _SIGNS[token][self.side]
        name = token.removeprefix("\\").removesuffix("*")
        if token.startswith("\\") and name not in GREEK:
            return self.operator(name)
        return self.letter(GREEK.get(name, name) if token.startswith("\\") else token)

    @abstractmethod
    def operator(self, name: str) -> str:
        """A function such as log, or a command that is not known."""

    @abstractmethod
    def letter(self, letter: str) -> str:
        """A letter or number."""


class _Typst(_Reader):
    side = 0

    def fraction(self, above: str, below: str) -> str:
        return f"frac({_argument(above)}, {_argument(below)})"

    def root(self, inside: str) -> str:
        return f"sqrt({_argument(inside)})"

    def attached(self, base: str, below: str, above: str) -> str:
        scripts = "".join(
            f"{mark}{script}" if len(script) == 1 else f"{mark}({script})"
            for mark, script in (("_", below), ("^", above))
            if script
        )
        return (base or '""') + scripts

    def upright(self, word: str) -> str:
        return f'upright("{_quoted(word)}")' if word else ""

    def font(self, kind: str, inside: str) -> str:
        return f"{kind}({_argument(inside)})"

    def operator(self, name: str) -> str:
        return name if name in _OPERATORS else self.upright(name)

    def letter(self, letter: str) -> str:
        return letter if letter.replace(".", "").isalnum() else f'"{_quoted(letter)}"'


def _argument(inside: str) -> str:
    return inside.replace(",", r"\,").replace(";", r"\;")


def _quoted(word: str) -> str:
    return word.replace("\\", "\\\\").replace('"', '\\"')


class _Spoken(_Reader):
    side = 1

    def fraction(self, above: str, below: str) -> str:
        return f"the fraction {above} over {below} end fraction"

    def root(self, inside: str) -> str:
        return f"the square root of {inside} end root"

    def attached(self, base: str, below: str, above: str) -> str:
        base = base.replace("'", " prime")
        if base in _BINDERS:
            return f"{base} over {below}{f' to {above}' if above else ''} of"
        if below:
            base += f" sub begin {below} end sub" if " " in below[8:] else f" sub {below}"
        return spoken_power(base, above) if above else base

    def upright(self, word: str) -> str:
        return "transpose" if word == "T" else word

    def font(self, kind: str, inside: str) -> str:
        return "transpose" if (kind, inside) == ("sans", "capital T") else inside

    def operator(self, name: str) -> str:
        return name

    def letter(self, letter: str) -> str:
        return spoken_letter(letter)


_SAID = {letter: word for word, letter in GREEK.items()}


def spoken_letter(letter: str) -> str:
    """A letter, a Greek one by its name; capitals are called so."""
    word = _SAID.get(letter, letter)
    if word.startswith("var"):
        return f"variant {word.removeprefix('var')}"
    capital = len(letter) == 1 and letter.isupper()
    word = word.lower() if word in GREEK else word
    return f"capital {word}" if capital else word


def spoken_power(base: str, exponent: str) -> str:
    """A base with an exponent, both in words."""
    power = _POWERS.get(exponent, f"to the power begin {exponent} end power")
    return f"{base} {power}"
