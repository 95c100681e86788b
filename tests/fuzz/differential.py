"""One claim, asked of both sides: what the kernel says must not be contradicted by balls.

The kernel is asked for a proof (by its normal form and by signs, and now and then with a search),
for the normal forms of both sides and for the signs of their difference.  Ball arithmetic, which
shares nothing with it, evaluates all of that at points with K = 1..4 that meet the hypotheses.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from itertools import islice
from random import Random
from typing import Any

from symsoft.kernel import domain
from symsoft.kernel import terms as tm
from symsoft.kernel.context import Array, Claim, Context, Dimension, Function, Index, Scalar
from symsoft.kernel.normal import Env
from symsoft.kernel.proofs import establish
from symsoft.kernel.terms import ZERO, KernelError, Term, mk
from symsoft.kernel.theorem import check, prepare
from symsoft.prover.decide import decide_claim
from symsoft.prover.hypotheses import pivots
from symsoft.refuter import Point, instances, jets, refute, values
from symsoft.refuter.evaluate import Evaluator
from symsoft.refuter.points import assignments
from symsoft.refuter.search import Close, completed, contradicts
from symsoft.refuter.settle import edged_names
from symsoft.refuter.values import Undecided, Undefined, Unsupported

POINTS_PER_SIZE, SIZES, BITS, MORE_BITS = 4, (1, 2, 3, 4), 96, 512


@dataclass(frozen=True)
class Outcome:
    """What became of a claim; `wrong` says which two answers contradict each other, if any do."""

    status: str
    wrong: str = ""


@dataclass(frozen=True)
class At:
    """A point, and what was evaluated there."""

    point: Point
    evaluator: Evaluator

    @classmethod
    def of(cls, context: Context, point: Point) -> At:
        """Nothing is evaluated yet."""
        return cls(point, Evaluator(point, edged_names(context)))

    def defined(self, term: Term) -> bool | None:
        """Whether a term has a value here, None if that is not known."""
        try:
            with values.precision(BITS):
                self.evaluator.value(term)
        except Undefined:
            return False
        except (Undecided, Unsupported):
            return None
        return True

    def moved(self, point: Point) -> At:
        """Another point of the same names, and more."""
        return At(point, Evaluator(point, self.evaluator.edged))

    def is_true(self, claim: Claim) -> bool:
        """Whether a claim certainly holds here."""
        try:
            with values.precision(BITS):
                return contradicts(claim, self.evaluator) is None
        except (Undefined, Undecided, Unsupported):
            return False

    def sign(self, term: Term) -> int | None:
        """The sign of a term, None if it is not known."""
        try:
            with values.precision(BITS):
                return values.sign(jets.base(self.evaluator.value(term)))
        except (Undefined, Undecided, Unsupported):
            return None

    def is_false(self, claim: Claim) -> bool:
        """Whether a claim is certainly false here; more bits where they may tell."""
        for bits in (BITS, MORE_BITS):
            known = self.evaluator if bits == BITS else Evaluator(self.point, self.evaluator.edged)
            try:
                with values.precision(bits):
                    return contradicts(claim, known) is not None
            except (Undefined, Unsupported, Close):
                return False
            except Undecided:
                continue
        return False


def examine(context: Context, claim: Claim, seed: int = 0, search: bool = False) -> Outcome:
    """Ask the kernel and the balls; with `search` the prover too."""
    try:
        env, _ = prepare(context, claim)
        plain = claim.unfolded(context)
    except (KernelError, RecursionError):
        return Outcome("refused")
    sampled = (At.of(context, point) for point in points_of(context, plain.names, seed))
    points = [at for at in sampled if all(map(at.defined, (plain.lhs, plain.rhs)))]
    wrong = _normal_forms(env, plain, points) or _signs(env, plain, points)
    if wrong:
        return Outcome("wrong", wrong)
    proof = _proof(env, plain, context, claim)
    false_at = first_false(plain, points)
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


def _normal_forms(env: Env, claim: Claim, points: list[At]) -> str:
    for side in (claim.lhs, claim.rhs):
        try:
            canonical = env.canonical(side)
        except (KernelError, RecursionError):
            continue
        at = first_false(Claim("=", side, canonical), points)
        if at is not None:
            return f"the normal form of {side.key} is {canonical.key}, which differs at {at}"
    return ""


def _signs(env: Env, claim: Claim, points: list[At]) -> str:
    for part in (tm.sub(claim.lhs, claim.rhs), claim.lhs, claim.rhs):
        with suppress(KernelError, RecursionError):
            if wrong := wrong_sign(env, part, points):
                return wrong
    return ""


def wrong_sign(env: Env, term: Term, points: list[At]) -> str:
    """A point where the sign of a term is none of those that the kernel gives; or ""."""
    mask = env.sign(term) & domain.manifest(env, term)
    for at in points:
        sign = at.sign(term)
        if sign is not None and not mask & (domain.NEG, domain.NIL, domain.POS)[sign + 1]:
            return f"the signs of {term.key} are {mask:03b}, but its sign is {sign} at {at.point}"
    return ""


def meant(term: Term) -> bool:
    """Whether ball arithmetic gives the term a value wherever the kernel does: it has none for
    0^0, for powers of numbers that may be negative, and for derivatives at the end of a domain."""
    powers = (t.args[1] for t in tm.subterms(term) if t.op == "pow")
    plain = all(e.op == "num" and e.args[0] != 0 for e in powers)
    return plain and all(t.op != "deriv" for t in tm.subterms(term))


def first_false(claim: Claim, points: list[At]) -> Point | None:
    """The first point at which a claim is certainly false."""
    return next((at.point for at in points if at.is_false(claim)), None)


# --- points -------------------------------------------------------------------------------------


def points_of(
    context: Context, used: frozenset[str], seed: int, count: int = POINTS_PER_SIZE
) -> Iterator[Point]:
    """So many points of each size with values for the names: K = 1..4, and K = 1..3 where there
    are hypotheses, which they meet."""
    if not context.hypotheses:
        yield from _sampled(context, used, seed, count)
        return
    for size in SIZES[:-1]:
        least = {
            n: replace(d, least=max(size, d.least)) if isinstance(d, Dimension) else d
            for n, d in context.names.items()
        }
        sized = replace(context, names=least)
        for point in instances(sized, _about(sized, used, seed), count=count):
            yield completed(sized, point)


def _about(context: Context, used: frozenset[str], seed: int) -> Claim:
    """Some claim that speaks of these names."""
    parts: list[Term] = [tm.num(seed)]
    for name in sorted(used):
        match context.names.get(name):
            case Index(dim):
                parts.append(mk("val", tm.ix(name, dim)))
            case Scalar(of):
                parts.append(tm.var(name, of))
            case Array(dims, _, symmetric):
                at = (mk("lit", 1) for _ in dims)
                parts.append(mk("sym" if symmetric else "entry", name, *at))
            case Function():
                parts.append(mk("app", name, 0, ZERO))
    return Claim("=", tm.add(*parts), ZERO)


def _sampled(context: Context, used: frozenset[str], seed: int, count: int) -> Iterator[Point]:
    random = Random(seed)
    least = {n: d.least for n, d in context.names.items() if isinstance(d, Dimension)}
    names = {n: d for n, d in context.names.items() if n in used}
    for size in SIZES:
        dims = {n: max(least[n], size if n == "K" else random.randint(1, 3)) for n in least}
        skip = random.randrange(24)
        stream = islice(assignments(names, dims, random.randrange(10**6)), skip, None)
        for point in islice(stream, count):
            indices = {
                n: random.randint(1, dims[d.dim])
                for n, d in context.names.items()
                if isinstance(d, Index)
            }
            yield replace(point, indices=indices)
