"""Polynomials with rational coefficients over atoms with rational exponents.

An atom is a term in canonical form that the normal form does not take apart.  A monomial is a
tuple of (atom, exponent), sorted; a polynomial maps monomials to coefficients, none of them 0.
A whole number is an int: it is far quicker to add and to hash than a Fraction that equals it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction

from symsoft.kernel.terms import ZERO, Term, mk, num, require

Rational = int | Fraction
Mono = tuple[tuple[Term, Rational], ...]
Poly = dict[Mono, Rational]

LIMIT = 200_000  # monomials; a larger polynomial is refused rather than waited for
MOST_BITS = 50_000  # of a power of a number


def whole(value: Rational) -> Rational:
    """The same number, an int if it is one."""
    return value.numerator if value.denominator == 1 else value


def over(value: Rational, divisor: Rational) -> Rational:
    """``value / divisor``."""
    return value if divisor == 1 else whole(Fraction(value) / divisor)


def size(value: Rational) -> Rational:
    """|value|."""
    return value if value > 0 else -value


def constant(value: Rational) -> Poly:
    """The constant polynomial."""
    return {(): whole(value)} if value else {}


def of_atom(atom: Term, exponent: Rational = 1) -> Poly:
    """The polynomial of one atom."""
    return {((atom, exponent),): 1}


def accumulate(target: Poly, more: Poly, factor: Rational = 1) -> None:
    """``target += factor * more``, in place."""
    for mono, coef in more.items():
        value = target.get(mono, 0) + coef * factor
        if value:
            target[mono] = value if type(value) is int else whole(value)
        else:
            target.pop(mono, None)
    require(len(target) <= LIMIT, "the normal form grew beyond {} terms", LIMIT)


def plus(*parts: Poly) -> Poly:
    """Sum."""
    result = dict(parts[0]) if parts else {}
    for part in parts[1:]:
        accumulate(result, part)
    return result


def scale(poly: Poly, factor: Rational) -> Poly:
    """``factor * poly``."""
    if factor == 1:
        return dict(poly)
    return {m: whole(c * factor) for m, c in poly.items() if factor}


def minus(left: Poly, right: Poly) -> Poly:
    """``left - right``."""
    result = dict(left)
    accumulate(result, right, -1)
    return result


def merge(left: Mono, right: Mono) -> dict[Term, Rational]:
    """Exponents of the product of two monomials."""
    exponents = dict(left)
    for atom, e in right:
        exponents[atom] = whole(exponents[atom] + e) if atom in exponents else e
    return exponents


def mono_of(exponents: dict[Term, Rational]) -> Mono:
    """The sorted monomial."""
    pairs = [pair for pair in exponents.items() if pair[1]]
    return tuple(sorted(pairs, key=lambda pair: pair[0].key) if len(pairs) > 1 else pairs)


def mono_rank(mono: Mono) -> tuple[Rational, list[tuple[str, Rational]]]:
    """Graded order: total degree, then the atoms."""
    return sum(e for _, e in mono), [(a.key, e) for a, e in mono]


def leading(poly: Poly) -> Mono:
    """The leading monomial, () if the polynomial is 0."""
    return max(poly, key=mono_rank, default=()) if len(poly) != 1 else next(iter(poly))


def mono_term(mono: Mono, coef: Rational = 1) -> Term:
    """A canonical term for a monomial."""
    factors = [a if e == 1 else mk("pow", a, num(e)) for a, e in mono]
    if coef != 1 or not factors:
        factors.append(num(coef))
    return factors[0] if len(factors) == 1 else mk("pmul", *factors)


def to_term(poly: Poly) -> Term:
    """A canonical term; equal polynomials give the same one."""
    terms = [mono_term(m, c) for m, c in poly.items()]
    return terms[0] if len(terms) == 1 else mk("padd", *terms) if terms else ZERO


def number_power(base: Rational, exponent: int) -> Rational:
    """``base ** exponent``, refused where it is too long to be waited for."""
    bits = max(base.numerator.bit_length(), base.denominator.bit_length()) - 1
    require(bits * abs(exponent) <= MOST_BITS, f"the power {exponent} of a number is too large")
    return whole(Fraction(base) ** exponent)


def primes(value: Rational) -> Iterator[tuple[int, int]]:
    """Prime factors below 1000 with their exponents, and what is left of both parts as factors."""
    for n, sign in zip(value.as_integer_ratio(), (1, -1), strict=True):
        for p in range(2, 1000):
            if p * p > n:
                break
            count = 0
            while n % p == 0:
                n, count = n // p, count + 1
            if count:
                yield p, sign * count
        if n > 1:
            yield n, sign


def atoms(poly: Poly) -> Iterable[Term]:
    """The atoms, in a stable order, each once."""
    return sorted({a for mono in poly for a, _ in mono}, key=lambda a: a.key)


def is_number(poly: Poly) -> bool:
    """Whether the polynomial is a constant."""
    return not poly or (len(poly) == 1 and () in poly)


def value(poly: Poly) -> Rational:
    """The value of a constant polynomial."""
    return poly.get((), 0)
