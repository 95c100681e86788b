"""Which hypotheses to use, and for which of their atoms to solve them."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice, product
from typing import Any

from symsoft.kernel.context import Claim, Hypothesis
from symsoft.kernel.normal import Env
from symsoft.kernel.poly import minus
from symsoft.kernel.proofs import rewriting
from symsoft.kernel.terms import KernelError, Term

Uses = list[list[Any]]
_LIKED = ("lim", "int", "sum", "max", "prod", "iv", "entry", "sym", "app", "var", "delta")
ATTEMPTS = 24


def pivots(env: Env, h: Hypothesis) -> list[Term]:
    """The atoms that the equation `h` can be solved for, the most telling first."""
    if h.claim.rel != "=" or h.guards or h.claim.rhs.op == "inf":
        return []
    inner = env.local(h.vars) if h.vars else env
    try:
        p = minus(inner.poly(h.claim.lhs), inner.poly(h.claim.rhs))
    except KernelError:
        return []
    single = [m[0][0] for m in p if len(m) == 1 and m[0][1] == 1]
    known = [a for a in single if all(v.args[0] in a.names for v in h.vars)]
    left = inner.poly(h.claim.lhs)
    return sorted(known, key=lambda a: (_rank(a), ((a, 1),) not in left, a.key))


def _rank(atom: Term) -> int:
    return _LIKED.index(atom.op) if atom.op in _LIKED else len(_LIKED)


def ways(env: Env, but: Claim | None = None) -> Iterator[Uses]:
    """Ways to use the equations among the hypotheses: all of them (`but` one), then fewer."""
    found = [(h, pivots(env, h)) for h in env.context.hypotheses if h.claim != but]
    choices = [[[h, a] for a in atoms[:3]] + [None] for h, atoms in found if atoms]
    if not choices:
        return
    seen = 0
    for choice in islice(product(*choices), 200):
        uses = [list(use) for use in choice if use is not None]
        if uses and _consistent(env, uses):
            yield uses
            seen += 1
            if seen >= ATTEMPTS:
                return


def _consistent(env: Env, uses: Uses) -> bool:
    try:
        rewriting(env, uses)
    except KernelError:
        return False
    return True


def solved(env: Env, uses: Uses) -> Uses:
    """`uses`, and each other equation among the hypotheses solved for an atom that is left."""
    used = [h for h, _ in uses]
    for h in env.context.hypotheses:
        if h not in used and h.claim.rel == "=":
            more = [[*uses, [h, atom]] for atom in pivots(rewriting(env, uses), h)[:2]]
            uses = next((some for some in more if _consistent(env, some)), uses)
    return uses
