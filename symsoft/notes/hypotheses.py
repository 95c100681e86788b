"""Hypotheses of a note, in the readings that they have."""

from __future__ import annotations

from dataclasses import dataclass

from symsoft.kernel.context import Claim, Hypothesis
from symsoft.kernel.terms import Term
from symsoft.language.tex import TexScope


@dataclass(frozen=True)
class Given:
    """A hypothesis; `wide` is the other reading, for every value of its indices, if it has one."""

    narrow: Hypothesis
    wide: Hypothesis | None = None


def wide(claim: Claim, scope: TexScope) -> Hypothesis | None:
    """``y_k ≥ 0`` may be meant for every k; ``i ≠ j`` speaks of i and j."""
    if claim.lhs.op == "delta":
        return None
    whole = claim.unfolded(scope.context([claim.lhs, claim.rhs]))
    free = _free_indices(whole)
    return Hypothesis(whole, tuple(free)) if free else None


def _free_indices(claim: Claim) -> list[Term]:
    found, stack = dict[Term, None](), [claim.lhs, claim.rhs]
    while stack:
        here = stack.pop()
        if here.op == "ix":
            found[here] = None
        stack.extend(a for a in here.args if isinstance(a, Term))
    return list(found)
