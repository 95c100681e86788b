"""Handouts, slides, step labels and macros: what lecturers take from a report."""

import re
import subprocess

import pytest

from symsoft.derivation.library import load
from symsoft.derivation.project import find_project
from symsoft.derivation.steps import Location, Step
from symsoft.report.labels import macro, step_labels
from symsoft.report.render import entries, render
from tests.projects import GRADIENT, LOG_SOFTMAX, SLIP, write
from tests.running import needs

NAME = "log-softmax-gradient"


def rendered(folder, *formats, **scripts):
    library = load(find_project(write(folder, **scripts)))
    assert library.failures == []
    checked = [d.checked(draft=True) for d in library.derivations.values()]
    return render(entries(library, checked), formats)


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    folder = tmp_path_factory.mktemp("teaching")
    return rendered(folder, "latex", "handout", "beamer", a=GRADIENT, b=LOG_SOFTMAX, slip=SLIP)


def step(number, why):
    return Step(number, Location(None, 1), why, ())


def test_labels_are_the_words_of_the_reason():
    found = step_labels([step(1, "chain rule"), step(2, "$e^c$ cancels"), step(3, "chain rule")])
    assert found == {1: "chain-rule", 2: "e-c-cancels", 3: "chain-rule-2"}
    assert step_labels([step(1, ""), step(2, "é")]) == {1: "step", 2: "e"}


def test_labels_survive_an_inserted_step():
    before = step_labels([step(1, "expand"), step(2, "cancel")])
    after = step_labels([step(1, "expand"), step(2, "sort"), step(3, "cancel")])
    assert before[2] == after[3] == "cancel"


def test_steps_are_numbered_and_labelled(files):
    fragment = files[f"latex/{NAME}.tex"]
    assert rf"\tag{{1}}\label{{symsoft:{NAME}:log-of-a-quotient-100-exact}}" in fragment
    assert rf"\tag{{2}}\label{{symsoft:{NAME}:log-sum-exp-has-gradient-p}}" in fragment
    assert r"\allowdisplaybreaks" in fragment
    assert fragment.count(r"\begingroup") == fragment.count(r"\endgroup") == 1


def test_labels_differ_throughout_the_document(files):
    labels = re.findall(r"\\label\{([^}]+)\}", "".join(map(str, files.values())))
    assert len(labels) == len(set(labels)) > 5


def test_a_macro_for_each_result_but_not_for_what_is_unproved(files):
    macros = files["latex/symsoft-macros.tex"]
    assert (
        r"\providecommand{\symsoftLogSumExpGradient}"
        r"{\frac{\partial}{\partial z_j} \log \sum_{k=1}^{K} e^{z_k} = p_j}"
    ) in macros
    assert "symsoftSlip" not in macros
    assert macro("a-b2") == r"\symsoftABTwo"


def test_a_handout_blanks_the_steps_and_the_solution_shows_them(files):
    sheet, solution = files[f"handout/{NAME}.tex"], files[f"handout/{NAME}-solution.tex"]
    assert r"\symsoftblank{\delta_{ij} - p_j} " in sheet
    assert r"\symsoftsolutionfalse" in sheet
    assert r"\symsoftsolutiontrue" in solution
    assert "NOT PROVED" in files["handout/slip.tex"]


def test_slides_uncover_one_step_after_the_other(files):
    slides = files[f"beamer/{NAME}.tex"]
    assert r"\uncover<1->{{} =" in slides
    assert r"\uncover<2->{{} = \delta_{ij} - p_j}" in slides
    assert r"\only" not in slides
    assert "NOT PROVED" in files["beamer/slip.tex"]


def build(folder, name):
    needs("pdflatex", "pdftotext")
    command = ["pdflatex", "-interaction=nonstopmode", "-halt-on-error", f"{name}.tex"]
    for _ in range(2):
        done = subprocess.run(command, cwd=folder, capture_output=True, check=False)
    log = (folder / f"{name}.log").read_text(encoding="utf-8", errors="replace")
    assert done.returncode == 0, log[-2000:]
    assert re.findall(r"^(?:Overfull|LaTeX Warning|!).*", log, re.MULTILINE) == []


def text_of(pdf):
    return subprocess.run(
        ["pdftotext", pdf, "-"], capture_output=True, text=True, check=True
    ).stdout


@pytest.mark.slow
def test_latex_builds_them(files, tmp_path):
    for path, content in files.items():
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_text(content, encoding="utf-8")
    for name in (NAME, f"{NAME}-solution", "slip"):
        build(tmp_path / "handout", name)
    for name in (NAME, "slip"):
        build(tmp_path / "beamer", name)
    sheet, solution = (
        text_of(tmp_path / f"handout/{NAME}{form}.pdf") for form in ("", "-solution")
    )
    assert solution.count("δ") > sheet.count("δ") > 0


@pytest.mark.slow
def test_a_step_is_cited_by_its_label_and_a_result_by_its_macro(files, tmp_path):
    for path in (f"{NAME}.tex", "symsoft-macros.tex"):
        (tmp_path / path).write_text(files[f"latex/{path}"], encoding="utf-8")
    (tmp_path / "paper.tex").write_text(
        "\\documentclass{article}\\usepackage{amsmath}\\input{symsoft-macros}\\begin{document}\n"
        f"\\input{{{NAME}}}\n\nBy step~(\\ref{{symsoft:{NAME}:log-sum-exp-has-gradient-p}}) here, "
        "$\\symsoftLogSumExpGradient$.\n\\end{document}\n"
    )
    build(tmp_path, "paper")
    assert "By step (2) here" in " ".join(text_of(tmp_path / "paper.pdf").split())
