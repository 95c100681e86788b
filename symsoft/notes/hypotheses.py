"""Hypotheses of a note, in the readings that they have."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from symsoft.kernel.context import Claim, Hypothesis
from symsoft.kernel.terms import ONE, ZERO, Term
from symsoft.language.tex import TexScope


@dataclass(frozen=True)
class Given:
    """A hypothesis; `wide` is the other reading, for every value of its indices, if it has one."""

    narrow: Hypothesis
    wide: Hypothesis | None = None

    def alone(self, others: Iterable[Claim]) -> Hypothesis:
        """The hypothesis in one reading, as beside `others` that it is used with.

        Σ_k y_nk = 1 is meant for every n, as y is given by its rows, where nothing else speaks of
        a certain row.
        """
        if self.wide is None or not _is_of_rows(self.wide.claim):
            return self.narrow
        spoken_of = {ix.args[1] for claim in others for ix in _free_indices(claim)}
        return self.narrow if any(v.args[1] in spoken_of for v in self.wide.vars) else self.wide


def wide(claim: Claim, scope: TexScope) -> Hypothesis | None:
    """``y_k ≥ 0`` may be meant for every k; ``i ≠ j`` speaks of i and j."""
    if claim.lhs.op == "delta":
        return None
    whole = claim.unfolded(scope.context([claim.lhs, claim.rhs]))
    free = _free_indices(whole)
    return Hypothesis(whole, tuple(free)) if free else None


def given(claim: Claim, scope: TexScope) -> Given:
    """A hypothesis as it is written, in its readings; y_k = δ_kc says what the vector y is."""
    letter = _one_hot(claim)
    if letter is not None:
        return Given(Hypothesis(claim, (letter,)))
    return Given(Hypothesis(claim), wide(claim, scope))


def _one_hot(claim: Claim) -> Term | None:
    """The letter k of y_k = δ_kc."""
    left, right = claim.lhs, claim.rhs
    if right.op == "if" and right.args[1:] == (ONE, ZERO):
        right = right.args[0]
    if claim.rel != "=" or left.op != "entry" or len(left.args) != 2 or right.op != "delta":
        return None
    letter, others = left.args[1], [a for a in right.args if a is not left.args[1]]
    found: Term | None = letter if letter.op == "ix" and len(others) == 1 else None
    return found


def beyond(condition: Hypothesis, claim: Claim, scope: TexScope) -> Hypothesis:
    """A condition for every value of the letters that the claim does not speak of."""
    if condition.vars or condition.claim.lhs.op == "delta":
        return condition
    whole = [c.unfolded(scope.context([c.lhs, c.rhs])) for c in (condition.claim, claim)]
    letters = [ix for ix in _free_indices(whole[0]) if ix not in _free_indices(whole[1])]
    return Hypothesis(whole[0], tuple(letters)) if letters else condition


def _is_of_rows(claim: Claim) -> bool:
    """Whether a sum over each row of something is equated to what is the same for all rows."""
    sides = {side.op == "sum": side for side in (claim.lhs, claim.rhs)}
    if claim.rel != "=" or len(sides) < 2:
        return False
    return not _free_indices(Claim("=", sides[False], sides[False]))


def _free_indices(claim: Claim) -> list[Term]:
    found, stack = dict[Term, None](), [claim.lhs, claim.rhs]
    while stack:
        here = stack.pop()
        if here.op == "ix":
            found[here] = None
        stack.extend(a for a in here.args if isinstance(a, Term))
    return list(found)
