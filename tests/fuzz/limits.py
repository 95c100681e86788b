"""Limits that the kernel finds, against the function far out.

A value far out proves nothing about a limit, so this is a search for suspects and no test of its
own: at t = 10^5, 10^50 and 10^500 the distance from the limit must be small or shrink.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise

from symsoft.kernel import terms as tm
from symsoft.kernel.context import Claim, Context, Scalar
from symsoft.kernel.limits import limit
from symsoft.kernel.normal import Env
from symsoft.kernel.terms import KernelError, Term, mk
from symsoft.kernel.theorem import check
from symsoft.refuter import jets, values
from symsoft.refuter.values import Undecided, Undefined, Unsupported
from symsoft.testing.strategies.contexts import grown_context
from symsoft.testing.strategies.growing import Grower
from symsoft.testing.strategies.source import Source
from tests.fuzz.differential import At, Outcome, meant, points_of

FAR, BITS = (5, 50, 500), 6000
T = tm.var("T", "positive")


def limit_case(number: int) -> tuple[Context, Term]:
    """A context with a positive T, and a function of it."""
    source = Source.seeded(f"limit {number}")
    context = grown_context(source, 0).declare("T", Scalar("positive"))
    grower = Grower(context, source, bound=(T,) * 4)
    return context, grower.number(2 + number % 2)


def examine_limit(context: Context, f: Term, seed: int) -> Outcome:
    """Ask the kernel for the limit of f as T grows, and look far out."""
    try:
        found = limit(Env(context), context.unfold(f), T)
        names = {n: d for n, d in context.names.items() if n != "T"}
        outside = Context(names)
        whole = tm.binder("lim", "T", "positive", "", mk("inf", 1), var=T, body=f)
        sides = [{"steps": [], "then": {"rule": "algebra"}}]
        check(outside, Claim("=", whole, found), {"rule": "limit", "sides": sides})
    except (KernelError, RecursionError):
        return Outcome("refused")
    plain = context.unfold(f)
    points = [At.of(context, point) for point in points_of(context, plain.names, seed)]
    wrong = _far_from(plain, T, found, points)
    return Outcome("wrong", wrong) if wrong else Outcome("proved")


def elsewhere(claim: Claim, points: Iterable[At]) -> str:
    """A point at which a limit seems not to be what is claimed, from some side that its scalar may
    come from, or the function has no values there; or ""."""
    for at in points:
        for f in _from_each_side(claim.lhs, at):
            if meant(f) and _there(at, T, FAR[-1]).defined(f) is False:
                return f"{f.key} has no value far out at {at.point}"
            if far := _far_from(f, T, claim.rhs, [at]):
                return far
    return ""


def _from_each_side(lim: Term, at: At) -> list[Term]:
    """The function under a limit on the ways to its point, as functions of a T that grows."""
    _, of, side, end, body = lim.args
    if end.op == "inf":
        return [tm.open_(body, T if end.args[0] > 0 else tm.neg(T))]
    near, inside = tm.div(tm.ONE, T), of == "real" or at.sign(end) == 1
    ways = [-1] if side else [1, -1] if inside else [1]
    return [tm.open_(body, tm.add(end, tm.mul(tm.num(way), near))) for way in ways]


def _far_from(f: Term, t: Term, end: Term, points: Iterable[At]) -> str:
    """A point at which a function of `t` seems not to tend to `end` as `t` grows; or ""."""
    approaches = grows if end.op == "inf" else shrinks
    for at in points:
        far = [_distance(f, t, end, at, power) for power in FAR]
        if None not in far and not approaches([d for d in far if d is not None]):
            return f"{f.key} -> {end.key}, but far out {far} at {at.point}"
    return ""


def _distance(f: Term, t: Term, end: Term, at: At, power: int) -> Fraction | None:
    """How far f is from its limit at t = 10^power; how far from 0 towards an infinite one."""
    evaluator = _there(at, t, power).evaluator
    try:
        with values.precision(BITS):
            value = jets.base(evaluator.value(f))
            if end.op == "inf":
                return values.bounds(values.times(values.rational(end.args[0]), value))[0]
            minus = values.times(values.rational(-1), jets.base(evaluator.value(end)))
            gap = values.plus(value, minus)
            return max(map(abs, values.bounds(gap))) if values.sharp(gap) else None
    except (Undecided, Undefined, Unsupported):
        return None


def _there(at: At, t: Term, power: int) -> At:
    """The point with t = 10^power."""
    scalars = {**at.point.scalars, t.args[0]: values.rational(10**power)}
    return at.moved(replace(at.point, scalars=scalars))


def shrinks(far: list[Fraction]) -> bool:
    """Also as slowly as the power of a logarithm."""
    steady = all(after < before * Fraction(4, 5) for before, after in pairwise(far))
    return far[-1] < Fraction(1, 50) or steady


def grows(far: list[Fraction]) -> bool:
    """Large, or by ever more from one power of ten to one ten times as high, as a logarithm."""
    first, second, third = far
    return third > 50 or second > first and third - second > (second - first) * Fraction(9, 10)
