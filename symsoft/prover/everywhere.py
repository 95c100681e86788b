"""Statements for all numbers: used at chosen values, differentiated, or shown by a derivative."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import islice, product

from symsoft.kernel.analysis import REGIONS, region
from symsoft.kernel.calculus import differentiate
from symsoft.kernel.context import Claim, Hypothesis
from symsoft.kernel.domain import OF_DOMAIN, POS
from symsoft.kernel.normal import Env
from symsoft.kernel.terms import (
    ONE,
    UNBOUND_INDICES,
    ZERO,
    KernelError,
    Term,
    div,
    sub,
    subst,
    subterms,
)
from symsoft.prover.goal import Goal, Proof, having
from symsoft.prover.terms import claim_subterms, invented

Search = Callable[[Goal], Proof | None]
MOST_INSTANCES = 120
MOST_VALUES = 6


def instances(goal: Goal) -> Proof | None:
    """The claim from a hypothesis about all numbers, used at values that occur in the claim."""
    if goal.infinite:
        return None
    for h in goal.env.context.hypotheses:
        if any(v.op == "var" for v in h.vars):
            for at in islice(_values(goal, h), MOST_INSTANCES):
                proof = {"rule": "instance", "hypothesis": h, "at": at, "then": {"rule": "sign"}}
                if goal.accepts(proof):
                    return proof
    return None


def differentiated(goal: Goal) -> Proof | None:
    """The claim from the derivative of a hypothesis about all numbers."""
    if goal.infinite or not goal.lemmas:
        return None
    for h in goal.env.context.hypotheses:
        for v in h.vars:
            if v.op != "var" or h.claim.rel != "=" or h.guards:
                continue
            inner = Env(goal.env.context.with_vars(h.vars))
            try:
                sides = [differentiate(inner, s, v) for s in (h.claim.lhs, h.claim.rhs)]
            except KernelError:
                continue
            known = Hypothesis(Claim("=", *sides), h.vars)
            then = instances(goal.assuming(known))
            if then is not None:
                return goal.first({"rule": "differentiate", "hypothesis": h, "by": v, "then": then})
    return None


def constant(goal: Goal, search: Search) -> Proof | None:
    """a = b, as a/b or a - b has the derivative 0 by a scalar and is known at 0."""
    env, claim = goal.env, goal.claim
    scalars = [t for t in dict.fromkeys(claim_subterms(claim)) if t.op == "var" and not t.loose]
    if goal.infinite or not goal.lemmas or all(t.op != "app" for t in claim_subterms(claim)):
        return None
    for v in scalars:
        if v.args[1] == "real" and not invented(v):
            positive = env.sign(claim.rhs) == POS
            whole = div(claim.lhs, claim.rhs) if positive else sub(claim.lhs, claim.rhs)
            proof = _constant(goal, whole, v, search)
            if proof is not None:
                return proof
    return None


def _constant(goal: Goal, whole: Term, v: Term, search: Search) -> Proof | None:
    inner, x = region(goal.env, ZERO, v, REGIONS[0])
    function: Term = subst(whole, {v: x})
    slope = search(goal.deeper(Claim("=", differentiate(inner, function, x), ZERO), inner))
    if slope is None:
        return None
    statement = Hypothesis(Claim("=", whole, subst(whole, {v: ZERO})))
    ends = {"low": ZERO, "high": v, "region": REGIONS[0]}
    shown = {"rule": "slope", "function": function, "slope": slope, **ends}
    return goal.first(having([(statement, shown)], {"rule": "sign"}))


def _values(goal: Goal, h: Hypothesis) -> Iterator[list[Term]]:
    """Values for the variables of a hypothesis: what the claim speaks of, 0 and 1."""
    found: dict[Term, None] = {}
    for side in (goal.claim.lhs, goal.claim.rhs):
        for t in subterms(side):
            if t.op == "app" and not t.args[2].loose:
                found.setdefault(t.args[2])
    for t in claim_subterms(goal.claim):
        if t.op in ("var", "entry") and not t.loose:
            found.setdefault(t)
    numbers = [*list(found)[:MOST_VALUES], ZERO, ONE]
    numbers = list(dict.fromkeys(numbers))
    indices = [t for t in dict.fromkeys(claim_subterms(goal.claim)) if t.op in UNBOUND_INDICES]
    choices: list[list[Term]] = []
    for v in h.vars:
        if v.op == "ix":
            choices.append([i for i in indices if goal.env.in_range(i, v.args[1])])
        else:
            fits = OF_DOMAIN[v.args[1]]
            choices.append([t for t in numbers if not goal.env.sign(t) & ~fits])
    for values in product(*choices):
        yield list(values)
