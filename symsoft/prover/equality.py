"""Equality cases: an equation that would be a strict inequality if the two sides differed."""

from __future__ import annotations

from symsoft.kernel import domain
from symsoft.kernel.context import Claim, Hypothesis
from symsoft.kernel.terms import ONE, ZERO, Term, add, neg, sub
from symsoft.prover.goal import Goal, Proof, having
from symsoft.prover.order import plain_sign
from symsoft.prover.terms import claim_subterms, inside


def equality_case(goal: Goal) -> Proof | None:
    """a = b, since an equation among the hypotheses would be strict for a < b and for a > b."""
    if goal.infinite or goal.claim.rel != "=":
        return None
    at = [t for t in dict.fromkeys(claim_subterms(goal.claim)) if t.op == "ix"]
    for f in goal.env.facts:
        plain = f.mask == domain.NIL and not f.hypothesis.vars and not f.hypothesis.guards
        if plain and any(t.op == "log" for t in inside(f.poly)):
            proof = _against(goal, f.hypothesis.claim, at)
            if proof is not None:
                return proof
    return None


def _against(goal: Goal, equation: Claim, at: list[Term]) -> Proof | None:
    """A proof by cases; in two of the three the equation cannot hold."""
    difference = sub(goal.claim.lhs, goal.claim.rhs)
    parts: dict[str, Proof] = {"zero": {"rule": "sign"}}
    for rel, name in (("<", "negative"), (">", "positive")):
        case = goal.assuming(Hypothesis(Claim(rel, difference, ZERO)))
        found = _contradiction(case, equation, at)
        if found is None:
            return None
        parts[name] = found
    return goal.first({"rule": "cases", "term": difference, **parts})


def _contradiction(case: Goal, equation: Claim, at: list[Term]) -> Proof | None:
    """The case's claim from a strict inequality that contradicts the equation."""
    gap = sub(equation.lhs, equation.rhs)
    absurd = add(sub(case.claim.lhs, case.claim.rhs), gap, neg(gap))
    for rel in (">", "<"):
        statement = Claim(rel, equation.lhs, equation.rhs)
        proof = plain_sign(case.deeper(statement), at, equation)
        if proof is not None:
            then = {"rule": "order", "factor": ONE, "witness": absurd}
            return case.first(having([(Hypothesis(statement), proof)], then))
    return None
