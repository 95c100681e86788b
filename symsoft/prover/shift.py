"""Differences to a maximum: e^(t w_k) under a sum over k, with w_k = u_k + max w."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from symsoft.kernel.normal import Env
from symsoft.kernel.poly import atoms, mono_of, mono_term
from symsoft.kernel.rules import shift_frame
from symsoft.kernel.terms import (
    ZERO,
    KernelError,
    Term,
    add,
    div,
    log,
    mk,
    mul,
    neg,
    open_,
    rebuild,
    subterms,
    var,
)
from symsoft.prover.terms import is_whole, sum_over, unused, without

Step = tuple[Any, Env, Term, Callable[[Term], Term]]


def shifts(env: Env, f: Term, t: Term) -> Iterator[Step]:
    """The step for the certificate, the new environment, the function there and the way back."""
    u, m = unused(env.reserved, "@u"), unused(env.reserved, "@m")
    written = env.canonical(f)
    for rate, factor, dim in _rates(env, written, t):
        k = mk("ix", "@k", dim)
        top = sum_over(dim, k, mul(factor, rate(k)), "max")
        try:
            inner, back = shift_frame(env, top, u, m)
            g = _replaced(written, rate, factor, u, m)
        except KernelError:
            continue
        yield {"shift": [top, u, m, g]}, inner, g, back


Rate = Callable[[Term], Term]


def _rates(env: Env, f: Term, t: Term) -> list[tuple[Rate, Term, str]]:
    """w and a factor c with e^(t c w_k) in a sum over k."""
    found: dict[tuple[str, str, Term], tuple[Rate, Term, str]] = {}
    for s in subterms(f):
        if s.op == "sum" and is_whole(s) and t.args[0] in s.names and not s.loose:
            k = mk("ix", "@k", s.args[1][0])
            for a in atoms(env.poly(open_(s.args[2], k))):
                if a.op == "exp" and t.args[0] in a.names:
                    for kind, name, factor in _parts(env, a, k, t):
                        rate = _entry(name) if kind == "entry" else _log_entry(name)
                        found.setdefault((kind, name, factor), (rate, factor, k.args[1]))
    return list(found.values())


def _parts(env: Env, a: Term, k: Term, t: Term) -> Iterator[tuple[str, str, Term]]:
    for mono in env.poly(a.args[0]):
        varying = [b for b, _ in mono if k.args[0] in b.names]
        if len(varying) != 1 or dict(mono)[varying[0]] != 1 or dict(mono).get(t, ZERO) == ZERO:
            continue
        (w,) = varying
        inner = w.args[0] if w.op == "log" else w
        if inner.op == "entry" and inner.args[1:] == (k,):
            factor = mono_term(mono_of(dict(without(mono, t, w))))
            for signed in (factor, neg(factor)):
                yield w.op, inner.args[0], env.canonical(signed)


def _entry(name: str) -> Rate:
    return lambda i: mk("entry", name, i)


def _log_entry(name: str) -> Rate:
    return lambda i: log(mk("entry", name, i))


def _replaced(f: Term, rate: Rate, factor: Term, u: str, m: str) -> Term:
    """`f` with (u_i + m) / factor in place of w_i."""

    def visit(t: Term, depth: int) -> Term:
        index = _index(t)
        if index is not None and t is rate(index):
            return div(add(mk("entry", u, index), var(m)), factor)
        return rebuild(t, visit, depth)

    return visit(f, 0)


def _index(t: Term) -> Term | None:
    """i where `t` is z_i or log z_i."""
    inner = t.args[0] if t.op == "log" else t
    if inner.op == "entry" and len(inner.args) == 2:
        index: Term = inner.args[1]
        return index
    return None
