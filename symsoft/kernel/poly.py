"""Polynomials with rational coefficients over atoms with rational exponents.

An atom is a term in canonical form that the normal form does not take apart.  A monomial is a
tuple of (atom, exponent), sorted; a polynomial maps monomials to coefficients, none of them 0.
"""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from symsoft.kernel.terms import ZERO, Term, mk, num, require

Mono = tuple[tuple[Term, Fraction], ...]
Poly = dict[Mono, Fraction]

LIMIT = 5_000  # monomials; a larger polynomial is refused rather than waited for
MOST_BITS = 50_000  # of a power of a number


def constant(value: Fraction | int) -> Poly:
    """The constant polynomial."""
    return {(): Fraction(value)} if value else {}


def of_atom(atom: Term, exponent: Fraction | int = 1) -> Poly:
    """The polynomial of one atom."""
    return {((atom, Fraction(exponent)),): Fraction(1)}


def accumulate(target: Poly, more: Poly, factor: Fraction | int = 1) -> None:
    """``target += factor * more``, in place."""
    for mono, coef in more.items():
        value = target.get(mono, 0) + coef * factor
        if value:
            target[mono] = Fraction(value)
        else:
            target.pop(mono, None)
    require(len(target) <= LIMIT, f"the normal form grew beyond {LIMIT} terms")


def plus(*parts: Poly) -> Poly:
    """Sum."""
    result: Poly = {}
    for part in parts:
        accumulate(result, part)
    return result


def scale(poly: Poly, factor: Fraction | int) -> Poly:
    """``factor * poly``."""
    return {m: c * factor for m, c in poly.items()} if factor else {}


def minus(left: Poly, right: Poly) -> Poly:
    """``left - right``."""
    result = dict(left)
    accumulate(result, right, -1)
    return result


def merge(left: Mono, right: Mono) -> dict[Term, Fraction]:
    """Exponents of the product of two monomials."""
    exponents = dict(left)
    for atom, e in right:
        exponents[atom] = exponents.get(atom, Fraction(0)) + e
    return exponents


def mono_of(exponents: dict[Term, Fraction]) -> Mono:
    """The sorted monomial."""
    return tuple(sorted(((a, e) for a, e in exponents.items() if e), key=lambda pair: pair[0].key))


def mono_rank(mono: Mono) -> tuple[Fraction, list[tuple[str, Fraction]]]:
    """Graded order: total degree, then the atoms."""
    return sum((e for _, e in mono), Fraction(0)), [(a.key, e) for a, e in mono]


def leading(poly: Poly) -> Mono:
    """The leading monomial of a polynomial that is not 0."""
    return max(poly, key=mono_rank)


def mono_term(mono: Mono, coef: Fraction = Fraction(1)) -> Term:
    """A canonical term for a monomial."""
    factors = [a if e == 1 else mk("pow", a, num(e)) for a, e in mono]
    if coef != 1 or not factors:
        factors.append(num(coef))
    return factors[0] if len(factors) == 1 else mk("pmul", *factors)


def to_term(poly: Poly) -> Term:
    """A canonical term; equal polynomials give the same one."""
    terms = [mono_term(m, c) for m, c in poly.items()]
    return terms[0] if len(terms) == 1 else mk("padd", *terms) if terms else ZERO


def number_power(base: Fraction, exponent: int) -> Fraction:
    """``base ** exponent``, refused where it is too long to be waited for."""
    bits = max(base.numerator.bit_length(), base.denominator.bit_length()) - 1
    require(bits * abs(exponent) <= MOST_BITS, f"the power {exponent} of a number is too large")
    return base**exponent


def atoms(poly: Poly) -> Iterable[Term]:
    """The atoms, in a stable order, each once."""
    return sorted({a for mono in poly for a, _ in mono}, key=lambda a: a.key)


def is_number(poly: Poly) -> bool:
    """Whether the polynomial is a constant."""
    return not poly or (len(poly) == 1 and () in poly)


def value(poly: Poly) -> Fraction:
    """The value of a constant polynomial."""
    return poly.get((), Fraction(0))
