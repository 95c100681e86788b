"""Equality cases: an equation that would be a strict inequality if the two sides differed."""

from __future__ import annotations

from collections.abc import Iterator

from symsoft.kernel import domain
from symsoft.kernel.context import Claim, Hypothesis
from symsoft.kernel.normal import Env
from symsoft.kernel.poly import mono_term, to_term
from symsoft.kernel.terms import ONE, Term, add, neg, open_, sub
from symsoft.prover.cases import sign_cases
from symsoft.prover.goal import Goal, Lemma, Proof, having
from symsoft.prover.monotone import SIGN
from symsoft.prover.order import plain_sign
from symsoft.prover.terms import claim_subterms, inside, is_whole


def vanishing(goal: Goal) -> Proof | None:
    """a = b, as a hypothesis cannot hold for a < b, nor for a > b; sums are no less than a term."""
    if goal.infinite or goal.claim.rel != "=" or not goal.env.facts or not goal.lemmas:
        return None
    lemmas = list(_members(goal))
    env = goal.env.assuming(*(h for h, _ in lemmas)) if lemmas else goal.env
    difference = sub(goal.claim.lhs, goal.claim.rhs)
    found = sign_cases(
        goal.deeper(env=env), difference, lambda case: case.first(SIGN) or _absurd(case)
    )
    return goal.first(having(lemmas, found)) if found is not None else None


def _absurd(case: Goal) -> Proof | None:
    """The case's claim, as something that the hypotheses speak of can have no sign."""
    gap = next((t for t in _spoken_of(case.env) if case.env.sign(t) == 0), None)
    return None if gap is None else case.first(_from_absurd(case, gap))


def _from_absurd(case: Goal, gap: Term) -> Proof:
    """The case's claim from a term of no sign: a - b = (a - b) + gap - gap."""
    witness = add(sub(case.claim.lhs, case.claim.rhs), gap, neg(gap))
    return {"rule": "order", "factor": ONE, "witness": witness}


def _spoken_of(env: Env) -> Iterator[Term]:
    """What the hypotheses compare with 0, and the parts of it."""
    for f in env.facts:
        if not f.hypothesis.vars:
            yield to_term(f.poly)
            yield from (mono_term(mono) for mono in f.poly)


def _members(goal: Goal) -> Iterator[Lemma]:
    """Sums of terms >= 0 in the hypotheses are no less than the term of an index of the claim."""
    indices = [t for t in dict.fromkeys(claim_subterms(goal.claim)) if t.op == "ix"]
    sums = {t for f in goal.env.facts if not f.hypothesis.vars for t in inside(f.poly)}
    for t in sorted((t for t in sums if is_whole(t) and not t.loose), key=lambda t: t.key):
        for i in indices:
            if goal.env.in_range(i, t.args[1][0]):
                statement = Hypothesis(Claim(">=", t, open_(t.args[2], i)))
                if goal.deeper(statement.claim).accepts(SIGN):
                    yield statement, SIGN


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
    return sign_cases(
        goal, difference, lambda case: case.first(SIGN) or _contradiction(case, equation, at)
    )


def _contradiction(case: Goal, equation: Claim, at: list[Term]) -> Proof | None:
    """The case's claim from a strict inequality that contradicts the equation."""
    gap = sub(equation.lhs, equation.rhs)
    for rel in (">", "<"):
        statement = Claim(rel, equation.lhs, equation.rhs)
        proof = plain_sign(case.deeper(statement), at, equation)
        if proof is not None:
            return case.first(having([(Hypothesis(statement), proof)], _from_absurd(case, gap)))
    return None
