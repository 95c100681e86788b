# ruff: noqa: E501
"""Verdicts on notes are kept: a relation that did not change is not proved again."""

from pathlib import Path

import pytest

from symsoft.notes.checking import Memory, Options, check, decide, read
from symsoft.notes.source import MARKDOWN, Document, Line
from symsoft.prover import decide as prover
from symsoft.store import keeping, open_store
from symsoft.store.verdicts import key_of

HEAD = r"<!-- symsoft: let K dimension; let i, j, k index K; let z vector K; define p_i = \frac{e^{z_i}}{\sum_k e^{z_k}} -->"
PAGE = r"""
$$ \sum_k p_k = 1 $$
$$ \frac{\partial}{\partial z_j} \log p_i = \delta_{ij} - p_j $$
$$ \frac{\partial}{\partial z_j} \log p_i = \delta_{ij} - p_i $$
"""
EDITED = PAGE.replace(r"\sum_k p_k = 1", r"\sum_k p_k^2 \leq 1")


def document(text):
    lines = [Line(line, Path("n.md"), n) for n, line in enumerate(text.split("\n"), 1)]
    return Document(Path("n.md"), MARKDOWN, lines)


@pytest.fixture
def asked(monkeypatch):
    """The claims that the prover was asked about."""
    found, original = [], prover.decide_claim

    def counting(context, claim, *rest, **options):
        found.append(claim)
        return original(context, claim, *rest, **options)

    monkeypatch.setattr(prover, "decide_claim", counting)
    return found


def outcomes(text, folder):
    with keeping(open_store(folder)):
        return [(f.status, f.reason) for f in check(document(text), Options()).findings]


def test_only_what_changed_is_proved_again(tmp_path, asked):
    first = outcomes(HEAD + PAGE, tmp_path)
    assert [status for status, _ in first] == ["proved", "proved", "refuted"]
    assert "true with p_j for p_i" in first[2][1]
    asked.clear()
    assert outcomes(HEAD + PAGE, tmp_path) == first
    assert asked == []
    again = outcomes(HEAD + EDITED, tmp_path)
    assert again[1:] == first[1:]
    assert len(asked) == 1


@pytest.mark.parametrize("kept", [1, 7, "x", {"place": 1}])
def test_a_suggestion_is_not_taken_from_a_store_on_trust(tmp_path, kept):
    first = outcomes(HEAD + PAGE, tmp_path)
    found = check(document(HEAD + PAGE), Options(suggest=False)).findings[2]
    open_store(tmp_path).put("suggestion " + key_of(found.context, found.claim), kept)
    assert outcomes(HEAD + PAGE, tmp_path) == first


def test_memory_serves_within_a_process(asked):
    memory = Memory()
    readings = list(read(document(HEAD + PAGE), Options(), []))
    first = [decide(reading, Options(), memory).reason for reading in readings]
    asked.clear()
    assert [decide(reading, Options(), memory).reason for reading in readings] == first
    assert asked == []
