"""The search for counterexamples and witnesses.

`refute` walks over small points, in an order that depends on the claim alone, and returns the
first at which the claim is defined, its hypotheses hold and the relation is provably false. What
cannot be decided with balls of the greatest precision is passed over, so None says nothing.
"""

from __future__ import annotations

import time
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from zlib import crc32

from symsoft.kernel.context import Claim, Context, Dimension, Hypothesis, Index
from symsoft.kernel.terms import KernelError, Term
from symsoft.refuter import jets, values
from symsoft.refuter.counterexample import Counterexample
from symsoft.refuter.deep import Proves
from symsoft.refuter.evaluate import Evaluator, holds
from symsoft.refuter.exact import WORK, surely_equal
from symsoft.refuter.point import Enclosure, Point
from symsoft.refuter.points import assignments, dimension_choices, index_choices
from symsoft.refuter.prepare import Problem, greatest_literal, prepare
from symsoft.refuter.settle import Frame, edged_names, make_frame
from symsoft.refuter.values import Number, Undecided, Undefined, Unsupported

PRECISIONS = (64, 128, 256)
_POINTS = 600
_POINTS_AT_ONE = 40  # where all dimensions are 1
_STEPS = 40_000  # subterms evaluated in all: bounds the time, and is the same on every machine
_STEPS_IN_BRIEF = 4_000
_OVERHEAD = 20  # what a point costs besides, in subterms
_UNFIT = 20  # samples that do not fit, after which their numbers are moved between bounds
_RETRIES = 30  # points that are tried again with more bits
_RETRIES_KEPT = 20  # how many of them are not for sides that look equal
_ALL_INDICES = 8  # the first assignments meet many choices of the indices, later ones a few
_NO_LIMITS: Mapping[Term, Term] = {}


def refute(
    context: Context,
    claim: Claim,
    *,
    limits: Mapping[Term, Term] = _NO_LIMITS,
    deadline: float | None = None,
    conditions: Sequence[Hypothesis] = (),
    proves: Proves | None = None,
    brief: bool = False,
) -> Counterexample | None:
    """A point at which the claim is provably false, or None if none was found.

    `limits` maps limit terms to their values, both proved elsewhere; a claim with another limit or
    with an integral gives None. `conditions` are further hypotheses. `deadline` is a reading of
    `time.monotonic`. Hypotheses about all reals cannot be tested at points; `proves` is asked
    whether such a one, with the point's functions and scalars put in, is proved. A `brief` search
    looks at the first few points only.
    """
    try:
        problem = prepare(context, claim, limits, conditions)
        assert problem.claim is not None
        search = _Search(problem, deadline, proves)
        search.steps = _STEPS_IN_BRIEF if brief else _STEPS
        return next(filter(None, map(search.judge, search.samples())), None)
    except (KernelError, Unsupported):
        return None


def witness(
    context: Context,
    conditions: Sequence[Hypothesis] = (),
    *,
    deadline: float | None = None,
    proves: Proves | None = None,
) -> Point | None:
    """A point that provably satisfies the context's hypotheses and the conditions, or None."""
    try:
        problem = prepare(context, None, _NO_LIMITS, conditions)
        found = next(_Search(problem, deadline, proves).points(), None)
        return None if found is None else completed(context, found)
    except (KernelError, Unsupported):
        return None


def completed(context: Context, point: Point) -> Point:
    """The point with some value for the names that no hypothesis mentions."""
    declared = context.names.items()
    dims = {n: d.least for n, d in declared if isinstance(d, Dimension)} | point.dims
    indices = {n: 1 for n, d in declared if isinstance(d, Index)} | point.indices
    rest = next(assignments(context.names, dims, 0))
    return Point(
        dims,
        indices,
        rest.scalars | point.scalars,
        rest.arrays | point.arrays,
        rest.functions | point.functions,
    )


def instances(
    context: Context, claim: Claim, conditions: Sequence[Hypothesis] = (), count: int = 40
) -> Iterator[Point]:
    """Small points with exact values that satisfy the hypotheses, simplest first."""
    try:
        problem = prepare(context, claim, _NO_LIMITS, conditions)
        found = (p for p in _Search(problem, None, None).points() if p.exact)
        yield from islice(found, count)
    except (KernelError, Unsupported):
        return


def survives(
    context: Context,
    claim: Claim,
    points: Iterable[Point],
    limits: Mapping[Term, Term] = _NO_LIMITS,
) -> bool:
    """Whether no point contradicts the claim; the points must satisfy the hypotheses."""
    problem = prepare(context, claim, limits, ())
    assert problem.claim is not None
    edged = edged_names(context)
    for point in points:
        try:
            with values.precision(PRECISIONS[-1]):
                if contradicts(problem.claim, Evaluator(point, edged)) is not None:
                    return False
        except (Undefined, Undecided):
            continue
    return True


class Close(Undecided):
    """Both sides are known well and cannot be told apart: most likely they are equal."""


Sides = tuple[Number | None, Number | None]  # None stands for an infinite side


