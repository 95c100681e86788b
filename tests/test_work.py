"""The kernel does no more work than was recorded: a guard that does not depend on the machine."""

import json

import pytest

from symsoft.kernel import check
from tests.benchmarks import work
from tests.benchmarks.growing import KINDS
from tests.derivations.test_statements import STATEMENTS


def test_claims_that_grow_cost_what_they_did():
    assert work.grown(work.growth(), work.recorded()["growth"]) == []


@pytest.mark.slow
def test_replaying_the_library_costs_what_it_did(library):
    certificates = {name: library.find(name).check().certificate for name in STATEMENTS}
    assert work.grown(work.replays(certificates), work.recorded()["library"]) == []


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_the_claims_that_grow_are_proved(kind):
    for n in kind.sizes[:2]:
        assert check(kind.context(n), kind.claim(n), {"rule": "algebra"})


def test_more_work_is_seen():
    assert work.grown({"a": 2000, "b": 100, "c": 1}, {"a": 1000, "b": 99}) == [
        "a: 2000 calls, recorded 1000; if that is meant: python -m tests.benchmarks.work --record",
        "c: 1 calls, recorded nothing; if that is meant: python -m tests.benchmarks.work --record",
    ]


def test_calls_of_the_kernel_are_counted_and_no_others():
    kind = KINDS[0]
    context, small, large = kind.context(0), kind.claim(5), kind.claim(50)
    counts = [
        work.calls(lambda c=claim: check(context, c, {"rule": "algebra"}))
        for claim in (small, small, large)
    ]
    assert 0 < counts[0] == counts[1] < counts[2]
    assert work.calls(lambda: json.dumps({"a": [1] * 99})) == 0
