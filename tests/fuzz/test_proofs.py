"""Random proofs, and that the machine which makes them notices a kernel that is not sound."""

from __future__ import annotations

import json
from collections import Counter
from importlib import import_module
from inspect import getsource
from typing import Any

import pytest

from symsoft.kernel.context import Context
from symsoft.kernel.proofs import RULES
from tests.fuzz.cases import replay_case, run_case, save
from tests.fuzz.proofs import ending, examine, moves, stating
from tests.fuzz.proofs.examine import examine_proof
from tests.sampling import spread


@pytest.mark.parametrize(
    "numbers",
    [
        range(1_000_000, 1_000_008),
        pytest.param(range(1_000_008, 1_000_025), marks=pytest.mark.slow),
    ],
    ids=len,
)
def test_short_proofs_are_sound(numbers, record_property):
    counts = Counter(examine_proof(number).status for number in numbers)
    record_property("measured", f"proofs: {dict(counts)}")
    assert not counts["wrong"]
    assert sum(counts[f"{n} steps"] for n in (3, 4, 5)) >= 0.4 * len(numbers), counts


def test_a_proof_depends_on_its_number_alone():
    assert examine_proof(7) == examine_proof(7)


def test_a_name_that_is_taken_twice_is_noticed(monkeypatch: pytest.MonkeyPatch):
    def declare(context: Context, name: str, declaration: Any) -> Context:
        return Context({**context.names, name: declaration}, context.hypotheses)

    monkeypatch.setattr(Context, "declare", declare)
    assert _first_wrong(10)


# A rule or a function of a module of the kernel; what stands there, and what instead; the number of
# a proof from which on the bug is soon found.
UNSOUND: dict[str, tuple[str, str, str, str, int]] = {
    "a theorem is cited without its hypotheses": (
        "citing",
        "cite",
        'require(shown, "a hypothesis or condition of the cited theorem is not met here")',
        "del shown",
        20,
    ),
    "a case is left out": (
        "rules",
        "_cases",
        '(("<", "negative"), ("=", "zero"), (">", "positive"))',
        '(("<", "negative"), (">", "positive"))',
        0,
    ),
    "from a < b and b > c follows a < c": (
        "rules",
        "compose",
        'require(fits, f"{first} and {second} do not chain")',
        "del fits",
        22,
    ),
    "an inequality is multiplied by a factor of unknown sign": (
        "rules",
        "_order",
        'require(env.sign(factor) == domain.POS, "the factor is not known to be positive")',
        "pass",
        38,
    ),
    "an antiderivative need not have the integrand as its derivative": (
        "analysis",
        "_integral",
        'require(same, "that is no antiderivative of the integrand")',
        "del same",
        24,
    ),
    "an antiderivative that jumps at an end has its limit's value there": (
        "analysis",
        "_integral",
        'if inside(env, at, proof["region"])',
        'if at.op != "inf"',
        0,
    ),
    "a function may be undefined near the point of its limit": (
        "analysis",
        "_eventually_defined",
        'require(fits, "the function may be undefined near the point")',
        "del fits",
        31,
    ),
    "conditions are not stated with the theorem": (
        "theorem",
        "prepare",
        "return env.assuming(*found) if found else env, found",
        "return env.assuming(*found) if found else env, ()",
        29,
    ),
}


@pytest.mark.parametrize("bug", spread(UNSOUND, 2), ids=lambda bug: bug.replace(" ", "-"))
def test_an_unsound_rule_is_noticed(bug, monkeypatch: pytest.MonkeyPatch):
    file, name, old, new, start = UNSOUND[bug]
    module = import_module(f"symsoft.kernel.{file}")
    source = getsource(getattr(module, name))
    assert source.count(old) == 1
    monkeypatch.setattr(module, name, getattr(module, name))  # all of this is undone afterwards
    for rule, function in RULES.items():
        monkeypatch.setitem(RULES, rule, function)
    exec(f"from __future__ import annotations\n{source.replace(old, new)}", vars(module))
    for user in (moves, stating, ending, examine):
        if name in vars(user):
            monkeypatch.setattr(user, name, vars(module)[name])
    assert _first_wrong(start)


def _first_wrong(start: int) -> str:
    """What is wrong with the first of 100 proofs that finds anything."""
    wrong = (run_case(number, "proofs").wrong for number in range(start, start + 100))
    return next(filter(None, wrong), "")


def test_a_proof_is_saved_by_its_number(tmp_path):
    data = json.loads(save(3, "why", "proofs", tmp_path).read_text())
    assert data == {"wrong": "why", "proof": 3}
    assert replay_case(data) == run_case(3, "proofs")