def contradicts(claim: Claim, evaluator: Evaluator) -> Sides | None:
    """The values of both sides if the claim is provably false, None if it holds.

    Raises `Undefined`, `Undecided`, `Close` or `Unsupported`.
    """
    sides = _side(claim.lhs, evaluator), _side(claim.rhs, evaluator)
    left, right = sides
    if left is None or right is None:
        if claim.rel != "=":
            raise Unsupported
        return None if claim.lhs is claim.rhs else sides
    if claim.lhs is claim.rhs:
        return None if holds(claim.rel, 0) else sides
    try:
        return None if holds(claim.rel, _order(left, right)) else sides
    except Close:
        if holds(claim.rel, 0) or not surely_equal(claim, evaluator.point):
            raise
        evaluator.steps += WORK
        return (right, right) if values.is_exact(right) else (left, left)


def _order(left: Number, right: Number) -> int:
    try:
        return values.compare(left, right)
    except Undecided:
        if values.sharp(left) and values.sharp(right):
            raise Close from None
        raise


def _side(term: Term, evaluator: Evaluator) -> Number | None:
    return None if term.op == "inf" else jets.base(evaluator.value(term))


_Indexed = tuple[dict[str, int], Frame]  # values of the free indices, and the hypotheses there


@dataclass
class _Sample:
    frame: Frame
    point: Point


class _Search:
    def __init__(self, problem: Problem, deadline: float | None, proves: Proves | None) -> None:
        self.problem, self.deadline, self.proves = problem, deadline, proves
        self.claim = problem.claim
        self.steps, self.retries = _STEPS, _RETRIES
        self.unfit = 0  # samples before the first that fits the hypotheses; -1 behind it
        keys = (self.claim.lhs.key, self.claim.rhs.key) if self.claim else ()
        self.seed = crc32("".join(keys).encode())

    def samples(self) -> Iterator[_Sample]:
        """Points as sampled, the hypotheses not yet looked at."""
        choices = dimension_choices(self.problem.least, greatest_literal(self.problem))
        for at, dims in enumerate(choices):
            budget = self.steps / (len(choices) - at)
            floor = self.steps - 2 * budget
            points = self._samples_at(dims)
            for sample in islice(points, _share(dims, len(choices))):
                if self.steps < floor or self._late():
                    break
                yield sample

    def _samples_at(self, dims: dict[str, int]) -> Iterator[_Sample]:
        frames: list[_Indexed] = []
        seen: set[tuple[Hashable, ...]] = set()
        stream = assignments(self.problem.context.names, dims, self.seed)
        for count, base in enumerate(islice(stream, _POINTS)):
            key = base.key()
            if key not in seen:
                seen.add(key)
                few = frames if count < _ALL_INDICES else _rotated(frames, count)
                for indices, frame in few if count else self._frames(dims, frames):
                    yield _Sample(frame, base.at(indices))
            if not frames:
                return

    def _frames(self, dims: dict[str, int], found: list[_Indexed]) -> Iterator[_Indexed]:
        """The frames, each made when it is asked for and then kept in `found`."""
        for indices in index_choices(self.problem.index_dims, dims):
            frame = make_frame(self.problem.context, dims, indices, self.proves)
            if frame is not None:
                found.append((indices, frame))
                yield indices, frame

    def _late(self) -> bool:
        return self.deadline is not None and time.monotonic() > self.deadline

    def points(self) -> Iterator[Point]:
        """Points at which the hypotheses hold."""
        for sample in self.samples():
            with values.precision(PRECISIONS[0]):
                point = self._settle(sample)
            if point is not None:
                yield point

    def _settle(self, sample: _Sample) -> Point | None:
        before = sample.frame.work
        try:
            found = sample.frame.settle(sample.point, between=self.unfit > _UNFIT)
        finally:
            self.steps -= _OVERHEAD + sample.frame.work - before
        self.unfit = self.unfit + 1 if found is None and self.unfit >= 0 else -1
        return found

    def judge(self, sample: _Sample) -> Counterexample | None:
        """The counterexample that a sample leads to, with as many bits as it takes."""
        for bits in PRECISIONS:
            with values.precision(bits):
                try:
                    point = self._settle(sample)
                    return None if point is None else self._judge(sample.frame, point)
                except Undefined:
                    return None
                except Undecided as why:
                    if self.retries <= (_RETRIES_KEPT if isinstance(why, Close) else 0):
                        return None
                    self.retries -= 1
        return None

    def _judge(self, frame: Frame, point: Point) -> Counterexample | None:
        assert self.claim is not None
        evaluator = Evaluator(point, frame.edged)
        try:
            sides = contradicts(self.claim, evaluator)
        finally:
            self.steps -= evaluator.steps
        if sides is None:
            return None
        left, right = (shown(x, t) for x, t in zip(sides, _terms(self.claim), strict=True))
        return Counterexample(point, self.claim.rel, left, right)


def _share(dims: Mapping[str, int], choices: int) -> int:
    """How many points these dimensions get: few where there is little to see."""
    return _POINTS_AT_ONE if dims and set(dims.values()) == {1} else _POINTS // choices + 60


def _rotated(frames: list[_Indexed], count: int) -> Iterator[_Indexed]:
    """A few of the frames, others at every count."""
    size = len(frames)
    return (frames[(2 * count + n) % size] for n in range(min(2, size)))


def _terms(claim: Claim) -> tuple[Term, Term]:
    return claim.lhs, claim.rhs


def shown(value: Number | None, term: Term) -> Enclosure | str:
    """A side as it is printed; an infinite one has no value."""
    if value is None:
        return "∞" if term.args[0] > 0 else "−∞"
    return Enclosure.of(value)
