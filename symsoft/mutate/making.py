"""The mutants of a proved step: its claim with one slip, or with one hypothesis forgotten."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, zip_longest

from symsoft.kernel.context import Claim, Context, Hypothesis
from symsoft.kernel.terms import KernelError, Term
from symsoft.language.mutations import SLIPS, free_letters, slips
from symsoft.language.text import text, text_hypothesis

SIGNS = {"=": "=", "!=": "≠", "<": "<", "<=": "≤", ">": ">", ">=": "≥"}
# What people write for a relation: the strict for the weak one, and both the wrong way round.
OTHER_RELATIONS = {
    "<": ("<=", ">"), "<=": ("<", ">="), ">": (">=", "<"), ">=": (">", "<="), "!=": ("=",)
}  # fmt: skip
KINDS = (*SLIPS, "relation", "hypothesis")


@dataclass(frozen=True)
class Mutant:
    """A claim that differs from a proved one by a slip of a kind, which wrote `new` for `old`.

    `side` says where: "left", "right", "relation" or "given".
    """

    kind: str
    side: str
    old: str
    new: str
    context: Context
    claim: Claim


def mutants(context: Context, claim: Claim, most: int | None = None) -> list[Mutant]:
    """The mutants of a claim, each once; at most `most`, of as many kinds as there are."""
    found: dict[tuple[Claim, tuple[Hypothesis, ...]], Mutant] = {}
    for mutant in chain(_relations(context, claim), _terms(context, claim), _given(context, claim)):
        key = (mutant.claim, mutant.context.hypotheses)
        if key not in found and _well_formed(mutant):
            found[key] = mutant
    return _mixed(found.values(), most)


def _mixed(found: Iterable[Mutant], most: int | None) -> list[Mutant]:
    """The first of each kind, then the second of each, and so on."""
    kinds: dict[str, list[Mutant]] = {kind: [] for kind in KINDS}
    for mutant in found:
        kinds[mutant.kind].append(mutant)
    rows = zip_longest(*(_spread(of_kind) for of_kind in kinds.values()))
    return [mutant for row in rows for mutant in row if mutant is not None][:most]


def _spread(found: Sequence[Mutant]) -> list[Mutant]:
    """Mutants of one kind, those on the right and on the left in turn."""
    sides = {s: [m for m in found if m.side == s] for s in ("right", "left", "relation", "given")}
    return [m for row in zip_longest(*sides.values()) for m in row if m is not None]


def _relations(context: Context, claim: Claim) -> Iterator[Mutant]:
    for rel in OTHER_RELATIONS.get(claim.rel, ()):
        changed = Claim(rel, claim.lhs, claim.rhs)
        yield Mutant("relation", "relation", SIGNS[claim.rel], SIGNS[rel], context, changed)


def _terms(context: Context, claim: Claim) -> Iterator[Mutant]:
    letters = free_letters(claim.lhs, claim.rhs)
    for side, term in (("right", claim.rhs), ("left", claim.lhs)):
        for kind, (old, new), changed in slips(term, letters):
            whole = _with_side(claim, side, changed)
            yield Mutant(kind, side, text(old), text(new), context, whole)


def _with_side(claim: Claim, side: str, term: Term) -> Claim:
    if side == "left":
        return Claim(claim.rel, term, claim.rhs)
    return Claim(claim.rel, claim.lhs, term)


def _given(context: Context, claim: Claim) -> Iterator[Mutant]:
    for n, hypothesis in enumerate(context.hypotheses):
        rest = (*context.hypotheses[:n], *context.hypotheses[n + 1 :])
        fewer = Context(context.names, rest)
        yield Mutant("hypothesis", "given", text_hypothesis(hypothesis), "nothing", fewer, claim)


def _well_formed(mutant: Mutant) -> bool:
    try:
        mutant.context.check_claim(mutant.claim)
    except KernelError:
        return False
    return True
