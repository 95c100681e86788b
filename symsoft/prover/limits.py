"""Finding limits: l'Hopital's rule and differences to a maximum, until growth decides."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from weakref import WeakKeyDictionary

from symsoft.kernel import limits as kernel
from symsoft.kernel.normal import Env
from symsoft.kernel.poly import Poly, accumulate
from symsoft.kernel.rules import frames
from symsoft.kernel.terms import ZERO, KernelError, Term, exp
from symsoft.prover.quotients import quotients
from symsoft.prover.shift import Step, shifts

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
    seen: set[Term] = field(default_factory=set)


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
            side = _search(inner, f, t, DEPTH, _Walk())
            if side is None:
                return None
            found.append(side)
    except KernelError:
        return None
    return found


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
    if depth == 0 or walk.left < 0 or here in walk.seen or len(here.key) > LONGEST:
        return None
    walk.seen.add(here)
    for attempt in (shifts, _exponent, _l_hopital):
        for step, inner, g, back in attempt(env, f, t):
            found = _search(inner, g, t, depth - 1, walk)
            if found is not None:
                value = found.value if found.value.op == "inf" and attempt is shifts else None
                return Found(value or back(found.value), [step, *found.steps])
    return None


def _l_hopital(env: Env, f: Term, t: Term) -> Iterator[Step]:
    for upper, lower in quotients(env, env.poly(f), t):
        try:
            g = kernel.l_hopital(env, f, upper, lower, t)
        except KernelError:
            continue
        yield {"l_hopital": [upper, lower]}, env, g, lambda term: term


def _exponent(env: Env, f: Term, t: Term) -> Iterator[Step]:
    """f = e^g."""
    poly = env.poly(f)
    if len(poly) == 1:
        ((mono, coef),) = poly.items()
        if coef == 1 and mono and all(a.op == "exp" for a, _ in mono):
            g: Poly = {}
            for a, e in mono:
                accumulate(g, env.poly(a.args[0]), e)
            yield {"exp": env.term(g)}, env, env.term(g), _exponential


def _exponential(limit: Term) -> Term:
    if limit.op == "inf":
        return limit if limit.args[0] > 0 else ZERO
    return exp(limit)
