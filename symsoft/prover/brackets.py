"""Brackets in other words: [z^2 = 0] and [|z| = 0] are [z = 0], for every index."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from symsoft.kernel.context import Claim, Hypothesis
from symsoft.kernel.normal import Env
from symsoft.kernel.terms import ZERO, Term, mk, mul, open_
from symsoft.prover.cases import sign_cases
from symsoft.prover.goal import Goal, Lemma, Proof, once_shown
from symsoft.prover.terms import inside, is_whole

Search = Callable[[Goal], Proof | None]
NAME = "@b"


def with_brackets(goal: Goal, search: Search) -> Proof | None:
    """The goal once what the brackets under its sums ask is asked more simply."""
    if not goal.lemmas or goal.infinite or any(NAME in h.names for h in _quantified(goal.env)):
        return None
    lemmas: list[Lemma] = []
    for statement, root in dict(_statements(goal)).items():
        inner = goal.lemma(statement, 0)
        proof = sign_cases(inner, root, lambda case: case.first({"rule": "algebra"}))
        if proof is not None:
            lemmas.append((statement, proof))
    return once_shown(goal, lemmas, search)


def _quantified(env: Env) -> Iterator[Claim]:
    """What the hypotheses about every index say, their letters free in it."""
    return (h.claim for h in env.context.hypotheses if h.vars)


def _statements(goal: Goal) -> Iterator[tuple[Hypothesis, Term]]:
    for t in inside(goal.gap):
        if is_whole(t) and not t.loose:
            n = mk("ix", NAME, t.args[1][0])
            for b in inside(goal.env.poly(open_(t.args[2], n))):
                root = _root(goal.env, b) if NAME in b.names and not b.loose else None
                if root is not None:
                    simple = goal.env.canonical(mk("iv", "=", root, ZERO))
                    yield Hypothesis(Claim("=", b, simple), (n,)), root


def _root(env: Env, bracket: Term) -> Term | None:
    """x where a bracket says that a power of x, times a number, or |x| is 0."""
    if bracket.op != "iv" or bracket.args[0] != "=":
        return None
    p = env.poly(bracket.args[1])
    monos = list(p)
    if len(monos) != 1 or any(e <= 0 for _, e in monos[0]):
        return None
    bare = mul(*(a.args[0] if a.op == "abs" else a for a, _ in monos[0]))
    return None if env.equal(bare, bracket.args[1]) else bare
