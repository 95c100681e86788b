"""Hypotheses that evaluation cannot check: those about all reals, limits or integrals.

They are made special, with the functions and numbers of a point put in, for others to prove.
"""

from __future__ import annotations

from collections.abc import Callable

from symsoft.kernel.context import Claim, Context, Hypothesis, Scalar
from symsoft.kernel.normal import Env
from symsoft.kernel.terms import KernelError, Term, mk, num, subterms, var
from symsoft.refuter import values
from symsoft.refuter.point import Point

Proves = Callable[[Hypothesis, Point], bool]


def is_deep(h: Hypothesis) -> bool:
    """Whether evaluation cannot check the hypothesis: it speaks of all reals, or of a limit."""
    found = (t.op for c in (h.claim, *h.guards) for side in (c.lhs, c.rhs) for t in subterms(side))
    return any(v.op == "var" for v in h.vars) or any(op in ("lim", "int", "inf") for op in found)


def specialise(h: Hypothesis, point: Point, context: Context) -> Hypothesis:
    """The hypothesis with the point's functions and exact scalars put in."""

    def visit(t: Term) -> Term:
        args = tuple(visit(a) if isinstance(a, Term) else a for a in t.args)
        if t.op == "app" and t.args[0] in point.functions:
            return point.functions[t.args[0]].derivative(t.args[1]).term(args[2])
        return mk(t.op, *args) if args else t

    def claim(c: Claim) -> Claim:
        return Claim(c.rel, visit(c.lhs), visit(c.rhs))

    special = Hypothesis(claim(h.claim), h.vars, tuple(claim(g) for g in h.guards))
    try:
        return special.subst(_exact_scalars(point, context))
    except KernelError:  # a derivative by a scalar: it stays general
        return special


def _exact_scalars(point: Point, context: Context) -> dict[Term, Term]:
    found = {}
    for name, value in point.scalars.items():
        declared, exact = context.names.get(name), values.fraction(value)
        if isinstance(declared, Scalar) and exact is not None:
            found[var(name, declared.domain)] = num(exact)
    return found


def plain(context: Context, h: Hypothesis, point: Point) -> bool:
    """Whether the kernel's normal form alone shows a statement without limits."""
    sides = [s for c in (h.claim, *h.guards) for s in (c.lhs, c.rhs)]
    if any(t.op in ("lim", "int", "inf") for s in sides for t in subterms(s)):
        return False
    try:
        env, claim = Env(Context(context.names).with_vars(h.vars)), h.claim
        if not all(env.defined(side) for side in (claim.lhs, claim.rhs)):
            return False
        return env.equal(claim.lhs, claim.rhs) if claim.rel == "=" else env.holds(Hypothesis(claim))
    except KernelError:
        return False
