"""Finding integrals: an antiderivative and its values, or limits, at the two ends."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from weakref import WeakKeyDictionary

from symsoft.kernel.analysis import REGIONS, end_frame, inside, region
from symsoft.kernel.normal import Env
from symsoft.kernel.terms import KernelError, Term, open_, sub, subst
from symsoft.prover import limits
from symsoft.prover.antiderivatives import antiderivative


@dataclass(frozen=True)
class Found:
    """An integral's value and the kernel's arguments that lead to it."""

    value: Term
    arguments: dict[str, Any]


_known: WeakKeyDictionary[Env, dict[Term, Found | None]] = WeakKeyDictionary()


def integral(env: Env, t: Term) -> Found | None:
    """The integral `t`, None where it is not found."""
    known = _known.setdefault(env, {})
    if t not in known:
        known[t] = next((f for kind in REGIONS if (f := _within(env, t, kind))), None)
    return known[t]


def _within(env: Env, t: Term, kind: str) -> Found | None:
    """The integral from an antiderivative that holds in a region."""
    _, low, high, body = t.args
    try:
        inner, x = region(env, low, high, kind)
        primitive = antiderivative(inner, open_(body, x), x)
        if primitive is None:
            return None
        start = _at_end(env, primitive, x, low, True, kind)
        end = _at_end(env, primitive, x, high, kind == "positive", kind)
    except KernelError:
        return None
    if start is None or end is None or start.value.op == "inf":
        return None
    value = end.value if end.value.op == "inf" else env.canonical(sub(end.value, start.value))
    arguments = {"region": kind, "primitive": primitive, "low": start.steps, "high": end.steps}
    return Found(value, arguments)


def _at_end(
    env: Env, primitive: Term, x: Term, end: Term, up: bool, kind: str
) -> limits.Found | None:
    if inside(env, end, kind):
        return limits.Found(subst(primitive, {x: end}), [])
    return limits.along(*end_frame(env, primitive, x, end, up))
