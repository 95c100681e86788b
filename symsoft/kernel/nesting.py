"""Sums within sums, in one form whatever their indices are called and in whatever order they stand.

A sum over ranges that do not depend on one another may be taken in any order (Fubini's theorem for
finite sums).
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import reduce
from itertools import islice, pairwise

from symsoft.kernel import poly as pl
from symsoft.kernel import terms as tm
from symsoft.kernel.poly import Mono, Rational
from symsoft.kernel.terms import Term, mk

OPENED, MOST_ORDERS = 8, 120  # powers of a sum that are written out; orders that are tried
Exponents = dict[Term, Rational]
Range = tuple[str, int, int]


def flatten(
    atom: Term, e: Rational, bound: list[tuple[Term, Range]], factors: Exponents, taken: set[str]
) -> None:
    """Open sums inside a summand, so that nested sums have one form."""
    if atom.op != "sum" or e.denominator != 1 or not 0 < e <= OPENED:
        factors[atom] = factors.get(atom, 0) + e
        return
    for _ in range(int(e)):
        w = mk("ix", tm.fresh(taken), atom.args[1][0])
        taken.add(w.args[0])
        bound.append((w, atom.args[1]))
        body = tm.open_(atom.args[2], w)  # a canonical monomial with coefficient 1
        for part in body.args if body.op == "pmul" else (body,):
            whole = part.op == "pow" and part.args[1].op == "num"
            base, x = (part.args[0], part.args[1].args[0]) if whole else (part, 1)
            flatten(base, x, bound, factors, taken)


def name_bound(bound: list[tuple[Term, Range]], mono: Mono) -> Term:
    """The nested sum over `bound`, the least of those in an order that only their roles decide."""
    term, ranges = pl.mono_term(mono), dict(bound)

    def within(inner: Term, v: Term) -> Term:
        return mk("sum", "", ranges[v], tm.close(inner, v))

    orders = islice(_orders(term, ranges, dict.fromkeys(ranges, 0)), MOST_ORDERS)
    return min((reduce(within, o, term) for o in orders), key=lambda nested: nested.key)


def _orders(term: Term, ranges: dict[Term, Range], roles: dict[Term, int]) -> Iterator[list[Term]]:
    """Bound indices by where they stand in `term`, whatever their names: each is told from the
    others by what these are known to be (Weisfeiler and Leman, 1968); of those that stay alike
    each comes first in turn, or only one if they may change places."""
    while (count := len(set(roles.values()))) < len(roles):
        views = {v: (n, ranges[v], _view(term, v, roles)) for v, n in roles.items()}
        found = sorted(set(views.values()))
        roles = {v: found.index(view) for v, view in views.items()}
        if len(found) == count:
            break
    else:
        yield sorted(roles, key=roles.__getitem__, reverse=True)  # the innermost first
        return
    groups = ([v for v in roles if roles[v] == n] for n in range(count))
    alike = next(group for group in groups if len(group) > 1)
    twins = all(tm.subst(term, {v: w, w: v}) is term for v, w in pairwise(alike))
    for first in alike[:1] if twins else alike:
        yield from _orders(term, ranges, {v: 2 * n + (v is not first) for v, n in roles.items()})


def _view(term: Term, v: Term, roles: dict[Term, int]) -> str:
    """`term` with the role of each bound index in place of it, that of `v` marked."""
    names = {w: f"*{n}{'*' if w is v else ''}" for w, n in roles.items()}
    return tm.subst(term, {w: mk("ix", name, w.args[1]) for w, name in names.items()}).key
