"""Hypotheses at a point: which hold, and moving a point so that the equations among them do.

An equation among real numbers cannot be tested on balls, so it is *solved*: for an entry or scalar
in which it is affine (or affine in e^x), with everything else as sampled. Several equations that
share unknowns are solved together. The solution is exact, or a ball that holds the exact solution;
either way the equation then holds by construction.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import product

from symsoft.kernel.context import Array, Claim, Context, Function, Hypothesis, Scalar
from symsoft.kernel.terms import Term, mk, subterms
from symsoft.refuter import jets, values
from symsoft.refuter.between import Bounds, place
from symsoft.refuter.deep import Proves, is_deep, specialise
from symsoft.refuter.evaluate import Atom, Evaluator, holds
from symsoft.refuter.exact import WORK, surely_equal
from symsoft.refuter.jets import EXPONENT, Jet, NotAffine, Value
from symsoft.refuter.linear import eliminate, row
from symsoft.refuter.point import Point
from symsoft.refuter.values import Number, Undecided, Undefined, Unsupported

_OVERHEAD = 10  # what an evaluation costs besides, in subterms
_WAYS = {"<": 1, "<=": 1, ">": -1, ">=": -1}
_SKIP = (Undefined, Undecided, NotAffine)


@dataclass(frozen=True)
class Instance:
    """One instance of a hypothesis, all indices literal: where the guards hold, the claim does."""

    claim: Claim
    guards: tuple[Claim, ...] = ()


@dataclass
class Frame:
    """The hypotheses of a context once dimensions and indices are chosen."""

    context: Context
    instances: list[Instance]
    deep: tuple[Hypothesis, ...] = ()
    proves: Proves | None = None
    edged: frozenset[str] = frozenset()
    work: int = 0  # subterms evaluated so far
    _judged: dict[tuple[Hypothesis, str], bool] = field(default_factory=dict)

    def settle(self, sample: Point, between: bool = False) -> Point | None:
        """A point near the sample at which all hypotheses certainly hold, or None.

        With `between` scalars and entries are first moved between their bounds.
        """
        settler = _Settler(self, sample.copy())
        if between:
            settler.move_between()
        found = settler.run()
        if found is None or not all(self._deep_holds(h, found) for h in self.deep):
            return None
        return found

    def holds(self, claim: Claim, point: Point) -> bool:
        """Whether the claim certainly holds at the point."""
        ev = Evaluator(point, self.edged)
        try:
            left, right = ev.value(claim.lhs), ev.value(claim.rhs)
        finally:
            self.work += _OVERHEAD + ev.steps
        try:
            return holds(claim.rel, jets.compare(left, right))
        except Undecided:
            if not all(isinstance(x, Jet) or values.sharp(x) for x in (left, right)):
                raise
            self.work += WORK
            if not surely_equal(claim, point):
                raise
            return holds(claim.rel, 0)

    def in_domain(self, atom: Atom, value: Number) -> bool:
        """Whether a value certainly lies in the domain of a scalar or entry."""
        declared = self.context.names[atom[0]]
        assert isinstance(declared, (Scalar, Array))
        if declared.domain == "real":
            return True
        return values.sign(value) >= (1 if declared.domain == "positive" else 0)

    def _deep_holds(self, h: Hypothesis, point: Point) -> bool:
        if self.proves is None:
            raise Unsupported
        instance = specialise(h, point, self.context)
        key = (instance, "" if not instance.names else str(point))
        if key not in self._judged:
            self._judged[key] = self.proves(instance, point)
        return self._judged[key]


def edged_names(context: Context) -> frozenset[str]:
    """The names whose domain has the edge 0."""
    return frozenset(
        n
        for n, d in context.names.items()
        if isinstance(d, (Scalar, Array)) and d.domain == "nonnegative"
    )


def make_frame(
    context: Context,
    dims: Mapping[str, int],
    indices: Mapping[str, int],
    proves: Proves | None = None,
) -> Frame | None:
    """The frame, or None if the hypotheses exclude these dimensions and indices.

    Definitions in the hypotheses must be unfolded.
    """
    frame = Frame(context, [], proves=proves, edged=edged_names(context))
    frame.deep = tuple(h for h in context.hypotheses if is_deep(h))
    plain = [h for h in context.hypotheses if h not in frame.deep]
    for instance in (i for h in plain for i in _ground(h, context, dims, indices)):
        try:
            kept = _simplify(frame, instance, Point(dict(dims)))
        except (Undefined, Undecided):
            return None
        if kept is None:
            return None
        if kept.claim is not _TRUE:
            frame.instances.append(kept)
    return frame


_TRUE = Claim("=", mk("pi"), mk("pi"))


def _simplify(frame: Frame, instance: Instance, point: Point) -> Instance | None:
    """Without guards that hold anyway; `_TRUE` if it always holds, None if it never does."""
    guards = []
    for guard in instance.guards:
        if not _is_discrete(guard, frame.context):
            guards.append(guard)
        elif not frame.holds(guard, point):
            return Instance(_TRUE)
    if guards or not _is_discrete(instance.claim, frame.context):
        return Instance(instance.claim, tuple(guards))
    return Instance(_TRUE) if frame.holds(instance.claim, point) else None


def _is_discrete(claim: Claim, context: Context) -> bool:
    """Whether only dimensions and literal indices occur."""
    real = (Scalar, Array, Function)
    return not any(isinstance(context.names.get(n), real) for n in claim.names)


def _ground(
    h: Hypothesis, context: Context, dims: Mapping[str, int], indices: Mapping[str, int]
) -> Iterator[Instance]:
    bound = {v.args[0] for v in h.vars}
    free: dict[Term, Term] = {}
    for t in (t for c in (h.claim, *h.guards) for s in (c.lhs, c.rhs) for t in subterms(s)):
        if t.op == "ix" and t.args[0] not in bound:
            free[t] = mk("lit", indices[t.args[0]])
    ranges = [range(1, dims[v.args[1]] + 1) for v in h.vars]
    for at in product(*ranges):
        chosen = {v: mk("lit", n) for v, n in zip(h.vars, at, strict=True)} | free
        yield Instance(h.claim.subst(chosen), tuple(g.subst(chosen) for g in h.guards))


# --- solving ------------------------------------------------------------------------------------


class _Settler:
    def __init__(self, frame: Frame, point: Point) -> None:
        self.frame, self.point = frame, point
        self.solved: list[tuple[Instance, Atom]] = []
        self.done: set[int] = set()  # the instances that are solved
        self.moved: set[Atom] = set()
        self.used: set[Atom] = set()  # atoms that solved equations speak of

    def run(self) -> Point | None:
        try:
            for instance in self.frame.instances:
                if instance.claim.rel == "=" and self._applies(instance) is not False:
                    self._meet(instance)
            return self.point if self._all_hold() else None
        except _SKIP:
            return None

    def move_between(self) -> None:
        """Move scalars and entries between the bounds that inequalities set for them alone."""
        bounds: Bounds[Atom] = Bounds()
        for instance in self.frame.instances:
            if instance.claim.rel in _WAYS and self._applies(instance):
                with suppress(*_SKIP):
                    self._bound(instance.claim, bounds)
        names = sorted({*bounds.above, *bounds.below, *(n for pair in bounds.order for n in pair)})
        now = {n: values.fraction(self._get(n)) for n in names}
        exact = {n: x for n, x in now.items() if x is not None}
        for atom in names:
            declared = self.frame.context.names[atom[0]]
            if isinstance(declared, Scalar | Array) and declared.domain != "real":
                bounds.exceed(atom, Fraction(0))
        found = place(bounds, exact) if len(exact) == len(names) else None
        for atom, value in (found or {}).items():
            self._put(atom, values.rational(value))

    def _bound(self, claim: Claim, bounds: Bounds[Atom]) -> None:
        """What an inequality says of atoms that stand alone on a side."""
        ev = Evaluator(self.point, self.frame.edged)
        low, high = (claim.lhs, claim.rhs)[:: _WAYS[claim.rel]]
        one, other = _bare(ev, low), _bare(ev, high)
        if one is not None and other is not None:
            bounds.order.append((one, other))
        elif one is not None or other is not None:
            value = values.fraction(jets.base(ev.value(high if one is not None else low)))
            if value is not None and one is not None:
                bounds.stay_below(one, value)
            elif value is not None and other is not None:
                bounds.exceed(other, value)

    def _applies(self, instance: Instance) -> bool | None:
        try:
            return all(self.frame.holds(g, self.point) for g in instance.guards)
        except _SKIP:
            return None

    def _all_hold(self) -> bool:
        if not all(self.frame.in_domain(a, self._get(a)) for a in self.moved):
            return False
        return all(
            id(i) in self.done
            or not all(self.frame.holds(g, self.point) for g in i.guards)
            or self.frame.holds(i.claim, self.point)
            for i in self.frame.instances
        )

    def _meet(self, instance: Instance) -> None:
        """Move the point so that the equation holds, if that can be done."""
        try:
            if self.frame.holds(instance.claim, self.point):
                return
        except _SKIP:
            pass
        bare = _without_log(instance)
        if not any(self._met_as(one, instance) for one in (instance, bare) if one is not None):
            self._copy(instance.claim)

    def _met_as(self, equation: Instance, instance: Instance) -> bool:
        """Whether an atom could be found so that an instance holds, written as this equation."""
        taken = {a for _, a in self.solved}
        atoms = [a for a in self._candidates(equation.claim) if a not in taken]
        for atom in sorted(atoms, key=self.used.__contains__):
            group = self.solved if atom in self.used else []
            if self._solve([*group, (equation, atom)]):
                self.solved.append((equation, atom))
                self.done.add(id(instance))
                self.used |= self._read(equation.claim)
                return True
        return False

    def _read(self, claim: Claim) -> set[Atom]:
        """The atoms that decide the values of both sides."""
        ev = Evaluator(self.point, self.frame.edged)
        for side in (claim.lhs, claim.rhs):
            ev.value(side)
        return ev.read

    def _candidates(self, claim: Claim) -> list[Atom]:
        """The atoms of an equation: one that stands alone first, then the last entries."""
        ev = Evaluator(self.point, self.frame.edged)
        for side in (claim.lhs, claim.rhs):
            try:
                ev.value(side)
            except (Undefined, Undecided):
                continue
        alone = [a for a in (_bare(ev, s) for s in (claim.lhs, claim.rhs)) if a is not None]
        rest = sorted((a for a in ev.read if a not in alone), key=lambda a: (a[1], a[0]))
        return [*alone, *reversed(rest)]

    def _solve(self, group: list[tuple[Instance, Atom]]) -> bool:
        for start in (-1, EXPONENT):
            try:
                found = self._solution(group, start)
                good = all(self.frame.in_domain(a, x) for a, x in found.items())
            except _SKIP:
                continue
            if good:
                for atom, x in found.items():
                    self._put(atom, x)
                return True
        return False

    def _solution(self, group: list[tuple[Instance, Atom]], start: int) -> dict[Atom, Number]:
        """The values of the group's atoms at which its equations hold; the last one as `start`."""
        tags = [-1 - n for n in range(len(group))]
        tags[-1] += start + 1
        unknowns: dict[Atom, Value] = {
            atom: Jet(tag, values.ZERO, values.ONE)
            for (_, atom), tag in zip(group, tags, strict=True)
        }
        rows = []
        for instance, _ in group:
            ev = Evaluator(self.point, self.frame.edged, unknowns)
            claim = instance.claim
            self.frame.work += 2 * _OVERHEAD
            rows.append(row(jets.minus(ev.value(claim.lhs), ev.value(claim.rhs)), len(group)))
            self.frame.work += ev.steps
        solution = eliminate(rows)
        if start == EXPONENT:
            solution[-1] = values.log(solution[-1])
        return {atom: x for (_, atom), x in zip(group, solution, strict=True)}

    def _copy(self, claim: Claim) -> None:
        """Give a lone atom the value of the other side, such as z_i = max z; checked later."""
        ev = Evaluator(self.point, self.frame.edged)
        for side, other in ((claim.lhs, claim.rhs), (claim.rhs, claim.lhs)):
            try:
                atom = _bare(ev, side)
                if atom is not None and atom not in self.used:
                    self._put(atom, jets.base(ev.value(other)))
                    return
            except _SKIP:
                continue

    def _get(self, atom: Atom) -> Number:
        name, at = atom
        return self.point.arrays[name][at] if at else self.point.scalars[name]

    def _put(self, atom: Atom, value: Number) -> None:
        self.moved.add(atom)
        name, at = atom
        if at:
            self.point.arrays[name][at] = value
        else:
            self.point.scalars[name] = value


def _without_log(instance: Instance) -> Instance | None:
    """log a = b as a = e^b, which is as much."""
    c = instance.claim
    for side, other in ((c.lhs, c.rhs), (c.rhs, c.lhs)):
        if side.op == "log":
            return Instance(Claim("=", side.args[0], mk("exp", other)), instance.guards)
    return None


def _bare(ev: Evaluator, term: Term) -> Atom | None:
    if term.op not in ("var", "entry", "sym"):
        return None
    try:
        return ev.atom(term, ())
    except Undefined:
        return None
