# ruff: noqa: E501
"""What a wrong reading could make true: each of these relations gets the verdict that it deserves."""

from pathlib import Path

import pytest

from symsoft.notes.checking import Options, check
from symsoft.notes.source import MARKDOWN, Document, Line

HEAD = r"""<!-- symsoft: let K dimension; let D dimension; let d dimension; let i, j, k, l index K; let m index D;
let z, y, w vector K; let x vector D; let W matrix K D; let S matrix K K; let a, b, c, u real; let T, t positive;
let \mathbf{v} vector K; let f function; let N dimension; let n index N; let X matrix N D;
define p_i = \frac{e^{z_i}}{\sum_k e^{z_k}}; define L = -\sum_k y_k \log p_k; define q_i = \frac{e^{z_i/T}}{\sum_k e^{z_k/T}};
define \ell = -\log p_j; define h_i = \sum_m W_{im} x_m; define s(u) = \frac{1}{1+e^{-u}}; define g = s(a); define M = -\log g -->
"""
PROVED, REFUTED, UNREADABLE = "proved", "refuted", "unreadable"

RELATIONS = [
    # a bound letter that a definition speaks of
    (r"\lim_{T \to \infty} q_i = \frac1K", PROVED),
    (r"\lim_{T \to \infty} q_i = q_i", REFUTED),
    (r"\sum_j e^{-\ell} = 1", PROVED),
    (r"\sum_j e^{-\ell} = K e^{-\ell}", REFUTED),
    (r"\max_j e^{-\ell} = \max_k p_k", PROVED),
    # derivatives by names that are defined
    (r"\frac{\partial L}{\partial p_k} = -\frac{y_k}{p_k}", PROVED),
    (r"\frac{\partial L}{\partial p_k} = p_k - y_k", REFUTED),
    (
        r"\frac{\partial L}{\partial z_i} = \sum_k \frac{\partial L}{\partial p_k} \frac{\partial p_k}{\partial z_i}",
        PROVED,
    ),
    (
        r"\frac{\partial L}{\partial z_i} = \frac{\partial L}{\partial p_i} \frac{\partial p_i}{\partial z_i}",
        REFUTED,
    ),
    (r"\frac{\partial p_i}{\partial p_k} = \delta_{ik}", PROVED),
    (r"\frac{\partial}{\partial p_k} \log \sum_l e^{z_l} = 0", UNREADABLE),
    (r"\frac{\partial}{\partial p_k} p_k^2 + p_k = 2 p_k + 1", UNREADABLE),
    (r"\frac{d M}{d a} = \frac{dM}{dg} \frac{dg}{da}", PROVED),
    (r"\frac{dM}{dg} = -\frac1g", PROVED),
    (r"\frac{dM}{dg} = g - 1", REFUTED),
    # whole vectors
    (r"p = \operatorname{softmax}(z)", PROVED),
    (r"p = \operatorname{softmax}(-z)", REFUTED),
    (r"\mathbf{1}^\top p = 1", PROVED),
    (r"p^\top \mathbf{1} = K", REFUTED),
    (r"z + w = w + z", PROVED),
    (r"z^\top w = w^\top z", PROVED),
    (r"z w^\top = w z^\top", REFUTED),
    (r"z^\top w = z w^\top", UNREADABLE),
    (r"z w = w z", UNREADABLE),
    (r"h = W x", PROVED),
    (r"h = W^\top x", UNREADABLE),
    (r"S z = S^\top z", REFUTED),
    (r"(S w)_i = \sum_k S_{ik} w_k", PROVED),
    (r"(S w)_i = \sum_k S_{ki} w_k", REFUTED),
    (r"z^\top S w = \sum_i \sum_k z_i S_{ik} w_k", PROVED),
    (r"z^\top S w = w^\top S z", REFUTED),
    (r"(S S)_{ij} = \sum_k S_{ik} S_{kj}", PROVED),
    (r"(S S)_{ij} = S_{ij}^2", REFUTED),
    (r"S S^\top = S^\top S", REFUTED),
    (r"S S S = S (S S)", PROVED),
    (r"z \odot w = w \odot z", PROVED),
    (r"z^T z = \|z\|^2", PROVED),
    (r"\|z + w\|^2 = \|z\|^2 + \|w\|^2", REFUTED),
    (r"\langle z, w \rangle = z \cdot w", PROVED),
    (r"z \ne w", UNREADABLE),
    (r"p = 1", UNREADABLE),
    (r"\operatorname{diag}(p) \mathbf{1} = p", PROVED),
    (r"\operatorname{diag}(p) p = p", REFUTED),
    (r"I z = z", PROVED),
    (r"e^{z} = \exp(z)", PROVED),
    (r"S + 1 = S + I", UNREADABLE),
    (r"v_i + z_i = z_i + \mathbf{v}_i", PROVED),
    (r"x^{(i)} = 0", UNREADABLE),
    (r"X^{(n)}_m = X_{nm}", PROVED),
    (r"X_n^\top x = \sum_m X_{nm} x_m", PROVED),
    (r"S_i^\top z = z_i", UNREADABLE),
    (r"\sum_n X_n = X^\top \mathbf{1}", PROVED),
    (r"\sum_n X_n = X \mathbf{1}", UNREADABLE),
    # gradients and their layouts
    (r"\nabla_z L = p \sum_k y_k - y", PROVED),
    (r"\nabla_z L = y - p", REFUTED),
    (r"\frac{\partial L}{\partial z} = p \sum_k y_k - y", PROVED),
    (r"\frac{\partial L}{\partial z} = (p \sum_k y_k - y)^\top", PROVED),
    (r"\frac{\partial p}{\partial z} = \operatorname{diag}(p) - p p^\top", PROVED),
    (r"\frac{\partial p}{\partial z} = \operatorname{diag}(p) - p^\top p", UNREADABLE),
    (r"\frac{\partial (S z)}{\partial z} = S", UNREADABLE),
    (r"\frac{\partial (S z)}{\partial z^\top} = S", PROVED),
    (r"\frac{\partial (S z)}{\partial z^\top} = S^\top", REFUTED),
    (r"\frac{\partial h}{\partial x} = W", PROVED),
    (r"\nabla_x (w^\top h) = W^\top w", PROVED),
    (r"\nabla_W (w^\top h) = w x^\top", PROVED),
    (r"\nabla_W (w^\top h) = x w^\top", UNREADABLE),
    (r"\nabla^2_z \log \sum_k e^{z_k} = \operatorname{diag}(p) - p p^\top", PROVED),
    (r"\nabla_z L + z = z", UNREADABLE),
    (r"\nabla_z (z^\top z) = 2 z", PROVED),
    (r"\nabla_z z^\top z = 2 z", UNREADABLE),
    # arguments that only recall
    (r"L(y, p) = L", PROVED),
    (r"L(y, w) = L", UNREADABLE),
    (r"L(a) = a L", UNREADABLE),
    (r"\operatorname{softmax}(z_i) = p_i", PROVED),
    (r"\operatorname{softmax}(z_i) = 1", REFUTED),
    (r"\operatorname{softmax}(z_i + z_j) = p_i", UNREADABLE),
    # arrows
    (r"1 = 2 \implies a = b", REFUTED),
    (r"a = b \iff a + c = b + c", PROVED),
    # products and the bars of norms
    (r"\prod_k p_k a = a \prod_k p_k", UNREADABLE),
    (r"\left( \prod_k p_k \right) a = a \prod_k p_k", PROVED),
    (r"\frac{d}{dt} \log t = \frac1t", PROVED),
]


