"""What the buttons of a page copy."""

import pytest

from symsoft.derivation.library import load
from symsoft.derivation.project import find_project
from symsoft.report.html import copying
from symsoft.report.job import entries
from tests.projects import LOG_SOFTMAX, SLIP, write
from tests.report.html.test_site import REFUTED


@pytest.fixture(scope="module")
def views(tmp_path_factory):
    alone = LOG_SOFTMAX.replace(', using="log-sum-exp-gradient"', "")
    root = write(tmp_path_factory.mktemp("project"), a=alone, slip=SLIP, ties=REFUTED)
    library = load(find_project(root))
    checked = [d.checked(draft=True) for d in library.derivations.values()]
    return {e.checked.derivation.name: e.view() for e in entries(library, checked)}


def test_a_step(views):
    step = copying.of_step(views["log-softmax-gradient"].steps[1])
    assert step.latex.splitlines() == [
        r"\begin{alignat*}{2}",
        r"\frac{\partial}{\partial z_j} \left( z_i - \log \sum_{k=1}^{K} e^{z_k} \right)"
        r" & = \delta_{ij} - p_j &\qquad& \mbox{log-sum-exp has gradient $p$}",
        r"\end{alignat*}",
    ]
    lines = step.markdown.splitlines()
    assert (lines[0], lines[1], lines[-1]) == ("```math", r"\begin{aligned}", "```")


def test_a_step_that_is_not_proved_says_so(views):
    assert "NOT PROVED" in copying.of_step(views["slip"].steps[1]).latex
    assert "not proved" in copying.of_section(views["slip"].sections[0]).markdown
    assert "NOT PROVED" in copying.of_statement(views["slip"]).latex


def test_a_counterexample(views):
    refuted, value = map(copying.of_example, views["ties"].examples)
    assert refuted.latex.startswith("It is not true that for every $K \\ge 1$")
    assert r"\fbox{NOT TRUE}" in refuted.latex
    assert "It fails at $K = 2$" in refuted.latex
    assert value.markdown.count("```math") == 1


def test_a_page_without_a_theorem_has_no_statement(views):
    assert copying.of_statement(views["ties"]) is None
