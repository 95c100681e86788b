"""Which hypotheses may bear on a claim: the others only lead a search astray."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from symsoft.kernel.context import Claim, Context, Dimension, Hypothesis
from symsoft.kernel.terms import ZERO
from symsoft.kernel.theorem import Theorem

_NOTHING = Hypothesis(Claim("=", ZERO, ZERO))


def focused(context: Context, claim: Claim, lemmas: Sequence[Theorem] = ()) -> Context:
    """The context with ``0 = 0`` for each hypothesis that shares no name with the claim.

    Names are shared also by way of other hypotheses and of the theorems that may be cited; those of
    dimensions do not count.  The others keep their places, so that a proof found here speaks
    of the same ones in `context`.
    """
    told = [_names(context, [h.unfolded(context)]) for h in context.hypotheses]
    about = _names(context, [claim.unfolded(context)])
    for theorem in lemmas:
        about |= _names(context, [theorem.claim.unfolded(theorem.context)])
        about |= _names(context, [h.unfolded(theorem.context) for h in theorem.context.hypotheses])
    known = 0
    while known < len(about):
        known = len(about)
        about = about.union(*(names for names in told if names & about))
    kept = (
        h if names & about or not names else _NOTHING
        for h, names in zip(context.hypotheses, told, strict=True)
    )
    return Context(context.names, tuple(kept))


def without_equations(context: Context) -> Context:
    """The context with ``0 = 0`` for each equation, which may be used in too many ways."""
    kept = (_NOTHING if h.claim.rel == "=" else h for h in context.hypotheses)
    return Context(context.names, tuple(kept))


def _names(context: Context, parts: Iterable[Claim | Hypothesis]) -> frozenset[str]:
    """All free names but those of dimensions."""
    found = frozenset[str]().union(*(part.names for part in parts))
    return frozenset(n for n in found if not isinstance(context.names.get(n), Dimension))
