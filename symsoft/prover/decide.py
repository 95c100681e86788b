"""Deciding a claim: proved by the kernel, refuted by a counterexample, or honestly unknown."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from symsoft.kernel.citing import cite
from symsoft.kernel.context import Claim, Context, Hypothesis
from symsoft.kernel.normal import Env
from symsoft.kernel.proofs import UNSURE
from symsoft.kernel.terms import KernelError
from symsoft.kernel.theorem import Theorem, check, prepare
from symsoft.language.reader import Scope
from symsoft.language.text import text_claim
from symsoft.prover.gaussian import with_known_integrals
from symsoft.prover.goal import ATTEMPTS, Effort, Goal, Lemma, OutOfTime, Proof, within
from symsoft.prover.hypotheses import pivots
from symsoft.prover.refuting import prover, refutation
from symsoft.prover.relevance import focused, without_equations
from symsoft.prover.search import attempt
from symsoft.prover.terms import claim_subterms
from symsoft.refuter import Counterexample, Point, witness

REASONS = {
    "algebra": "the two sides have the same normal form",
    "sign": "the sign of the difference is known",
    "order": "the difference has a plain sign",
    "chain": "a chain of known inequalities",
    "limit": "comparison of growth",
    "integral": "an antiderivative",
    "substitute": "a change of variable",
    "split": "the integral in two parts",
    "slope": "the sign of a derivative",
    "differentiate": "both sides of a hypothesis differentiated",
    "instance": "a hypothesis at chosen values",
    "cases": "case by case",
    "have": "with a statement shown on the way",
    "attain": "a maximum is attained",
    "lemma": "with a theorem cited",
}
DEEPER = (1, 2, 3)
ATTEMPTS_PER_CONDITION = 60
ATTEMPTS_WITH_LESS = 100


@dataclass(frozen=True)
class Verdict:
    """What became of a claim: "proved", "refuted" or "unknown", with the evidence."""

    status: str
    theorem: Theorem | None = None
    counterexample: Counterexample | None = None
    reason: str = ""

    def __str__(self) -> str:
        return f"{self.status}: {self.theorem or self.counterexample or self.reason}"

    def __repr__(self) -> str:
        found = self.theorem or self.counterexample or self.reason
        return f"<Verdict {self.status}: {found!r}>"


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
    try:
        with within(timeout) as deadline:
            return _decide(context, claim, lemmas, deadline)
    except KernelError as error:
        return Verdict("unknown", reason=str(error))
    except OutOfTime:
        return Verdict("unknown", reason=f"not decided within {timeout} s")
    except RecursionError:
        return Verdict("unknown", reason="the claim is nested too deeply")


def _decide(
    context: Context, claim: Claim, lemmas: Sequence[Theorem], deadline: float | None
) -> Verdict:
    theorem = _at_once(context, claim)
    if theorem is None or theorem.conditions:
        found = _by_search(context, claim, lemmas, deadline)
        if isinstance(found, Verdict):
            return found
        theorem = found
    if (context.hypotheses or theorem.conditions) and not satisfiable(
        context, theorem.conditions, deadline
    ):
        reason = "no point was found that satisfies the hypotheses and conditions"
        return Verdict("unknown", reason=reason)
    return Verdict("proved", theorem, reason=REASONS[str(theorem.proof["rule"])])


def _at_once(context: Context, claim: Claim) -> Theorem | None:
    """The theorem of an equation that needs no search: most steps are of this kind."""
    if claim.rel != "=" or any(t.op in UNSURE for t in claim_subterms(claim)):
        return None
    try:
        return check(context, claim, {"rule": "algebra"})
    except KernelError:
        return None


def _by_search(
    context: Context, claim: Claim, lemmas: Sequence[Theorem], deadline: float | None
) -> Theorem | Verdict:
    """The theorem by a search, or a verdict that there is none."""
    near = focused(context, claim, lemmas)
    env, conditions = prepare(near, claim)
    before = _discharged(near, env, conditions, deadline)
    if before:
        env, conditions = prepare(near, claim, before=before)
    goal = Goal(env, claim.unfolded(context), 0, Effort(deadline))
    proof = attempt(goal) or _instance_of(goal, lemmas)
    for brief, depths in ((True, DEEPER[:1]), (False, DEEPER[1:])):
        if proof is None:
            found = refutation(context, goal, conditions, brief)
            if found is not None:
                return Verdict("refuted", counterexample=found, reason=str(found))
            proof = _with_less(near, goal) if brief else None
            proof = proof or _search_deeper(goal, depths)
    proof = proof or _with_theorems(goal, lemmas)
    if proof is None:
        return Verdict("unknown", reason="no proof and no counterexample was found")
    return check(context, claim, {**proof, "before": before} if before else proof)


def _discharged(
    context: Context, env: Env, conditions: Sequence[Hypothesis], deadline: float | None
) -> list[Lemma]:
    """The conditions of a claim that a search can show, with their proofs."""
    if not conditions:
        return []
    plain = Env(Context(env.context.names, env.context.hypotheses[: len(context.hypotheses)]))
    shown: list[Lemma] = []
    for condition in conditions:
        h = _positive(condition)
        goal = Goal(plain, h.claim, 1, Effort(deadline, attempts=ATTEMPTS_PER_CONDITION))
        proof = None if h.vars or h.guards else attempt(goal)
        if proof is not None:
            shown.append((h, proof))
            plain = plain.assuming(h)
    return shown


def _positive(condition: Hypothesis) -> Hypothesis:
    """> 0 in place of != 0: most denominators are positive, and the search knows more about it."""
    c = condition.claim
    return replace(condition, claim=Claim(">", c.lhs, c.rhs)) if c.rel == "!=" else condition


def _with_less(near: Context, goal: Goal) -> Proof | None:
    """A proof by a short search that does without the equations given, if there are any."""
    plain = without_equations(near)
    if plain == near:
        return None
    with suppress(KernelError):  # without them the claim may say nothing
        env, _ = prepare(plain, goal.claim)
        proof = _search_deeper(replace(goal, env=env), DEEPER[:2], ATTEMPTS_WITH_LESS)
        if proof is not None and goal.accepts(proof):
            return proof
    return None


def _search_deeper(goal: Goal, depths: Sequence[int], attempts: int = ATTEMPTS) -> Proof | None:
    efforts = (Effort(goal.effort.deadline, attempts) for _ in depths)
    tries = (Goal(goal.env, goal.claim, d, e) for d, e in zip(depths, efforts, strict=True))
    return next(filter(None, map(attempt, tries)), None)


def _with_theorems(goal: Goal, lemmas: Sequence[Theorem]) -> Proof | None:
    """A proof with the theorems cited, taken together as hypotheses."""
    usable = list(_usable(goal.env, lemmas))
    if not usable:
        return None
    env = goal.env.assuming(*(h for _, h in usable))
    proof = attempt(Goal(env, goal.claim, DEEPER[-1], Effort(goal.effort.deadline)))
    for theorem, _ in reversed(usable):
        proof = proof and {"rule": "lemma", "theorem": theorem, "then": proof}
    return proof


def _instance_of(goal: Goal, lemmas: Sequence[Theorem]) -> Proof | None:
    """A proof that the claim is one of the theorems cited, or follows when it is solved once."""
    if goal.infinite:
        return None
    rule = "algebra" if goal.claim.rel == "=" else "sign"
    for theorem, h in _usable(goal.env, lemmas):
        inner = goal.assuming(h)
        uses = [[], *([[h, atom]] for atom in pivots(inner.env, h)[:2])]
        then = inner.first(*({"rule": rule, "with": use} for use in uses), {"rule": "sign"})
        if then is not None:
            return {"rule": "lemma", "theorem": theorem, "then": then}
    return None


def _usable(env: Env, lemmas: Sequence[Theorem]) -> Iterable[tuple[Theorem, Hypothesis]]:
    for theorem in lemmas:
        try:
            h = cite(env, theorem, {})
        except KernelError:
            continue
        if h.claim.rhs.op != "inf":
            yield theorem, h


def satisfiable(
    context: Context, conditions: tuple[Hypothesis, ...], deadline: float | None = None
) -> bool:
    """Whether a point is found that satisfies the hypotheses and conditions."""

    points = _points_found(tuple(context.names.items()), context.hypotheses, conditions)
    if not points:
        with suppress(KernelError):  # they stay as they are
            context, at = with_known_integrals(context)
            conditions = tuple(c.subst(at) for c in conditions)
        found = witness(context, conditions, deadline=deadline, proves=prover(context, deadline))
        points += [found] if found is not None else []
    return bool(points)


@lru_cache(256)
def _points_found(*_: Any) -> list[Point]:
    """Room for a point that meets these hypotheses and conditions: all steps of a derivation ask
    for the same one. That none was found is not kept, since there may have been no time."""
    return []
