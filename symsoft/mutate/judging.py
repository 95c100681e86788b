"""What became of a mutant: killed, not proved, equivalent, also true, or survived.

A mutant that the kernel proves is no bug if it is true.  Two things are asked of it: that balls
never contradict it at small points, and evidence why a slip led to a true statement:

- *equivalent*: a theorem says that the changed side equals the original one;
- *also true*: it is the original with a weaker relation or a spare hypothesis dropped, or another
  statement that balls confirm with certainty at points with K = 1..4.

A mutant that is proved and has neither, or that balls contradict, has *survived*: a bug.  Whatever
a search says, the kernel is also handed the proof of the original, which would be a proof of it.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass

from symsoft.kernel.context import Claim
from symsoft.kernel.terms import KernelError
from symsoft.kernel.theorem import Theorem, check, prepare, replay
from symsoft.mutate.making import Mutant
from symsoft.mutate.points import Agreement, agreement
from symsoft.prover.decide import decide_claim, satisfiable
from symsoft.refuter import Counterexample, refute

KILLED, UNPROVED, EQUIVALENT = "killed", "not proved", "equivalent"
ALSO_TRUE, SURVIVED = "also true", "survived"
STATUSES = (KILLED, EQUIVALENT, ALSO_TRUE, UNPROVED, SURVIVED)


@dataclass(frozen=True)
class Judgement:
    """The status of a mutant and the evidence in one line; `theorems` prove what it says."""

    mutant: Mutant
    status: str
    evidence: str
    counterexample: Counterexample | None = None
    theorems: tuple[Theorem, ...] = ()
    points: int = 0


def judge(original: Theorem, mutant: Mutant, lemmas: Sequence[Theorem], limit: float) -> Judgement:
    """Judge a mutant of the claim of `original`, with what that step may cite, in `limit` s."""
    verdict = decide_claim(mutant.context, mutant.claim, lemmas, timeout=limit)
    if verdict.theorem is not None:
        return judge_proved(original, mutant, verdict.theorem, limit)
    found = verdict.counterexample or _refuted(mutant, limit)
    return judge_unproved(original, mutant, found, verdict.reason, limit)


def judge_unproved(
    original: Theorem, mutant: Mutant, found: Counterexample | None, reason: str, limit: float
) -> Judgement:
    """Judge a mutant that may have a counterexample; no proof of it was found by a search.

    The kernel is still handed the proof of the original, which it must refuse for a false mutant.
    """
    theorem = _taken(original, mutant)
    if theorem is not None and found is not None:
        return Judgement(mutant, SURVIVED, f"proved, yet it {found}", found, (theorem,))
    if theorem is not None and satisfiable(theorem.context, theorem.conditions):
        return judge_proved(original, mutant, theorem, limit)
    status = UNPROVED if found is None else KILLED
    return Judgement(mutant, status, str(found or reason), found)


def _taken(original: Theorem, mutant: Mutant) -> Theorem | None:
    """The theorem if the kernel takes the proof of the original for one of the mutant."""
    try:
        return check(mutant.context, mutant.claim, original.proof, original.steps)
    except KernelError:
        return None


def _refuted(mutant: Mutant, limit: float) -> Counterexample | None:
    """A counterexample found in `limit` s of its own, once the search for a proof is over."""
    try:
        conditions = prepare(mutant.context, mutant.claim)[1]
    except (KernelError, ArithmeticError, ValueError, RecursionError):
        return None
    deadline = time.monotonic() + limit
    return refute(mutant.context, mutant.claim, conditions=conditions, deadline=deadline)


def judge_proved(original: Theorem, mutant: Mutant, found: Theorem, limit: float) -> Judgement:
    """Judge a mutant that the kernel accepted; a certificate that does not replay survives."""
    seen = agreement(found, time.monotonic() + limit)
    if seen.contradiction is None and not _replays(found):
        why = "its certificate does not replay"
        return Judgement(mutant, SURVIVED, why, None, (found,))
    same = None if seen.contradiction else _same_side(original, mutant, found, limit)
    return explained(original, mutant, found, same, seen)


def explained(
    original: Theorem, mutant: Mutant, found: Theorem, same: Theorem | None, seen: Agreement
) -> Judgement:
    """What balls, and the theorem that the changed side is the `same`, make of a proved mutant."""
    if seen.contradiction is not None:
        why = f"proved, yet it {seen.contradiction}"
        return Judgement(mutant, SURVIVED, why, seen.contradiction, (found,))
    if same is not None:
        why = "the changed side equals the original"
        return Judgement(mutant, EQUIVALENT, why, None, (found, same), seen.count)
    why = _also_true(original.claim, mutant, seen)
    status = ALSO_TRUE if why else SURVIVED
    why = why or "proved, and no point was found that confirms it"
    return Judgement(mutant, status, why, None, (found,), seen.count)


def _replays(theorem: Theorem) -> bool:
    try:
        again = replay(theorem.certificate)
    except KernelError:
        return False
    return again.claim == theorem.claim and again.context == theorem.context


def same_side(original: Theorem, mutant: Mutant) -> Claim | None:
    """The claim that the side that was changed equals the original one, None if none was."""
    before, after = original.claim, mutant.claim
    old, new = (before.lhs, after.lhs) if mutant.side == "left" else (before.rhs, after.rhs)
    if mutant.side not in ("left", "right") or "inf" in (old.op, new.op):
        return None
    return Claim("=", old, new)


def _same_side(original: Theorem, mutant: Mutant, found: Theorem, limit: float) -> Theorem | None:
    claim = same_side(original, mutant)
    if claim is None:
        return None
    return decide_claim(mutant.context, claim, (original, found), timeout=limit).theorem


def _also_true(before: Claim, mutant: Mutant, seen: Agreement) -> str:
    """Why a statement that differs from the original may be true too, "" if nothing says so."""
    checked = f"; {seen}" if seen.count else ""
    if mutant.side == "given":
        return f"the hypothesis is not needed for this step{checked}"
    if mutant.side == "relation" and mutant.claim.rel == before.rel + "=":
        return f"weaker than the original, which implies it{checked}"
    return f"another true statement{checked}" if seen.count else ""
