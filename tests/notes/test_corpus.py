"""Lecture notes as people write them, with slips: the verdict on each relation is the one expected.

A relation is true unless a comment on the line of its sign says ``% refuted``, ``% unknown`` or
``% unreadable``; where it says ``% unknown so far``, a proof is welcome.
"""

import functools
import json
import re
from pathlib import Path

import pytest

from symsoft.notes.checking import Options, check
from symsoft.notes.source import load
from tests.sampling import spread

NOTES = sorted(p for p in (Path(__file__).parent / "corpus").iterdir() if p.suffix != ".py")
EXPECTED = re.compile(r"% (refuted|unknown|unreadable)\b")


@functools.cache
def verdicts(path):
    checked = check(load(path), Options(timeout=120, suggest=False))
    assert checked.complaints == []
    return [(f.place.file, f.place.line, f.status) for f in checked.findings]


@pytest.mark.parametrize("path", spread(NOTES, 6), ids=lambda p: p.name)
def test_each_relation_gets_its_verdict(path):
    found = verdicts(path)
    assert found
    for file, line, status in found:
        text = file.read_text(encoding="utf-8").splitlines()[line - 1]
        told = EXPECTED.search(text)
        wanted = {told[1] if told else "proved"} | ({"proved"} if "so far" in text else set())
        assert (line, status in wanted, status) == (line, True, status), text


@pytest.mark.parametrize("path", spread(NOTES, 6), ids=lambda p: p.name)
def test_each_slip_is_met(path):
    """Every line with an expectation holds a relation that was checked."""
    text = path.read_text(encoding="utf-8")
    expected = {n for n, line in enumerate(text.splitlines(), 1) if EXPECTED.search(line)}
    assert expected <= {line for _, line, _ in verdicts(path)}


def test_there_are_enough_slips():
    texts = [path.read_text(encoding="utf-8") for path in NOTES]
    assert len(texts) >= 40
    assert sum(len(re.findall("% refuted", text)) for text in texts) >= 100


def test_a_notebook_is_sound_json():
    for path in NOTES:
        if path.suffix == ".ipynb":
            json.loads(path.read_text(encoding="utf-8"))
