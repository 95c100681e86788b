"""From the theorems of a chain's steps to the theorem of the whole chain."""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce

from symsoft.kernel.context import Claim, Context
from symsoft.kernel.rules import compose
from symsoft.kernel.terms import Term
from symsoft.kernel.theorem import Theorem, check


def chain_theorem(
    context: Context, terms: Sequence[Term], rels: Sequence[str], theorems: Sequence[Theorem]
) -> Theorem:
    """``terms[0] ~ terms[-1]`` by transitivity; it carries the conditions of every term.

    Raises `KernelError` where the relations do not compose.
    """
    if len(theorems) == 1:
        return theorems[0]
    *between, last = terms[1:]
    parts = [
        [rel, term, theorem.proof]
        for rel, term, theorem in zip(rels, [*between, None], theorems, strict=True)
    ]
    claim = Claim(reduce(compose, rels), terms[0], last)
    before = [known for theorem in theorems for known in theorem.proof.get("before", [])]
    proof = {"rule": "chain", "steps": parts, "before": before}
    return check(context, claim, proof, between)
