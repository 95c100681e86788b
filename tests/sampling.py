"""What a plain ``pytest`` runs of many tests that are alike: a few, spread evenly over all of them.

The gate runs every one.  Which are left to it is a matter of their place alone, not of what they
are about, so that those of the plain run stand for the others.
"""

from collections.abc import Iterable
from typing import Any

import pytest
from _pytest.mark import ParameterSet


def spread(cases: Iterable[Any], every: int) -> list[ParameterSet]:
    """The cases as parameters of a test; all are slow but the first and each `every`-th from it."""
    return [_parameter(case, slow=n % every > 0) for n, case in enumerate(cases)]


def _parameter(case: Any, slow: bool) -> ParameterSet:
    known = case if isinstance(case, ParameterSet) else pytest.param(case)
    marks = [*known.marks, *([pytest.mark.slow] if slow else [])]
    return pytest.param(*known.values, marks=marks, id=known.id)
