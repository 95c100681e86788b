"""The cases of a campaign: each is made from a number alone, so a run can stop and go on."""

from __future__ import annotations

from symsoft.kernel.context import Claim, Context
from symsoft.testing.strategies.contexts import grown_context, whole_context
from symsoft.testing.strategies.making import grown_claim
from symsoft.testing.strategies.source import Source

SEARCHED = 100  # one case in so many is given to the prover's search


def case(number: int) -> tuple[Context, Claim]:
    """The context and claim with this number."""
    source = Source.seeded(number)
    whole = number % 3 == 0
    context = whole_context(1 + (number // 3) % 2) if whole else grown_context(source)
    return context, grown_claim(context, source, depth=2 + number % 3)
