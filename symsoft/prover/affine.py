"""A claim that is affine in a variable between two bounds holds where it holds at both of them.

With a <= x <= b the difference of the sides is (b - x)/(b - a) times that at a plus (x - a)/(b - a)
times that at b: a sum of two terms of known sign.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import islice

from symsoft.kernel import domain
from symsoft.kernel.context import Claim, Hypothesis
from symsoft.kernel.normal import Env
from symsoft.kernel.poly import Rational, over
from symsoft.kernel.terms import ONE, ZERO, KernelError, Term, add, div, mul, num, sub
from symsoft.prover.goal import Goal, Proof, having
from symsoft.prover.terms import claim_subterms, invented

Search = Callable[[Goal], Proof | None]
MOST_TRIED = 3


def at_both_ends(goal: Goal, search: Search) -> Proof | None:
    """The goal from itself at both bounds of a variable in which it is affine."""
    if goal.infinite or goal.claim.rel not in ("<=", ">=") or not goal.lemmas:
        return None
    for x, low, high in islice(_between(goal), MOST_TRIED):
        try:
            found = _from_ends(goal, x, low, high, search)
        except KernelError:  # the variable cannot be replaced
            continue
        if found is not None:
            return found
    return None


def _from_ends(goal: Goal, x: Term, low: Term, high: Term, search: Search) -> Proof | None:
    claim = goal.claim
    ends = [claim.subst({x: end}) for end in (low, high)]
    weights = div(sub(high, x), sub(high, low)), div(sub(x, low), sub(high, low))
    gaps = [sub(end.lhs, end.rhs) for end in ends]
    witness = add(*(mul(w, gap) for w, gap in zip(weights, gaps, strict=True)))
    if not goal.env.equal(sub(claim.lhs, claim.rhs), witness):
        return None
    lemmas = []
    for gap in gaps:
        statement = Claim(claim.rel, gap, ZERO)
        proof = search(goal.deeper(statement))
        if proof is None:
            return None
        lemmas.append((Hypothesis(statement), proof))
    return goal.first(having(lemmas, {"rule": "order", "factor": ONE, "witness": witness}))


def _between(goal: Goal) -> Iterator[tuple[Term, Term, Term]]:
    """Variables of the claim with their greatest known lower bound and least upper one."""
    for x in dict.fromkeys(claim_subterms(goal.claim)):
        if x.op in ("var", "entry") and not x.loose and not invented(x):
            bounds = list(_bounds(goal.env, x))
            low = max((v for v, below in bounds if below), default=None)
            high = min((v for v, below in bounds if not below), default=None)
            if low is not None and high is not None and low < high:
                yield x, num(low), num(high)


def _bounds(env: Env, x: Term) -> Iterator[tuple[Rational, bool]]:
    """Numbers that x is known to be no less than (True) or no greater than (False)."""
    if not env.sign(x) & domain.NEG:
        yield 0, True
    alone = ((x, 1),)
    for f in env.facts:
        slope = f.poly.get(alone, 0)
        plain = not f.hypothesis.vars and not f.hypothesis.guards
        if not slope or not plain or not f.poly.keys() <= {(), alone}:
            continue
        mask = f.mask if slope > 0 else domain.flip(f.mask)
        for sign, below in ((domain.NEG, True), (domain.POS, False)):
            if not mask & sign:
                yield over(-f.poly.get((), 0), slope), below
