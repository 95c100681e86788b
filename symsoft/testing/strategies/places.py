"""Changes at a random place of a term, below binders too."""

from __future__ import annotations

from collections.abc import Callable

from symsoft.kernel import terms as tm
from symsoft.kernel.terms import Term, mk
from symsoft.testing.strategies.growing import Grower

Change = Callable[[Term, Grower], Term | None]  # None where it does not fit


def at_place(term: Term, grower: Grower, change: Change) -> Term:
    """`term` changed at a random place where the change fits, or at the whole, or not at all."""
    parts = [n for n, a in enumerate(term.args) if isinstance(a, Term) and _is_number(term, n)]
    if parts and not grower.source.chance(4):
        n = grower.source.pick(parts)
        inner = _inside(term, n, grower, change)
        if inner is not term:
            return inner
    return change(term, grower) or term


def _inside(term: Term, n: int, grower: Grower, change: Change) -> Term:
    """`term` with its n-th argument changed somewhere; a binder is opened for it."""
    args = list(term.args)
    if term.op in tm.BINDERS and n == len(args) - 1:
        v = _variable(term, grower)
        body = at_place(tm.open_(args[-1], v), grower.under(v), change)
        return tm.binder(term.op, *args[:-1], var=v, body=body)
    args[n] = at_place(args[n], grower, change)
    return mk(term.op, *args)


def _variable(binder: Term, grower: Grower) -> Term:
    if binder.op in ("lim", "int"):
        return tm.var(grower.fresh(), binder.args[1] if binder.op == "lim" else "real")
    return tm.ix(grower.fresh(), binder.args[1][0])


def _is_number(term: Term, n: int) -> bool:
    """Whether the n-th argument is a number that may be replaced by an equal one."""
    if term.op == "deriv":
        return n == 1
    kept = ("inf", *tm.INDEX_OPS)
    return term.args[n].op not in kept or term.op in tm.BINDERS and n == len(term.args) - 1
