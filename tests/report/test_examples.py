"""Counterexamples and numbers in reports: unmistakable, worked out, and fit to be set."""

import json
import re
import shutil

import pytest
from click.testing import CliRunner

from symsoft.cli import main
from symsoft.report.layout import MARKDOWN, TEX, Link, aligned
from tests.projects import SHIFT, write
from tests.report.test_render import build, complaints, put, rendered

POINTS = r"""
from sympy import Gt, Ne
plain = z[i] / sum_over(z[k], k)
points = Derivation("points", title="Plain normalisation", summary="")
points.refute(Eq(softmax(c * z, name="q")[i], p[i]), "softmax notices", at={z: [1, 2], c: 10})
points.refute(Le(p[i], p[j]), given=[Ne(i, j), Lt(z[i], c)])
points.undefined(plain, "the sum is $0$", at={z: [-2, -1, 1, 2]})
points.value(p[i], ["0.2689…", "0.73105858"], "as known", at={z: [1, 2]})
points.value(plain, ["1/3", "2/3"], at={z: [1, 2]})
"""

MIXED = """
mixed = Derivation("mixed", title="Both")
mixed.have(Eq(sum_over(p[k], k), 1, evaluate=False), "softmax sums to one")
mixed.value(c, "2.50", at={c: "5/2"})
"""

NOWHERE = """
from sympy import Limit, sqrt
nowhere = Derivation("nowhere", title="No names", summary="")
nowhere.refute(Eq(Limit(exp(c), c, oo), 0), "it grows")
nowhere.value(sqrt(2 + exp(-1)), "1.53879…", at={})
"""

WRONG = """
wrong = Derivation("wrong", title="Wrong digits")
wrong.value(c, "2.51", at={c: "5/2"}).refute(Le(p[k], 1), "true, in fact")
"""


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    root = tmp_path_factory.mktemp("project")
    return write(root, points=POINTS, mixed=MIXED, wrong=WRONG)


@pytest.fixture(scope="module")
def files(project):
    return rendered(project, "points", "mixed", formats=("latex", "markdown", "json"))


def test_a_false_claim_is_marked_and_worked_out(files):
    tex, page = files["latex/points.tex"], files["markdown/points.md"]
    assert tex.count(r"\fbox{NOT TRUE}") == 2
    assert page.count(r"\boxed{\text{✗ not true}}") == 2
    assert r"It is not true that for every $K \ge 1$ and all $i = 1, \dots, K$:" in tex
    assert "It fails at $K = 2$, $i = 1$, $c = 10$, $z = (1, 2)$:" in tex
    worked = r"q_1 & = \frac{e^{10}}{e^{10} + e^{10 \cdot 2}} = 4.5397\ldots \cdot 10^{-5}"
    assert worked in tex and worked in page
    assert r"p_1 & = \frac{e^1}{e^1 + e^2} = 0.2689\ldots" in tex
    assert r"given $i \neq j$ and $z_i < c$:" in tex


def test_what_is_not_defined_says_why(files):
    tex = files["latex/points.tex"]
    assert "There is no value at $K = 4$, $z = (-2, -1, 1, 2)$ (the sum is $0$):" in tex
    assert "It divides by zero:" in tex
    assert r"\sum_{k=1}^{K} z_k & = 1 + 2 - 1 - 2 = 0" in tex


def test_numbers_are_exact_or_about(files):
    tex = files["latex/points.tex"]
    assert "The value at $K = 2$, $z = (1, 2)$ (as known):" in tex
    assert r"p_1 & = \frac{e^1}{e^1 + e^2} = 0.2689\ldots" in tex
    assert r"p_2 & = \frac{e^2}{e^1 + e^2} \approx 0.73105858" in tex
    assert r"= \frac{2}{1 + 2} = \frac{2}{3}" in tex
    assert r"c & = \frac{5}{2}" in files["latex/mixed.tex"]


def test_a_derivation_of_points_alone_states_nothing(files):
    for page in (files["latex/points.tex"], files["markdown/points.md"]):
        assert "Statement" not in page and "Derivation" not in page and "Proved" not in page
        assert "Every counterexample and number was computed with rigorous bounds" in page
    for page in (files["latex/mixed.tex"], files["markdown/mixed.md"]):
        assert "Proved: 1 step.\nEvery number was computed" in page
    index = files["markdown/index.md"]
    assert "| [Plain normalisation](points.md) | 5 | shown |" in index
    assert "| [Both](mixed.md) | 2 | proved |" in index


def test_where_no_name_has_a_value(tmp_path):
    tex = rendered(write(tmp_path, nowhere=NOWHERE))["latex/nowhere.tex"]
    assert "It is not true that always:" in tex
    assert "It fails:" in tex and r"e^{c} & = \infty" in tex
    assert "The value:" in tex and r"& = 1.53879\ldots" in tex


