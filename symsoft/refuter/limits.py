"""Claims with limits at a point: theorems of the kernel say what the limits are.

They are theorems in the claim's own context, or, where a limit has no value in general, theorems
without context about the limit with the point's numbers put in.
"""

from __future__ import annotations

from collections.abc import Sequence

from symsoft.kernel.context import Claim, Context, Hypothesis
from symsoft.kernel.terms import Term, subterms
from symsoft.kernel.theorem import Theorem
from symsoft.refuter.fitting import NotShown, require_fit
from symsoft.refuter.instance import instantiate
from symsoft.refuter.point import Point
from symsoft.refuter.prepare import Problem, prepare
from symsoft.refuter.values import Undecided, Undefined, Unsupported

BEYOND = "a limit or an integral cannot be evaluated at a point"


def has_limit(claim: Claim) -> bool:
    """Whether a limit occurs in a claim, whose definitions are unfolded."""
    return any(t.op == "lim" for side in (claim.lhs, claim.rhs) for t in subterms(side))


def put_in(claim: Claim, point: Point) -> Claim:
    """The claim, definitions unfolded, with the point's numbers put in; raises `NotShown`."""
    try:
        sides = (s if s.op == "inf" else instantiate(s, point) for s in (claim.lhs, claim.rhs))
        return Claim(claim.rel, *sides)
    except Unsupported:
        raise NotShown(BEYOND) from None
    except (Undefined, Undecided):
        raise NotShown(f"the claim is not defined at {point}") from None


def at_point(
    context: Context, claim: Claim, point: Point, limits: Sequence[Theorem]
) -> tuple[Problem, Point]:
    """The claim ready to be evaluated, and where; raises `NotShown` unless the point fits."""
    unfolded = claim.unfolded(context)
    if limits and context.names and not any(t.context.names for t in limits):
        require_fit(_prepared(context, unfolded, ()).context, point)
        return at_point(Context(), put_in(unfolded, point), Point(), limits)
    problem = _prepared(context, unfolded, limits)
    require_fit(problem.context, point)
    return problem, point


def _prepared(context: Context, claim: Claim, limits: Sequence[Theorem]) -> Problem:
    known, conditions = _known(context, limits)
    try:
        return prepare(context, claim, known, conditions)
    except Unsupported:
        raise NotShown(BEYOND) from None


def _known(
    context: Context, theorems: Sequence[Theorem]
) -> tuple[dict[Term, Term], list[Hypothesis]]:
    """Limits with values, and what must hold besides. The limit rule shows that they exist."""
    known: dict[Term, Term] = {}
    conditions: list[Hypothesis] = []
    for theorem in theorems:
        same = theorem.context.names == context.names
        if not same or not set(theorem.context.hypotheses) <= set(context.hypotheses):
            raise NotShown("a limit is of another context")
        claim = theorem.claim.unfolded(context)
        if claim.rel != "=" or claim.lhs.op != "lim" or theorem.proof.get("rule") != "limit":
            raise NotShown("a limit is not shown to exist")
        known[claim.lhs] = claim.rhs
        conditions += theorem.conditions
    return known, conditions
