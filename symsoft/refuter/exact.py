"""Numbers that balls cannot tell apart, shown to be equal by the kernel's normal form.

Softmax at (0, 0) and at (1, 1) is the same, which no enclosure of e/(e + e) shows.
"""

from __future__ import annotations

from symsoft.kernel.context import Claim, Context
from symsoft.kernel.normal import Env
from symsoft.kernel.terms import KernelError
from symsoft.refuter.instance import instantiate
from symsoft.refuter.point import Point
from symsoft.refuter.values import Undecided, Undefined, Unsupported

WORK = 400  # what a look costs, in subterms evaluated
_LARGEST = 3_000  # characters of the key of a side that is looked at


def surely_equal(claim: Claim, point: Point) -> bool:
    """Whether both sides, which are defined at the point, have one value there."""
    try:
        left, right = (instantiate(side, point) for side in (claim.lhs, claim.rhs))
        small = max(len(left.key), len(right.key)) <= _LARGEST
        return small and Env(Context()).equal(left, right)
    except (KernelError, Unsupported, Undefined, Undecided):
        return False
