"""Definitions that stay folded: p_i is printed as p_i, and SymPy still sees what is inside it.

SymPy decides from `free_symbols` whether an expression depends on a variable: `Derivative(e, v)`
becomes 0 when v is not among them. So an `Application` of a definition shows the free symbols of
the defining expression. Nothing is ever substituted inside that expression: a substitution that
reaches into it is kept as one more application, which the reader carries out without capture.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

from sympy import Atom, Basic, Dummy, Expr, Idx, Indexed, IndexedBase, Symbol, Tuple

from symsoft.language.errors import UnsupportedTerm


class DefinitionSymbol(Atom):  # type: ignore[misc]  # SymPy is untyped
    """``name(params) := body``; one without a name is only a substitution, never printed.

    `chosen` tells whether the author chose the name, or it was made up from the argument.
    """

    __slots__ = ("_free", "body", "chosen", "latex", "name", "params")
    name: str
    params: Tuple
    body: Expr
    latex: str
    chosen: bool
    _free: frozenset[Basic]

    def __new__(
        cls,
        name: str,
        params: tuple[Basic, ...],
        body: Expr,
        latex: str | None = None,
        chosen: bool = True,
    ) -> DefinitionSymbol:
        made = cast(DefinitionSymbol, super().__new__(cls))
        made.name, made.params, made.body = name, Tuple(*params), body
        made.latex, made.chosen = latex or "", chosen
        made._free = frozenset(body.free_symbols - set(params))
        return made

    def __getnewargs__(self) -> tuple[Any, ...]:
        return self.name, tuple(self.params), self.body, self.latex, self.chosen

    def _hashable_content(self) -> tuple[Any, ...]:
        return self.name, self.params, self.body

    @property
    def free_symbols(self) -> set[Basic]:
        """What the definition depends on besides its parameters."""
        return set(self._free)

    def _sympystr(self, printer: Any) -> str:
        return self.name or f"({printer._print(self.body)})"

    def _latex(self, printer: Any) -> str:
        return self.latex or self.name or rf"\left({printer._print(self.body)}\right)"


class Application(Expr):  # type: ignore[misc]  # SymPy is untyped
    """A definition used at indices and terms: ``p[i]``, ``g(x)``, or a plain ``L``."""

    is_commutative = True
    is_real = True

    def __new__(cls, definition: DefinitionSymbol, *args: Basic) -> Application:
        return cast(Application, super().__new__(cls, definition, *args))

    @property
    def definition(self) -> DefinitionSymbol:
        return cast(DefinitionSymbol, self.args[0])

    @property
    def arguments(self) -> tuple[Basic, ...]:
        return cast(tuple[Basic, ...], self.args[1:])

    @property
    def free_symbols(self) -> set[Basic]:
        """Those of the definition and of the arguments."""
        own: set[Basic] = set().union(*(a.free_symbols for a in self.arguments))
        return own | self.definition.free_symbols

    @property
    def _indexed(self) -> bool:
        return isinstance(self.definition.params[0], Idx)

    def _hides(self, part: Basic) -> bool:
        """Whether a symbol, or the vector of an entry, is inside the definition."""
        base = part.base if isinstance(part, Indexed) else part
        symbol = base.label if isinstance(base, IndexedBase) else base
        return symbol in self.definition.free_symbols

    def _eval_subs(self, old: Basic, new: Basic) -> Basic | None:
        if self._hides(old):
            return let({old: new}, self)
        return None  # SymPy goes on with the arguments

    def _xreplace(self, rule: Mapping[Basic, Basic]) -> tuple[Basic, bool]:
        if self in rule:
            return rule[self], True
        hidden = {old: new for old, new in rule.items() if self._hides(old)}
        return (let(hidden, self), True) if hidden else super()._xreplace(rule)

    def _eval_derivative(self, variable: Basic) -> Expr:
        from sympy import Derivative

        return cast(Expr, Derivative(self, variable, evaluate=False))

    def _sympystr(self, printer: Any) -> str:
        name = printer._print(self.definition)
        args = ", ".join(printer._print(a) for a in self.arguments)
        if not args:
            return str(name)
        return f"{name}[{args}]" if self._indexed else f"{name}({args})"

    def _latex(self, printer: Any) -> str:
        name = str(printer._print(self.definition))
        args = ",".join(printer._print(a) for a in self.arguments)
        if not args:
            return name
        return f"{name}_{{{args}}}" if self._indexed else rf"{name}\left({args}\right)"


def let(values: Mapping[Basic, Basic], body: Expr) -> Expr:
    """`body` with the symbols in `values` replaced, carried out later without capture."""
    for old in values:
        if not isinstance(old, (Symbol, Idx)):
            raise UnsupportedTerm(body, f"{old} cannot be replaced inside a definition")
    return Application(DefinitionSymbol("", tuple(values), body), *values.values())


def private_index(size: Expr, inside: Expr | None = None) -> Idx:
    """An index over 1..`size` that is the author's nowhere, nor one already used in `inside`.

    The same arguments give the same index, so that equal definitions are equal.
    """
    used = _private_numbers(inside) if inside is not None else set()
    number = next(n for n in range(1, len(used) + 2) if n not in used)
    return Idx(Dummy("k", dummy_index=_FIRST_PRIVATE + number, integer=True), (1, size))


_FIRST_PRIVATE = 7_350_000


def _private_numbers(expr: Expr) -> set[int]:
    numbers = {
        s.dummy_index - _FIRST_PRIVATE for i in expr.atoms(Idx) for s in i.label.atoms(Dummy)
    }
    bodies = (d.body for d in expr.atoms(DefinitionSymbol))
    return numbers.union(*(_private_numbers(b) for b in bodies))
