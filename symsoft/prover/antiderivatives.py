"""Antiderivatives: candidates are guessed, and kept where their derivative is a multiple.

This is the "derivative divides" method with reduction by parts (Moses, *Symbolic Integration*,
Comm. ACM 14, 1971); the kernel differentiates what is found.
"""

from __future__ import annotations

from collections.abc import Iterator

from symsoft.kernel.calculus import differentiate
from symsoft.kernel.normal import Env
from symsoft.kernel.poly import (
    Mono,
    Poly,
    Rational,
    accumulate,
    minus,
    of_atom,
    plus,
    size,
)
from symsoft.kernel.terms import KernelError, Term, mk, subterms
from symsoft.prover.terms import positive, without

REDUCTIONS = 8  # times that a part of the integrand is replaced by a simpler one
MOST_CANDIDATES = 40


def antiderivative(env: Env, f: Term, x: Term) -> Term | None:
    """A term whose derivative by `x` is `f`, or None."""
    try:
        found = _reduce(env, env.poly(f), x, REDUCTIONS)
    except KernelError:
        return None
    return None if found is None else env.term(found)


def _reduce(env: Env, f: Poly, x: Term, left: int) -> Poly | None:
    """Take c m' from `f` for a candidate m, until nothing is left."""
    if env.is_zero(f):
        return {}
    if left == 0:
        return None
    for m in _candidates(env, f, x):
        slope = env.poly(differentiate(env, env.term(m), x))
        if not slope:
            continue
        whole = _ratio(env, f, slope, x)
        if whole is not None:
            return env.times(whole, m)
        for mono, coef in slope.items():
            if len(slope) > 1 and any(_same_rate(mono, n, x) for n in f):
                part = _part(env, f, mono, coef, x)
                rest = minus(f, env.times(part, slope))
                if part and _simpler(rest, f, x):
                    more = _reduce(env, rest, x, left - 1)
                    if more is not None:
                        return plus(env.times(part, m), more)
    return _termwise(env, f, x, left)


def _ratio(env: Env, f: Poly, slope: Poly, x: Term) -> Poly | None:
    """c free of x with f = c slope."""
    ratio = env.times(f, env.power(slope, -1))
    if all(x.args[0] not in a.names for m in ratio for a, _ in m):
        return ratio
    lead = next(iter(sorted(slope, key=str)))
    for mono in f:
        if _same_rate(mono, lead, x):
            part = _part(env, f, lead, slope[lead], x)
            if env.is_zero(minus(f, env.times(part, slope))):
                return part
    return None


def _varying(mono: Mono, x: Term) -> Mono:
    return tuple((a, e) for a, e in mono if x.args[0] in a.names)


def _same_rate(one: Mono, two: Mono, x: Term) -> bool:
    return _varying(one, x) == _varying(two, x)


def _part(env: Env, f: Poly, mono: Mono, coef: Rational, x: Term) -> Poly:
    """What `mono` must be multiplied by, free of x, to give its share of `f`."""
    share: Poly = {}
    for n, c in f.items():
        if _same_rate(n, mono, x):
            accumulate(share, {tuple(p for p in n if p not in _varying(n, x)): c})
    fixed = tuple(p for p in mono if p not in _varying(mono, x))
    return env.times(share, env.power({fixed: coef}, -1))


def _simpler(rest: Poly, f: Poly, x: Term) -> bool:
    return _weight(rest, x) < _weight(f, x)


def _weight(p: Poly, x: Term) -> Rational:
    """How hard a polynomial looks: the sum of the powers in x of its terms."""
    return len(p) + sum(size(e) for m in p for _, e in _varying(m, x))


def _termwise(env: Env, f: Poly, x: Term, left: int) -> Poly | None:
    if len(f) < 2:
        return None
    parts = [_reduce(env, {m: c}, x, left - 1) for m, c in f.items()]
    return None if None in parts else plus(*(p for p in parts if p is not None))


def _candidates(env: Env, f: Poly, x: Term) -> Iterator[Poly]:
    seen: list[Poly] = []
    for p in _guesses(env, f, x):
        if p not in seen and len(seen) < MOST_CANDIDATES:
            seen.append(p)
            yield p


def _guesses(env: Env, f: Poly, x: Term) -> Iterator[Poly]:
    if all(not _varying(m, x) for m in f):
        yield of_atom(x)
    for mono in f:
        varying = dict(_varying(mono, x))
        yield {tuple(varying.items()): 1}
        for a, e in varying.items():
            others = {b: y for b, y in varying.items() if b is not a}
            yield env.monomial(others)
            yield env.monomial({**others, a: e + 1})
            if e == -1 and positive(env, a):
                yield env.poly(mk("log", a))
            yield env.monomial({a: e})
            yield env.monomial({a: e + 1})
            if any(s.op == "log" for s in subterms(a)):  # log x, or a power of x
                yield env.times(of_atom(x), {tuple(varying.items()): 1})
            if a.op == "log":
                yield env.times(env.poly(a.args[0]), {tuple(varying.items()): 1})
            for b in others:
                yield env.monomial(dict(without(tuple(varying.items()), a, b)))
                yield env.monomial({a: e, b: varying[b]})
                yield env.monomial({a: e + 1, b: varying[b] - 1})
                yield env.monomial({a: e + 1, b: varying[b] + 1})
        yield from _inner(env, mono, x)


def _inner(env: Env, mono: Mono, x: Term) -> Iterator[Poly]:
    """Functions of x inside the atoms: log of sums, antiderivatives under a sum, f from f'."""
    for a, _ in mono:
        if x.args[0] not in a.names:
            continue
        if a.op == "app" and a.args[1] > 0:
            yield of_atom(mk("app", a.args[0], a.args[1] - 1, a.args[2]))
        if a.op == "sum":
            yield from _summed(env, a, x)
        for s in subterms(a):
            moves = s.op in ("sum", "padd") and not s.loose and x.args[0] in s.names
            if moves and positive(env, s):
                yield env.poly(mk("log", s))


def _summed(env: Env, total: Term, x: Term) -> Iterator[Poly]:
    v, body = env.open(total)
    found = antiderivative(env, body, x)
    if found is not None:
        yield env.total(total.args[1], v, env.poly(found))
