"""Refutations of claims with limits: their values are found, in general or at small points."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from itertools import islice

from symsoft.kernel.context import Claim, Context, Hypothesis
from symsoft.kernel.normal import Env
from symsoft.kernel.terms import KernelError, Term, subterms
from symsoft.prover.evaluate import VALUED, known_value
from symsoft.prover.gaussian import with_known_integrals
from symsoft.prover.goal import Effort, Goal
from symsoft.prover.search import attempt
from symsoft.refuter import Counterexample, Point, instances, instantiate, refute
from symsoft.refuter.deep import Proves
from symsoft.refuter.values import Undecided, Undefined, Unsupported

POINTS = 160  # points looked at
AT_POINTS = 24  # those at which the limits of a claim are tried
ATTEMPTS_PER_HYPOTHESIS = 200
PER_SIZE = 6  # how many of them have the same dimensions


def refutation(
    context: Context, goal: Goal, conditions: Sequence[Hypothesis], brief: bool = False
) -> Counterexample | None:
    """A counterexample to a claim whose limits, if any, can be found; `brief` looks less far."""
    values = limit_values(goal.env, goal.claim)
    if values is None:
        if brief:
            return None
        return next(_at_points(context, goal, conditions), None)
    with suppress(KernelError):  # the hypotheses stay as they are
        known, defined = with_known_integrals(context)
        context = context if defined else known
    return refute(
        context,
        goal.claim,
        limits=values,
        conditions=conditions,
        deadline=goal.effort.deadline,
        proves=None if brief else prover(context, goal.effort.deadline),
        brief=brief,
    )


def prover(context: Context, deadline: float | None) -> Proves:
    """Whether a hypothesis about all numbers, made special at a point, is shown there."""

    def proves(h: Hypothesis, point: Point) -> bool:
        plain = Context(context.names).with_vars(h.vars)
        effort = Effort(deadline, attempts=ATTEMPTS_PER_HYPOTHESIS)
        try:
            return attempt(Goal(Env(plain), h.claim, 1, effort)) is not None
        except KernelError:
            return False

    return proves


def limit_values(env: Env, claim: Claim) -> dict[Term, Term] | None:
    """Each limit of the claim with the value that the kernel finds; None if one has none."""
    values: dict[Term, Term] = {}
    for lim in _limits(claim):
        value = None if lim.loose else known_value(env, lim)
        if value is None:
            return None
        values[lim] = value
    return values


def _limits(claim: Claim) -> list[Term]:
    found = {t: None for side in (claim.lhs, claim.rhs) for t in subterms(side) if t.op in VALUED}
    return list(found)


def _at_points(
    context: Context, goal: Goal, conditions: Sequence[Hypothesis]
) -> Iterator[Counterexample]:
    """Counterexamples from the claim with a point's numbers put in."""
    points = instances(context, goal.claim, conditions, count=POINTS)
    for point in islice(_spread(points), AT_POINTS):
        late = goal.effort.deadline is not None and time.monotonic() > goal.effort.deadline
        if late:
            return
        found = _at(goal.claim, point)
        if found is not None:
            yield Counterexample(point, found.rel, found.lhs, found.rhs)


def _spread(points: Iterator[Point]) -> Iterator[Point]:
    """Only a few of the points with the same dimensions."""
    seen: Counter[str] = Counter()
    for point in points:
        size = str(point.dims)
        seen[size] += 1
        if seen[size] <= PER_SIZE:
            yield point


def _at(claim: Claim, point: Point) -> Counterexample | None:
    try:
        closed = Claim(claim.rel, *(_put_in(side, point) for side in (claim.lhs, claim.rhs)))
        values: Mapping[Term, Term] | None = limit_values(Env(Context()), closed)
        return None if values is None else refute(Context(), closed, limits=values)
    except (KernelError, Unsupported, Undefined, Undecided):
        return None


def _put_in(side: Term, point: Point) -> Term:
    return side if side.op == "inf" else instantiate(side, point)
