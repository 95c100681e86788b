"""The index of a source's claims: which derivations prove what, and what has none yet."""

import json

import pytest
from click.testing import CliRunner

from symsoft.cli import main
from symsoft.derivation.claims import read_source
from symsoft.derivation.library import load
from symsoft.derivation.project import find_project
from symsoft.report.render import entries, render
from tests.projects import GRADIENT, SHIFT, SLIP, write
from tests.report.test_render import build, complaints, put
from tests.running import ROOT

CLAIMS = """
title = "What & why"
source = "A page, 100 % true"

[[claim]]
number = 1
says = "invariant under $x | c$"

[[claim]]
number = 2
says = "a gradient"

[[claim]]
number = 7
says = "nobody knows"
added = true
"""


def claiming(code, numbers):
    return code.replace('", title=', f'", claims={numbers}, title=')


@pytest.fixture
def project(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    write(tmp_path, a=claiming(SHIFT, 1), b=claiming(GRADIENT, (1, 2)), c=claiming(SLIP, 2))
    (tmp_path / "derivations" / "claims.toml").write_text(CLAIMS)
    return tmp_path


def run(*args):
    result = CliRunner().invoke(main, [*args], prog_name="symsoft", catch_exceptions=False)
    assert "Traceback" not in result.output
    return result


def test_each_claim_has_its_derivations(project):
    assert run("report", "--draft").exit_code == 0
    page = (project / "reports" / "markdown" / "source-claims.md").read_text()
    assert page.startswith("<!--") and "# What & why\n\nA page, 100 % true\n\n" in page
    assert "2 of 3 claims have derivations so far" in page
    shift = "[Shift invariance](shift-invariance.md)"
    lse = "[Gradient of log-sum-exp](log-sum-exp-gradient.md)"
    assert f"| 1 | invariant under $`x \\vert c`$ | {shift}, {lse} |\n" in page
    assert f"| 2 | a gradient | {lse}, [A slip](slip.md) ⚠ **not proved** |\n" in page
    assert "| 7 + | nobody knows | none yet |\n" in page
    index = (project / "reports" / "markdown" / "index.md").read_text()
    assert "[What & why](source-claims.md)" in index


def test_the_document_has_them_too(project, tmp_path):
    library = load(find_project(project))
    checked = [d.checked(draft=True) for d in library.derivations.values()]
    files = render(entries(library, checked), ["latex"], source=library.source)
    tex = files["latex/source-claims.tex"]
    assert r"\section{What \& why}" in tex
    assert r"\item[7+] nobody knows" in tex and r"\emph{no derivation yet}" in tex
    assert r"\ref{symsoft:slip} A slip \fbox{NOT PROVED}" in tex
    folder = put(files, tmp_path)
    assert complaints(build(folder)) == []


def test_without_claims_there_is_no_page(tmp_path, monkeypatch):
    monkeypatch.chdir(write(tmp_path, a=SHIFT))
    run("report")
    assert not list(tmp_path.rglob("source-claims*"))
    assert "source-claims" not in (tmp_path / "reports" / "markdown" / "index.md").read_text()


def test_a_claim_that_is_not_there_is_named(project):
    write(project, a=claiming(SHIFT, 3))
    result = run("check", "derivations/a.py")
    assert result.exit_code == 2
    assert "shift-invariance: claims.toml has no claim 3" in result.stderr
    (project / "derivations" / "claims.toml").unlink()
    assert "claims= needs a file claims.toml beside the scripts" in run("list").stderr


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("title = 3", "it takes a title"),
        ('title = "x"\n[[claim]]\nnumber = 1', "a [[claim]] takes a number, what it says"),
        ('title = "x"\n[[claim]]\nnumber = 1\nsays = "$"', "the text of claim 1 has an unpaired $"),
        ('title = "$"\nclaim = []', "the text has an unpaired $"),
        ('title = "x"\nclaim = [{number = 1, says = ""}, {number = 1, says = ""}]', "number 1"),
        ("title = ", "not TOML: "),
    ],
)
def test_a_file_that_is_not_well_formed(project, content, message):
    (project / "derivations" / "claims.toml").write_text(content)
    result = run("report")
    assert result.exit_code == 2
    (line,) = result.stderr.splitlines()
    assert "derivations/claims.toml:1: " in line and message in line


def test_a_page_of_the_report_keeps_its_name(project):
    write(project, a=SHIFT.replace("shift-invariance", "index"))
    assert "a page of the report; choose another" in run("check").stderr


def test_claims_are_in_the_records(project):
    rows = json.loads(run("list", "--format", "json").stdout)
    assert [row["claims"] for row in rows if row["own"]] == [[1, 2], [2], [1]]


def test_the_source_page_has_its_claims():
    source = read_source(ROOT / "derivations")
    assert [claim.number for claim in source.claims] == list(range(1, 25))
    assert [claim.number for claim in source.claims if claim.added] == list(range(19, 25))
