"""Finding limits: l'Hopital's rule and differences to a maximum, until growth decides."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any
from weakref import WeakKeyDictionary

from symsoft.kernel import limits as kernel
from symsoft.kernel.analysis import frames
from symsoft.kernel.citing import cite
from symsoft.kernel.context import Claim
from symsoft.kernel.normal import Env
from symsoft.kernel.poly import Poly, accumulate
from symsoft.kernel.proofs import rewriting
from symsoft.kernel.terms import ZERO, KernelError, Term, exp
from symsoft.kernel.theorem import Theorem, check, prepare
from symsoft.prover.hypotheses import solved
from symsoft.prover.quotients import quotients
from symsoft.prover.shift import Shift, shifts

Step = tuple[Any, Term, Callable[[Term], Term]]  # for the certificate, a function, the way back
DEPTH = 4
LONGEST = 1500  # characters of the key of a function that is looked into further
ATTEMPTS = 60  # functions looked at on the way to one limit


@dataclass(frozen=True)
class Found:
    """A limit from one side and the kernel's steps to it."""

    value: Term
    steps: list[Any]


@dataclass
class _Walk:
    """Which functions were looked at before, and how many more may be."""

    left: int = ATTEMPTS
    seen: set[tuple[Term, ...]] = field(default_factory=set)


_known: WeakKeyDictionary[Env, dict[Term, list[Found] | None]] = WeakKeyDictionary()


def from_every_side(env: Env, lim: Term) -> list[Found] | None:
    """The limit of `lim` from each side, None where one is not found."""
    known = _known.setdefault(env, {})
    if lim not in known:
        known[lim] = _from_every_side(env, lim)
    return known[lim]


def _from_every_side(env: Env, lim: Term) -> list[Found] | None:
    found = []
    try:
        for inner, t, f in frames(env, lim):
            side = along(inner, f, t)
            if side is None:
                return None
            found.append(side)
    except KernelError:
        return None
    return found


def along(env: Env, f: Term, t: Term) -> Found | None:
    """The limit of `f` as `t` tends to infinity."""
    return _search(env, f, t, DEPTH, _Walk())


def value(env: Env, lim: Term) -> Term | None:
    """The value of a limit, the same from every side; None where it is not found."""
    sides = from_every_side(env, lim)
    if not sides:
        return None
    first = sides[0].value
    same = all(_same(env, first, side.value) for side in sides[1:])
    return first if same else None


def _same(env: Env, left: Term, right: Term) -> bool:
    if "inf" in (left.op, right.op):
        return left is right
    return env.equal(left, right)


def growth_question(env: Env, lim: Term) -> Term | None:
    """A term whose sign would decide which part grows fastest."""
    try:
        for inner, t, f in frames(env, lim):
            kernel.limit(inner, f, t)
    except kernel.Indeterminate as stop:
        return stop.question
    except KernelError:
        pass
    return None


def _search(env: Env, f: Term, t: Term, depth: int, walk: _Walk) -> Found | None:
    try:
        return Found(kernel.limit(env, f, t), [])
    except KernelError:
        pass
    walk.left -= 1
    here = env.canonical(f)
    known = (here, *(r.pattern for r in env.rewrites))
    if depth == 0 or walk.left < 0 or known in walk.seen or len(here.key) > LONGEST:
        return None
    walk.seen.add(known)
    for shift in shifts(env, f, t):
        shifted = _by_theorem(env, shift, depth - 1, walk)
        if shifted is not None:
            return shifted
    for attempt in (_exponent, _l_hopital):
        for step, g, back in attempt(env, f, t):
            found = _search(env, g, t, depth - 1, walk)
            if found is not None:
                return Found(back(found.value), [step, *found.steps])
    return None


def _by_theorem(env: Env, shift: Shift, depth: int, walk: _Walk) -> Found | None:
    """The limit in the shifted context, shown as a theorem and used at the values of the shift."""
    try:
        inner, _ = prepare(shift.context, Claim("=", shift.limit, ZERO))
        theorem = _theorem(inner, shift, solved(inner, shift.uses), depth, walk)
        if theorem is None:
            return None
        value = cite(env, theorem, shift.at).claim.rhs
    except KernelError:
        return None
    return Found(value, [{"lemma": theorem, "at": shift.at}])


def _theorem(
    env: Env, shift: Shift, uses: list[list[Any]], depth: int, walk: _Walk
) -> Theorem | None:
    ((inside, t, f),) = frames(rewriting(env, uses), shift.limit)
    found = _search(inside, f, t, depth, walk)
    if found is None:
        return None
    side = {"steps": found.steps, "then": {"rule": "algebra", "with": uses}}
    proof = {"rule": "limit", "with": uses, "sides": [side]}
    return check(shift.context, Claim("=", shift.limit, found.value), proof)


def _l_hopital(env: Env, f: Term, t: Term) -> Iterator[Step]:
    for upper, lower in quotients(env, env.poly(f), t):
        try:
            g = kernel.l_hopital(env, f, upper, lower, t)
        except KernelError:
            continue
        yield {"l_hopital": [upper, lower]}, g, lambda term: term


def _exponent(env: Env, f: Term, t: Term) -> Iterator[Step]:
    """f = e^g."""
    poly = env.poly(f)
    if len(poly) == 1:
        ((mono, coef),) = poly.items()
        if coef == 1 and mono and all(a.op == "exp" for a, _ in mono):
            g: Poly = {}
            for a, e in mono:
                accumulate(g, env.poly(a.args[0]), e)
            yield {"exp": env.term(g)}, env.term(g), _exponential


def _exponential(limit: Term) -> Term:
    if limit.op == "inf":
        return limit if limit.args[0] > 0 else ZERO
    return exp(limit)
