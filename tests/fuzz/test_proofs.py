"""Random proofs, and that the machine which makes them notices a kernel that is not sound."""

from __future__ import annotations

import json
from collections import Counter
from typing import Any

import pytest

from symsoft.kernel.context import Claim, Context
from symsoft.kernel.normal import Env
from symsoft.kernel.proofs import RULES, Proof, establish
from symsoft.kernel.terms import ZERO
from tests.fuzz.cases import replay_case, run_case, save
from tests.fuzz.proofs.examine import examine_proof


def test_short_proofs_are_sound(record_property):
    counts = Counter(examine_proof(number).status for number in range(1_000_000, 1_000_025))
    record_property("measured", f"proofs: {dict(counts)}")
    assert not counts["wrong"]
    assert sum(counts[f"{n} steps"] for n in (3, 4, 5)) >= 10, counts


def test_a_proof_depends_on_its_number_alone():
    assert examine_proof(7) == examine_proof(7)


def test_a_theorem_cited_without_its_hypotheses_is_noticed(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("symsoft.kernel.citing.require", lambda *args: None)
    assert "the proof knows" in _first_wrong(0)


def test_a_name_that_is_taken_twice_is_noticed(monkeypatch: pytest.MonkeyPatch):
    def declare(context: Context, name: str, declaration: Any) -> Context:
        return Context({**context.names, name: declaration}, context.hypotheses)

    monkeypatch.setattr("symsoft.kernel.rules.declare", declare)
    assert _first_wrong(65)


def test_a_case_that_nobody_looks_at_is_noticed(monkeypatch: pytest.MonkeyPatch):
    honest = RULES["cases"]

    def cases(env: Env, claim: Claim, proof: Proof) -> None:
        if "index" in proof:
            return honest(env, claim, proof)
        for rel, name in (("<", "negative"), ("=", "zero")):
            establish(env.given(Claim(rel, proof["term"], ZERO)), claim, proof[name])

    monkeypatch.setitem(RULES, "cases", cases)
    assert _first_wrong(30)


def _first_wrong(start: int) -> str:
    """What is wrong with the first of 100 proofs that finds anything."""
    wrong = (examine_proof(number).wrong for number in range(start, start + 100))
    return next(filter(None, wrong), "")


def test_a_proof_is_saved_by_its_number(tmp_path):
    data = json.loads(save(3, "why", "proofs", tmp_path).read_text())
    assert data == {"wrong": "why", "proof": 3}
    assert replay_case(data) == run_case(3, "proofs")
