"""The bugs that ``make plant-bugs`` plants still have their place in the kernel's source."""

import pytest

from tests.planted.__main__ import PAGE
from tests.planted.bugs import BUGS
from tests.running import ROOT


@pytest.mark.parametrize("bug", BUGS, ids=lambda bug: bug.name.replace(" ", "-"))
def test_it_can_be_planted(bug):
    source = (ROOT / "symsoft" / "kernel" / f"{bug.file}.py").read_text(encoding="utf-8")
    assert source.count(bug.old) == 1
    assert bug.new != bug.old


def test_the_page_has_each_bug_with_a_test_that_is_there():
    rows = [r.split(" | ") for r in PAGE.read_text(encoding="utf-8").splitlines()[7:]]
    assert [row[0].strip("| ").replace("\\", "") for row in rows] == [bug.name for bug in BUGS]
    for *_, test in rows:
        path, _, name = test.strip("`| ").partition("::")
        text = (ROOT / path).read_text(encoding="utf-8")
        assert f"def {name}(" in text or not name
