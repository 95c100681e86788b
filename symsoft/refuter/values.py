"""Real numbers that never lie: exact rationals where possible, balls of python-flint otherwise.

A `Number` is an exact rational (``fmpq``) or a ball (``arb``), an interval that is certain to hold
the real number meant. One ball object stands for one real number, so a ball equals itself.
Comparisons are decided or raise `Undecided`; nothing is ever compared within a tolerance.
Only this module knows python-flint.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from fractions import Fraction
from math import isqrt

from flint import arb, ctx, fmpq

Exact = fmpq
Number = fmpq | arb

ZERO: fmpq = fmpq(0)
ONE: fmpq = fmpq(1)
_EXACT_BITS = 4096  # longer rationals are turned into balls
_LONGEST_SHOWN = 12_000  # bits; Python prints no more than 4300 digits of a whole number
_POWER_LIMIT = 4096  # larger exponents too


class Undefined(Exception):
    """The term has no value at the point."""


class Undecided(Exception):
    """The balls are too wide to tell."""


class Unsupported(Exception):
    """The refuter cannot evaluate such a term."""


@contextmanager
def precision(bits: int) -> Iterator[None]:
    """Balls made inside carry about `bits` bits."""
    before = ctx.prec
    ctx.prec = bits
    try:
        yield
    finally:
        ctx.prec = before


# --- conversion ---------------------------------------------------------------------------------


def rational(value: int | Fraction) -> fmpq:
    """An exact number."""
    return fmpq(value.numerator, value.denominator)


def fraction(value: Number) -> Fraction | None:
    """The rational that `value` is exactly, or None for a ball."""
    return Fraction(int(value.p), int(value.q)) if isinstance(value, fmpq) else None


def is_exact(value: Number) -> bool:
    """Whether the number is known exactly."""
    return isinstance(value, fmpq)


def bounds(value: Number) -> tuple[Fraction, Fraction]:
    """Rationals that certainly enclose `value`; `Undecided` where they are too long to print."""
    if isinstance(value, fmpq):
        exact = Fraction(int(value.p), int(value.q))
        return exact, exact
    return _dyadic(value.lower()), _dyadic(value.upper())


def _dyadic(end: arb) -> Fraction:
    mantissa, exponent = end.man_exp()
    if abs(int(exponent)) > _LONGEST_SHOWN:
        raise Undecided
    return Fraction(int(mantissa)) * Fraction(2) ** int(exponent)


def _ball(value: Number) -> arb:
    return value if isinstance(value, arb) else arb(value)


def _tidy(value: fmpq) -> Number:
    too_long = max(int(value.p).bit_length(), int(value.q).bit_length()) > _EXACT_BITS
    return arb(value) if too_long else value


def _finite(value: arb) -> arb:
    if not value.is_finite():
        raise Undecided
    return value


# --- arithmetic ---------------------------------------------------------------------------------


def plus(a: Number, b: Number) -> Number:
    """a + b; adding an exact 0 gives the very same object."""
    if isinstance(a, fmpq):
        if not a:
            return b
        return a + b if isinstance(b, fmpq) else _finite(b + a)
    return a if isinstance(b, fmpq) and not b else _finite(a + b)


def times(a: Number, b: Number) -> Number:
    """a · b; an exact 0 gives an exact 0, an exact 1 the very same object."""
    if isinstance(b, fmpq):
        a, b = b, a
    if isinstance(a, fmpq):
        if not a:
            return ZERO
        if a == ONE:
            return b
        return _tidy(a * b) if isinstance(b, fmpq) else _finite(b * a)
    return _finite(a * b)


def inverse(a: Number) -> Number:
    """1/a; `Undefined` at 0."""
    if sign(a) == 0:
        raise Undefined
    return ONE / a if isinstance(a, fmpq) else _finite(1 / a)


def exp(a: Number) -> Number:
    """e^a; exactly 1 at 0."""
    if isinstance(a, fmpq) and not a:
        return ONE
    return _finite(_ball(a).exp())


def log(a: Number) -> Number:
    """The logarithm; `Undefined` unless a > 0, exactly 0 at 1."""
    if sign(a) <= 0:
        raise Undefined
    return ZERO if isinstance(a, fmpq) and a == ONE else _finite(_ball(a).log())


def power(a: Number, exponent: Fraction) -> Number:
    """a ** exponent.

    `Undefined` where 0 meets an exponent that is not positive, and where a negative number meets
    one that is not whole.
    """
    if exponent.denominator != 1:
        return _root_power(a, exponent)
    n = exponent.numerator
    if n <= 0 and sign(a) == 0:
        raise Undefined
    if n == 0:
        return ONE
    if isinstance(a, fmpq) and abs(n) <= _POWER_LIMIT:
        return _tidy(a**n)
    return _finite(_ball(a) ** n)


def _root_power(a: Number, exponent: Fraction) -> Number:
    where = sign(a)
    if where < 0 or where == 0 and exponent < 0:
        raise Undefined
    if where == 0:
        return ZERO
    if isinstance(a, fmpq):
        root = _exact_root(a, exponent.denominator)
        if root is not None:
            return power(root, Fraction(exponent.numerator))
    return _finite(_ball(a) ** rational(exponent))


def _exact_root(a: fmpq, degree: int) -> fmpq | None:
    top, bottom = _whole_root(int(a.p), degree), _whole_root(int(a.q), degree)
    return None if top is None or bottom is None else fmpq(top, bottom)


def _whole_root(n: int, degree: int) -> int | None:
    if degree == 2:
        root = isqrt(n)
    elif n.bit_length() > 256 or degree > 64:
        return None
    else:
        root = round(n ** (1 / degree))
    return root if root**degree == n else None


def pi() -> Number:
    """The circle constant."""
    return arb.pi()


def absolute(a: Number) -> Number:
    """|a|."""
    if isinstance(a, fmpq):
        return -a if a < 0 else a
    return abs(a)


# --- comparison ---------------------------------------------------------------------------------


def sign(a: Number) -> int:
    """-1, 0 or 1; `Undecided` for a ball around 0."""
    if a > 0:
        return 1
    if a < 0:
        return -1
    if a == 0:
        return 0
    raise Undecided


def compare(a: Number, b: Number) -> int:
    """-1, 0 or 1 as a is less than, equal to or greater than b; or `Undecided`."""
    if a is b:
        return 0
    if a < b:
        return -1
    if b < a:
        return 1
    if a == b:
        return 0
    raise Undecided


def wider(a: Number, b: Number) -> Number:
    """max(a, b), also where it is undecided which is greater."""
    return _finite(_ball(a).max(_ball(b)))


def sharp(a: Number, bits: int = 24) -> bool:
    """Whether the number is known to more than `bits` bits, or is 0 that closely."""
    if isinstance(a, fmpq):
        return True
    return bool(a.rel_accuracy_bits() > bits) or bool(abs(a) < arb(2) ** -bits)


def between(low: Fraction, high: Fraction) -> Number:
    """A ball that holds every number of the range."""
    return _finite(arb(rational(low)).union(arb(rational(high))))
