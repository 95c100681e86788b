"""A sum is known to be <= 0 where each of its terms is: the term at a new index is shown first."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from symsoft.kernel.context import Claim, Hypothesis
from symsoft.kernel.terms import ONE, ZERO, mk
from symsoft.prover.goal import Goal, Proof, having
from symsoft.prover.onesum import one_sums
from symsoft.prover.terms import is_whole

Search = Callable[[Goal], Proof | None]
NAME = "@m"


def each_term(goal: Goal, search: Search) -> Proof | None:
    """The goal from its terms, all brought under one sum, by a search of their own."""
    if goal.infinite or goal.claim.rel not in ("<=", ">=") or not _worth(goal):
        return None
    for one in one_sums(goal.env, goal.gap, []):
        body = goal.env.term(one.inside)
        if one.rest or len(one.inside) < 2:
            continue
        n = mk("ix", NAME, one.v.args[1])
        statement = Hypothesis(Claim(goal.claim.rel, body, ZERO).subst({one.v: n}), (n,))
        inner = goal.lemma(statement, goal.depth - 1)
        shown = search(replace(inner, lemmas=True))
        if shown is not None:
            then: Proof = {"rule": "order", "factor": ONE, "witness": one.total(body)}
            return goal.first(having([(statement, shown)], then))
    return None


def _worth(goal: Goal) -> bool:
    """Whether the goal speaks of sums, and is not itself about the terms of one."""
    sums = any(is_whole(a) for mono in goal.gap for a, _ in mono)
    return sums and not any(NAME in a.names for mono in goal.gap for a, _ in mono)
