"""Proofs that pass to exponentials or logarithms, by the tangent log X <= X - 1."""

from __future__ import annotations

from collections.abc import Callable

from symsoft.kernel.context import Claim, Hypothesis
from symsoft.kernel.terms import ONE, Term, add, div, exp, log, mk, mul, neg, sub
from symsoft.prover.goal import Proof, having

SIGN: Proof = {"rule": "sign"}


def weakened(claim: Claim, rel: str, proof: Proof) -> Proof:
    """The claim from a stronger relation between its sides."""
    return having([(Hypothesis(Claim(rel, claim.lhs, claim.rhs)), proof)], SIGN)


def exponentiated(claim: Claim, proof: Proof) -> Proof:
    """a R b from e^a R e^b: a - b = (X - 1) - (X - 1 - log X) with X = e^(a - b)."""

    def witness(rel: str) -> Term:
        gap = sub(claim.lhs, claim.rhs)
        if rel in (">", ">="):
            return add(mk("tangent", neg(gap)), sub(ONE, exp(neg(gap))))
        return sub(sub(exp(gap), ONE), mk("tangent", gap))

    return _orders(claim, Claim(claim.rel, exp(claim.lhs), exp(claim.rhs)), proof, witness)


def logarithms(claim: Claim, proof: Proof) -> Proof:
    """a R b from log a R log b, for a, b > 0: b - a = a ((Y - 1 - log Y) + log Y), Y = b / a."""

    def witness(rel: str) -> Term:
        low, high = (claim.lhs, claim.rhs) if rel in ("<", "<=") else (claim.rhs, claim.lhs)
        gap = sub(log(high), log(low))
        above = mul(low, add(mk("tangent", log(div(high, low))), gap))
        return neg(above) if rel in ("<", "<=") else above

    return _orders(claim, Claim(claim.rel, log(claim.lhs), log(claim.rhs)), proof, witness)


def _orders(claim: Claim, shown: Claim, proof: Proof, witness: Callable[[str], Term]) -> Proof:
    """The claim by a witness for its relation; an equation by two inequalities."""

    def order(rel: str) -> Proof:
        return {"rule": "order", "factor": ONE, "witness": witness(rel)}

    before = [(Hypothesis(shown), proof)]
    if claim.rel != "=":
        return having(before, order(claim.rel))
    both = [(Hypothesis(Claim(rel, claim.lhs, claim.rhs)), order(rel)) for rel in ("<=", ">=")]
    return having(before + both, SIGN)
