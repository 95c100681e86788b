"""What the letters of a derivation stand for, in words."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from symsoft.kernel.context import (
    Array,
    Context,
    Declaration,
    Definition,
    Dimension,
    Function,
    Index,
    Scalar,
)
from symsoft.language.naming import latex_symbol, text_symbol

_ORDER = (Dimension, Index, Scalar, Array, Function)


@dataclass(frozen=True)
class Symbols:
    """Names that were declared alike."""

    names: tuple[str, ...]
    declaration: Declaration

    def meaning(self, show: Callable[[str], str]) -> str:
        """What the names stand for, as in "real vector with K entries"; `show` renders names."""
        plural = "" if len(self.names) == 1 else "s"
        match self.declaration:
            case Dimension(least):
                return f"whole number{plural}, at least {show(str(least))}"
            case Index(dim):
                each = "index" if len(self.names) == 1 else "indices, each"
                return f"{each} from {show('1')} to {show(dim)}"
            case Scalar(domain):
                return f"{_adjective(domain)} number{plural}"
            case Array((dim,), domain):
                return _array(domain, f"vector{plural} with {show(dim)} ")
            case Array((rows, columns), domain, symmetric):
                kind = ("symmetric " if symmetric else "") + f"matri{'ces' if plural else 'x'}"
                return _array(domain, f"{kind} with {show(rows)} by {show(columns)} ")
            case Function(domain):
                values = "real" if domain == "real" else _adjective(domain)
                return f"smooth function{plural} of a real variable, with {values} values"
        raise TypeError(f"not a symbol: {self.declaration}")


def symbols(context: Context) -> list[Symbols]:
    """The declared names of a context but for definitions, dimensions and indices first.

    Names that were declared alike are in alphabetical order, x2 before x10.
    """
    groups: dict[Declaration, list[str]] = {}
    for name, declaration in context.names.items():
        if not isinstance(declaration, Definition):
            groups.setdefault(declaration, []).append(name)
    found = [Symbols(tuple(sorted(names, key=_alphabetical)), d) for d, names in groups.items()]
    return sorted(found, key=lambda group: _ORDER.index(type(group.declaration)))


def _alphabetical(name: str) -> tuple[str, int, str]:
    letters = name.rstrip("0123456789")
    return letters, int(name[len(letters) :] or 0), name


def definitions(context: Context) -> dict[str, Definition]:
    """The definitions of a context, in the order in which they were made."""
    return {n: d for n, d in context.names.items() if isinstance(d, Definition)}


def latex_name(name: str, names: Mapping[str, str]) -> str:
    """A declared name, or a number, in LaTeX."""
    if name in names or name.isdigit():
        return names.get(name, name)
    head, subscript = latex_symbol(name)
    return f"{head}_{{{subscript}}}" if subscript else head


def text_name(name: str) -> str:
    """A declared name, or a number, in Unicode."""
    if name.isdigit():
        return name
    head, subscript = text_symbol(name)
    return f"{head}_{subscript}" if subscript else head


def _array(domain: str, what: str) -> str:
    if domain == "real":
        return f"real {what}entries"
    return f"{what}{_adjective(domain)} entries"


def _adjective(domain: str) -> str:
    return {"real": "real", "positive": "positive", "nonnegative": "non-negative"}[domain]
