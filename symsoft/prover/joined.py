"""A hypothesis about every index but one, and another about that one, as one statement.

From y_k = 0 for k != c and y_c = 1 follows y_n = [n = c] for all n, which rewrites.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from symsoft.kernel import domain
from symsoft.kernel.context import Claim, Hypothesis
from symsoft.kernel.normal import Env
from symsoft.kernel.poly import Mono, Poly, over, scale, to_term
from symsoft.kernel.terms import ZERO, Term, add, mk, mul, sub, subst
from symsoft.prover.cases import index_cases
from symsoft.prover.combine import combined
from symsoft.prover.goal import Goal, Lemma, Proof, once_shown

Search = Callable[[Goal], Proof | None]
NAME = "@j"


def with_joined(goal: Goal, search: Search) -> Proof | None:
    """The goal once its hypotheses about all indices but one are joined with those about it."""
    if not goal.lemmas or goal.infinite:
        return None
    given = {h.claim for h in goal.env.context.hypotheses}
    lemmas: list[Lemma] = []
    for statement in _statements(goal.env):
        proof = index_cases(goal.lemma(statement, 2), _plainly)
        if proof is not None and statement.claim not in given:
            lemmas.append((statement, proof))
    return once_shown(goal, lemmas, search)


def _plainly(goal: Goal) -> Proof | None:
    return goal.first({"rule": "algebra"}, {"rule": "sign"}) or combined(goal)


def _statements(env: Env) -> Iterator[Hypothesis]:
    for h in env.context.hypotheses:
        left, right = h.claim.lhs, h.claim.rhs
        if h.claim.rel != "=" or len(h.vars) != 1 or len(h.guards) != 1 or h.vars[0].op != "ix":
            continue
        (v,), alone = h.vars, _left_out(h.guards[0], h.vars[0])
        solved = left.op == "entry" and left.args[1:] == (v,) and left.args[0] not in right.names
        if alone is None or not solved:
            continue
        value = _known(env, mk("entry", left.args[0], alone))
        if value is not None:
            n = mk("ix", NAME, v.args[1])
            others = subst(right, {v: n})
            apart = mul(mk("delta", n, alone), sub(value, subst(right, {v: alone})))
            yield Hypothesis(Claim("=", mk("entry", left.args[0], n), add(others, apart)), (n,))


def _left_out(guard: Claim, v: Term) -> Term | None:
    """The index that a guard takes out of those that `v` runs over."""
    delta = guard.lhs
    if guard.rel != "=" or guard.rhs is not ZERO or delta.op != "delta" or v not in delta.args:
        return None
    return next((a for a in delta.args if a is not v), None)


def _known(env: Env, entry: Term) -> Term | None:
    """What an equation among the hypotheses says that an entry is."""
    alone: Mono = ((entry, 1),)
    for f in env.facts:
        if f.mask == domain.NIL and not f.hypothesis.vars and alone in f.poly:
            rest: Poly = {m: c for m, c in f.poly.items() if m != alone}
            value = to_term(scale(rest, over(-1, f.poly[alone])))
            if entry.args[0] not in value.names:
                return value
    return None
