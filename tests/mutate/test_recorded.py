"""The file of evidence: a second run searches for nothing, and a bad file is never believed."""

import json

import pytest

from symsoft.derivation import DerivationError
from symsoft.derivation.library import load as load_library
from symsoft.derivation.project import find_project
from symsoft.mutate import recorded
from symsoft.mutate.recorded import Recorded, load, recording
from symsoft.mutate.running import plan
from tests import projects
from tests.running import symsoft

NAME = "log-softmax-gradient"


def project(folder):
    return projects.write(folder, lse=projects.GRADIENT, log_softmax=projects.LOG_SOFTMAX)


@pytest.fixture(scope="module")
def checked(tmp_path_factory):
    root = project(tmp_path_factory.mktemp("project"))
    return load_library(find_project(root)).derivations[NAME].checked()


@pytest.fixture(scope="module")
def evidence(tmp_path_factory, checked):
    """Evidence of all mutants of a derivation, found once."""
    path = tmp_path_factory.mktemp("evidence") / "evidence.json"
    assert run(path, checked).searched > 20
    return path.read_bytes()


@pytest.fixture
def file(tmp_path, evidence):
    """A file with this evidence, for a test to change."""
    path = tmp_path / "evidence.json"
    path.write_bytes(evidence)
    return path


def run(path, checked, whole=True):
    with recording(path) as found:
        for planned in plan(checked):
            found.judged(planned)
        found.whole = whole
    return found


def edited(path, change):
    data = json.loads(path.read_text())
    change(data)
    path.write_text(json.dumps(data))


def test_a_second_run_searches_for_nothing_and_leaves_the_file(file, checked):
    before = file.read_bytes()
    assert run(file, checked).searched == 0
    assert file.read_bytes() == before
    lines = before.decode().splitlines()
    assert len(lines) == len(list(plan(checked))) + 4  # one for each mutant


def test_what_does_not_hold_is_judged_anew(file, checked):
    before = file.read_bytes()

    def break_one_and_lose_another(data):
        block = data["derivations"][NAME]
        point, other = [key for key, entry in block.items() if "point" in entry][:2]
        block[point] = {"point": {}}
        del block[other]

    edited(file, break_one_and_lose_another)
    assert run(file, checked).searched == 2
    assert file.read_bytes() == before


def test_moved_entries_are_judged_as_what_they_are(file, checked):
    statuses = [load(file).judged(planned).status for planned in plan(checked)]

    def turn(data):
        block = data["derivations"][NAME]
        entries = list(block.values())
        data["derivations"][NAME] = dict(zip(block, entries[1:] + entries[:1], strict=True))

    edited(file, turn)
    assert [load(file).judged(planned).status for planned in plan(checked)] == statuses


def test_stale_evidence_goes_when_the_whole_library_is_judged(file, checked):
    before = file.read_bytes()

    def add(data):
        data["derivations"]["another"] = {"0123456789": {"point": {}}}
        data["derivations"][NAME]["0123456789"] = {"point": {}}

    edited(file, add)
    run(file, checked, whole=False)
    assert file.read_bytes().count(b"0123456789") == 2
    run(file, checked)
    assert file.read_bytes() == before


def test_what_other_code_did_not_prove_is_searched_again(file, checked, monkeypatch):
    planned = next(plan(checked))

    def lose(data):
        for key in data["derivations"][NAME]:
            data["derivations"][NAME][key] = {"reason": "no proof was found"}

    edited(file, lose)
    assert load(file).shown(planned).status == "not proved"
    monkeypatch.setattr(recorded, "code", lambda: "another")
    assert load(file).shown(planned).status == "not proved"
    assert run(file, checked).searched == len(list(plan(checked)))
    assert load(file).code == "another"


def test_a_run_that_is_broken_off_keeps_what_it_found(tmp_path, checked):
    path = tmp_path / "new.json"
    with pytest.raises(KeyboardInterrupt), recording(path) as found:
        found.judged(next(plan(checked)))
        raise KeyboardInterrupt
    assert len(load(path).known[NAME]) == 1


FOREIGN = [
    "",
    "{",
    "[]",
    "[" * 100_000,
    "{}",
    '{"format": "symsoft-certificate", "version": 1}',
    "\x00",
]
FOREIGN += [
    '{"format":"symsoft-mutants","version":2,"code":"","derivations":{}}',
    '{"format":"symsoft-mutants","version":1,"code":"","derivations":{"a":{"b":1}}}',
]


@pytest.mark.parametrize("content", FOREIGN)
def test_a_foreign_file_is_refused_in_a_line(tmp_path, content):
    path = tmp_path / "evidence.json"
    path.write_text(content)
    with pytest.raises(DerivationError, match="no evidence of mutants") as refused:
        load(path)
    assert "\n" not in str(refused.value)


def test_no_file_is_no_evidence(tmp_path):
    assert load(tmp_path / "evidence.json") == Recorded()


def test_the_command_keeps_evidence_and_uses_it(tmp_path):
    project(tmp_path)
    first = symsoft("mutate", "--evidence", "kept.json", cwd=tmp_path)
    assert first.returncode == 0, first.stderr
    assert "judged by search: 0" not in first.stdout
    again = symsoft("mutate", "--evidence", "kept.json", cwd=tmp_path)
    assert "judged by search: 0" in again.stdout
    assert first.stdout.splitlines()[:-1] == again.stdout.splitlines()[:-1]


def test_the_command_leaves_a_foreign_file_alone(tmp_path):
    project(tmp_path)
    (tmp_path / "kept.json").write_text("mine")
    found = symsoft("mutate", "--evidence", "kept.json", cwd=tmp_path)
    assert found.returncode == 2
    assert found.stderr == (
        "Error: kept.json: no evidence of mutants; remove it or name another file\n"
    )
    assert (tmp_path / "kept.json").read_text() == "mine"
