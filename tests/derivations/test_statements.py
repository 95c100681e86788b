"""What the library states, one file for each subject: proved as written there, and replayed.

A change in ``statements/`` is a change of the mathematics, never of the wording.
"""

import tomllib
from pathlib import Path

import pytest

from symsoft.kernel import replay
from symsoft.language.text import text_claim, text_hypothesis
from tests.running import ROOT
from tests.sampling import spread

FILES = sorted((Path(__file__).parent / "statements").glob("*.toml"))
SUBJECTS = {file.stem: tomllib.loads(file.read_text(encoding="utf-8")) for file in FILES}
STATEMENTS = {name: one for subject in SUBJECTS.values() for name, one in subject.items()}


def test_every_script_loads(library):
    assert library.failures == []


@pytest.mark.parametrize("subject", SUBJECTS)
def test_a_subject_holds_what_is_listed(library, subject):
    found, failures = library.under(ROOT / "derivations" / subject)
    assert sorted(d.name for d in found) == sorted(SUBJECTS[subject])
    assert failures == []


@pytest.mark.parametrize("name", spread(STATEMENTS, 5))
def test_it_is_proved_for_every_dimension(library, name):
    theorem = library.find(name).check()
    wanted = STATEMENTS[name]
    assert text_claim(theorem.claim) == wanted["states"]
    found = [text_hypothesis(h) for h in theorem.context.hypotheses]
    assert found == wanted.get("given", [])


@pytest.mark.parametrize("name", spread(STATEMENTS, 5))
def test_it_holds_under_no_other_conditions(library, name):
    found = [text_hypothesis(h) for h in library.find(name).checked().conditions]
    assert found == STATEMENTS[name].get("provided", [])


@pytest.mark.parametrize("name", spread(STATEMENTS, 5))
def test_its_certificate_replays(library, name):
    theorem = library.find(name).check()
    assert replay(theorem.certificate).claim == theorem.claim


@pytest.mark.parametrize("name", STATEMENTS)
def test_it_is_explained(library, name):
    derivation = library.find(name)
    assert derivation.summary
    assert all(step.why for step in derivation.steps)


def test_no_derivation_rests_on_itself(library):
    def below(name, above):
        assert name not in above, f"{name} rests on itself"
        for cited in library.find(name).depends:
            below(cited, {*above, name})

    for name in STATEMENTS:
        below(name, set())
