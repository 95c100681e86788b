"""``symsoft list`` tells what was found of a derivation only while nothing it rests on changed."""

import json
import os

import pytest
from click.testing import CliRunner

from symsoft.cli import main
from symsoft.derivation import library, results
from tests.projects import GRADIENT, LOG_SOFTMAX, SHIFT, SHIFT_FALSE, write

HELPED = "\nfrom derivations._help import REASON" + SHIFT.replace('"$e^c$ cancels"', "REASON")
GONE = '\nd = Derivation("gone", title="")\nd.calc(c).eq(c, "", using="nowhere")\n'


@pytest.fixture
def project(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    write(tmp_path, _help='\nREASON = "cancels"\n', a=GRADIENT, b=LOG_SOFTMAX, c=HELPED)
    return tmp_path


def run(*args):
    result = CliRunner().invoke(main, [*args], prog_name="symsoft", catch_exceptions=False)
    assert "Traceback" not in result.output
    return result


def statuses(*args):
    rows = json.loads(run("list", "--format", "json", *args).stdout)
    return {row["name"]: row["status"] for row in rows if row["own"]}


UNKNOWN = dict.fromkeys(
    ("log-sum-exp-gradient", "log-softmax-gradient", "shift-invariance"), "not checked"
)
PROVED = dict.fromkeys(UNKNOWN, "proved")


def test_nothing_is_known_before_a_check(project):
    assert statuses() == UNKNOWN


def test_what_was_checked_is_known(project):
    run("check", "derivations/a.py")
    assert statuses() == {**UNKNOWN, "log-sum-exp-gradient": "proved"}
    run("show", "shift-invariance")
    assert statuses() == {**PROVED, "log-softmax-gradient": "not checked"}
    run("report")
    assert statuses() == PROVED


@pytest.mark.parametrize(
    ("script", "code", "changed"),
    [
        ("a", GRADIENT + "\n", ["log-sum-exp-gradient", "log-softmax-gradient"]),  # is cited
        ("b", LOG_SOFTMAX + "\n", ["log-softmax-gradient"]),
        ("_help", '\nREASON = "goes"\n', ["shift-invariance"]),  # is imported
        ("d", "\n", []),
    ],
)
def test_a_change_concerns_what_rests_on_it(project, script, code, changed):
    run("check")
    write(project, **{script: code})
    assert statuses() == {**PROVED, **dict.fromkeys(changed, "not checked")}


def test_a_change_of_symsoft_concerns_all(project, monkeypatch):
    run("check")
    monkeypatch.setattr(results, "_code", lambda: "another")
    assert statuses() == UNKNOWN


def test_what_is_not_proved_is_known_too(project):
    write(project, c=SHIFT_FALSE)
    run("check")
    assert statuses()["shift-invariance"] == "not proved"
    assert run("list").exit_code == 0
    assert run("check").exit_code == 1


def test_a_script_written_while_it_is_checked_is_not_believed(project):
    run("list")
    later = os.stat(project / "derivations" / "a.py").st_mtime + 3600
    os.utime(project / "derivations" / "a.py", (later, later))
    run("check")
    assert statuses() == {**UNKNOWN, "shift-invariance": "proved"}


@pytest.mark.parametrize(
    "content", ["", "[]", "{", '{"version": 1}', '{"version": 1, "results": {"x": 3}}', "[" * 9999]
)
def test_a_damaged_file_says_nothing(project, content):
    run("check")
    (project / ".symsoft" / "results.json").write_text(content)
    assert statuses() == UNKNOWN
    run("check")
    assert statuses() == PROVED


def test_where_nothing_can_be_written_nothing_is_kept(project):
    (project / ".symsoft").write_text("a file in the way")
    assert run("check").exit_code == 0
    assert statuses() == UNKNOWN


@pytest.fixture
def alone(monkeypatch):
    """symsoft's own derivations are not there: ``list --check`` would prove them all."""
    monkeypatch.setattr(library, "shipped_library", lambda: None)


@pytest.mark.usefixtures("alone")
def test_a_derivation_that_cites_what_is_not_there(project):
    write(project, d=GONE)
    run("check")
    assert statuses() == {**PROVED, "gone": "not checked"}
    result = run("list", "--check")
    assert result.exit_code == 2
    assert "gone, step 1: there is no derivation nowhere" in result.stderr


@pytest.mark.usefixtures("alone")
def test_list_can_check(project):
    assert statuses("--check") == PROVED
    text = run("list").stdout
    assert "\nStability\n  shift-invariance  " in text
