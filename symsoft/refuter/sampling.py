"""A term as a function of one scalar, in rigorous arithmetic: what figures are drawn from."""

from __future__ import annotations

from fractions import Fraction

from symsoft.kernel.context import Claim, Context
from symsoft.kernel.terms import Term
from symsoft.refuter import jets, values
from symsoft.refuter.evaluate import Evaluator
from symsoft.refuter.fitting import NotShown, require_fit
from symsoft.refuter.limits import BEYOND, at_point
from symsoft.refuter.point import Point
from symsoft.refuter.settle import edged_names
from symsoft.refuter.values import Undecided, Undefined, Unsupported, rational

_PRECISIONS = (128, 1024)
_PLACES = 10  # decimal places that are certain; a value so close to a border stays undecided


class Sampler:
    """The values of a term at a point while the scalar `over` varies.

    Raises `NotShown` where the point does not fit the context's hypotheses.
    """

    def __init__(self, context: Context, term: Term, point: Point, over: str) -> None:
        self.point, self.over = point.copy(), over
        self.problem, _ = at_point(context, Claim("=", term, term), point, ())
        self.edged = edged_names(self.problem.context)

    def value(self, at: Fraction) -> Fraction | None:
        """The value to ten decimal places where the scalar is `at`, None where there is none."""
        if self.over in self.point.scalars:
            self.point.scalars[self.over] = rational(at)
        require_fit(self.problem.context, self.point)
        assert self.problem.claim is not None
        for bits in _PRECISIONS:
            with values.precision(bits):
                try:
                    found = Evaluator(self.point, self.edged).value(self.problem.claim.lhs)
                    return _rounded(*values.bounds(jets.base(found)))
                except Undefined:
                    return None
                except Undecided:
                    continue
                except Unsupported:
                    raise NotShown(BEYOND) from None
        raise NotShown(f"it is undecided what the value at {self.over} = {at} is")


def _rounded(low: Fraction, high: Fraction) -> Fraction:
    """The middle of an enclosure, rounded, where that is certain."""
    if high - low > Fraction(1, 10**_PLACES):
        raise Undecided
    return round((low + high) / 2, _PLACES)
