"""LaTeX mathematics to kernel terms: tokens, a grammar, and what the names of a note stand for.

Nothing is guessed: what can be read in two ways, or not at all, raises `Unreadable` with its place.
"""

from symsoft.language.tex.errors import Unreadable
from symsoft.language.tex.lexing import Macros, Token, lex
from symsoft.language.tex.parsing import parse
from symsoft.language.tex.reading import Readings, read_claim, read_claims, read_term
from symsoft.language.tex.scope import TexScope

__all__ = [
    "Macros",
    "Readings",
    "TexScope",
    "Token",
    "Unreadable",
    "lex",
    "parse",
    "read_claim",
    "read_claims",
    "read_term",
]
