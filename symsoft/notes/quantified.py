r"""What is said of letters beside a formula: ``\forall c \in \mathbb{R}``, ``i = 1, \dots, K``.

It is passed over where it only repeats how the letters are declared.  What says less or more, such
as ``i = 2, \dots, K``, is not.
"""

from __future__ import annotations

from collections.abc import Sequence

from symsoft.kernel.context import Array, Dimension, Index, Scalar
from symsoft.language.tex import TexScope, Token
from symsoft.language.tex import words as w
from symsoft.language.tex.cursor import Cursor
from symsoft.language.tex.grouped import spelled
from symsoft.notes.rows import relation

_LINE = {
    "real": {"R"},
    "positive": {"R_+", "R^+", "R_++", "R_>0", "R^>0", "(0,\\infty)"},
    "nonnegative": {"R_+", "R^+", "R_\\ge0", "R_\\geq0", "R_\\geqslant0", "[0,\\infty)"},
}
_COUNTED = {"N", "N_+", "N^+", "N_>0", "Z_+", "Z^+", "Z_>0"}
_IN_A_RANGE = (
    frozenset({"\\{", "\\}", "\\lbrace", "\\rbrace", "[", "]", ",", ".", ":", "*"}) | w.DOTS
)


def repeats_declaration(tokens: Sequence[Token], scope: TexScope) -> bool:
    r"""``i, j``, ``k \in \{1, \dots, K\}``, ``c \in \mathbb{R}``: the letters as declared."""
    split = next((n for n, t in enumerate(tokens) if t.is_("\\in")), len(tokens))
    keys = _keys(tokens[:split], scope)
    if not keys:
        return False
    if split == len(tokens):
        return all(_varies(key, scope) for key in keys)
    return all(_ranges_over(key, tokens[split + 1 :], scope) for key in keys)


def lists_indices(tokens: Sequence[Token], scope: TexScope) -> bool:
    r"""``i, j`` or ``k \in \{1, \dots, K\}`` that no word makes a condition."""
    named = any(t.is_("\\in") for t in tokens)
    indices = all(isinstance(scope.meanings.get(k), Index) for k in _keys(tokens, scope))
    return (named or indices) and repeats_declaration(tokens, scope)


def between_indices(tokens: Sequence[Token], scope: TexScope) -> bool:
    r"""``i \neq j``: a relation of indices."""
    letters = [t for t in tokens if t.kind in ("letter", "number")]
    others = [t for t in tokens if t not in letters and relation(t, None) is None]
    indices = [t for t in letters if scope.ranges_over(t.text)]
    return bool(indices) and all(t.is_(",", "=") for t in others)


def is_between_ends(tokens: Sequence[Token], scope: TexScope) -> bool:
    """``1 ≤ i ≤ K`` over the declared range of i."""
    if len(tokens) != 5 or any(relation(tokens[n], None) != ("<=", 1) for n in (1, 3)):
        return False
    dim = scope.ranges_over(tokens[2].text)
    return tokens[0].text == "1" and dim is not None and tokens[4].text == dim


def is_listed(tokens: Sequence[Token], scope: TexScope) -> bool:
    """``i = 1, …, K`` over the declared range of i."""
    if len(tokens) < 5 or not tokens[1].is_("=") or tokens[2].text != "1":
        return False
    dotted = [t for t in tokens[3:] if t.text in w.DOTS]
    points = [t for t in tokens[3:] if t.is_(".")]
    rest = [t for t in tokens[3:] if t not in dotted and not t.is_(",", ".")]
    while rest and rest[0].kind == "number":
        rest = rest[1:]
    shown = len(dotted) == 1 or not dotted and len(points) in (2, 3)
    return shown and bool(rest) and spelled(rest) == _bare(scope.ranges_over(tokens[0].text) or "")


def _keys(tokens: Sequence[Token], scope: TexScope) -> list[str]:
    """The names in a list of them, none if there is anything else."""
    cursor, found = Cursor(tokens, 0), list[str]()
    while (token := cursor.peek()) is not None:
        cursor.next()
        if token.is_(",", "'"):
            continue
        if token.text in w.FONTS and cursor.peek():
            found.append(scope.styled(token.text, spelled(cursor.argument(token.text))))
        elif token.kind == "letter" or token.text in w.GREEK_COMMANDS:
            found.append(scope.resolved(token.text))
        else:
            return []
    return found


def _varies(key: str, scope: TexScope) -> bool:
    found = scope.meanings.get(key)
    return isinstance(found, (Index, Scalar, Array)) or _is_any_size(key, scope)


def _is_any_size(key: str, scope: TexScope) -> bool:
    found = scope.meanings.get(key)
    return isinstance(found, Dimension) and found.least == 1


def _ranges_over(key: str, over: Sequence[Token], scope: TexScope) -> bool:
    """Whether a set is just what a name is declared to range over."""
    match scope.meanings.get(key):
        case Index():
            inside = [t for t in over if t.text not in _IN_A_RANGE]
            first = inside[0].text == "1" if inside else False
            dim = scope.ranges_over(key) or ""
            return spelled(inside[first:]) == _bare(dim)
        case Scalar(domain):
            return _set(over) in _LINE[domain]
        case Dimension():
            return _is_any_size(key, scope) and _set(over) in _COUNTED
        case Array(dims, domain):
            names = [next(k for k, name in scope.plain.items() if name == d) for d in dims]
            shape = "\\times".join(names)
            return _set(over) in {f"{line}^{shape}" for line in _LINE[domain]}
    return False


def _bare(key: str) -> str:
    return key.replace("{", "").replace("}", "")


def _set(tokens: Sequence[Token]) -> str:
    """A set as it is spelled, the R of the real numbers in whatever font."""
    return spelled(tokens).replace("\\mathbb", "").replace("\\Re", "R")
