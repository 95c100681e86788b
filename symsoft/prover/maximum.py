"""A known maximum: from f(k) <= f(i) for all k, max f = f(i); if it is < for all k other than i,
[f(k) = f(i)] = delta_ki as well."""

from __future__ import annotations

from collections.abc import Callable

from symsoft.kernel.context import Claim, Hypothesis
from symsoft.kernel.rules import ORDER
from symsoft.kernel.terms import Term, mk, subst, subterms
from symsoft.prover.goal import Goal, Lemma, Proof, having
from symsoft.prover.terms import sum_over

Search = Callable[[Goal], Proof | None]
NAME = "@u"


def known_maximum(goal: Goal, search: Search) -> Proof | None:
    """The goal once the maximum and its ties are known."""
    hypotheses = goal.env.context.hypotheses
    if not goal.lemmas:
        return None
    for h in hypotheses:
        if h.claim.rel in ORDER and len(h.vars) == 1 and h.vars[0].op == "ix":
            found = _from(goal, h, search)
            if found is not None:
                return found
    return None


def _from(goal: Goal, h: Hypothesis, search: Search) -> Proof | None:
    lemmas: list[Lemma] = []
    given = {h.claim for h in goal.env.context.hypotheses}
    for statement in _statements(h):
        if statement.claim in given:
            return None
        proof = search(goal.lemma(statement, 3))
        if proof is None:
            return None
        lemmas.append((statement, proof))
    if not lemmas:
        return None
    then = search(goal.deeper(env=goal.env.assuming(*(s for s, _ in lemmas))))
    return goal.first(having(lemmas, then)) if then is not None else None


def _statements(h: Hypothesis) -> list[Hypothesis]:
    (k,) = h.vars
    low, high = h.claim.lhs, h.claim.rhs
    if ORDER[h.claim.rel] < 0:
        low, high = high, low
    indices = sorted((t for t in subterms(high) if t.op == "ix"), key=lambda t: t.key)
    if k in indices or not indices:
        return []
    top, n = sum_over(k.args[1], k, low, "max"), mk("ix", NAME, k.args[1])
    here: Term = subst(low, {k: n})
    largest = Hypothesis(Claim("=", top, high))
    if not h.guards or h.claim.rel not in ("<", ">"):
        return [largest]
    tie = Claim("=", mk("iv", "=", here, high), mk("delta", n, indices[0]))
    return [largest, Hypothesis(tie, (n,))]
