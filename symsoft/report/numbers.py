"""Numbers and points in LaTeX; only digits that are certain are printed."""

from __future__ import annotations

import re
from collections.abc import Mapping

from symsoft.derivation.symbols import latex_name
from symsoft.refuter import Point

_FRACTION = re.compile(r"(?<![\w.])(\d+)/(\d+)")
_EXPONENT = re.compile(r"e(-?\d+)")
_RAISED = re.compile(r"\^\(([^()]*)\)")


def latex_number(text: str, small: bool = False) -> str:
    r"""A printed number in LaTeX; fractions are on one line where it is to be `small`.

    >>> print(latex_number("4.5397…e−5"), latex_number("−1/4"), latex_number("−1/4", small=True))
    4.5397\ldots \cdot 10^{-5} -\frac{1}{4} -1/4
    """
    plain = text.replace("−", "-").replace("∞", r"\infty").replace("±", r"\pm")
    plain = _EXPONENT.sub(r" \\cdot 10^{\1}", plain.replace("...", "…"))
    if not small:
        plain = _FRACTION.sub(r"\\frac{\1}{\2}", plain)
    return plain.replace("…", r"\ldots")


def latex_point(point: Point, names: Mapping[str, str], without: frozenset[str]) -> list[str]:
    """The values at a point, each an equation in LaTeX; those of some names are left out."""
    found = []
    for left, value in point.items():
        name, applied, argument = left.partition("(")
        if name not in without:
            shown = latex_name(name, names) + applied + argument
            found.append(f"{shown} = {_value(value) if applied else latex_number(value, True)}")
    return found


def _value(function: str) -> str:
    """A function's formula, in which e is no power of ten."""
    return _RAISED.sub(r"^{\1}", function).replace("−", "-")
