"""Inequalities between roots: a <= b for b >= 0 follows from a^2 <= b^2."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from symsoft.kernel import domain
from symsoft.kernel.context import Claim, Hypothesis
from symsoft.kernel.poly import Poly, minus, scale, to_term
from symsoft.kernel.terms import Term, add, power, sub
from symsoft.prover.goal import Goal, Proof, having
from symsoft.prover.monotone import SIGN

Search = Callable[[Goal], Proof | None]


def by_squares(goal: Goal, search: Search) -> Proof | None:
    """The goal from that of the squares of its sides, the greater of which is not negative.

    For a > 0 it is (a + b) (a - b) = a^2 - b^2; for a <= 0 it is plain.
    """
    if goal.infinite or goal.claim.rel not in ("<=", ">=") or not goal.lemmas:
        return None
    for less, greater in _sides(goal):
        if goal.env.sign(greater) & domain.NEG:
            continue
        squares = [goal.env.canonical(power(side, 2)) for side in (less, greater)]
        statement = Claim("<=", *squares)
        shown = search(goal.deeper(statement))
        if shown is not None:
            above: Proof = {"rule": "order", "factor": add(less, greater), "witness": sub(*squares)}
            lemmas = [(Hypothesis(statement), shown)]
            lemmas.append((Hypothesis(Claim("<=", less, greater)), _cases(goal, less, above)))
            return goal.first(having(lemmas, SIGN))
    return None


def _sides(goal: Goal) -> Iterator[tuple[Term, Term]]:
    """The sides of the goal, the lesser first: as they are, and with the roots on one side."""
    claim = goal.claim
    gap = goal.gap if claim.rel == "<=" else scale(goal.gap, -1)
    roots: Poly = {m: -c for m, c in gap.items() if any(e.denominator == 2 for _, e in m)}
    if not roots:
        return
    yield (claim.lhs, claim.rhs) if claim.rel == "<=" else (claim.rhs, claim.lhs)
    if len(roots) < len(gap):
        yield to_term(minus(gap, scale(roots, -1))), to_term(roots)


def _cases(goal: Goal, less: Term, above: Proof) -> Proof:
    """The sign of the lesser side, where it is not known."""
    if goal.env.sign(less) == domain.POS:
        return above
    return {"rule": "cases", "term": less, "negative": SIGN, "zero": SIGN, "positive": above}