def verdicts(formula):
    text = f"{HEAD}$$ {formula} $$"
    lines = [Line(line, Path("n.md"), n) for n, line in enumerate(text.split("\n"), 1)]
    checked = check(Document(Path("n.md"), MARKDOWN, lines), Options(suggest=False))
    assert checked.complaints == []
    return [(f.status, f.reason, f.understood) for f in checked.findings]


@pytest.mark.parametrize(("formula", "status"), RELATIONS, ids=[f for f, _ in RELATIONS])
def test_the_verdict(formula, status):
    found = verdicts(formula)
    assert found and {told for told, _, _ in found} == {status}, found


def test_a_definition_may_not_hide_what_it_is_a_function_of():
    hiding = r"let K dimension; let k, i index K; let z vector K; define Z = \sum_k e^{z_k}; define \sigma(z)_i = \frac{e^{z_i}}{Z}"
    lines = [Line(f"<!-- symsoft: {hiding} -->", Path("n.md"), 1)]
    checked = check(Document(Path("n.md"), MARKDOWN, lines), Options())
    assert [message for _, message in checked.complaints] == ["Z speaks of z as well: write it out"]


def test_a_definition_binds_its_letter_in_other_definitions():
    text = r"""<!-- symsoft: let x, c real; define v = e^{-x}; define r(x) = \frac{1}{1 + v} -->
$$ r(c) = \frac{1}{1 + e^{-c}} $$
$$ r(c) = r(x) % false
$$"""
    lines = [Line(line, Path("n.md"), n) for n, line in enumerate(text.split("\n"), 1)]
    checked = check(Document(Path("n.md"), MARKDOWN, lines), Options(suggest=False))
    assert [f.status for f in checked.findings] == ["proved", "refuted"]


WHOLE = r"""<!-- symsoft: let K dimension; let D dimension; let k index K; let W matrix K D; let x vector D; let b vector K;
define z = W x + b; define p = \operatorname{softmax}(z); define J = p p^\top -->
$$ z_k = (W x)_k + b_k $$
$$ J_{kk} = p_k^2, \qquad J_{kk} = p_k $$
"""


def test_whole_vectors_and_matrices_are_defined():
    lines = [Line(line, Path("n.md"), n) for n, line in enumerate(WHOLE.split("\n"), 1)]
    checked = check(Document(Path("n.md"), MARKDOWN, lines), Options(suggest=False))
    assert checked.complaints == []
    assert [f.status for f in checked.findings] == ["proved", "proved", "refuted"]
