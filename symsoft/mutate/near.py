"""Counterexamples near a point: where its numbers are moved so that the hypotheses hold.

Equations such as eta_k = log phi_k have no exact solutions.  They are solved from the point on as
in the refuter's search, by numbers with bounds, so that they hold by construction.
"""

from __future__ import annotations

from fractions import Fraction

from symsoft.kernel.context import Claim, Context
from symsoft.refuter import Counterexample, NotShown, Point
from symsoft.refuter.evaluate import Evaluator
from symsoft.refuter.fitting import require_fit
from symsoft.refuter.prepare import Problem, prepare
from symsoft.refuter.search import PRECISIONS, contradicts, shown
from symsoft.refuter.settle import Frame, make_frame
from symsoft.refuter.values import (
    Number,
    Undecided,
    Undefined,
    Unsupported,
    bounds,
    precision,
    rational,
)

# A denominator: from a point too far off, several equations are solved at quite another.
_MOST = 10**15


def rounded(point: Point) -> Point:
    """An exact point near another one."""
    scalars = {name: _near(x) for name, x in point.scalars.items()}
    arrays = {n: {at: _near(x) for at, x in e.items()} for n, e in point.arrays.items()}
    return Point(point.dims, point.indices, scalars, arrays, point.functions)


def _near(value: Number) -> Number:
    low, high = bounds(value)
    return value if low == high else rational(Fraction(low).limit_denominator(_MOST))


def refuted_near(context: Context, claim: Claim, sample: Point) -> Counterexample:
    """The counterexample to which a point leads; raises `NotShown` if it leads to none."""
    problem = prepare(context, claim, {}, ())
    require_fit(Context(problem.context.names), sample)  # what is moved is looked at when it is
    frame = make_frame(problem.context, sample.dims, sample.indices)
    for bits in PRECISIONS if frame is not None else ():
        with precision(bits):
            try:
                return _settled(problem, frame, sample)
            except Undecided:
                continue
            except (Undefined, Unsupported):
                break
    raise NotShown("no counterexample near the point")


def _settled(problem: Problem, frame: Frame | None, sample: Point) -> Counterexample:
    point = frame.settle(sample) if frame is not None else None
    if frame is None or point is None or problem.claim is None:
        raise Undecided
    claim = problem.claim
    sides = contradicts(claim, Evaluator(point, frame.edged))
    if sides is None:
        raise NotShown("the claim holds there")
    left, right = (shown(x, t) for x, t in zip(sides, (claim.lhs, claim.rhs), strict=True))
    return Counterexample(point, claim.rel, left, right)
