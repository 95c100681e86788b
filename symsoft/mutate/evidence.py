"""Evidence: what is written down of a judged mutant, so that it can be judged again in no time.

Of a killed mutant the point is written down at which it is false, of one that was proved its proof,
of one that was not proved the reason.  Nothing of it is believed: the claim is evaluated at the
point, where its hypotheses and conditions must hold, and the kernel checks the proof.
"""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Sequence
from typing import Any

from symsoft.kernel.context import Claim, Context
from symsoft.kernel.data import encode
from symsoft.kernel.terms import KernelError
from symsoft.kernel.theorem import Theorem
from symsoft.mutate.failing import read_point, write_point
from symsoft.mutate.judging import (
    SURVIVED,
    Judgement,
    explained,
    judge_unproved,
    same_side,
)
from symsoft.mutate.making import Mutant
from symsoft.mutate.points import agreement
from symsoft.mutate.running import LIMIT
from symsoft.prover.decide import Verdict
from symsoft.refuter import NotShown
from symsoft.store import verdicts

_KEY_LENGTH = 20  # hexadecimal digits: for a look-up alone, as what is found is checked
# What data that nobody wrote may make Python raise.
_MALFORMED = (ArithmeticError, AttributeError, LookupError, TypeError, ValueError, RecursionError)


def key_of(original: Theorem, mutant: Mutant) -> str:
    """The hash of the mutant and of the claim that it was made from."""
    claims = [[c.rel, c.lhs.key, c.rhs.key] for c in (mutant.claim, original.claim)]
    about = [encode(mutant.context), claims, mutant.side]
    said = json.dumps(about, separators=(",", ":"))
    return hashlib.sha256(said.encode()).hexdigest()[:_KEY_LENGTH]


# --- writing ------------------------------------------------------------------------------------


def write(original: Theorem, found: Judgement, lemmas: Sequence[Theorem]) -> dict[str, Any] | None:
    """The evidence of a judgement as JSON data, None if it would not show the same again."""
    try:
        data = _written(original, found, lemmas)
    except (KernelError, NotShown):  # a limit at the point
        return None
    again = read(data, original, found.mutant, lemmas)
    return data if again is not None and again.status == found.status else None


def _written(original: Theorem, found: Judgement, lemmas: Sequence[Theorem]) -> dict[str, Any]:
    if found.counterexample is not None:
        return write_point(found.mutant, found.counterexample.point)
    if not found.theorems:
        return {"reason": found.evidence}
    proof, *same = found.theorems
    equal = {"same": _proof(same[0], (original, proof))} if same else {}
    return {"proof": _proof(proof, lemmas), **equal}


def _proof(theorem: Theorem, lemmas: Sequence[Theorem]) -> Any:
    return verdicts.write(Verdict("proved", theorem), lemmas)["proof"]


# --- reading ------------------------------------------------------------------------------------


def read(
    data: Any, original: Theorem, mutant: Mutant, lemmas: Sequence[Theorem]
) -> Judgement | None:
    """The judgement that the evidence shows, None if it shows none. Nothing is searched for."""
    try:
        match data:
            case {"reason": str(reason)}:
                return judge_unproved(original, mutant, None, reason, LIMIT)
            case {"point": dict()} | {"near": dict()}:
                found = read_point(mutant, data)
                return judge_unproved(original, mutant, found, "", LIMIT)
            case {"proof": dict(proof)}:
                return _proved(original, mutant, lemmas, proof, data.get("same"))
    except (KernelError, NotShown, *_MALFORMED):
        pass
    return None


def _proved(
    original: Theorem, mutant: Mutant, lemmas: Sequence[Theorem], proof: Any, same: Any
) -> Judgement | None:
    """The judgement on a proof that the kernel accepts, unless balls say otherwise."""
    found = _theorem(mutant.context, mutant.claim, proof, lemmas)
    equal = None
    if same is not None:
        equal = _theorem(mutant.context, same_side(original, mutant), same, (original, found))
    seen = agreement(found, math.inf, search=False)
    judged = explained(original, mutant, found, equal, seen)
    return None if judged.status == SURVIVED else judged


def _theorem(
    context: Context, claim: Claim | None, proof: Any, lemmas: Sequence[Theorem]
) -> Theorem:
    """What the kernel makes of a proof; raises `NotShown` if it is none, or speaks of no point."""
    data = {"status": "proved", "proof": proof}
    verdict = verdicts.read(data, context, claim, lemmas) if claim is not None else None
    if verdict is None or verdict.theorem is None:
        raise NotShown("the proof does not show this claim")
    return verdict.theorem
