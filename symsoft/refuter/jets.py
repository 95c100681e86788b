"""Derivatives by nested dual numbers.

A `Jet` a + b·ε belongs to one differentiation, named by its tag: ε_tag² = 0. Derivatives inside
derivatives have greater tags, and a jet's parts only hold jets of smaller tags. So the derivative
of any order, mixed or not, is the coefficient of ε. A function that is not known to be smooth at
the point raises `Undefined`.

A negative tag marks an *unknown* instead: a + b·x holds exactly as a polynomial in x, and whatever
is not affine in x raises `NotAffine`. Tags from `EXPONENT` downward mark an unknown x of which only
e^x may be used, affinely. `symsoft.refuter.settle` solves equations with both.
See A. Griewank, A. Walther, *Evaluating Derivatives*, 2nd ed., SIAM 2008, chapter 3.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from symsoft.refuter import values
from symsoft.refuter.values import ONE, ZERO, Number, Undecided, Undefined, Unsupported

EXPONENT = -1000  # the tags EXPONENT - n turn into -1 - n by exp


class NotAffine(Unsupported):
    """The term is not affine in the unknowns."""


class Jet:
    """rest + slope·ε_tag, or rest + slope·x for an unknown x."""

    __slots__ = ("rest", "slope", "tag")

    def __init__(self, tag: int, rest: Value, slope: Value) -> None:
        self.tag, self.rest, self.slope = tag, rest, slope


Value = Number | Jet


def parts(a: Value, tag: int) -> tuple[Value, Value]:
    """`a` as (rest, slope) with respect to one tag, not smaller than any in `a`."""
    return (a.rest, a.slope) if isinstance(a, Jet) and a.tag == tag else (a, ZERO)


def _tag(a: Value, b: Value) -> int:
    tags = [x.tag for x in (a, b) if isinstance(x, Jet)]
    return max(tags)


def plus(a: Value, b: Value) -> Value:
    """a + b."""
    if not isinstance(a, Jet) and not isinstance(b, Jet):
        return values.plus(a, b)
    tag = _tag(a, b)
    (a0, a1), (b0, b1) = parts(a, tag), parts(b, tag)
    return Jet(tag, plus(a0, b0), plus(a1, b1))


def times(a: Value, b: Value) -> Value:
    """a · b."""
    if not isinstance(a, Jet) and not isinstance(b, Jet):
        return values.times(a, b)
    tag = _tag(a, b)
    (a0, a1), (b0, b1) = parts(a, tag), parts(b, tag)
    if tag < 0 and a1 is not ZERO and b1 is not ZERO:
        raise NotAffine
    return Jet(tag, times(a0, b0), plus(times(a0, b1), times(a1, b0)))


def minus(a: Value, b: Value) -> Value:
    """a - b."""
    return plus(a, times(values.rational(-1), b))


def base(a: Value) -> Number:
    """The number itself, without its derivatives; an unknown has none and raises `NotAffine`."""
    while isinstance(a, Jet):
        if a.tag < 0:
            raise NotAffine
        a = a.rest
    return a


def sign(a: Value) -> int:
    """The sign of the number itself."""
    return values.sign(base(a))


def _chain(a: Jet, value: Callable[[Value], Value], slope: Callable[[Value], Value]) -> Value:
    if a.tag < 0:
        raise NotAffine
    return Jet(a.tag, value(a.rest), times(a.slope, slope(a.rest)))


def inverse(a: Value) -> Value:
    """1/a."""
    return power(a, Fraction(-1)) if isinstance(a, Jet) else values.inverse(a)


def exp(a: Value) -> Value:
    """e^a; of an exponent's unknown x it makes the unknown e^x."""
    if not isinstance(a, Jet):
        return values.exp(a)
    if a.tag <= EXPONENT and not isinstance(a.slope, Jet) and a.slope == ONE:
        return Jet(a.tag - EXPONENT - 1, ZERO, exp(a.rest))
    return _chain(a, exp, exp)


def log(a: Value) -> Value:
    """The logarithm."""
    return _chain(a, log, inverse) if isinstance(a, Jet) else values.log(a)


def power(a: Value, exponent: Fraction) -> Value:
    """a ** exponent; a root is differentiable only where its argument is positive."""
    if not isinstance(a, Jet):
        return values.power(a, exponent)
    if exponent == 1:
        return a
    if exponent.denominator != 1 and sign(a) <= 0:
        raise Undefined

    def slope(x: Value) -> Value:
        return times(values.rational(exponent), power(x, exponent - 1))

    return _chain(a, lambda x: power(x, exponent), slope)


def absolute(a: Value) -> Value:
    """|a|, differentiable only where a is not 0."""
    if not isinstance(a, Jet):
        return values.absolute(a)
    where = sign(a)
    if where == 0:
        raise Undefined
    return a if where > 0 else times(values.rational(-1), a)


def compare(a: Value, b: Value) -> int:
    """As `values.compare`; jets that meet are at a boundary, where nothing is smooth."""
    if not isinstance(a, Jet) and not isinstance(b, Jet):
        return values.compare(a, b)
    order = values.compare(base(a), base(b))
    if order == 0:
        raise Undefined
    return order


def greater(a: Value, b: Value) -> Value:
    """max(a, b); jets that meet raise `Undefined`."""
    try:
        return a if compare(a, b) >= 0 else b
    except Undecided:
        if isinstance(a, Jet) or isinstance(b, Jet):
            raise
        return values.wider(a, b)
