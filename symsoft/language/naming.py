"""Names on paper: Greek letters, subscripts that are part of a name, letters for bound variables.

Kernel names are plain words such as ``z``, ``eta_1`` or ``loss``; how an author wants them printed
comes as a mapping from names to LaTeX, and everything else follows the habits of SymPy.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Set
from itertools import count

_LETTERS = (
    "alpha α beta β gamma γ delta δ epsilon ϵ varepsilon ε zeta ζ eta η theta θ vartheta ϑ iota ι "
    "kappa κ lambda λ mu μ nu ν xi ξ pi π rho ρ sigma σ varsigma ς tau τ upsilon υ phi ϕ varphi φ "
    "chi χ psi ψ omega ω Gamma Γ Delta Δ Theta Θ Lambda Λ Xi Ξ Pi Π Sigma Σ Upsilon Υ Phi Φ Psi Ψ "
    "Omega Ω ell ℓ"
).split()
GREEK = dict(zip(_LETTERS[::2], _LETTERS[1::2], strict=True))
_WORDS = {letter: word for word, letter in GREEK.items()}

INDEX_LETTERS = "klmnjirs"
SCALAR_LETTERS = "xtusyvw"

_NAME = re.compile(r"([^\W\d_]+)((?:\d+)?(?:_[^\W_]+)*)('*)")
_TRAILING_SUBSCRIPT = re.compile(r"([^_]*)_(\{[^{}]*\}|\\[A-Za-z]+|[A-Za-z0-9])")
_SPECIAL = {c: "\\" + c for c in "#$%&_{}"} | {"~": "{}", "^": "{}", "\\": "{}"}


def split_name(name: str) -> tuple[str, list[str], str] | None:
    """Base, subscripts and primes: ``eta_1`` is η with 1; None where a name is no such word."""
    found = _NAME.fullmatch(name)
    if found is None:
        return None
    base, tail, primes = found.groups()
    return base, [part for part in tail.split("_") if part], primes


def latex_word(word: str) -> str:
    """A letter as it is, a Greek one as its command, a longer word upright."""
    word = _WORDS.get(word, word)
    if word in GREEK:
        return "\\" + word
    return word if len(word) == 1 or word.isdigit() else rf"\mathrm{{{word}}}"


def latex_symbol(name: str) -> tuple[str, str]:
    """The LaTeX of a name nobody gave LaTeX for: its head and its subscript ("" for none)."""
    parts = split_name(name)
    if parts is not None:
        base, subscripts, primes = parts
        return latex_word(base) + primes, ",".join(map(latex_word, subscripts))
    if "\\" in name and _balanced(name):
        return split_latex(name)
    return rf"\mathrm{{{''.join(_SPECIAL.get(c, c) for c in name)}}}", ""


def split_latex(written: str) -> tuple[str, str]:
    r"""Head and subscript of an author's LaTeX: ``\eta_{1}`` is ``\eta`` with ``1``."""
    found = _TRAILING_SUBSCRIPT.fullmatch(written)
    if found is None:
        return (f"{{{written}}}" if "_" in written else written), ""
    return found[1], found[2].removeprefix("{").removesuffix("}")


def _balanced(written: str) -> bool:
    depth = 0
    for c in written:
        depth += (c == "{") - (c == "}")
        if depth < 0:
            return False
    return depth == 0


def text_symbol(name: str) -> tuple[str, str]:
    """As `latex_symbol`, in Unicode."""
    parts = split_name(name)
    if parts is None:
        return name, ""
    base, subscripts, primes = parts
    return GREEK.get(base, base) + primes, ",".join(GREEK.get(s, s) for s in subscripts)


def choose_letter(hint: str, pool: str, shown: Callable[[str], str], taken: Set[str]) -> str:
    """The author's letter for a bound variable, or the first of `pool` that is not `taken`."""
    return next(letter for letter in _candidates(hint, pool) if shown(letter) not in taken)


def _candidates(hint: str, pool: str) -> Iterator[str]:
    if split_name(hint) is not None:
        yield hint
    for primes in count():
        yield from (letter + "'" * primes for letter in pool)
