"""What the kernel takes for granted at some place of a proof, where its assumptions hold."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import product
from typing import Any

from symsoft.kernel import terms as tm
from symsoft.kernel.context import Context, Hypothesis, Index, Scalar
from symsoft.kernel.normal import Env
from symsoft.kernel.terms import KernelError, Term
from symsoft.refuter.values import Exact
from symsoft.testing.strategies.growing import Grower
from symsoft.testing.strategies.source import Source
from tests.fuzz.differential import At, first_false, meant, points_of, wrong_sign
from tests.fuzz.limits import elsewhere
from tests.fuzz.proofs.claims import normal_form
from tests.fuzz.proofs.state import State
from tests.fuzz.quadrature import otherwise

_TERMS = 2  # whose signs and normal forms are asked
_POINTS = 36
_FAR = 4  # points at which limits and integrals are looked at
_NUMBERS = {
    "real": (Exact(1), Exact(-1), Exact(0), Exact(1, 2)),
    "positive": (Exact(1), Exact(2), Exact(1, 2)),
    "nonnegative": (Exact(0), Exact(1), Exact(2)),
}


def first_points(context: Context, source: Source) -> list[At]:
    """Points with K = 1, 2, 3 at which the hypotheses of a context hold."""
    found = points_of(context, frozenset(context.names), source.below(99), _POINTS // 3)
    return [At.of(context, p) for p in found]


def narrowed(points: list[At], old: State, new: State, source: Source) -> list[At]:
    """Those of the points at which also holds what a step assumes; with values for new names."""
    fresh = _fresh(old, new)
    if added := _added(new):
        values = (_few(list(_instances(at, added)), source) for at in points)
        points = [inner for few in values for inner in few]
    return _few([at for at in points if all(holds(h, at) for h in fresh)], source, _POINTS)


def unattained(points: list[At], old: State, new: State) -> str:
    """A point at which no value of the new names is what the step takes them to be; or ""."""
    fresh, added = _fresh(old, new), _added(new)
    for at in points if fresh and added else []:
        if all(any(_fails(h, inner) for h in fresh) for inner in _instances(at, added)):
            return f"there is nothing that is {fresh} at {at.point}"
    return ""


def _fresh(old: State, new: State) -> list[Hypothesis]:
    """What the last step assumes."""
    return [h.apart(new.env.reserved) for h in new.assumed if h not in old.assumed]


def _added(state: State) -> tuple[Term, ...]:
    """The names that the last step has brought in."""
    return tuple(v for n in sorted(state.brought) for v in _var(n, state.context.names[n]))


def _var(name: str, declared: object) -> list[Term]:
    match declared:
        case Index(dim):
            return [tm.ix(name, dim)]
        case Scalar(of):
            return [tm.var(name, of)]
    return []


def _few(points: list[At], source: Source, count: int = 3) -> list[At]:
    """So many of the points, from all over the list."""
    start, step = source.below(max(1, len(points))), max(1, len(points) // count)
    return [points[(start + n * step) % len(points)] for n in range(min(count, len(points)))]


def _fails(h: Hypothesis, at: At) -> bool:
    """Whether a statement is certainly false, for some of its variables."""
    return any(
        inner.is_false(h.claim) and all(map(inner.is_true, h.guards))
        for inner in _instances(at, h.vars)
    )


def holds(h: Hypothesis, at: At) -> bool:
    """Whether a statement certainly holds, for all its indices and some numbers."""
    return all(
        inner.is_true(h.claim) or any(inner.is_false(g) for g in h.guards)
        for inner in _instances(at, h.vars)
    )


def audited(state: State, before: State, points: list[At], source: Source) -> str:
    """What is wrong here: a fact that is false, a sign, or a normal form; "" if nothing is.

    Facts that were looked at in the state before are not again; but all that speaks of a name
    that is brought in, and was not assumed of it, is a claim about every value of that name.
    """
    env, seen = state.env, frozenset((*before.facts, *before.assumed))
    speak = [h for h in env.context.hypotheses if h in seen and h.names & state.brought]
    new = [h for h in state.facts if h not in seen]
    for h in (*new, *speak, *map(Hypothesis, state.shown)):
        if false := false_at(h, env, points):
            return f"the proof knows that {h}, but {false}"
    for _ in range(_TERMS):
        term = env.context.unfold(Grower(env.context, source).number(2))
        try:
            wrong = wrong_sign(env, term, points) or _wrong_form(env, term, points, source)
        except (KernelError, RecursionError):
            continue
        if wrong:
            return wrong
    return ""


def false_at(h: Hypothesis, env: Env, points: list[At]) -> str:
    """A point at which a statement is certainly false, or undefined, for some of its variables."""
    h = h.apart(env.reserved)
    if h.claim.lhs.op in ("lim", "int"):
        compare = elsewhere if h.claim.lhs.op == "lim" else otherwise
        return (
            ""
            if h.vars or h.claim.rel != "="
            else compare(h.claim, points[:: len(points) // _FAR + 1])
        )
    sides = [t for t in (h.claim.lhs, h.claim.rhs) if meant(t)]
    for at in points:
        for inner in _instances(at, h.vars):
            if all(map(inner.is_true, h.guards)):
                if inner.is_false(h.claim):
                    return f"it is false at {inner.point}"
                if any(inner.defined(t) is False for t in sides):
                    return f"it has no meaning at {inner.point}"
    return ""


def _instances(at: At, variables: tuple[Term, ...]) -> Iterator[At]:
    """The point with values for more names."""
    if not variables:
        yield at
        return
    ranges: list[Sequence[Any]] = [
        range(1, at.point.dims[v.args[1]] + 1) if v.op == "ix" else _NUMBERS[v.args[1]]
        for v in variables
    ]
    for values in product(*ranges):
        pairs = list(zip(variables, values, strict=True))
        indices = {v.args[0]: value for v, value in pairs if v.op == "ix"}
        scalars = {v.args[0]: value for v, value in pairs if v.op == "var"}
        point = replace(
            at.point,
            indices={**at.point.indices, **indices},
            scalars={**at.point.scalars, **scalars},
        )
        yield at.moved(point)


def _wrong_form(env: Env, term: Term, points: list[At], source: Source) -> str:
    claim = normal_form(env, term, source)
    at = first_false(claim, points)
    return f"the normal form of {term.key} is {claim.rhs.key}, not so at {at}" if at else ""
