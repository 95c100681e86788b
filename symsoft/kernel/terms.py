"""Terms: immutable, shared trees for real-valued expressions, with binders that cannot capture.

A term is an operator with arguments.  Equal terms are the same object (hash-consing), so ``==``
is ``is``.  Bound variables are de Bruijn numbers (``bv``), free ones have names; a binder keeps
the author's letter only as a hint for printing.  This is the locally nameless representation
(Charguéraud, *The locally nameless representation*, J. Automated Reasoning 49, 2012).

Argument codes of `SIGNATURE`: ``q`` rational, ``n`` whole number, ``s`` string, ``i`` index term,
``t`` term, ``r`` range (dimension, first, distance of the last from the dimension), ``b`` a term
under one binder; ``I`` and ``T`` stand for any number of index terms or terms, ``A`` of either.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from fractions import Fraction
from functools import cache, lru_cache
from itertools import count
from threading import Lock
from typing import Any
from weakref import WeakValueDictionary

_OPERATORS = {
    "q": "num",  # a rational number
    "": "pi",  # the circle constant
    "n": "lit bv inf",  # the index 1, 2, ..; a bound index or scalar; +oo (1) or -oo (-1)
    "s": "dim",  # a dimension as a number
    "ss": "var ix",  # a scalar: name, domain (real, positive, nonnegative); a free index: name, dim
    "sn": "end",  # the index K - n
    "i": "val",  # an index as a number
    "sI": "entry",  # z_i, W_ij
    "sii": "sym",  # an entry of a symmetric matrix
    "sA": "def",  # a definition applied to indices and terms
    "snt": "app",  # n-th derivative of an unknown function at a point
    "t": "exp log abs tangent",  # tangent: e^x - 1 - x, which is >= 0
    "tt": "pow deriv",  # base, exponent; with respect to (a scalar, an entry), of
    "T": "add mul padd pmul",  # padd, pmul: canonical, arguments sorted
    "ii": "delta",  # Kronecker's delta
    "stt": "iv",  # Iverson bracket of a relation
    "ttt": "if",  # condition (a 0/1 term), value where it is 1, value where it is 0
    "srb": "sum prod max min",  # hint, range, body
    "ssstb": "lim",  # hint, domain, side ("" or "-"), point, body
    "sttb": "int",  # hint, lower and upper end, body
}
SIGNATURE = {op: codes for codes, ops in _OPERATORS.items() for op in ops.split()}
UNBOUND_INDICES = frozenset({"ix", "lit", "end"})
INDEX_OPS = UNBOUND_INDICES | {"bv"}
BINDERS = frozenset({"sum", "prod", "max", "min", "lim", "int"})
TARGETS = frozenset({"var", "entry", "bv"})  # what a derivative may be taken by
RELATIONS = ("=", "!=", "<", "<=", ">", ">=")
# Operators whose first arguments are names that occur free, and how many.
NAMED = {"dim": 1, "var": 1, "ix": 2, "end": 1, "entry": 1, "sym": 1, "def": 1, "app": 1}
# The types of plain arguments; all other codes are those of terms.
_PLAIN: dict[str, Any] = {"q": Fraction, "n": int, "s": str, "r": tuple}
_SYMMETRIC = {"delta": 0, "padd": 0, "pmul": 0, "sym": 1}  # where the sorted arguments begin
_RATIONAL = re.compile(r"-?[0-9]{1,1000}(/[1-9][0-9]{0,999})?")
_NO_NAMES = frozenset[str]()
_LARGEST = 20_000_000  # characters of a key; a larger term is refused rather than waited for


class KernelError(Exception):
    """A proof step that the kernel refuses; the message says why."""


def require(condition: object, message: str, *about: object) -> None:
    """Refuse with `message`, its {} filled by what it is about, unless the condition holds."""
    if not condition:
        raise KernelError(message.format(*about) if about else message)


class Term:
    """A node. Construct with `mk` or the helpers below, never directly.

    `names` occur free in it; `loose` is the number of enclosing binders that it needs; `key` gives
    a total order, stable across runs.
    """

    __slots__ = ("__weakref__", "args", "key", "loose", "names", "op")

    def __init__(self, op: str, args: tuple[Any, ...]) -> None:
        names, loose, keys = _NO_NAMES.union(args[: NAMED.get(op, 0)]), 0, []
        for code, a in zip(arguments(op, len(args)), args, strict=True):
            fits = type(a) is _PLAIN.get(code, Term) and (code != "n" or a >= 0 or op == "inf")
            require(fits, "the arguments do not fit {}", op)
            if type(a) is Term:
                names = names if a.names <= names else names | a.names
                loose = max(loose, a.loose - (code == "b"))
            elif type(a) is tuple:
                names |= {a[0]}
            keys.append(a.key if type(a) is Term else str(a))
        self.op, self.args = op, args
        self.names: frozenset[str] = names
        self.loose: int = args[0] + 1 if op == "bv" else loose
        self.key: str = f"{op}({','.join(keys)})"
        require(len(self.key) <= _LARGEST, "a term grew too large")

    def __repr__(self) -> str:
        return f"Term({self.key})"

    def __reduce__(self) -> tuple[Any, ...]:
        return mk, (self.op, *self.args)


_table: WeakValueDictionary[tuple[Any, ...], Term] = WeakValueDictionary()
_lock = Lock()


@lru_cache(1_000)
def mk(op: str, *args: Any) -> Term:
    """The term ``op(*args)``, shared. Arguments of canonical and symmetric operators are sorted."""
    if op in _SYMMETRIC:
        first = _SYMMETRIC[op]
        args = (*args[:first], *sorted(args[first:], key=lambda t: t.key))
    found = _table.get((op, args))
    if found is None:
        with _lock:  # setdefault of a weak table is not atomic: two threads could make two objects
            found = _table.setdefault((op, args), Term(op, args))
    return found


@cache
def arguments(op: str, size: int) -> str:
    """The codes of `size` arguments of `op`, repeated ones written out in small letters."""
    codes = SIGNATURE[op]
    if codes[-1:].isupper():
        codes = codes[:-1] + codes[-1].lower() * (size - len(codes) + 1)
    require(len(codes) == size, f"{op} does not take {size} arguments")
    return codes


# --- constructors -------------------------------------------------------------------------------


@lru_cache(1000)
def num(value: int | Fraction) -> Term:
    """A rational number."""
    return mk("num", Fraction(value))


ZERO, ONE, MINUS_ONE = num(0), num(1), num(-1)


def var(name: str, domain: str = "real") -> Term:
    """A scalar; `domain` is ``real``, ``positive`` or ``nonnegative``."""
    return mk("var", name, domain)


def add(*terms: Term) -> Term:
    """A sum, in the order written."""
    return terms[0] if len(terms) == 1 else mk("add", *terms) if terms else ZERO


def mul(*terms: Term) -> Term:
    """A product, in the order written."""
    return terms[0] if len(terms) == 1 else mk("mul", *terms) if terms else ONE


def neg(term: Term) -> Term:
    """-term."""
    return mul(MINUS_ONE, term)


def sub(left: Term, right: Term) -> Term:
    """left - right."""
    return add(left, neg(right))


def power(base: Term, exponent: Term | int | Fraction) -> Term:
    """base ** exponent."""
    return mk("pow", base, exponent if isinstance(exponent, Term) else num(exponent))


def div(left: Term, right: Term) -> Term:
    """left / right."""
    return mul(left, power(right, -1))


def exp(term: Term) -> Term:
    """e ** term."""
    return mk("exp", term)


def log(term: Term) -> Term:
    """Natural logarithm."""
    return mk("log", term)


def ix(name: str, dim: str) -> Term:
    """A free index of a dimension."""
    return mk("ix", name, dim)


def binder(op: str, *head: Any, var: Term, body: Term) -> Term:
    """``op`` binding the free index or scalar `var` in `body`; `head` is all before the body."""
    return mk(op, *head, close(body, var))


def total(var: Term, body: Term, first: int = 1, off: int = 0) -> Term:
    """Sum of `body` over the index `var` from `first` to K - `off`."""
    return binder("sum", var.args[0], (var.args[1], first, off), var=var, body=body)


# --- walking ------------------------------------------------------------------------------------


def rebuild(term: Term, visit: Callable[[Term, int], Term], depth: int = 0) -> Term:
    """`term` with `visit(child, depth)` in place of each child; `depth` counts binders passed."""
    *first, last = term.args
    args = [visit(a, depth) if type(a) is Term else a for a in first]
    inner = depth + (term.op in BINDERS)
    return mk(term.op, *args, visit(last, inner) if type(last) is Term else last)


def subterms(term: Term) -> Iterator[Term]:
    """Every subterm, outermost first, each once."""
    seen: set[Term] = set()
    stack = [term]
    while stack:
        here = stack.pop()
        if here not in seen:
            seen.add(here)
            yield here
            stack.extend(a for a in here.args if isinstance(a, Term))


def close(term: Term, var: Term, depth: int = 0) -> Term:
    """Turn the free `var` into the bound variable of a binder put around `term`."""
    name = var.args[0]

    def visit(t: Term, d: int) -> Term:
        if t is var:
            return mk("bv", d)
        if name not in t.names and t.loose <= d:
            return t
        if t.op == "bv":
            return mk("bv", t.args[0] + 1) if t.args[0] >= d else t
        return rebuild(t, visit, d)

    return visit(term, depth)


def shift(term: Term, by: int, cutoff: int = 0) -> Term:
    """`term` moved under `by` more binders."""

    def visit(t: Term, d: int) -> Term:
        if t.loose <= d:
            return t
        return mk("bv", t.args[0] + by) if t.op == "bv" else rebuild(t, visit, d)

    return visit(term, cutoff) if by and term.loose > cutoff else term


@lru_cache(2_000)
def open_(body: Term, value: Term) -> Term:
    """The body of a binder with `value` for the bound variable."""

    def visit(t: Term, d: int) -> Term:
        if t.loose <= d:
            return t
        if t.op == "bv":
            n = t.args[0]
            return shift(value, d) if n == d else mk("bv", n - 1) if n > d else t
        if t.op == "deriv":
            _guard_derivative(t, {mk("bv", d): shift(value, d + 1)}, d + 1)
        return rebuild(t, visit, d)

    return visit(body, 0)


def subst(term: Term, mapping: Mapping[Term, Term]) -> Term:
    """Replace free variables (``ix``, ``var``, ``entry`` …) by terms; binders cannot capture.

    A derivative is no binder: what it is taken by may only be replaced by another variable, and a
    replacement that would bring that variable into it is refused.
    """
    names = _NO_NAMES.union(*(k.names for k in mapping))

    def visit(t: Term, d: int) -> Term:
        if t in mapping:
            return shift(mapping[t], d)
        if not names & t.names:
            return t
        if t.op == "deriv":
            _guard_derivative(t, mapping, d)
        return rebuild(t, visit, d)

    return visit(term, 0)


def subst_vector(term: Term, name: str, body: Term) -> Term:
    """Replace every entry of the vector `name` by `body`, opened at the entry's index."""

    def visit(t: Term, d: int) -> Term:
        if name not in t.names:
            return t
        if t.op == "entry" and t.args[0] == name:
            return open_(body, t.args[1])
        require(t.op != "deriv", f"a derivative may change with {name}")
        return rebuild(t, visit, d)

    return visit(term, 0)


