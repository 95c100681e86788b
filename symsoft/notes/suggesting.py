"""The smallest change that makes a refuted relation provable: of an index, a sign, a factor, <.

A change is only suggested once the kernel has accepted the changed claim.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import islice

from symsoft.kernel.context import Claim, Context
from symsoft.kernel.terms import ZERO, KernelError, Term, close, ix, mk, neg, num, open_
from symsoft.language.text import text
from symsoft.store import active
from symsoft.store.verdicts import decide_claim, key_of

_MOST = 60  # claims that are tried
_EACH = 0.4  # seconds for one
_WEAKER = {"<": ("<=", ">"), ">": (">=", "<"), "<=": (">=",), ">=": ("<=",)}
_SIGNS = {"=": "=", "!=": "≠", "<": "<", "<=": "≤", ">": ">", ">=": "≥"}
_OVER_INDEX = ("sum", "prod", "max", "min")


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
    free = sorted(_free_indices(claim.lhs) | _free_indices(claim.rhs), key=lambda t: t.key)
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


def _other_indices(term: Term, indices: list[Term]) -> _Found:
    """p_j for p_i, one entry, definition or δ at a time."""
    if term.op in ("entry", "sym", "def", "delta"):
        for n, arg in enumerate(term.args):
            if isinstance(arg, Term) and arg.op == "ix":
                for other in indices:
                    if other is not arg and other.args[1] == arg.args[1]:
                        new = mk(term.op, *term.args[:n], other, *term.args[n + 1 :])
                        yield term, new, new
    if term.op != "deriv":
        yield from _inside(term, indices, _other_indices)


def _other_signs(term: Term, indices: list[Term]) -> _Found:
    """-x for x, one term of a sum at a time, or the whole."""
    if term.op == "add":
        for n, arg in enumerate(term.args):
            new = mk("add", *term.args[:n], neg(arg), *term.args[n + 1 :])
            yield term, new, new
    if term.op in ("add", "mul", *_OVER_INDEX):
        yield from _inside(term, indices, _other_signs)
    if term is not ZERO:
        yield term, neg(term), neg(term)


def _inside(
    term: Term, indices: list[Term], change: Callable[[Term, list[Term]], _Found]
) -> _Found:
    if term.op in _OVER_INDEX:
        yield from _under(term, indices, change)
        return
    if term.op in ("lim", "int"):
        return
    for n, arg in enumerate(term.args):
        if isinstance(arg, Term):
            for old, new, changed in change(arg, indices):
                yield old, new, mk(term.op, *term.args[:n], changed, *term.args[n + 1 :])


def _under(term: Term, indices: list[Term], change: Callable[[Term, list[Term]], _Found]) -> _Found:
    """In the body of a sum, where its letter is one more index."""
    hint, (dim, first, off), body = term.args
    letter = hint
    while letter in body.names or any(letter == i.args[0] for i in indices):
        letter += "'"
    bound = ix(letter, dim)
    try:
        opened = open_(body, bound)
    except KernelError:
        return
    for old, new, changed in change(opened, [*indices, bound]):
        yield old, new, mk(term.op, hint, (dim, first, off), close(changed, bound))


def _free_indices(term: Term) -> set[Term]:
    found, stack = set[Term](), [term]
    while stack:
        here = stack.pop()
        if here.op == "ix":
            found.add(here)
        stack.extend(a for a in here.args if isinstance(a, Term))
    return found
