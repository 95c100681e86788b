"""The smallest change that makes a refuted relation provable: of an index, a sign, a factor, <.

A change is only suggested once the kernel has accepted the changed claim.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import islice

from symsoft.kernel.context import Claim, Context
from symsoft.kernel.terms import ZERO, KernelError, Term, mk, neg, num
from symsoft.language.mutations import OVER_INDEX, free_letters, other_indices, places
from symsoft.language.text import text
from symsoft.prover.decide import decide_claim

_MOST = 60  # claims that are tried
_EACH = 0.4  # seconds for one
_WEAKER = {"<": ("<=", ">"), ">": (">=", "<"), "<=": (">=",), ">=": ("<=",)}
_SIGNS = {"=": "=", "!=": "≠", "<": "<", "<=": "≤", ">": ">", ">=": "≥"}


@dataclass(frozen=True)
class _Change:
    claim: Claim
    old: str
    new: str


def suggest(context: Context, claim: Claim, budget: float = 1.5) -> str:
    """A change that makes `claim` a theorem, in words, or "" if none is found in `budget` s."""
    deadline = time.monotonic() + budget
    for change in islice(_changes(claim), _MOST):
        left = deadline - time.monotonic()
        if left <= 0:
            break
        try:
            context.check_claim(change.claim)
        except KernelError:
            continue
        if decide_claim(context, change.claim, timeout=min(_EACH, left)).status == "proved":
            return f"true with {change.new} for {change.old}"
    return ""


def _changes(claim: Claim) -> Iterator[_Change]:
    """Changed claims, the likeliest slips first; what stands on the right is changed first."""
    free = [t for t in free_letters(claim.lhs, claim.rhs) if t.op == "ix"]
    sides: list[tuple[Term, Callable[[Term], Claim]]] = [
        (claim.rhs, lambda new: Claim(claim.rel, claim.lhs, new)),
        (claim.lhs, lambda new: Claim(claim.rel, new, claim.rhs)),
    ]
    if claim.rhs.op == "inf":
        sides = sides[1:]
    for rel in _WEAKER.get(claim.rel, ()):
        yield _Change(Claim(rel, claim.lhs, claim.rhs), _SIGNS[claim.rel], _SIGNS[rel])
    for kind in (_other_indices, _other_signs):
        for side, whole in sides:
            for old, new, changed in kind(side, free):
                yield _Change(whole(changed), old, new)
    if claim.rhs.op != "inf":
        for factor in (num(2), num(Fraction(1, 2))):
            scaled = mk("mul", factor, claim.rhs)
            yield _Change(Claim(claim.rel, claim.lhs, scaled), text(claim.rhs), text(scaled))


_Found = Iterator[tuple[str, str, Term]]


def _other_indices(term: Term, letters: list[Term]) -> _Found:
    """p_j for p_i, one entry, definition or δ at a time."""
    outside = ("deriv", "lim", "int")
    for place in places(term, letters, lambda t: t.op not in outside):
        if place.term.op != "val":
            for old, new in other_indices(place.term, place.letters):
                yield text(old), text(new), place.put(new)


def _other_signs(term: Term, letters: list[Term]) -> _Found:
    """-x for x, one term of a sum at a time, or the whole of a factor."""
    found = list(places(term, letters, lambda t: t.op in ("add", "mul", *OVER_INDEX)))
    for place in found:
        if place.term.op == "add":
            for n, arg in enumerate(place.term.args):
                flipped = (*place.term.args[:n], neg(arg), *place.term.args[n + 1 :])
                new = mk("add", *flipped)
                yield text(place.term), text(new), place.put(new)
    for place in reversed(found):
        if place.term is not ZERO:
            yield text(place.term), text(neg(place.term)), place.put(neg(place.term))
