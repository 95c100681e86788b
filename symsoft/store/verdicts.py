"""Verdicts, kept: what is written down of one, and how it is checked when it is taken out.

Of a proof the kernel's record is kept, with the theorems it cites as references: the kernel is
given the claim and the theorems that were asked about, never those of the record.  Of a refutation
the point is kept, of an unknown the reason.
"""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

from symsoft.kernel import Claim, Context, KernelError, Theorem, check, replay
from symsoft.kernel.data import encode
from symsoft.prover import decide as prover
from symsoft.prover.decide import REASONS, Verdict, satisfiable
from symsoft.refuter import Counterexample, Enclosure, NotShown, Point, show_refuted
from symsoft.store.active import active
from symsoft.store.source import code

TIMEOUT = 10.0
# What data that nobody wrote may make Python raise.
_MALFORMED = (ArithmeticError, AttributeError, LookupError, TypeError, ValueError, RecursionError)


def decide_claim(
    context: Context,
    claim: Claim,
    lemmas: Sequence[Theorem] = (),
    timeout: float | None = TIMEOUT,
) -> Verdict:
    """`symsoft.prover.decide.decide_claim`, looked up in the active store and kept there."""
    store = active.get()
    if store is None:
        return prover.decide_claim(context, claim, lemmas, timeout)
    key = key_of(context, claim, lemmas, timeout)
    found = read(store.get(key), context, claim, lemmas)
    if found is not None:
        return found
    begun = time.monotonic()
    verdict = prover.decide_claim(context, claim, lemmas, timeout)
    data = write(verdict, lemmas)
    # With more time an unknown might have become something else, on a faster machine for one.
    hurried = timeout is not None and time.monotonic() - begun > timeout / 4
    if not (verdict.status == "unknown" and hurried) and read(data, context, claim, lemmas):
        store.put(key, data)
    return verdict


def key_of(
    context: Context,
    claim: Claim,
    lemmas: Sequence[Theorem] = (),
    timeout: float | None = TIMEOUT,
) -> str:
    """The hash of all that a verdict depends on."""
    cited = [encode([t.context, t.claim, t.conditions]) for t in lemmas]
    about = [code(), encode(context), encode(claim), cited, timeout]
    return hashlib.sha256(json.dumps(about, separators=(",", ":")).encode()).hexdigest()


# --- writing ------------------------------------------------------------------------------------


def write(verdict: Verdict, lemmas: Sequence[Theorem] = ()) -> dict[str, Any]:
    """A verdict as JSON data."""
    if verdict.theorem is not None:
        return {"status": "proved", "proof": _referring(verdict.theorem.proof, lemmas)}
    if verdict.counterexample is not None:
        found = verdict.counterexample
        sides = [_side(found.lhs), _side(found.rhs)]
        return {"status": "refuted", "point": found.point.to_data(), "sides": sides}
    return {"status": "unknown", "reason": verdict.reason}


def _referring(proof: Any, lemmas: Sequence[Theorem]) -> Any:
    """A proof as JSON data in which the theorems cited are references."""
    match proof:
        case Theorem():
            numbers = (n for n, theorem in enumerate(lemmas) if theorem is proof)
            place = next(numbers, None)
            return proof.certificate if place is None else {"cited": place}
        case Mapping():
            return {key: _referring(value, lemmas) for key, value in proof.items()}
        case list() | tuple():
            return [_referring(value, lemmas) for value in proof]
    return encode(proof)


def _side(side: Enclosure | str) -> Any:
    return side if isinstance(side, str) else [str(side.low), str(side.high)]


# --- reading ------------------------------------------------------------------------------------


def read(
    data: Any, context: Context, claim: Claim, lemmas: Sequence[Theorem] = ()
) -> Verdict | None:
    """The verdict on the claim that the data shows, None if it shows none."""
    try:
        match data:
            case {"status": "proved", "proof": {"rule": str(rule)} as proof} if rule in REASONS:
                return _proved(context, claim, _resolved(proof, lemmas))
            case {"status": "refuted", "point": dict(point), "sides": list(sides)}:
                return _refuted(context, claim, Point.from_data(point), sides)
            case {"status": "unknown", "reason": str(reason)}:
                return Verdict("unknown", reason=reason)
    except (KernelError, NotShown, *_MALFORMED):
        pass
    return None


def _proved(context: Context, claim: Claim, proof: Mapping[str, Any]) -> Verdict | None:
    """The verdict if the kernel accepts the proof, and the theorem speaks of some point."""
    theorem = check(context, claim, proof)
    if context.hypotheses or theorem.conditions:
        deadline = time.monotonic() + TIMEOUT
        if not satisfiable(context, theorem.conditions, deadline):
            return None
    return Verdict("proved", theorem, reason=REASONS[str(proof["rule"])])


def _resolved(proof: Any, lemmas: Sequence[Theorem]) -> Any:
    """The proof with the theorems cited in their places; others are replayed, here and once."""
    match proof:
        case {"cited": int(place)} if len(proof) == 1:
            return lemmas[place]
        case {"format": _, "proof": _}:
            return replay(proof)
        case dict():
            return {key: _resolved(value, lemmas) for key, value in proof.items()}
        case list():
            return [_resolved(value, lemmas) for value in proof]
    return proof


def _refuted(context: Context, claim: Claim, point: Point, sides: list[Any]) -> Verdict:
    """The verdict if the claim is false at the point; `sides` say how closely it was computed.

    Only limits whose values a theorem gives could be evaluated: such claims are not kept.
    """
    found = show_refuted(context, claim, point).counterexample
    left, right = (_same(*pair) for pair in zip((found.lhs, found.rhs), sides, strict=True))
    found = Counterexample(point, claim.rel, left, right)
    return Verdict("refuted", counterexample=found, reason=str(found))


def _same(computed: Enclosure | str, kept: Any) -> Enclosure | str:
    """The wider enclosure that was printed before, if it holds what was computed now."""
    if isinstance(computed, Enclosure) and isinstance(kept, list):
        low, high = map(Fraction, kept)
        if low <= computed.low and computed.high <= high:
            return Enclosure(low, high)
    return computed
