"""The order in which people write sums and products.

In a product numbers come first, then scalars, δ, entries, functions, brackets and sums. In a sum
constants come first, then δ, polynomials by rising degree, functions and sums, and what is
subtracted comes last: 1 + e^x, δ_ij - p_j, z_i - log Σ_k e^{z_k}.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from symsoft.kernel.terms import INDEX_OPS, Term, subterms

_FACTOR_RANK = {
    "num": 0, "pi": 1, "dim": 2, "val": 2, "bv": 3, "var": 3, "delta": 4,
    "entry": 5, "sym": 5, "def": 5,
    "exp": 7, "app": 8, "abs": 8, "tangent": 8, "iv": 9, "add": 10, "padd": 10,
    "mul": 10, "pmul": 10, "log": 11, "max": 12, "min": 12, "prod": 13, "sum": 14, "int": 15,
    "deriv": 16, "lim": 17, "if": 18, "inf": 19,
}  # fmt: skip
_SHORT_DERIVATIVE = 6
_CALL = 8
BRACKET = 9  # Iverson brackets come after what has a lower rank
_CONSTANT = frozenset({"num", "pi", "dim"})
_ARITHMETIC = _CONSTANT | {"add", "mul", "padd", "pmul"}
_POLYNOMIAL = frozenset({"var", "val", "entry", "sym", "def", "dim", "pi", "num", "bv"})
_BIG = frozenset({"sum", "prod", "int", "lim", "deriv", "if"})


def arranged_factors(factors: Iterable[Term]) -> tuple[Term, ...]:
    """Factors in the order in which they are written."""
    return tuple(sorted(factors, key=lambda f: (factor_rank(f), reading_key(f))))


def factor_rank(term: Term) -> int:
    """The class of a factor; powers go with their base."""
    if term.op == "pow":
        return factor_rank(term.args[0])
    if term.op == "deriv" and term.args[1].op in ("entry", "sym", "def", "var", "app"):
        return _SHORT_DERIVATIVE
    if term.op in ("add", "padd") and all(t.op in _ARITHMETIC for t in subterms(term)):
        return _FACTOR_RANK["dim"]
    if term.op == "def" and any(a.op not in INDEX_OPS for a in term.args[1:]):
        return _CALL
    return _FACTOR_RANK[term.op]


def summand_rank(
    negative: bool, factors: Sequence[Term], under: Sequence[Term], weight: int
) -> tuple[Any, ...]:
    """The place of a summand ± weight · factors / under in a sum."""
    degree = sum(map(_degree, factors))
    kind = _summand_kind(factors, under)
    return (negative, kind, degree, _trails(factors), _letters(factors), _letters(under), weight)


def _summand_kind(factors: Sequence[Term], under: Sequence[Term]) -> int:
    bases = [f.args[0] if f.op == "pow" else f for f in factors]
    ops = {b.op for b in bases}
    if any(b.op in ("log", "add", "exp") and _has_big(b) for b in bases):
        return 6
    if ops & _BIG:
        return 5
    if ops & {"delta", "iv"}:
        return 1
    if ops <= _CONSTANT and all(u.op in _CONSTANT for u in under):
        return 0
    if under or not ops <= _POLYNOMIAL | {"max", "min"}:
        return 4
    return 3 if ops & {"max", "min"} else 2


def _has_big(term: Term) -> bool:
    return any(t.op in _BIG for t in subterms(term))


def _degree(factor: Term) -> int:
    if factor.op == "pow" and factor.args[1].op == "num" and factor.args[0].op in _POLYNOMIAL:
        return int(factor.args[1].args[0])
    return int(factor.op in _POLYNOMIAL - _CONSTANT)


def _trails(factors: Sequence[Term]) -> int:
    """1 for what comes after its likes: a scalar after entries, e^{-x} after e^x."""
    if len(factors) != 1:
        return 0
    (only,) = factors
    if only.op == "exp":
        return int("num(-" in only.args[0].key)
    return int(only.op in ("var", "val"))


def _letters(factors: Iterable[Term]) -> tuple[str, ...]:
    return tuple(part for f in factors for part in reading_key(f))


def reading_key(term: Term) -> tuple[str, ...]:
    """Sorts by letters as a reader does: z_1, z_2, …, z_i, z_j, …, z_{K-1}, z_K."""
    op, args = term.op, term.args
    if op == "lit":
        return (f"0{args[0]:09}",)
    if op == "end":
        return (f"2{args[0]}{999 - args[1]:09}",)
    if op == "ix":
        return (f"1{args[0]}",)
    if op in ("var", "dim"):
        return (args[0],)
    if op in ("entry", "sym", "def"):
        return (args[0], *_letters(args[1:]))
    parts = _letters(a for a in args if isinstance(a, Term))
    return parts if op == "pow" else (*parts, term.key)


def arranged_indices(indices: Iterable[Term]) -> list[Term]:
    """The indices of δ or of a symmetric matrix: letters first, δ_{i1}."""
    return sorted(indices, key=lambda t: (t.op != "ix", reading_key(t)))
