"""Printing of claims, hypotheses and conditions, whichever the printer."""

from __future__ import annotations

from collections.abc import Sequence

from symsoft.kernel.context import Claim, Hypothesis
from symsoft.kernel.terms import ONE, ZERO, Term
from symsoft.language.ordering import arranged_indices
from symsoft.language.printer import Printer


def print_claim(printer: Printer, claim: Claim) -> str:
    """A claim as it stands."""
    return printer.for_names(claim.names).relation(claim.rel, claim.lhs, claim.rhs).text


def print_hypothesis(printer: Printer, h: Hypothesis) -> str:
    """A hypothesis or condition, with what its letters range over and its guards."""
    quantified = (v.args[0] for v in h.vars)
    printer = printer.for_names(h.claim.names.union(*(g.names for g in h.guards), quantified))
    parts = _ranges(printer, h.vars) + [_assumed(printer, g, h.vars) for g in h.guards]
    claim = _assumed(printer, h.claim, h.vars)
    return printer.quantified(claim, parts) if parts else claim


def _assumed(printer: Printer, claim: Claim, quantified: Sequence[Term]) -> str:
    """δ_ij = 0 and δ_ij = 1 speak of indices: they are written i ≠ j and i = j, k ≠ i for all k."""
    if claim.rel == "=" and claim.lhs.op == "delta" and claim.rhs in (ZERO, ONE):
        pair = sorted(arranged_indices(claim.lhs.args), key=lambda t: t not in quantified)
        return printer.related_indices("!=" if claim.rhs is ZERO else "=", pair).text
    return printer.relation(claim.rel, claim.lhs, claim.rhs).text


def _ranges(printer: Printer, variables: Sequence[Term]) -> list[str]:
    """What the letters range over: ``k = 1, …, K`` or ``x > 0``; like ones are listed together."""
    kinds: dict[tuple[str, str], list[str]] = {}
    for v in variables:
        kinds.setdefault((v.op, v.args[1]), []).append(printer.symbol(v.args[0]))
    ranges = []
    for (op, over), letters in kinds.items():
        until = f"= 1, {printer.words['dots']}, {printer.symbol(over)}"
        ranges.append(f"{', '.join(letters)} {until if op == 'ix' else printer.words[over]}")
    return ranges