def _guard_derivative(t: Term, mapping: Mapping[Term, Term], depth: int) -> None:
    """Refuse a replacement in the derivative `t`, under `depth` binders, that changes its meaning.

    After it, the variable that the derivative is taken by must stand where it stood before, and
    nowhere else.  Indices may be replaced.
    """
    old = t.args[0]
    new = mapping.get(old, old)
    others = {k: v for k, v in mapping.items() if k is not old and v.op not in UNBOUND_INDICES}
    names = _NO_NAMES.union(*(k.names | v.names for k, v in others.items()))
    apart = new.op in TARGETS and new.args[0] not in names
    if new is not old:
        apart = apart and new.args[0] not in t.names and (new.op != "bv" or t.loose <= depth)
    if new.op == "bv" and (new is not old or new.args[0] >= depth):
        apart = apart and not any(v.loose for v in others.values())
    require(apart, "a replacement would change what a derivative means")


def fresh(*taken: Iterable[str]) -> str:
    """The first of ``#0``, ``#1``, … that is not among the names given."""
    used = set().union(*taken)
    return next(f"#{n}" for n in count() if f"#{n}" not in used)


# --- data ---------------------------------------------------------------------------------------


def to_data(term: Term) -> list[Any]:
    """The term as JSON data: ``[op, argument, …]``."""
    written: dict[type, Callable[[Any], Any]] = {Term: to_data, Fraction: str, tuple: list}
    return [term.op, *(written.get(type(a), lambda plain: plain)(a) for a in term.args)]


def from_data(data: Any) -> Term:
    """Inverse of `to_data`; data that is no term raises `KernelError`."""
    match data:
        case Term():
            return data
        case [str(op), *args] if op in SIGNATURE:
            return mk(op, *map(_argument, arguments(op, len(args)), args))
    raise KernelError(f"not a term: {str(data)[:60]}")


def _argument(code: str, data: Any) -> Any:
    match code, data:
        case ("q", str()) if _RATIONAL.fullmatch(data):
            return Fraction(data)
        case ("r", [*parts]) if [type(p) for p in parts] == [str, int, int]:
            return tuple(parts)
        case ("n", int()) | ("s", str()) if type(data) is not bool:
            return data
    return from_data(data)
