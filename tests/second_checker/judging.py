"""Every recorded claim at many points: it holds, it is false, or it was not checked and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from random import Random
from typing import Any

from flint import arb, fmpq

from tests.second_checker.balls import (
    BITS,
    HOLDS,
    Number,
    Point,
    fraction,
    integral,
    order,
    value,
    with_bits,
)
from tests.second_checker.ground import Expr, NoValue, Unchecked, Writer
from tests.second_checker.sampling import Place, places, within
from tests.second_checker.walking import Malformed, Recorded, Scope, recorded

POINTS = 3  # for each choice of the dimensions
_NEAR, _FAR_BITS = Fraction(1, 2**60), 2000
_FAR = (Fraction(10) ** 2, Fraction(10) ** 4, Fraction(10) ** 6)


@dataclass
class Report:
    """What was found in one certificate, or in many."""

    checked: int = 0  # claims that hold at every point where they could be evaluated
    looked: int = 0  # limits that were followed far out, and integrals without an end
    points: int = 0
    skipped: Counter[str] = field(default_factory=Counter)  # not checked, and why
    false: list[str] = field(default_factory=list)

    def add(self, other: Report) -> None:
        """Count another report with this one."""
        self.checked, self.looked = self.checked + other.checked, self.looked + other.looked
        self.points, self.skipped = self.points + other.points, self.skipped + other.skipped
        self.false += other.false

    def __str__(self) -> str:
        why = ", ".join(f"{n} {reason}" for reason, n in self.skipped.most_common())
        parts = [
            f"{self.checked} claims hold at {self.points} points",
            f"{self.looked} looked at far out",
        ]
        parts += [f"{self.skipped.total()} not checked ({why})"] if why else ["none left out"]
        return f"{'; '.join(parts)}; {len(self.false)} false"


def judge(certificate: Any, seed: int = 0) -> Report:
    """Check every claim that a certificate records; raises `Malformed` for other data."""
    with_bits(BITS)
    report, known = Report(), dict[int, list[Place]]()
    for claim in recorded(certificate):
        scope = claim.scope
        key = id(scope.hypotheses)
        try:
            if key not in known:
                known[key] = list(places(replace(scope, assumed=(), variables=()), seed, POINTS))
            _judge(claim, known[key], report)
        except Unchecked as why:
            report.skipped[str(why)] += 1
        except (KeyError, IndexError, TypeError, ValueError, AttributeError) as error:
            raise Malformed(f"{claim.where}: not a term: {error!r}") from error
    return report


def _judge(claim: Recorded, known: Sequence[Place], report: Report) -> None:
    ways, reasons, random = Counter[str](), Counter[str](), Random(claim.where)
    for outer in known:
        for place in within(outer, claim.scope, random):
            try:
                ways[_holds(claim, place)] += 1
            except NoValue:
                reasons["defined at no point tried"] += 1
            except Unchecked as why:
                reasons[str(why)] += 1
    if ways["false"]:
        report.false.append(claim.where)
    elif ways:
        report.points += ways.total()
        report.looked += bool(ways["far"])
        report.checked += not ways["far"]
    else:
        common = reasons.most_common(1) or [("no point was found that meets the hypotheses", 0)]
        report.skipped[common[0][0]] += 1


def _holds(claim: Recorded, place: Place) -> str:
    rel, lhs, rhs = claim.claim
    writer = Writer(claim.scope.names, place.dims)
    left, right = writer.expr(lhs, place.at), writer.expr(rhs, place.at)
    place.point.known.clear()
    if left[0] == "lim":
        return _approached(rel, left, right, place.point)
    if left[0] == "int":
        return _integrated(rel, left, right, place.point)
    if right[0] in ("lim", "int") and rel == "=":
        return _holds(replace(claim, claim=(rel, rhs, lhs)), place)
    return _related(rel, value(left, place.point), value(right, place.point), left == right)


def _related(rel: str, a: Number, b: Number, same: bool = False) -> str:
    try:
        return "holds" if HOLDS[rel](0 if same else order(a, b)) else "false"
    except Unchecked:
        if rel in ("=", "<=", ">=") and _close(a, b, _NEAR):
            return "holds"
        raise


def _close(a: Number, b: Number, near: Fraction) -> bool:
    gap, size = abs(arb(a - b)), abs(arb(a)) + 1
    return bool(gap < size * arb(fraction(near)))


# --- limits and integrals -----------------------------------------------------------------------


def _approached(rel: str, lim: Expr, end: Expr, p: Point) -> str:
    """Whether a function nears its limit; this is a look and no proof."""
    if rel != "=":
        raise Unchecked("a limit compared")
    with_bits(_FAR_BITS)
    try:
        for direction in _directions(lim, p):
            if not _nears([_gap(lim, end, p, direction(far)) for far in _FAR]):
                return "false"
        return "far"
    finally:
        with_bits(BITS)
        p.known.clear()


def _directions(lim: Expr, p: Point) -> list[Any]:
    _, domain, side, point, _, _ = lim
    if point[0] == "inf":
        return [lambda far: fraction(point[1] * far)]
    here = value(point, p)
    right = [lambda far: here + fraction(1 / far)]
    left = [lambda far: here - fraction(1 / far)]
    if side == "-":
        return left
    return right if domain != "real" and here == 0 else right + left


def _gap(lim: Expr, end: Expr, p: Point, at: Number) -> Number:
    here = replace(p, free={**p.free, lim[4]: at}, known={})
    found = value(lim[5], here)
    if end[0] == "inf":
        return fmpq(1) / (found * end[1]) if order(found * end[1], fmpq(0)) > 0 else fmpq(1)
    return found - value(end, here)


def _nears(gaps: list[Number]) -> bool:
    sizes = [abs(arb(g)) for g in gaps]
    small = arb(fraction(Fraction(1, 1000)))
    if sizes[-1] < small or sizes[-1] < sizes[-2] < sizes[-3]:
        return True
    if sizes[-1] > sizes[-2] or sizes[-1] > small:
        return False
    raise Unchecked("a limit that cannot be followed so far")


def _integrated(rel: str, whole: Expr, end: Expr, p: Point) -> str:
    if rel != "=":
        raise Unchecked("an integral compared")
    _, low, high, x, body = whole
    ends = [("num", Fraction(40 * e[1])) if e[0] == "inf" else e for e in (low, high)]
    found = integral(("int", *ends, x, body), p)
    if ends == [low, high]:
        return _related(rel, found, value(end, p))
    if not _close(found, value(end, p), Fraction(1, 1000)):
        raise Unchecked("an integral without an end that converges slowly")
    return "far"


__all__ = ["Malformed", "Report", "Scope", "judge"]
