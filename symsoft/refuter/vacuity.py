"""Contradictory hypotheses prove everything: a point at which a theorem's hypotheses hold.

The point is kept with the certificate and checked again by evaluation alone.  It is exact, so that
equations among its numbers are decided.  A hypothesis about all reals is made special by putting
the point's functions and numbers in, and must then be plain to the kernel's normal form.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from symsoft.kernel.context import Claim, Context, Hypothesis
from symsoft.kernel.terms import ZERO, KernelError
from symsoft.kernel.theorem import Theorem
from symsoft.refuter import values
from symsoft.refuter.deep import plain
from symsoft.refuter.fitting import NotShown, require_fit
from symsoft.refuter.point import Point
from symsoft.refuter.prepare import prepare
from symsoft.refuter.search import PRECISIONS, completed, instances, witness
from symsoft.refuter.values import Unsupported

_NOTHING = Claim("=", ZERO, ZERO)


def exhibit(context: Context, conditions: Sequence[Hypothesis] = ()) -> Point | None:
    """An exact point at which the hypotheses and conditions hold, or None if none is found."""
    found = witness(context, conditions, proves=partial(plain, context))
    if found is None or found.exact:
        return found
    exact = next(instances(context, _NOTHING, conditions, 1), None)
    return None if exact is None else completed(context, exact)


def require_met(context: Context, conditions: Sequence[Hypothesis], point: Point) -> None:
    """Raise `NotShown` unless the hypotheses and conditions hold at the point."""
    try:
        problem = prepare(context, None, {}, conditions).context
        with values.precision(PRECISIONS[-1]):
            require_fit(problem, point)
    except (KernelError, Unsupported) as error:
        raise NotShown(str(error) or "a hypothesis cannot be evaluated") from error


def require_satisfiable(theorem: Theorem, point: Point | None = None) -> None:
    """Raise `NotShown` unless what the theorem assumes holds at the point, or at one that is
    searched for."""
    context, conditions = theorem.context, theorem.conditions
    if point is not None:
        require_met(context, conditions, point)
    elif witness(context, conditions, proves=partial(plain, context)) is None:
        raise NotShown("no point was found at which its hypotheses and conditions hold")
