"""The smallest change that makes a refuted relation provable: of an index, a sign, a factor, <.

A change is only suggested once the kernel has accepted the changed claim.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import islice

from symsoft.kernel.context import Claim, Context
from symsoft.kernel.terms import ZERO, KernelError, Term, mk, neg, num
from symsoft.language.mutations import OVER_INDEX, free_letters, inside, other_indices, places
from symsoft.language.text import text
from symsoft.store import active
from symsoft.store.verdicts import decide_claim, key_of

_MOST = 60  # claims that are tried
_EACH = 0.4  # seconds for one
_WEAKER = {"<": ("<=", ">"), ">": (">=", "<"), "<=": (">=",), ">=": ("<=",)}
_SIGNS = {"=": "=", "!=": "≠", "<": "<", "<=": "≤", ">": ">", ">=": "≥"}


@dataclass(frozen=True)
class _Change:
    claim: Claim
    before: Term | str
    after: Term | str
    place: int = 0  # among those that are tried

    @property
    def old(self) -> str:
        return self.before if isinstance(self.before, str) else text(self.before)

    @property
    def new(self) -> str:
        return self.after if isinstance(self.after, str) else text(self.after)


def suggest(context: Context, claim: Claim, budget: float = 1.5) -> str:
    """A change that makes `claim` a theorem, in words, or "" if none is found in `budget` s.

    What was found before is looked up in the active store, and proved again.
    """
    store = active.get()
    key = "suggestion " + key_of(context, claim)
    kept = store.get(key) if store else None
    change = _kept(kept, context, claim) or (None if kept == [] else _found(context, claim, budget))
    if store and kept is None:
        store.put(key, change.place if change else [])
    return f"true with {change.new} for {change.old}" if change else ""


def _found(context: Context, claim: Claim, budget: float) -> _Change | None:
    deadline = time.monotonic() + budget
    for change in _tried(claim):
        if time.monotonic() >= deadline:
            break
        if _is_theorem(context, change.claim):
            return change
    return None


def _kept(kept: object, context: Context, claim: Claim) -> _Change | None:
    """The change that was found before; a store is not believed."""
    alike = (change for change in _tried(claim) if change.place == kept)
    return next((c for c in alike if _is_theorem(context, c.claim)), None)


def _tried(claim: Claim) -> Iterator[_Change]:
    for n, change in enumerate(islice(_changes(claim), _MOST), 1):
        yield replace(change, place=n)


def _is_theorem(context: Context, claim: Claim) -> bool:
    try:
        context.check_claim(claim)
    except KernelError:
        return False
    return decide_claim(context, claim, timeout=_EACH).status == "proved"


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
            yield _Change(Claim(claim.rel, claim.lhs, scaled), claim.rhs, scaled)


_Found = Iterator[tuple[Term, Term, Term]]


def _other_indices(term: Term, letters: Sequence[Term]) -> _Found:
    """p_j for p_i, one entry, definition or δ at a time."""
    for place in places(term, letters, lambda t: t.op not in ("deriv", "lim", "int")):
        if place.term.op != "val":
            for old, new in other_indices(place.term, place.letters):
                yield old, new, place.put(new)


def _other_signs(term: Term, letters: Sequence[Term]) -> _Found:
    """-x for x, one term of a sum at a time, or the whole."""
    if term.op == "add":
        for n, arg in enumerate(term.args):
            new = mk("add", *term.args[:n], neg(arg), *term.args[n + 1 :])
            yield term, new, new
    if term.op in ("add", "mul", *OVER_INDEX):
        for part in inside(term, letters):
            for old, new, changed in _other_signs(part.term, part.letters):
                yield old, new, part.put(changed)
    if term is not ZERO:
        yield term, neg(term), neg(term)
