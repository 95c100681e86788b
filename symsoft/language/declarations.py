"""The names met while reading, each with what it stands for; one name stands for one thing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sympy import Basic, Dummy, Expr, Idx, IndexedBase, Integer, Symbol
from sympy.core.function import AppliedUndef

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
from symsoft.kernel.terms import Term, ix, mk, var
from symsoft.language.definitions import DefinitionSymbol
from symsoft.language.errors import DeclarationError, UnsupportedTerm
from symsoft.language.symbols import SymmetricMatrix, is_dimension

_ORDER: tuple[type, ...] = (Dimension, Index, Scalar, Array, Function, Definition)


@dataclass
class Names:
    """Declarations so far. `reserved` are names that made-up ones must avoid."""

    declared: dict[str, Declaration] = field(default_factory=dict)
    sources: dict[str, object] = field(default_factory=dict)
    latex: dict[str, str] = field(default_factory=dict)
    definitions: dict[DefinitionSymbol, str] = field(default_factory=dict)
    reserved: set[str] = field(default_factory=set)
    marks: int = 0

    def mark(self) -> str:
        """A name that no author can write, for a variable about to be bound."""
        self.marks += 1
        return f"#{self.marks}"

    def dimension(self, size: Basic) -> str:
        """The name of a dimension. A number n is one too: only entries 1..n can be named."""
        if isinstance(size, Integer) and size >= 1:
            return self._declare(str(size), Dimension(int(size)), size)
        if is_dimension(size):
            assert isinstance(size, Symbol)
            return self._declare(size.name, Dimension(getattr(size, "least", 1)), size)
        raise UnsupportedTerm(size, 'no dimension: write K = dim("K")')

    def index(self, index: Idx) -> Term:
        """A free index."""
        term = self.local_index(index)
        self._declare(index.name, Index(term.args[1]), index)
        return term

    def local_index(self, index: Idx) -> Term:
        """An index that a definition or a "for every" binds: it needs no declaration."""
        if index.lower is None:
            raise UnsupportedTerm(index, f'no range: write it as indices("{index}", K)')
        if index.lower != 1:
            raise UnsupportedTerm(index, f"ranges over {index.lower}..{index.upper}, not from 1")
        return ix(index.name, self.dimension(index.upper))

    def scalar(self, symbol: Symbol) -> Term:
        """A free scalar, or a dimension as a number."""
        if is_dimension(symbol):
            return mk("dim", self.dimension(symbol))
        term = local_scalar(symbol)
        self._declare(symbol.name, Scalar(term.args[1]), symbol)
        return term

    def array(self, base: IndexedBase, used_over: tuple[str | None, ...]) -> Array:
        """A vector or matrix; without a shape, `used_over` says what its indices range over."""
        known = self.declared.get(base.name)
        if isinstance(known, Array) and self.sources[base.name] == base:
            return known
        declared = Array(
            self._dims(base, used_over),
            domain_of(base, base.label._assumptions_orig),
            isinstance(base, SymmetricMatrix),
        )
        self._declare(base.name, declared, base)
        return declared

    def function(self, applied: AppliedUndef) -> str:
        """An unknown function of one argument."""
        func: Any = applied.func
        if len(applied.args) != 1:
            raise UnsupportedTerm(applied, "unknown functions take one argument")
        declared = Function(domain_of(func, func._kwargs))
        return self._declare(func.__name__, declared, func)

    def define(self, symbol: DefinitionSymbol, definition: Definition) -> str:
        """The name under which `definition` is known, with primes if another has its name."""
        name, latex = symbol.name, symbol.latex
        while self._taken(name, symbol):
            name, latex = f"{name}'", f"{latex}'" if latex else ""
        self.definitions[symbol] = name
        self._declare(name, definition, symbol)
        if latex:
            self.latex[name] = latex
        return name

    def least(self, dim: str) -> int:
        """The least value of a declared dimension."""
        declared = self.declared[dim]
        assert isinstance(declared, Dimension)
        return declared.least

    def context(self) -> Context:
        """What is declared so far, each kind before those that may use it."""
        ranked = sorted(self.declared.items(), key=lambda item: _ORDER.index(type(item[1])))
        return Context(dict(ranked))

    def _taken(self, name: str, symbol: DefinitionSymbol) -> bool:
        found = self.declared.get(name)
        if symbol.chosen:  # the author's own name gives way to nothing but another definition
            return isinstance(found, Definition)
        return found is not None or name in self.reserved

    def _dims(self, base: IndexedBase, used_over: tuple[str | None, ...]) -> tuple[str, ...]:
        if base.shape is not None:
            return tuple(self.dimension(size) for size in base.shape)
        if len(used_over) > 2:
            raise UnsupportedTerm(base, "has more than two indices")
        dims = tuple(over for over in used_over if over is not None)
        if len(dims) < len(used_over):
            raise UnsupportedTerm(
                base, f'size unknown: declare it, {base} = vector("{base}", K) or matrix(…)'
            )
        return dims

    def _declare(self, name: str, declared: Declaration, source: object) -> str:
        known = self.declared.get(name)
        if known is None:
            self.declared[name], self.sources[name] = declared, source
            self._note_latex(name, source)
        elif known != declared or self.sources[name] != source:
            old, new = _kind(known), _kind(declared)
            hint = " with other assumptions" if old == new else ""
            if isinstance(known, Definition) or isinstance(declared, Definition):
                hint = "; softmax takes another name with softmax(…, name=…)"
            raise DeclarationError(f"{name} names both {old} and {new}{hint}")
        return name

    def _note_latex(self, name: str, source: object) -> None:
        named = source.label if isinstance(source, IndexedBase) else source
        latex = getattr(named, "symsoft_latex", None) or getattr(named, "latex", None)
        if isinstance(latex, str) and latex:
            self.latex[name] = latex


def local_scalar(symbol: Symbol) -> Term:
    """A scalar that a binder binds: it needs no declaration."""
    if is_dimension(symbol):
        raise UnsupportedTerm(symbol, "a dimension cannot be bound or varied")
    return var(symbol.name, domain_of(symbol, symbol._assumptions_orig))


def domain_of(part: Any, assumptions: Mapping[str, Any]) -> str:
    """The domain that SymPy's assumptions about `part` say, real when they say nothing."""
    told = {fact: value for fact, value in assumptions.items() if value is not None}
    domain = next((d for d in ("positive", "nonnegative") if told.get(d)), "real")
    implied = Symbol("x", **{domain: True}).assumptions0
    unknown = sorted(fact for fact, value in told.items() if implied.get(fact) != value)
    if told.get("complex") and domain == "real" and not told.get("real"):
        unknown.append("complex")
    if unknown:
        facts = ", ".join(f"{fact}={told[fact]}" for fact in unknown)
        raise UnsupportedTerm(
            part, f"assumption {facts} is not known; declare it real and state what holds in given="
        )
    return domain


def free_names(expr: Expr) -> set[str]:
    """Names of the free symbols of a SymPy expression."""
    kinds = (Symbol, Idx, IndexedBase)
    return {s.name for s in expr.free_symbols if isinstance(s, kinds) and not _private(s)}


def _private(symbol: Basic) -> bool:
    return isinstance(symbol.label if isinstance(symbol, Idx) else symbol, Dummy)


def _kind(declared: Declaration) -> str:
    match declared:
        case Dimension(least):
            return f"a dimension of at least {least}"
        case Index(dim):
            return f"an index over {dim}"
        case Scalar(domain):
            return f"a {domain} scalar"
        case Array(dims, domain, symmetric):
            shape = " by ".join(dims)
            kind = "vector" if len(dims) == 1 else "symmetric matrix" if symmetric else "matrix"
            return f"a {domain} {kind} over {shape}"
        case Function(domain):
            return f"a {domain} function"
    return "a definition"
