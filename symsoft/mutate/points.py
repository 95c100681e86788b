"""A claim at small points, in ball arithmetic: how often it is certain, and whether it ever fails.

The values of limits and integrals come from the kernel, put in at a point; all else is balls.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from symsoft.kernel.context import Claim, Context, Dimension
from symsoft.kernel.normal import Env
from symsoft.kernel.terms import KernelError
from symsoft.kernel.theorem import Theorem
from symsoft.prover.refuting import limit_values
from symsoft.refuter import Counterexample, Point, instances, instantiate, refute
from symsoft.refuter.evaluate import Evaluator
from symsoft.refuter.prepare import replace_limits
from symsoft.refuter.search import PRECISIONS, Close, contradicts, shown
from symsoft.refuter.settle import edged_names
from symsoft.refuter.values import Undecided, Undefined, Unsupported, precision

_PER_SIZE = 4  # points of the same dimensions
_LARGEST = 4  # the dimensions go from 1 to this


@dataclass(frozen=True)
class Agreement:
    """How many points of which sizes confirm a claim, and the point that contradicts it if any."""

    count: int
    sizes: tuple[int, ...]
    contradiction: Counterexample | None = None

    def __str__(self) -> str:
        at = f" with K = {', '.join(map(str, self.sizes))}" if self.sizes else ""
        return f"balls agree at {self.count} point{'s' if self.count > 1 else ''}{at}"


def agreement(theorem: Theorem, deadline: float, *, search: bool = True) -> Agreement:
    """What balls say of a theorem at points that satisfy its context and its conditions.

    Without `search` that is points of every size, and not those that the refuter tries besides.
    """
    context, conditions = theorem.context, theorem.conditions
    claim = theorem.claim.unfolded(context)
    values = limit_values(Env(context), claim) if search else None
    found = None
    if values is not None:
        found = refute(context, claim, limits=values, conditions=conditions, deadline=deadline)
    sizes: Counter[int] = Counter()
    for point in _points(theorem, claim):
        if found is not None or time.monotonic() > deadline:
            break
        agrees = _agrees(context, claim, point)
        if isinstance(agrees, Counterexample):
            found = agrees
        elif agrees:
            sizes[max(point.dims.values(), default=0)] += 1
    return Agreement(sizes.total(), tuple(sorted(sizes.keys() - {0})), found)


def _points(theorem: Theorem, claim: Claim) -> Iterator[Point]:
    """A few points of each size: the least values of all dimensions are raised to it."""
    seen: set[str] = set()
    for size in range(1, _LARGEST + 1):
        context = _of_size(theorem.context, size)
        for point in instances(context, claim, theorem.conditions, count=_PER_SIZE):
            if str(point) not in seen:
                seen.add(str(point))
                yield point


def _of_size(context: Context, size: int) -> Context:
    names = {
        name: Dimension(max(size, d.least)) if isinstance(d, Dimension) else d
        for name, d in context.names.items()
    }
    return Context(names, context.hypotheses)


def _agrees(context: Context, claim: Claim, point: Point) -> Counterexample | bool:
    """Whether a claim certainly holds at a point; the counterexample if it certainly does not."""
    try:
        with precision(PRECISIONS[-1]):
            return _compared(context, claim, point)
    except (KernelError, Unsupported, Undefined, Undecided):
        return False


def _compared(context: Context, claim: Claim, point: Point) -> Counterexample | bool:
    at, evaluator = claim, Evaluator(point, edged_names(context))
    if limit_values(Env(context), claim) != {}:
        at, evaluator = _closed(claim, point), Evaluator(Point())
    try:
        sides = contradicts(at, evaluator)
    except Close:  # 256 bits cannot tell the sides apart
        return at.rel in ("=", "<=", ">=")
    if sides is None:
        return True
    left, right = (shown(x, t) for x, t in zip(sides, (at.lhs, at.rhs), strict=True))
    return Counterexample(point, at.rel, left, right)


def _closed(claim: Claim, point: Point) -> Claim:
    """The claim with a point's numbers put in and its limits replaced by their values."""
    sides = [s if s.op == "inf" else instantiate(s, point) for s in (claim.lhs, claim.rhs)]
    closed = Claim(claim.rel, *sides)
    values = limit_values(Env(Context()), closed)
    if values is None:
        raise Unsupported
    return Claim(claim.rel, *(replace_limits(s, values, True) for s in sides))
