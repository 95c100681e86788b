"""One claim, asked of both sides: what the kernel says must not be contradicted by balls.

The kernel is asked for a proof (by its normal form and by signs, and now and then with a search),
for the normal forms of both sides and for the signs of their difference.  Ball arithmetic, which
shares nothing with it, evaluates all of that at points with K = 1..4 that meet the hypotheses.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice
from random import Random
from typing import Any

from symsoft.kernel import domain
from symsoft.kernel import terms as tm
from symsoft.kernel.context import Claim, Context, Dimension, Index
from symsoft.kernel.normal import Env
from symsoft.kernel.proofs import establish
from symsoft.kernel.terms import KernelError, Term
from symsoft.kernel.theorem import check, prepare
from symsoft.prover.decide import decide_claim
from symsoft.prover.hypotheses import pivots
from symsoft.refuter import Point, instances, jets, refute, values
from symsoft.refuter.evaluate import Evaluator, holds
from symsoft.refuter.points import assignments
from symsoft.refuter.settle import edged_names
from symsoft.refuter.values import Number, Undecided, Undefined, Unsupported

POINTS_PER_SIZE, SIZES, BITS, MORE_BITS = 4, (1, 2, 3, 4), 96, 512


@dataclass(frozen=True)
class Outcome:
    """What became of a claim; `wrong` says which two answers contradict each other, if any do."""

    status: str
    wrong: str = ""


def examine(context: Context, claim: Claim, seed: int = 0, search: bool = False) -> Outcome:
    """Ask the kernel and the balls; with `search` the prover too."""
    try:
        env, _ = prepare(context, claim)
        plain = claim.unfolded(context)
    except (KernelError, RecursionError):
        return Outcome("refused")
    sampled = points_of(context, claim, seed)
    points = [p for p in sampled if all(_defined(context, t, p) for t in (plain.lhs, plain.rhs))]
    wrong = _normal_forms(env, plain, points, context) or _signs(env, plain, points, context)
    if wrong:
        return Outcome("wrong", wrong)
    proof = _proof(env, plain, context, claim)
    false_at = _false_at(context, plain, points)
    if proof and false_at is not None:
        return Outcome("wrong", f"proved by {proof}, but false at {false_at}")
    if search and not proof:
        return _searched(context, claim, false_at)
    return Outcome("proved" if proof else "refuted" if false_at is not None else "unknown")


def _searched(context: Context, claim: Claim, false_at: Point | None) -> Outcome:
    verdict = decide_claim(context, claim, timeout=3)
    if verdict.status == "proved":
        found = refute(context, claim) or false_at
        if found is not None:
            return Outcome("wrong", f"proved by search, but {found}")
    return Outcome(verdict.status if false_at is None else "refuted")


def _proof(env: Env, plain: Claim, context: Context, claim: Claim) -> str:
    """A rule that shows the claim at once; tried where much is normalised, then from cold."""
    ways: list[list[Any]] = [[]] + [
        [[n, p]] for n, h in enumerate(env.context.hypotheses) for p in pivots(env, h)[:1]
    ]
    for rule in ("algebra", "sign"):
        for uses in ways:
            proof = {"rule": rule, "with": uses}
            try:
                establish(env, plain, proof)
            except (KernelError, RecursionError):
                continue
            try:
                check(context, claim, proof)
            except KernelError as error:
                if isinstance(error.__cause__, RecursionError):
                    raise  # the claim is not deep: something goes round in a circle
                continue
            return f"{rule} with {len(uses)} hypotheses"
    return ""


# --- what the kernel says of terms --------------------------------------------------------------


def _normal_forms(env: Env, claim: Claim, points: list[Point], context: Context) -> str:
    for side in (claim.lhs, claim.rhs):
        try:
            canonical = env.canonical(side)
        except (KernelError, RecursionError):
            continue
        at = _false_at(context, Claim("=", side, canonical), points)
        if at is not None:
            return f"the normal form of {side.key} is {canonical.key}, which differs at {at}"
    return ""


def _signs(env: Env, claim: Claim, points: list[Point], context: Context) -> str:
    for part in (tm.sub(claim.lhs, claim.rhs), claim.lhs, claim.rhs):
        try:
            mask = env.sign(part) & domain.manifest(env, part)
        except (KernelError, RecursionError):
            continue
        for point, value in _values(context, part, points):
            if not mask & (domain.NEG, domain.NIL, domain.POS)[value + 1]:
                return f"the signs of {part.key} are {mask:03b}, but its sign is {value} at {point}"
    return ""


def _values(context: Context, term: Term, points: list[Point]) -> Iterator[tuple[Point, int]]:
    for point in points:
        try:
            with values.precision(BITS):
                yield point, values.sign(_value(context, term, point))
        except (Undefined, Undecided, Unsupported):
            continue


def _defined(context: Context, term: Term, point: Point) -> bool:
    """Whether a term certainly has a value at a point."""
    try:
        with values.precision(BITS):
            _value(context, term, point)
    except (Undefined, Undecided, Unsupported):
        return False
    return True


def _value(context: Context, term: Term, point: Point) -> Number:
    return jets.base(Evaluator(point, edged_names(context)).value(term))


def _false_at(context: Context, claim: Claim, points: list[Point]) -> Point | None:
    return next((p for p in points if _is_false(context, claim, p)), None)


def _is_false(context: Context, claim: Claim, point: Point) -> bool:
    for bits in (BITS, MORE_BITS):
        try:
            with values.precision(bits):
                ev = Evaluator(point, edged_names(context))
                left, right = (jets.base(ev.value(t)) for t in (claim.lhs, claim.rhs))
                return not holds(claim.rel, values.compare(left, right))
        except (Undefined, Unsupported):
            return False
        except Undecided:
            continue
    return False


# --- points -------------------------------------------------------------------------------------


def points_of(context: Context, claim: Claim, seed: int) -> Iterator[Point]:
    """Points with K = 1..4; where there are hypotheses, small ones that meet them."""
    if context.hypotheses:
        yield from instances(context, claim, count=POINTS_PER_SIZE * len(SIZES))
        return
    random = Random(seed)
    least = {n: d.least for n, d in context.names.items() if isinstance(d, Dimension)}
    for size in SIZES:
        dims = {n: max(least[n], size if n == "K" else random.randint(1, 3)) for n in least}
        skip = random.randrange(24)
        stream = islice(assignments(context.names, dims, random.randrange(10**6)), skip, None)
        for point in islice(stream, POINTS_PER_SIZE):
            indices = {
                n: random.randint(1, dims[d.dim])
                for n, d in context.names.items()
                if isinstance(d, Index)
            }
            yield replace(point, indices=indices)
