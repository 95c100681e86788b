"""Finding integrals: an antiderivative and its values, or limits, at the two ends."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from weakref import WeakKeyDictionary

from symsoft.kernel.analysis import REGIONS, end_frame, inside, region
from symsoft.kernel.calculus import differentiate
from symsoft.kernel.context import Scalar
from symsoft.kernel.domain import NIL, POS
from symsoft.kernel.normal import Env
from symsoft.kernel.proofs import defined
from symsoft.kernel.terms import (
    ZERO,
    KernelError,
    Term,
    add,
    div,
    mk,
    neg,
    open_,
    sub,
    subst,
    subterms,
    var,
)
from symsoft.prover import limits
from symsoft.prover.antiderivatives import antiderivative
from symsoft.prover.goal import Proof
from symsoft.prover.terms import unused

ALGEBRA: Proof = {"rule": "algebra"}


@dataclass(frozen=True)
class Found:
    """An integral's value and the proof that leads to it, but for its end."""

    value: Term
    proof: Proof


_known: WeakKeyDictionary[Env, dict[Term, Found | None]] = WeakKeyDictionary()


def integral(env: Env, t: Term) -> Found | None:
    """The integral `t`, None where it is not found."""
    known = _known.setdefault(env, {})
    if t not in known:
        whole = (f for kind in REGIONS if (f := _within(env, t, kind)))
        parts = (f for at in _corners(env, t) if (f := _split(env, t, at)))
        known[t] = next(chain(whole, parts), None)
    return known[t]


def _corners(env: Env, t: Term) -> Iterator[Term]:
    """Where the argument of an absolute value or a bracket in the integrand is 0."""
    x = var(unused(env.reserved, "@c"))
    inner = Env(env.context.declare(x.args[0], Scalar()))
    for a in subterms(open_(t.args[-1], x)):
        if a.op in ("abs", "iv") and x.args[0] in a.names and not a.loose:
            f = a.args[0] if a.op == "abs" else sub(*a.args[1:])
            slope = inner.canonical(differentiate(inner, f, x))
            if x.args[0] not in slope.names and not inner.sign(slope) & NIL:
                yield env.canonical(neg(div(subst(f, {x: ZERO}), slope)))


def _split(env: Env, t: Term, at: Term) -> Found | None:
    """The integral in two parts, to a number and from it."""
    hint, low, high, body = t.args
    gaps = [sub(at, low)] * (low.op != "inf") + [sub(high, at)] * (high.op != "inf")
    if any(env.sign(gap) != POS for gap in gaps):
        return None
    found = [integral(env, mk("int", hint, *ends, body)) for ends in ((low, at), (at, high))]
    if any(f is None or f.value.op == "inf" for f in found):
        return None
    values = [f.value for f in found if f]
    parts = [{**f.proof, "then": ALGEBRA} for f in found if f]
    proof = {"rule": "split", "at": at, "values": values, "parts": parts}
    return Found(env.canonical(add(*values)), proof)


def _within(env: Env, t: Term, kind: str) -> Found | None:
    """The integral from an antiderivative that holds in a region."""
    _, low, high, body = t.args
    try:
        inner, x = region(env, low, high, kind)
        primitive = antiderivative(inner, defined(open_(body, x), inner), x)
        if primitive is None:
            return None
        defined(primitive, inner)
        start = _at_end(env, primitive, x, low, True, kind)
        end = _at_end(env, primitive, x, high, kind == "positive", kind)
    except KernelError:
        return None
    if start is None or end is None or start.value.op == "inf":
        return None
    value = end.value if end.value.op == "inf" else env.canonical(sub(end.value, start.value))
    ends = {"low": start.steps, "high": end.steps}
    return Found(value, {"rule": "integral", "region": kind, "primitive": primitive, **ends})


def _at_end(
    env: Env, primitive: Term, x: Term, end: Term, up: bool, kind: str
) -> limits.Found | None:
    if inside(env, end, kind):
        return limits.Found(subst(primitive, {x: end}), [])
    return limits.along(*end_frame(env, primitive, x, end, up))
