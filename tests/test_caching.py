"""Commands that are run again: nothing is proved twice, and nothing stale is told."""

import json
import os
import re
import shutil
import sqlite3
from pathlib import Path

import pytest
from click.testing import CliRunner

from symsoft.cli import main
from symsoft.derivation import library
from symsoft.derivation.loading import Package
from symsoft.prover import decide as prover
from symsoft.store import open_store, source, verdicts
from symsoft.store.place import VARIABLE
from tests.projects import GRADIENT, LOG_SOFTMAX, SHIFT, SHIFT_FALSE, SLIP, write
from tests.running import fresh

NAMES = ["log-sum-exp-gradient", "log-softmax-gradient", "shift-invariance"]
READING = '\nfrom pathlib import Path\nREASON = Path("FILE").read_text()\n' + SHIFT.replace(
    '"$e^c$ cancels"', "REASON"
)


@pytest.fixture
def project(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return write(tmp_path, a=GRADIENT, b=LOG_SOFTMAX, c=SHIFT)


@pytest.fixture
def searched(monkeypatch):
    """The claims that were searched for, as text."""
    found = []
    decide = prover.decide_claim

    def noting(context, claim, *rest):
        found.append(str(claim))
        return decide(context, claim, *rest)

    monkeypatch.setattr(prover, "decide_claim", noting)
    return found


@pytest.fixture
def loads(monkeypatch):
    """How often scripts were run."""
    found = []
    run = Package.run

    def noting(package, scripts):
        if package.folder == Path.cwd() / "derivations":
            found.append(scripts)
        return run(package, scripts)

    monkeypatch.setattr(Package, "run", noting)
    return found


def run(*args):
    result = CliRunner().invoke(main, [*args], prog_name="symsoft", catch_exceptions=False)
    assert "Traceback" not in result.output
    return result


def told(result):
    return result.exit_code, result.stdout, result.stderr


# --- again --------------------------------------------------------------------------------------


@pytest.mark.parametrize("args", [["check"], ["report"], ["check", "derivations"]])
def test_the_second_time_no_script_runs(project, searched, loads, args):
    first = told(run(*args))
    assert (len(searched), len(loads)) == (4, 1)
    second = told(run(*args))
    assert (len(searched), len(loads)) == (4, 1)
    assert second == first or args == ["report"]
    if args == ["report"]:
        assert "nothing has changed" in second[1]


@pytest.fixture
def alone(monkeypatch):
    """symsoft's own derivations are not there: `list` would prove them all."""
    monkeypatch.setattr(library, "shipped_library", lambda: None)


@pytest.mark.usefixtures("alone")
@pytest.mark.parametrize("args", [["check", "--format", "json"], ["list", "--check"]])
def test_the_second_time_nothing_is_searched(project, searched, args):
    first = told(run(*args))
    assert len(searched) == 4
    assert told(run(*args)) == first
    assert len(searched) == 4


def test_a_stale_or_missing_report_is_written_again(project, searched):
    run("report")
    page = project / "reports" / "markdown" / "shift-invariance.md"
    before = page.read_text()
    page.unlink()
    assert run("report", "--check").exit_code == 1
    assert run("report").exit_code == 0
    assert (page.read_text(), len(searched)) == (before, 4)


def test_only_what_changed_is_searched_again(project, searched):
    run("check")
    write(project, c=SHIFT.replace(".eq(p[i],", ".eq(p[i] * 1 + 0 * c + p[i] - p[i],"))
    assert run("check").stdout.count("proved  ") == 3
    write(project, c=SHIFT, d=SLIP)
    searched.clear()
    assert run("check").exit_code == 1
    assert len(searched) == 1  # the slip; its first step is one of b, and c is as it was before


def test_results_are_shared_between_folders(project, tmp_path_factory, monkeypatch, searched):
    run("check")
    other = tmp_path_factory.mktemp("branch")
    shutil.copytree(project / "derivations", other / "derivations")
    monkeypatch.chdir(other)
    assert run("check").exit_code == 0
    assert len(searched) == 4


def test_what_is_refuted_is_told_again_in_the_same_words(project, searched):
    write(project, c=SHIFT_FALSE, d=SLIP)
    first = told(run("check"))
    assert first[0] == 1
    searched.clear()
    assert told(run("check")) == first
    assert searched == []


def test_list_knows_what_was_told_again(project):
    run("check")
    shutil.rmtree(project / ".symsoft")
    run("check")
    rows = json.loads(run("list", "--format", "json").stdout)
    assert {row["status"] for row in rows if row["own"]} == {"proved"}


# --- not again ----------------------------------------------------------------------------------


def test_no_cache_searches_anew_and_keeps_nothing(project, searched):
    first = told(run("check", "--no-cache"))
    assert told(run("check", "--no-cache")) == first
    assert len(searched) == 8
    run("check")
    assert len(searched) == 12


@pytest.mark.usefixtures("alone")
@pytest.mark.parametrize("args", [["check"], ["report", "--check"], ["list", "--check"]])
def test_a_mistake_is_seen_at_once(project, args):
    run("check")
    run("report")
    write(project, c=SHIFT_FALSE)
    result = run(*args)
    assert result.exit_code == 1
    assert "shift-invariance" in result.output


def test_a_change_of_symsoft_is_seen(project, searched, monkeypatch):
    run("check")
    monkeypatch.setattr(verdicts, "code", lambda: "another")
    monkeypatch.setattr("symsoft.derivation.unchanged.code", lambda parts: "another")
    monkeypatch.setattr("symsoft.derivation.results._code", lambda: "another")
    run("check")
    assert len(searched) == 8


def test_a_file_that_a_script_reads_counts(project, tmp_path_factory):
    file = tmp_path_factory.mktemp("elsewhere") / "reason.txt"
    file.write_text("cancels")
    write(project, c=READING.replace("FILE", str(file)))
    run("report")
    assert "cancels" in (project / "reports/markdown/shift-invariance.md").read_text()
    file.write_text("goes away")
    assert run("report", "--check").exit_code == 1
    run("report")
    assert "goes away" in (project / "reports/markdown/shift-invariance.md").read_text()


def test_a_module_of_the_project_counts(project, monkeypatch):
    (project / "helping.py").write_text("K = 'cancels'\n")
    monkeypatch.syspath_prepend(str(project))
    write(project, c="\nimport helping" + SHIFT.replace('"$e^c$ cancels"', "helping.K"))
    run("report")
    (project / "helping.py").write_text("K = 'goes'\n")
    os.utime(project / "helping.py", (0, 0))
    monkeypatch.delitem(__import__("sys").modules, "helping")
    assert run("report", "--check").exit_code == 1


def test_templates_count(project):
    own = project / "own"
    own.mkdir()
    run("report", "--templates", "own")
    (own / "derivation.md.j2").write_text("{{ d.title }}!\n")
    assert run("report", "--check", "--templates", "own").exit_code == 1


def test_formats_count(project):
    run("report")
    assert run("report", "--format", "json", "--out", "other").exit_code == 0
    assert sorted(p.name for p in (project / "other").iterdir()) == ["json", "manifest.json"]


# --- what is kept is not trusted ----------------------------------------------------------------


def every_value(change):
    """Change every value in the user's store."""
    with sqlite3.connect(open_store().path) as db:
        for key, value in db.execute("SELECT key, value FROM entries").fetchall():
            db.execute("UPDATE entries SET value = ? WHERE key = ?", (change(value), key))


@pytest.mark.parametrize(
    "change", [lambda v: b"", lambda v: v[:-3], lambda v: v[::-1], lambda v: 7], ids=range(4)
)
def test_a_damaged_store_is_passed_over(project, searched, change):
    first = told(run("check"))
    every_value(change)
    assert told(run("check")) == first
    assert len(searched) == 8


def test_values_of_other_keys_prove_nothing(project):
    """Every entry holds what belongs to another one."""
    write(project, c=SHIFT_FALSE)
    first = told(run("check"))
    with sqlite3.connect(open_store().path) as db:
        keys, values = zip(*db.execute("SELECT key, value FROM entries").fetchall(), strict=True)
        for key, value in zip(keys, [*values[1:], values[0]], strict=True):
            db.execute("UPDATE entries SET value = ? WHERE key = ?", (value, key))
    assert told(run("check")) == first
    assert first[0] == 1


def test_a_store_that_came_with_the_project_is_not_believed(project, monkeypatch):
    """Its signatures are those of a stranger."""
    run("check")
    theirs = Path(os.environ[VARIABLE])
    mine = project / "mine"
    mine.mkdir()
    shutil.copy(theirs / "results.sqlite3", mine)
    with sqlite3.connect(mine / "results.sqlite3") as db:
        db.execute("DELETE FROM entries WHERE key NOT LIKE 'signed %'")
    monkeypatch.setenv(VARIABLE, str(mine))
    monkeypatch.setattr(prover, "decide_claim", lambda *a: prover.Verdict("unknown", reason="no"))
    assert run("check").exit_code == 1


# --- the commands -------------------------------------------------------------------------------


def test_cache_info_and_clear(project):
    run("check")
    lines = run("cache", "info").stdout.splitlines()
    assert lines[0] == str(open_store().path)
    count = int(re.match(r"(\d+) results, 0\.0 of at most 256 MB", lines[1])[1])
    assert count >= 8
    assert f"{count} results removed" in run("cache", "clear").stdout
    assert run("cache", "info").stdout.splitlines()[1].startswith("0 results")


def test_cache_help_says_where():
    assert "SYMSOFT_CACHE" in run("cache", "--help").stdout


def test_two_runs_at_once(project):
    from concurrent.futures import ThreadPoolExecutor

    with ThreadPoolExecutor() as pool:
        runs = list(pool.map(lambda _: fresh("check", cwd=project), range(2)))
    assert {r.returncode for r in runs} == {0}
    assert runs[0].stdout == runs[1].stdout


def test_the_sources_are_found():
    assert source.code() != source.code(source.EVERYTHING)
