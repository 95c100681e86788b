"""A claim made ready for evaluation: definitions unfolded, known limits replaced, only the names
that matter kept."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from symsoft.kernel.context import (
    Array,
    Claim,
    Context,
    Definition,
    Dimension,
    Hypothesis,
    Index,
)
from symsoft.kernel.terms import Term, mk, subst, subterms
from symsoft.refuter.values import Unsupported


@dataclass(frozen=True)
class Problem:
    """A context without definitions or idle names, and a claim in it."""

    context: Context
    claim: Claim | None

    @property
    def least(self) -> dict[str, int]:
        """The least value of every dimension."""
        return {n: d.least for n, d in self.context.names.items() if isinstance(d, Dimension)}

    @property
    def index_dims(self) -> dict[str, str]:
        """The free indices and what they range over."""
        return {n: d.dim for n, d in self.context.names.items() if isinstance(d, Index)}


def prepare(
    context: Context,
    claim: Claim | None,
    limits: Mapping[Term, Term],
    conditions: Iterable[Hypothesis],
) -> Problem:
    """The problem; raises `KernelError` if a definition cannot be unfolded, or `Unsupported`."""
    hypotheses = tuple(_unfold(context, h) for h in (*context.hypotheses, *conditions))
    names = frozenset[str]().union(*(_names(h) for h in hypotheses))
    if claim is not None:
        sides = (replace_limits(s, limits, not hypotheses) for s in (claim.lhs, claim.rhs))
        claim = Claim(claim.rel, *(context.unfold(s) for s in sides))
        names |= claim.names
    kept = {n: d for n, d in context.names.items() if n in _closure(context, names)}
    plain = {n: d for n, d in kept.items() if not isinstance(d, Definition)}
    return Problem(Context(plain, hypotheses), claim)


def replace_limits(term: Term, limits: Mapping[Term, Term], in_derivatives: bool) -> Term:
    """`term` with the known limits replaced by their values.

    Below a derivative a limit's value may be used only if no hypothesis helped to find it.
    """

    def visit(t: Term, below: bool) -> Term:
        if t in limits:
            if below:
                raise Unsupported
            return limits[t]
        below = below or t.op == "deriv" and not in_derivatives
        args = tuple(visit(a, below) if isinstance(a, Term) else a for a in t.args)
        return mk(t.op, *args) if args else t

    return visit(term, False) if limits else term


def _unfold(context: Context, h: Hypothesis) -> Hypothesis:
    """Without definitions; quantified names are renamed first, as a definition may use them."""
    marks = {v: mk(v.op, f"#h{n}", v.args[1]) for n, v in enumerate(h.vars)}

    def claim(c: Claim) -> Claim:
        sides = (context.unfold(subst(s, marks)) for s in (c.lhs, c.rhs))
        return Claim(c.rel, *sides)

    return Hypothesis(claim(h.claim), tuple(marks.values()), tuple(claim(g) for g in h.guards))


def _names(h: Hypothesis) -> frozenset[str]:
    return h.names | {v.args[1] for v in h.vars}


def _closure(context: Context, names: Iterable[str]) -> set[str]:
    """The names and the dimensions they range over."""
    return {n for name in names for n in (name, *_dims(context, name))}


def _dims(context: Context, name: str) -> Iterator[str]:
    declared = context.names.get(name)
    if isinstance(declared, Index):
        yield declared.dim
    elif isinstance(declared, Array):
        yield from declared.dims


def greatest_literal(problem: Problem) -> int:
    """The greatest index number that is written out, at least 1."""
    sides = [s for c in _claims(problem) for s in (c.lhs, c.rhs)]
    return max((t.args[0] for s in sides for t in subterms(s) if t.op == "lit"), default=1)


def _claims(problem: Problem) -> Iterator[Claim]:
    if problem.claim is not None:
        yield problem.claim
    for h in problem.context.hypotheses:
        yield from (h.claim, *h.guards)
