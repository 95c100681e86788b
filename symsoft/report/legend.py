"""The notation of a derivation that newcomers may not know: δ and brackets around conditions."""

from __future__ import annotations

from collections.abc import Iterator

from symsoft.derivation import Checked
from symsoft.derivation.symbols import definitions
from symsoft.kernel.terms import Term, subterms
from symsoft.language.latex import latex

_CONDITIONS = {"delta", "iv"}  # both may be written as a bracket
_LEGEND = (
    (r"\delta_", r"\delta_{ij}", "$1$ where $i = j$, $0$ elsewhere"),
    ("[", r"[\dots]", "$1$ where the condition in brackets holds, $0$ elsewhere"),
)


def legend(checked: Checked) -> Iterator[tuple[str, str]]:
    """Notation that occurs in the formulas of a derivation, in LaTeX, with its meaning in prose."""
    terms = [t for t in _terms(checked) if any(s.op in _CONDITIONS for s in subterms(t))]
    shown = "\n".join(latex(term, checked.latex_names) for term in terms)
    yield from ((name, meaning) for mark, name, meaning in _LEGEND if mark in shown)


def _terms(checked: Checked) -> Iterator[Term]:
    for definition in definitions(checked.context).values():
        yield definition.body
    for outcome in checked.outcomes:
        yield from (outcome.claim.lhs, outcome.claim.rhs)
    for shown in checked.findings:
        yield from (shown.said.claim.lhs, shown.said.claim.rhs)
