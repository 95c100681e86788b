"""Integrals by balls: certain enclosures of the integral of a term at a point.

The integrand is continued to complex balls, as Arb's integration asks (Johansson, *Numerical
integration in arbitrary-precision ball arithmetic*, 2018).  Where an end is infinite, or the
integrand is not defined there, the interval is cut short ever less: that finds suspects and
proves nothing, as for limits.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise
from typing import TypeAlias

from flint import acb, arb

from symsoft.kernel import terms as tm
from symsoft.kernel.context import Claim
from symsoft.kernel.terms import Term
from symsoft.refuter import jets, values
from symsoft.refuter.instance import instantiate
from symsoft.refuter.values import Number, Undecided, Undefined, Unsupported
from tests.fuzz.differential import At, meant
from tests.fuzz.limits import shrinks

CUTS, BITS = (2, 4, 6), 64  # an interval is cut short at 10^2, .. or 10^-2, .. from its end
EVALUATIONS, DEPTH = 1500, 60
# No round numbers: the point at which an integral is split may have no value of its own.
_INSIDE = tuple(Fraction(n, 127) for n in (61, 7, 101, 125))
_NUMBERS = tuple(Fraction(n, 127) for n in (13, -13, 200, -200, 5000))


def otherwise(claim: Claim, points: Iterable[At]) -> str:
    """A point at which an integral certainly is, or seems to be, another one than the claim says,
    or has an integrand that is somewhere undefined; or ""."""
    x = tm.var("@quadrature")
    _, low, high, body = claim.lhs.args
    f = tm.open_(body, x)
    for at in points:
        try:
            with values.precision(BITS):
                ends = _end(low, at), _end(high, at)
                wrong = _undefined(f, x, ends, at) or _differs(f, x, ends, claim.rhs, at)
        except (Undefined, Undecided, Unsupported):
            continue
        if wrong:
            return f"{wrong} at {at.point}"
    return ""


def _end(end: Term, at: At) -> Number | int:
    """The end as a number, or 1 or -1 as an int if it is infinite."""
    return int(end.args[0]) if end.op == "inf" else jets.base(at.evaluator.value(end))


def _undefined(f: Term, x: Term, ends: tuple[Number | int, ...], at: At) -> str:
    """A number between the ends at which the integrand has no value; or ""."""
    known = [e for e in ends if isinstance(e, values.Exact)]
    span = known[1] - known[0] if len(known) == 2 else values.ZERO
    within = [known[0] + span * values.rational(part) for part in _INSIDE] if span else []
    for number in () if not meant(f) else (*within, *map(values.rational, _NUMBERS)):
        if _between(number, ends) and _at(at, x, number).defined(f) is False:
            return f"the integrand has no value at {number}"
    return ""


def _between(number: Number, ends: tuple[Number | int, ...]) -> bool:
    sides = [e if isinstance(e, int) else values.compare(e, number) for e in ends]
    return sides[0] * sides[1] < 0


def _at(at: At, x: Term, number: Number) -> At:
    return at.moved(replace(at.point, scalars={**at.point.scalars, x.args[0]: number}))


def _differs(f: Term, x: Term, ends: tuple[Number | int, ...], end: Term, at: At) -> str:
    """How the integral differs from the claimed one, or seems to; or ""."""
    closed = instantiate(f, at.point)
    cut = [isinstance(e, int) or _at(at, x, e).defined(f) is not True for e in ends]
    found = [
        _integral(closed, x, *_shortened(ends, cut, power))
        for power in (CUTS if any(cut) else CUTS[:1])
    ]
    if end.op == "inf":
        grows = all(a * end.args[0] < b * end.args[0] for a, b in pairwise(found))
        return "" if grows else f"it is claimed to be infinite, but grows from {found}"
    gaps = [abs(a - _close(arb(_end(end, at)))) for a in found]
    if not any(cut):
        return f"the integral is {found[0]}" if gaps[0] > 0 else ""
    far = [values.bounds(gap)[1] for gap in gaps]
    return "" if shrinks(far) else f"the integral seems to tend elsewhere: {found}"


def _shortened(ends: tuple[Number | int, ...], cut: list[bool], power: int) -> list[arb]:
    """The ends of an interval on which nothing is infinite."""
    finite = [arb(e) for e in ends if not isinstance(e, int)]
    far = arb(10) ** power * (1 + sum(map(abs, finite), arb(0)))
    whole = [arb(e) * far if isinstance(e, int) else arb(e) for e in ends]
    step = (whole[1] - whole[0]) / far**2
    short = (way if missing else 0 for way, missing in zip((1, -1), cut, strict=True))
    moved = zip(ends, whole, short, strict=True)
    return [w if isinstance(e, int) else w + way * step for e, w, way in moved]


def _integral(f: Term, x: Term, low: arb, high: arb) -> arb:
    """An enclosure; `Undecided` if it is not close."""
    found = acb.integral(
        lambda z, analytic: _value(f, x, z, analytic),
        acb(low),
        acb(high),
        eval_limit=EVALUATIONS,
        depth_limit=DEPTH,
    )
    if not (found.is_finite() and found.imag.contains(0)):
        raise Undecided
    return _close(found.real)


def _close(value: arb) -> arb:
    """A ball that is not wide: a wide one says nothing of a distance."""
    if not value.rad() < 0.001:
        raise Undecided
    return value


# --- the integrand on complex balls -------------------------------------------------------------

Visit: TypeAlias = Callable[[Term], acb]
_NOWHERE = acb(arb("nan"))


def _value(f: Term, x: Term, z: acb, analytic: bool) -> acb:
    """A term without names but x at a complex ball; not finite where it is not analytic, if that
    is asked."""
    known: dict[Term, acb] = {x: z}

    def visit(t: Term) -> acb:
        if t not in known:
            known[t] = _of(t, visit, analytic)
        return known[t]

    return visit(f)


def _of(t: Term, visit: Visit, analytic: bool) -> acb:
    match t.op:
        case "num":
            return acb(arb(values.rational(t.args[0])))
        case "pi":
            return acb.pi()
        case "add" | "padd":
            return sum(map(visit, t.args), acb(0))
        case "mul" | "pmul":
            product = acb(1)
            for a in t.args:
                product *= visit(a)
            return product
        case "pow":
            return _power(t, visit, analytic)
        case "exp":
            return visit(t.args[0]).exp()
        case "log":
            return visit(t.args[0]).log(analytic=analytic)
        case "abs":
            return visit(t.args[0]).real_abs(analytic=analytic)
        case "iv":
            return _bracket(t, visit, analytic)
        case "if":
            return _cases(t, visit, analytic)
    raise Unsupported


def _power(t: Term, visit: Visit, analytic: bool) -> acb:
    base, e = visit(t.args[0]), t.args[1]
    if e.op == "num" and e.args[0].denominator == 1 and abs(e.args[0]) < 100:
        return base ** int(e.args[0])
    return base.pow(visit(e), analytic=analytic)


def _bracket(t: Term, visit: Visit, analytic: bool) -> acb:
    """A bracket is constant wherever the real part of the difference keeps its sign."""
    gap = (visit(t.args[1]) - visit(t.args[2])).real
    order = 1 if gap > 0 else -1 if gap < 0 else 0
    if order:
        return acb({1: ">" in t.args[0], -1: "<" in t.args[0]}[order] or t.args[0] == "!=")
    return _NOWHERE if analytic else acb(arb(0.5, 0.5))


def _cases(t: Term, visit: Visit, analytic: bool) -> acb:
    condition = visit(t.args[0])
    for value, branch in zip((1, 0), t.args[1:], strict=True):
        if condition == value:
            return visit(branch)
    return _NOWHERE if analytic else visit(t.args[1]).union(visit(t.args[2]))