def test_records(files):
    points = json.loads(files["json/points.json"])
    assert (points["status"], points["statement"], points["certificate"]) == ("shown", None, None)
    assert len(points["finding_certificates"]) == 10
    first = points["findings"][0]
    assert first["claim"]["text"] == "q_i = p_i"
    assert first["found"][0]["text"].startswith("fails at K = 2, i = 1, c = 10")
    assert points["findings"][3]["found"][0]["text"] == "= 0.2689… at K = 2, i = 1, z = (1, 2)"


def test_a_draft_marks_what_does_not_hold(project):
    files = rendered(project, "wrong")
    tex, page = files["latex/wrong.tex"], files["markdown/wrong.md"]
    assert "NOT TRUE" not in tex and "not true}" not in page
    assert tex.count(r"\fbox{NOT PROVED}") == 3  # the derivation, the refutation, the status
    assert "Step 1 does not hold: its value is 5/2, not 2.51 at c = 5/2." in tex
    assert "⚠ **step 2 does not hold**: it is true: proved" in page


def test_pages_keep_to_the_rules_of_markdown(files):
    for path, page in files.items():
        if path.endswith(".md"):
            assert not re.search(r"\n\n\n", page) and not re.search(
                r"(?<!\n\n)^```math", page, re.M
            )


def test_latex_builds(project, tmp_path):
    write(tmp_path, points=POINTS, mixed=MIXED, wrong=WRONG, nowhere=NOWHERE)
    folder = put(rendered(tmp_path, "points", "mixed", "wrong", "nowhere"), tmp_path)
    assert complaints(build(folder)) == []


@pytest.mark.parametrize("style", [TEX, MARKDOWN])
def test_a_false_relation_never_looks_true(style):
    assert style.false and style.false in aligned("a", [Link("=", "b", "why", false=True)], style)
    assert style.false not in aligned("a", [Link("=", "b", "why")], style)


# --- the command line ---------------------------------------------------------------------------


def run(folder, *args):
    result = CliRunner().invoke(main, [*args], prog_name="symsoft", catch_exceptions=False)
    assert "Traceback" not in result.output
    return result


def test_check_and_verify(project, tmp_path, monkeypatch):
    shutil.copytree(project / "derivations", tmp_path / "derivations")
    (tmp_path / "derivations" / "wrong.py").unlink()
    write(tmp_path, shift=SHIFT)
    monkeypatch.chdir(tmp_path)
    result = run(tmp_path, "check", "--certificates", "certs")
    assert result.exit_code == 0
    assert "shown   points  (5 steps)\n" in result.stdout
    assert result.stdout.endswith("2 of 3 derivations proved, 1 shown by numbers\n")
    result = run(tmp_path, "verify", "certs/points.json", "certs/mixed.json")
    assert result.stdout == (
        "certs/points.json: 10 counterexamples or numbers\n"
        "certs/mixed.json: proved; 1 counterexample or number\n"
    )
    assert run(tmp_path, "report", "--format", "json").exit_code == 0
    assert run(tmp_path, "verify", "reports/json/points.json").exit_code == 0


def test_verify_refuses_what_does_not_hold(files, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    data = json.loads(files["json/points.json"])
    data["finding_certificates"][-1]["digits"] = "2/4"
    (tmp_path / "a.json").write_text(json.dumps(data))
    result = run(tmp_path, "verify", "a.json")
    assert result.exit_code == 1
    assert result.stderr.startswith("a.json: not so at its point: its value is 2/3, not 2/4")
    data["finding_certificates"] = 3
    (tmp_path / "a.json").write_text(json.dumps(data))
    assert run(tmp_path, "verify", "a.json").exit_code == 1
    (tmp_path / "one.json").write_text(files["json/points.json"])
    alone = json.loads(files["json/points.json"])["finding_certificates"][0]
    (tmp_path / "one.json").write_text(json.dumps(alone))
    assert run(tmp_path, "verify", "one.json").stdout == "one.json: 1 counterexample or number\n"


def test_check_says_what_does_not_hold(project, tmp_path, monkeypatch):
    write(tmp_path, wrong=WRONG)
    monkeypatch.chdir(tmp_path)
    result = run(tmp_path, "check")
    assert result.exit_code == 1
    assert "wrong, step 1: not shown\n  c\n  its value is 5/2, not 2.51" in result.stdout
    assert "wrong, step 2: not refuted\n  p_k  ≤  1\n  it is true: proved" in result.stdout
    assert run(tmp_path, "report").exit_code == 1
