"""What the kernel takes for granted at some place of a proof, where its assumptions hold."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import product

from symsoft.kernel import terms as tm
from symsoft.kernel.context import Context, Hypothesis, Index, Scalar
from symsoft.kernel.normal import Env
from symsoft.kernel.terms import KernelError, Term
from symsoft.refuter.values import Exact
from symsoft.testing.strategies.growing import Grower
from symsoft.testing.strategies.source import Source
from tests.fuzz.differential import At, first_false, points_of, wrong_sign
from tests.fuzz.proofs.claims import normal_form
from tests.fuzz.proofs.state import State

_TERMS = 2  # whose signs and normal forms are asked
_POINTS = 36
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
    added = [v for n in sorted(new.brought) for v in _var(n, new.context.names[n])]
    fresh = [h.apart(new.env.reserved) for h in new.assumed if h not in old.assumed]
    if added:
        values = (_few(list(_instances(at, tuple(added))), source) for at in points)
        points = [inner for few in values for inner in few]
    found = [at for at in points if all(_holds(h, at) for h in fresh)]
    return _few(found, source, _POINTS)


def _var(name: str, declared: object) -> list[Term]:
    match declared:
        case Index(dim):
            return [tm.ix(name, dim)]
        case Scalar(of):
            return [tm.var(name, of)]
    return []


def _few(points: list[At], source: Source, count: int = 3) -> list[At]:
    start = source.below(max(1, len(points)))
    return [points[(start + n * 7) % len(points)] for n in range(min(count, len(points)))]


def _holds(h: Hypothesis, at: At) -> bool:
    """Whether a statement certainly holds, for all its indices and some numbers."""
    return all(
        inner.is_true(h.claim) or any(inner.is_false(g) for g in h.guards)
        for inner in _instances(at, h.vars)
    )


def audited(state: State, points: list[At], source: Source) -> str:
    """What is wrong here: a fact that is false, a sign, or a normal form; "" if nothing is."""
    env = state.env
    for h in state.facts:
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
    for at in points:
        for inner in _instances(at, h.vars):
            if all(map(inner.is_true, h.guards)):
                if inner.is_false(h.claim):
                    return f"it is false at {inner.point}"
                if any(_meant(t) and inner.defined(t) is False for t in (h.claim.lhs, h.claim.rhs)):
                    return f"it has no meaning at {inner.point}"
    return ""


def _meant(term: Term) -> bool:
    """Whether ball arithmetic gives the term a value wherever the kernel does: it has none for
    0^0, for powers of numbers that may be negative, and for derivatives at the end of a domain."""
    powers = (t.args[1] for t in tm.subterms(term) if t.op == "pow")
    plain = all(e.op == "num" and e.args[0] != 0 for e in powers)
    return plain and all(t.op != "deriv" for t in tm.subterms(term))


def _instances(at: At, variables: tuple[Term, ...]) -> Iterator[At]:
    """The point with values for more names."""
    ranges = [
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
