"""Finding limits: l'Hôpital's rule and differences to a maximum, until growth decides."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from symsoft.kernel import limits as kernel
from symsoft.kernel.normal import Env
from symsoft.kernel.poly import Poly, atoms, mono_of, mono_term
from symsoft.kernel.rules import frames, shift_frame
from symsoft.kernel.terms import (
    ONE,
    KernelError,
    Term,
    add,
    close,
    mk,
    mul,
    num,
    open_,
    power,
    subst_vector,
    subterms,
    var,
)

DEPTH = 4


@dataclass(frozen=True)
class Found:
    """A limit from one side and the kernel's steps to it."""

    value: Term
    steps: list[Any]


def from_every_side(env: Env, lim: Term) -> list[Found] | None:
    """The limit of `lim` from each side, None where one is not found."""
    try:
        sides = [_search(inner, f, t, DEPTH) for inner, t, f in frames(env, lim)]
    except KernelError:
        return None
    return [s for s in sides if s] if all(sides) else None


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


def _search(env: Env, f: Term, t: Term, depth: int) -> Found | None:
    try:
        return Found(kernel.limit(env, f, t), [])
    except KernelError:
        pass
    if depth == 0:
        return None
    for attempt in (_shift, _l_hopital):
        for step, inner, g, back in attempt(env, f, t):
            found = _search(inner, g, t, depth - 1)
            if found is not None:
                value = found.value if found.value.op == "inf" else back(found.value)
                return Found(value, [step, *found.steps])
    return None


def _l_hopital(env: Env, f: Term, t: Term) -> Iterator[Any]:
    for upper, lower in _quotients(env, env.poly(f), t):
        try:
            g = kernel.l_hopital(env, f, upper, lower, t)
        except KernelError:
            continue
        yield {"l_hopital": [upper, lower]}, env, g, lambda term: term


def _quotients(env: Env, p: Poly, t: Term) -> Iterator[tuple[Term, Term]]:
    coef, mono, prim = env.content(p)
    rest = mul(num(coef), env.term(prim))
    below = [(a, -e) for a, e in mono if e < 0]
    above = [(a, e) for a, e in mono if e > 0]
    top = mul(rest, mono_term(mono_of(dict(above))))
    if below:
        yield top, mono_term(mono_of(dict(below)))
        slow = [(a, e) for a, e in below if a is t or a.op == "log"]
        if slow and len(slow) < len(below):
            fast = [(a, -e) for a, e in below if (a, e) not in slow]
            yield mul(top, mono_term(mono_of(dict(fast)))), mono_term(mono_of(dict(slow)))
    growing = [(a, e) for a, e in above if a is t]
    if growing:
        others = mono_of({a: e for a, e in mono if a is not t})
        yield mul(rest, mono_term(others)), power(t, num(-growing[0][1]))
    if len(mono) == 0 and len(p) > 1:
        yield rest, ONE


def _shift(env: Env, f: Term, t: Term) -> Iterator[Any]:
    u, m = "@u", "@m"
    while u in env.reserved:
        u, m = u + "'", m + "'"
    for vector, factor, dim in _rates(env, f, t):
        k = mk("ix", "@k", dim)
        w = mul(num(factor), mk("entry", vector, k))
        top = mk("max", "k", (dim, 1, 0), close(w, k))
        try:
            inner, back = shift_frame(env, top, u, m)
            g = subst_vector(f, vector, lambda i, q=factor: _unshifted(u, m, i[0], q))
        except KernelError:
            continue
        yield {"shift": [top, u, m, g]}, inner, g, back


def _unshifted(u: str, m: str, index: Term, factor: Fraction) -> Term:
    return mul(num(1 / factor), add(mk("entry", u, index), var(m)))


def _rates(env: Env, f: Term, t: Term) -> list[tuple[str, Fraction, str]]:
    """Vectors z with e^(q t z_k) under a sum over k, with the number q."""
    found: dict[tuple[str, Fraction, str], None] = {}
    for s in subterms(env.canonical(f)):
        if s.op != "sum" or t.args[0] not in s.names or s.loose or s.args[1][1:] != (1, 0):
            continue
        k = mk("ix", "@k", s.args[1][0])
        for a in atoms(env.poly(open_(s.args[2], k))):
            if a.op == "exp" and t.args[0] in a.names:
                _collect(env, a, k, t, found)
    return list(found)


def _collect(env: Env, a: Term, k: Term, t: Term, found: dict[Any, None]) -> None:
    for mono in env.poly(a.args[0]):
        powers = dict(mono)
        entries = [x for x in powers if x.op == "entry" and x.args[1:] == (k,)]
        if t in powers and powers[t] > 0 and len(entries) == 1 and powers[entries[0]] == 1:
            name = entries[0].args[0]
            found.setdefault((name, Fraction(1), k.args[1]))
            found.setdefault((name, Fraction(-1), k.args[1]))
