"""Inequalities in one scalar, by the sign of a derivative: e^x >= 1 + x + x^2/2 for x > 0."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction
from functools import partial
from itertools import islice

from symsoft.kernel import domain
from symsoft.kernel.analysis import region
from symsoft.kernel.calculus import differentiate
from symsoft.kernel.context import Claim, Hypothesis
from symsoft.kernel.normal import Env
from symsoft.kernel.rules import ORDER
from symsoft.kernel.terms import ONE, ZERO, KernelError, Term, num, sub, subst, subterms
from symsoft.prover.cases import sign_cases
from symsoft.prover.goal import Goal, Proof, having
from symsoft.prover.monotone import SIGN
from symsoft.prover.terms import claim_subterms, invented

Search = Callable[[Goal], Proof | None]
MOST_ENDS = 4
CURVED = ("exp", "log", "pow", "app")
REGIONS = ("between", "real")
STARTS = (ZERO, ONE, num(Fraction(1, 2)))


def by_slope(goal: Goal, search: Search) -> Proof | None:
    """g(x) R 0 from g(a) R 0 and the sign of g' between a and x."""
    curved = any(t.op in CURVED for t in claim_subterms(goal.claim))
    if goal.claim.rel not in ORDER or not curved or not goal.lemmas:
        return None
    for x, start in islice(_ends(goal), MOST_ENDS):
        beyond, sides = sub(x, start), partial(_on_one_side, x=x, start=start, search=search)
        if goal.env.sign(beyond) & domain.NONZERO != domain.NONZERO:
            found = sides(goal)
        else:
            found = sign_cases(goal, beyond, sides) if goal.depth > 1 else None
        if found is not None:
            return found
    return None


def _ends(goal: Goal) -> Iterator[tuple[Term, Term]]:
    """Scalars x and numbers a with g(a) R 0."""
    claim, env = goal.claim, goal.env
    scalars = [t for t in dict.fromkeys(claim_subterms(claim)) if t.op == "var"]
    for x in scalars:
        if not invented(x):
            others = [v for v in scalars if v is not x]
            for start in (*STARTS, *others):
                try:
                    gap = env.sign(subst(sub(claim.lhs, claim.rhs), {x: start}))
                except KernelError:
                    continue
                if not gap & ~(domain.ALLOWED[claim.rel] | domain.NIL):
                    yield x, start


def _on_one_side(goal: Goal, x: Term, start: Term, search: Search) -> Proof | None:
    if goal.env.sign(sub(x, start)) == domain.NIL:
        return search(goal)
    for kind in REGIONS:
        try:
            proof = _along(goal, x, start, kind, search)
        except KernelError:
            continue
        if proof is not None:
            return proof
    return None


def _along(goal: Goal, x: Term, start: Term, kind: str, search: Search) -> Proof | None:
    env, claim = goal.env, goal.claim
    after = not env.sign(sub(x, start)) & domain.NEG
    low, high = (start, x) if after else (x, start)
    inner, v = region(env, low, high, kind, domain.NONNEGATIVE)
    function = subst(_without_bars(env, sub(claim.lhs, claim.rhs)), {x: v})
    rel = claim.rel if after else _reverse(claim.rel)
    slope = search(goal.deeper(Claim(rel, differentiate(inner, function, v), ZERO), inner))
    if slope is None:
        return None
    ends = {"low": low, "high": high, "region": kind}
    shown = {"rule": "slope", "function": function, "slope": slope, **ends}
    values = (subst(function, {v: end}) for end in (high, low))
    return goal.first(having([(Hypothesis(Claim(rel, *values)), shown)], SIGN))


def _without_bars(env: Env, gap: Term) -> Term:
    """The difference of the sides with the signs that are known put in for absolute values."""
    return env.canonical(gap) if any(t.op == "abs" for t in subterms(gap)) else gap


def _reverse(rel: str) -> str:
    return {"<": ">", ">": "<"}[rel[0]] + rel[1:]
