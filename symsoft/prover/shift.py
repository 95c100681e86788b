"""Differences to a maximum: e^(t w_k) under a sum over k, with w_k = u_k + max w.

The limit is shown as a theorem about the vector u, whose maximum is 0, and the scalar m = max w; it
is then used at u_k = w_k - max w.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from symsoft.kernel.context import Array, Claim, Context, Declaration, Hypothesis, Scalar
from symsoft.kernel.normal import Env
from symsoft.kernel.poly import atoms, is_number, mono_of, mono_term
from symsoft.kernel.proofs import UNSURE
from symsoft.kernel.terms import (
    ZERO,
    Term,
    add,
    binder,
    div,
    log,
    mk,
    mul,
    neg,
    open_,
    rebuild,
    sub,
    subterms,
    var,
)
from symsoft.prover.terms import is_whole, sum_over, unused, without

Rate = Callable[[Term], Term]
INFINITY = mk("inf", 1)


@dataclass(frozen=True)
class Shift:
    """A limit in a context of differences to a maximum, and the values at which it is used."""

    context: Context
    limit: Term
    uses: list[list[Any]]  # that max u is 0
    at: dict[str, Any]


def shifts(env: Env, f: Term, t: Term) -> Iterator[Shift]:
    """Ways to write the limit of `f` as `t` tends to infinity by differences to a maximum."""
    written = env.canonical(f)
    if any(n.startswith("@") for n in written.names - {t.args[0]}):
        return
    for rate, factor, dim in _rates(env, written, t):
        k = mk("ix", "@k", dim)
        top = sum_over(dim, k, mul(factor, rate(k)), "max")
        if not is_number(env.poly(top)):  # else it is a difference to a maximum already
            yield _shift(env, written, t, rate, factor, top)


def _shift(env: Env, f: Term, t: Term, rate: Rate, factor: Term, top: Term) -> Shift:
    dim = top.args[1][0]
    u, m = unused(env.reserved, "u"), unused(env.reserved, "m")
    k, bound = mk("ix", "@k", dim), mk("entry", u, mk("bv", 0))
    highest = mk("max", "", (dim, 1, 0), bound)
    ties = mk("sum", "", (dim, 1, 0), mk("iv", "=", bound, ZERO))
    facts = [
        Hypothesis(Claim("=", highest, ZERO)),
        Hypothesis(Claim("<=", mk("entry", u, k), ZERO), (k,)),
        Hypothesis(Claim(">", ties, ZERO)),
    ]

    def forth(term: Term) -> Term:
        return _replaced(term, rate, factor, u, m)

    about = frozenset(n for n in rate(k).names if n not in k.names)
    kept = [h.map(forth) for h in env.context.hypotheses if _plain(h) and about & h.names]
    names: dict[str, Declaration] = {n: d for n, d in env.context.names.items() if n[0] != "@"}
    names |= {u: Array((dim,)), m: Scalar()}
    limit = binder("lim", "", "positive", "", INFINITY, var=t, body=forth(f))
    entry = sub(mul(factor, rate(k)), top)
    indices = {n: mk("ix", n, d) for n, d in _indices(limit)}
    at = {u: [k.args[0], entry], m: top, **indices}
    return Shift(Context(names, (*facts, *kept)), limit, [[facts[0], highest]], at)


def _plain(h: Hypothesis) -> bool:
    """Whether a hypothesis may help with signs: no limit, no name of the kernel."""
    terms = (t for side in (h.claim.lhs, h.claim.rhs) for t in subterms(side))
    return not any(n.startswith("@") for n in h.names) and all(t.op not in UNSURE for t in terms)


def _indices(t: Term) -> Iterator[tuple[str, str]]:
    yield from sorted({(s.args[0], s.args[1]) for s in subterms(t) if s.op == "ix"})


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
