"""Formulas of a report: LaTeX that knows the same formula in Typst and in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property

from symsoft.kernel.terms import Term
from symsoft.language.latex import latex
from symsoft.language.markup import spoken_markup, typst_markup
from symsoft.language.spoken import spoken
from symsoft.language.typst import typst

_Part = str | tuple[Term, Mapping[str, str]]


class Formula(str):
    """LaTeX of terms, with LaTeX between them; `typst` and `spoken` say the same."""

    _parts: tuple[_Part, ...]

    def __new__(cls, *parts: _Part) -> Formula:
        """A formula of these parts in a row: LaTeX, or a term with the author's names."""
        shown = (p if isinstance(p, str) else latex(*p) for p in parts)
        made = super().__new__(cls, " ".join(shown))
        made._parts = parts
        return made

    @classmethod
    def joined(cls, formulas: Iterable[str]) -> Formula:
        """Formulas, or LaTeX, in a row."""
        return cls(*(p for f in formulas for p in (f._parts if isinstance(f, Formula) else (f,))))

    @cached_property
    def typst(self) -> str:
        return " ".join(typst_markup(p) if isinstance(p, str) else typst(*p) for p in self._parts)

    @cached_property
    def spoken(self) -> str:
        return " ".join(spoken_markup(p) if isinstance(p, str) else spoken(*p) for p in self._parts)


def as_formula(latex: str) -> Formula:
    """A formula as it is; LaTeX of which no term is known as a formula of its own."""
    return latex if isinstance(latex, Formula) else Formula(latex)
