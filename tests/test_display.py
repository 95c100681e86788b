"""What objects show of themselves in notebooks."""

import sys
from types import SimpleNamespace

import pytest
from sympy import Derivative, Eq, log

from symsoft import (
    Derivation,
    decide,
    delta,
    dim,
    display,
    indices,
    prove,
    softmax,
    sum_over,
    vector,
)
from symsoft.notes.showing import counterexample

K = dim("K")
i, j, k = indices("i j k", K)
z, y = vector("z", K, latex=r"\mathbf z"), vector("y", K)
p = softmax(z)
LOG = Derivative(log(p[i]), z[j])


def gradient(right, name="gradient"):
    made = Derivation(name, title="Gradient of $p_i$ & co", summary="")
    made.calc(LOG).eq(right, "50 % chain rule")
    return made


def test_a_derivation_is_checked_and_shown():
    shown = gradient(delta(i, j) - p[j])._repr_mimebundle_()
    assert shown["text/plain"].endswith("proved: 1 of 1 step")
    assert shown["text/markdown"].startswith("**Gradient of $p_i$ & co**\n\nFor every $K \\ge 1$")
    assert "*Proof.*" in shown["text/markdown"]
    latex = shown["text/latex"]
    assert latex.startswith("\\textbf{Gradient of $p_i$ \\& co}") and r"50 \% chain rule" in latex
    for kind in ("text/markdown", "text/latex"):
        assert shown[kind].count(r"\mathbf z_j") == 2  # as the author writes it


def test_what_is_not_proved_is_never_shown_as_a_statement():
    shown = gradient(delta(i, j) - p[i], "slip")._repr_mimebundle_()
    assert shown.keys() == {"text/plain", "text/markdown"}
    for content in shown.values():
        assert "slip, step 1: refuted" in content and "fails at K = 2" in content
        assert "NOT PROVED: 0 of 1 step" in content


def test_a_derivation_that_is_not_well_formed_says_so():
    shown = Derivation("empty", title="Empty")._repr_mimebundle_()
    assert "empty: it has no step; add a calc" in shown["text/plain"]


def test_a_checked_derivation_shows_itself_too():
    checked = gradient(delta(i, j) - p[j]).checked()
    assert checked._repr_mimebundle_() == checked.derivation._repr_mimebundle_()


def test_verdicts_show_their_evidence():
    proved = decide(Eq(sum_over(p[k] / y[i], k), 1 / y[i]))._repr_mimebundle_()
    assert proved["text/plain"].startswith("proved: ")
    assert "provided y_i ≠ 0" in proved["text/plain"]
    assert r"wherever $y_i \neq 0$" in proved["text/markdown"]
    refuted = decide(Eq(p[i], p[j]))
    assert refuted._repr_mimebundle_()["text/plain"].startswith("refuted: fails at K = 2, i = 1")
    point = refuted.counterexample._repr_mimebundle_()
    assert point == counterexample(refuted.counterexample)
    assert r"\ensuremath{\ldots}" in point["text/latex"]


def test_a_theorem_shows_what_it_says_and_under_which_hypotheses():
    theorem = prove(Eq(2 * sum_over(y[k], k), 2), given=[Eq(sum_over(y[k], k), 1)])
    shown = display.bundle(theorem)
    assert shown["text/plain"].splitlines() == ["2Σ_k y_k = 2", "  given Σ_k y_k = 1"]
    assert r"given $\sum_{k=1}^{K} y_k = 1$:" in shown["text/latex"]


def test_theorems_are_registered_with_ipython_and_the_kernel_knows_nothing(monkeypatch):
    registered = {}
    formatter = SimpleNamespace(
        for_type_by_name=lambda module, name, show: registered.update({(module, name): show})
    )
    shell = SimpleNamespace(display_formatter=SimpleNamespace(mimebundle_formatter=formatter))
    monkeypatch.setitem(sys.modules, "IPython", SimpleNamespace(get_ipython=lambda: shell))
    display.attach()
    theorem = prove(Eq(sum_over(p[k], k), 1))
    assert not hasattr(theorem, "_repr_mimebundle_")
    shown = registered[type(theorem).__module__, "Theorem"](theorem)
    assert shown["text/plain"] == "Σ_k p_k = 1"


def test_other_things_are_refused():
    with pytest.raises(TypeError, match="a list"):
        display.bundle([])


def test_python_says_what_was_found_in_a_line():
    x = vector("x", K)
    theorem = prove(Eq(log(x[i] ** 2), 2 * log(x[i])), given=[Eq(sum_over(x[k], k), 1)])
    assert str(theorem) == "log x_i² = 2 log x_i\n  given Σ_k x_k = 1\n  provided x_i > 0"
    assert repr(theorem) == "<Theorem: log x_i² = 2 log x_i, given Σ_k x_k = 1, provided x_i > 0>"
    assert str(theorem.conditions) == "(<Hypothesis: x_i > 0>,)"
    assert str(theorem.claim) == "log x_i² = 2 log x_i"


@pytest.mark.parametrize(
    ("right", "said"),
    [
        (log(p[i]), "proved: log p_i = log p_i"),
        (log(p[j]), "refuted: fails at K = 2, i = 1, j = 2"),
    ],
)
def test_a_verdict_says_what_it_is(right, said):
    verdict = decide(Eq(log(p[i]), right, evaluate=False))
    assert str(verdict).startswith(said)
    assert repr(verdict).startswith(f"<Verdict {verdict.status}: ")
