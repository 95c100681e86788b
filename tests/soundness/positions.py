"""Each operator of the language inside each other one: what the groups ``positions_…`` cover."""

from __future__ import annotations

from collections.abc import Iterable

from tests.soundness import groups
from tests.soundness.case import Case

# A statement about a sum inside an exponential is called sum-in-exp-…
OPERATORS = tuple(
    "plus times power root inverse exp log abs sum partial product max min delta bracket cases "
    "derivative limit integral unknown entry".split()
)
POSITIONS = tuple("exp log power sum product derivative limit cases integral".split())

# Operators that stand in no false statement of a position, and why.
WITHOUT: dict[tuple[str, str], str] = {}


def statements() -> Iterable[Case]:
    """Those of the groups about positions."""
    for group in groups.names():
        if group.startswith("positions_"):
            yield from groups.cases(group)


def place(case: Case) -> tuple[str, str]:
    """The operator and the position that a statement is about."""
    operator, inside, position, *_ = case.name.split("-")
    if inside != "in" or operator not in OPERATORS or position not in POSITIONS:
        raise ValueError(f"{case.name}: say which operator stands in which position")
    return operator, position
