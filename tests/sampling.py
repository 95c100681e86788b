"""What a plain ``pytest`` runs of many tests that are alike: a few, spread evenly over all of them.

The gate runs every one.  Which are left to it is a matter of their place alone, not of what they
are about, so that those of the plain run stand for the others.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pytest
from _pytest.mark import ParameterSet

_FEWER = 3
_plain = False


def learn(config: pytest.Config) -> None:
    """Learn whether slow tests are left out; before modules of tests are imported."""
    global _plain
    _plain = config.getoption("markexpr") == "not slow"


def examples(most: int) -> int:
    """How many random examples to draw: so many, but fewer where slow tests are left out."""
    return most // _FEWER if _plain else most


def spread(cases: Iterable[Any], every: int) -> list[ParameterSet]:
    """The cases as parameters of a test; all are slow but the first and each `every`-th from it."""
    return [_parameter(case, slow=n % every > 0) for n, case in enumerate(cases)]


def _parameter(case: Any, slow: bool) -> ParameterSet:
    known = case if isinstance(case, ParameterSet) else pytest.param(case)
    marks = [*known.marks, *([pytest.mark.slow] if slow else [])]
    return pytest.param(*known.values, marks=marks, id=known.id)
