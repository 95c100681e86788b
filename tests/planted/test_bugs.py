"""The bugs that ``make plant-bugs`` plants still have their place in the kernel's source."""

import pytest

from tests.planted.bugs import BUGS
from tests.running import ROOT


@pytest.mark.parametrize("bug", BUGS, ids=lambda bug: bug.name.replace(" ", "-"))
def test_it_can_be_planted(bug):
    source = (ROOT / "symsoft" / "kernel" / f"{bug.file}.py").read_text(encoding="utf-8")
    assert source.count(bug.old) == 1
    assert bug.new != bug.old
