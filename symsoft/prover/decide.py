"""Deciding a claim: proved by the kernel, refuted by a counterexample, or honestly unknown."""

from __future__ import annotations

import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from symsoft.kernel.context import Claim, Context, Hypothesis
from symsoft.kernel.normal import Env
from symsoft.kernel.rules import import_theorem
from symsoft.kernel.terms import KernelError, Term, subterms
from symsoft.kernel.theorem import Theorem, check, prepare
from symsoft.language.reader import Scope
from symsoft.language.text import text_claim
from symsoft.prover import limits
from symsoft.prover.goal import Goal, OutOfTime, Proof
from symsoft.prover.search import search
from symsoft.refuter import Counterexample, refute, witness

REASONS = {
    "algebra": "the two sides have the same normal form",
    "sign": "the sign of the difference is known",
    "order": "the difference has a plain sign",
    "monotone": "exp and log are increasing",
    "limit": "comparison of growth",
    "cases": "case by case",
    "have": "with a statement shown on the way",
    "attain": "a maximum is attained",
    "both": "neither side is above the other",
    "weaken": "a stronger relation holds",
    "lemma": "with a theorem cited",
}


@dataclass(frozen=True)
class Verdict:
    """What became of a claim: "proved", "refuted" or "unknown", with the evidence."""

    status: str
    theorem: Theorem | None = None
    counterexample: Counterexample | None = None
    reason: str = ""


class NotProved(Exception):
    """A claim was not proved; `verdict` says what is known."""

    def __init__(self, verdict: Verdict, message: str = "") -> None:
        super().__init__(message or f"{verdict.status}: {verdict.reason}")
        self.verdict = verdict


def decide(claim: Any, given: Iterable[Any] = (), timeout: float = 10) -> Verdict:
    """Prove or refute a SymPy relation.

    `given` holds relations and `forall` statements; `timeout` is in seconds and soft. Raises
    `UnsupportedTerm` for what is outside the language, nothing else.
    """
    context, read = _read(claim, given)
    return decide_claim(context, read, timeout=timeout)


def prove(claim: Any, given: Iterable[Any] = (), timeout: float = 10) -> Theorem:
    """The theorem that a SymPy relation holds; raises `NotProved` with the verdict otherwise."""
    context, read = _read(claim, given)
    verdict = decide_claim(context, read, timeout=timeout)
    if verdict.theorem is None:
        raise NotProved(verdict, f"{verdict.status}: {text_claim(read)}\n  {verdict.reason}")
    return verdict.theorem


def _read(claim: Any, given: Iterable[Any]) -> tuple[Context, Claim]:
    scope = Scope()
    hypotheses = [scope.hypothesis(h) for h in given]
    read = scope.claim(claim)
    return scope.context(hypotheses), read


def decide_claim(
    context: Context, claim: Claim, lemmas: Sequence[Theorem] = (), timeout: float | None = 10
) -> Verdict:
    """`decide` for a claim in the kernel's terms; `lemmas` are theorems that may be cited."""
    deadline = None if timeout is None else time.monotonic() + timeout
    try:
        env, conditions = prepare(context, claim)
        return _decide(context, claim, env, conditions, lemmas, deadline)
    except KernelError as error:
        return Verdict("unknown", reason=str(error))
    except OutOfTime:
        return Verdict("unknown", reason=f"not decided within {timeout} s")
    except RecursionError:
        return Verdict("unknown", reason="the claim is nested too deeply")


def _decide(
    context: Context,
    claim: Claim,
    env: Env,
    conditions: tuple[Hypothesis, ...],
    lemmas: Sequence[Theorem],
    deadline: float | None,
) -> Verdict:
    goal = Goal(env, claim.unfolded(context), 0, deadline)
    proof = search(goal)
    if proof is None:
        found = _refute(context, goal, conditions)
        if found is not None:
            return Verdict("refuted", counterexample=found, reason=str(found))
        proof = _search_deeper(goal, lemmas)
    if proof is None:
        return Verdict("unknown", reason="no proof and no counterexample was found")
    theorem = check(context, claim, proof)
    if context.hypotheses or conditions:
        if witness(context, theorem.conditions, deadline=deadline) is None:
            reason = "no point was found that satisfies the hypotheses and conditions"
            return Verdict("unknown", reason=reason)
    return Verdict("proved", theorem, reason=REASONS.get(str(proof["rule"]), str(proof["rule"])))


def _search_deeper(goal: Goal, lemmas: Sequence[Theorem]) -> Proof | None:
    for depth in (1, 2, 3):
        proof = search(Goal(goal.env, goal.claim, depth, goal.deadline))
        if proof is not None:
            return proof
    usable = []
    for theorem in lemmas:
        try:
            usable.append((theorem, import_theorem(goal.env, theorem)))
        except KernelError:
            continue
    if not usable:
        return None
    env = goal.env.assuming(*(h for _, h in usable))
    proof = search(Goal(env, goal.claim, 3, goal.deadline))
    for theorem, _ in reversed(usable):
        proof = proof and {"rule": "lemma", "theorem": theorem, "then": proof}
    return proof


def _refute(context: Context, goal: Goal, conditions: Sequence[Hypothesis]) -> Counterexample | None:
    values = _limit_values(goal)
    if values is None:
        return None
    claim = goal.claim
    return refute(context, claim, limits=values, conditions=conditions, deadline=goal.deadline)


def _limit_values(goal: Goal) -> dict[Term, Term] | None:
    """Each limit of the claim with the value that the kernel proves for it; None if one has none."""
    values: dict[Term, Term] = {}
    for side in (goal.claim.lhs, goal.claim.rhs):
        for lim in (t for t in subterms(side) if t.op == "lim"):
            found = None if lim.loose else limits.from_every_side(goal.env, lim)
            if not found:
                return None
            values[lim] = found[0].value
    return values
