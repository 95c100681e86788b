# ruff: noqa: E501
"""Which claims a display makes: chains, rows, words between, conditions."""

from pathlib import Path

import pytest

from symsoft.language.text import text_claim
from symsoft.notes.checking import Options, read
from symsoft.notes.source import MARKDOWN, Document, Line

HEAD = r"""<!-- symsoft: let K dimension; let i, j, k index K; let z, y vector K; let a, b, c real;
let T positive; let f function; define p_i = \frac{e^{z_i}}{\sum_k e^{z_k}} -->
"""


def document(text):
    lines = [Line(line, Path("n.md"), n) for n, line in enumerate(text.split("\n"), 1)]
    return Document(Path("n.md"), MARKDOWN, lines)


def claims(text):
    """The claims of a note as text, None for one that is unreadable."""
    complaints, found = [], []
    for reading in read(document(HEAD + text), Options(), complaints):
        given = ", ".join(text_claim(h.claim) for h in reading.hypotheses)
        claim = reading.claim and text_claim(reading.claim)
        found.append(f"{claim} given {given}" if given else claim)
    assert complaints == []
    return found


# None stands for a relation that is unreadable.
DISPLAYS = [
    (r"$$ a = a, b = b $$", ["a = a", "b = b"]),
    (r"$$ a = a \quad b = b $$", ["a = a", "b = b"]),
    (r"$$ a + b = a \\ + b $$", ["a + b = a + b"]),
    (r"$$ \begin{aligned} a &= a \\ b &= b \end{aligned} $$", ["a = a", "b = b"]),
    (r"$$ \begin{aligned} a + b &= a \\ &+ b \end{aligned} $$", ["a + b = a + b"]),
    (r"$$ \begin{aligned} a + b &= a \\ &\quad + b \end{aligned} $$", ["a + b = a + b"]),
    (r"$$ \begin{aligned} -a &= -a \\ -b &= -b \end{aligned} $$", ["−a = −a", "−b = −b"]),
    (r"$$ \begin{aligned} a &= a \\ b \end{aligned} $$", [None]),
    (r"$$ \begin{aligned} a b &= a \\ &\quad b \end{aligned} $$", [None]),
    (r"$$ \begin{aligned} a b &= a \cdot \\ & b \end{aligned} $$", ["a b = a b"]),
    (r"$$ \begin{aligned} a b + a c &= a (b \\ & + c) \end{aligned} $$", ["a b + a c = a (b + c)"]),
    (r"$$ a b + ac = a \left( b \right. \\ \left. + c \right) $$", ["a b + a c = a (b + c)"]),
    (r"$$ a = a \text{ since } b = b $$", ["a = a"]),
    (r"$$ a = a \text{ if } b = c $$", ["a = a given b = c"]),
    (r"$$ a = b \text{ if } a = b $$", ["a = b given a = b"]),
    (r"$$ a = b \implies b = a $$", ["a = b", "b = a"]),
    (r"$$ \text{If } i = j: \quad p_i = p_j $$", ["p_i = p_j given δ_ij = 1"]),
    (
        r"$$ \text{For } i \neq j, \quad \frac{\partial z_i}{\partial z_j} = 0 $$",
        ["∂z_i/∂z_j = 0 given δ_ij = 0"],
    ),
    (
        r"$$ \frac{\partial z_i}{\partial z_j} = 0, \quad i \neq j $$",
        ["∂z_i/∂z_j = 0 given δ_ij = 0"],
    ),
    (
        r"$$ \frac{\partial z_i}{\partial z_j} = 0 \qquad (i \neq j) $$",
        ["∂z_i/∂z_j = 0 given δ_ij = 0"],
    ),
    (
        r"$$ \frac{\partial z_i}{\partial z_j} = 0 \quad \forall i \neq j $$",
        ["∂z_i/∂z_j = 0 given δ_ij = 0"],
    ),
    (r"$$ p_i > 0, \quad i = 1, \dots, K $$", ["p_i > 0"]),
    (r"$$ p_i > 0 \quad \forall i $$", ["p_i > 0"]),
    (r"$$ p_i > 0 \quad \text{for all } i \in \{1, \dots, K\} $$", ["p_i > 0"]),
    (r"$$ p_i > 0 \quad \text{for } i = 1, \ldots, K. $$", ["p_i > 0"]),
    (r"$$ p_i > 0 \qquad \forall i \in 1..K $$", ["p_i > 0"]),
    (r"$$ p_i > 0 \quad i = 1..K $$", ["p_i > 0"]),
    (r"$$ p_i > 0, \quad i = 1, 2, \dots, K $$", ["p_i > 0"]),
    (r"$$ p_i > 0, \quad a = 1, \dots $$", ["p_i > 0", None]),
    (r"$$ p_i > 0, \quad i = 1, \dots, K - 1 $$", [None]),
    (r"$$ \forall i: \; p_i > 0 $$", ["p_i > 0"]),
    (r"$$ a = a \quad \forall a $$", ["a = a"]),
    (r"$$ \forall a, b \in \mathbb{R}: \quad a b = b a $$", ["a b = a b"]),
    (r"$$ T > 0 \quad \text{for all } T \in \mathbb{R}_{>0} $$", ["T > 0"]),
    (r"$$ z_i = z_i \quad \text{for any } z \in \mathbb{R}^K $$", ["z_i = z_i"]),
    (r"$$ p_i > 0 \quad \forall K \in \mathbb{N}, \mathbf{z} \in \mathbb{R}^K $$", ["p_i > 0"]),
    (r"$$ a = a \text{ for all } b > 0 $$", ["a = a given b > 0"]),
    # what says another thing than the declarations
    (r"$$ p_i > 0 \quad \forall i \in \{2, \dots, K\} $$", [None]),
    (r"$$ p_i > 0 \quad \forall i \in \{1, \dots, K - 1\} $$", [None]),
    (r"$$ p_i > 0 \quad \forall i \in \{1, 2\} $$", [None]),
    (r"$$ T > 0 \quad \forall T \in \mathbb{R} $$", [None]),
    (r"$$ a = a \quad \forall a \in \mathbb{R}_{>0} $$", [None]),
    (r"$$ a = a \quad \forall a \in \mathbb{R}^K $$", [None]),
    (r"$$ z_i = z_i \quad \forall z \in \mathbb{R} $$", [None]),
    (r"$$ a = a \quad \forall n $$", [None]),
    (r"$$ p_i = \frac{e^{z_i}}{\sum_k e^{z_k}} \tag{1} $$", ["p_i = e^{z_i}/(Σ_k e^{z_k})"]),
    (r"$$ p_i = \frac{e^{z_i}}{\sum_k e^{z_k}} \qquad (1) $$", ["p_i = e^{z_i}/(Σ_k e^{z_k})"]),
    (r"$$ a = a \approx b $$", ["a = a"]),
    (r"$$ a := a $$", ["a = a"]),
    (r"$$ a \stackrel{(1)}{=} a $$", ["a = a"]),
    (r"$$ a \overset{!}{=} a $$", ["a = a"]),
    (r"$$ a \underset{(1)}{=} a $$", ["a = a"]),
    (r"$$ \underset{i}{z} = a $$", [None]),
    (r"$$ a = a \quad b $$", [None]),
    (r"$$ a = a \quad z $$", [None]),
    (r"$$ a = a \quad a \in \mathbb{R} $$", ["a = a"]),
    (r"$$ \underset{k}{\max}\, z_k \ge z_i $$", ["max_k z_k ≥ z_i"]),
    (r"$$ a = b \Leftarrow b = a $$", [None, None, None]),
    (r"$$ a = b \because b = a $$", [None, None, None]),
    (r"$$ \begin{aligned} a &= b \\ &\impliedby b = a \end{aligned} $$", [None, None, None]),
    (r"$$ a \leftarrow a + b = b + a $$", ["a + b = a + b"]),
    (r"$$ a \not= a + 1 $$", ["a ≠ 1 + a"]),
    (r"$$ 0 < T \text{ and } T > 0 $$", ["0 < T", "T > 0"]),
    (r"$$ a = a. \qquad b = b. $$", ["a = a", "b = b"]),
    (r"$$ a = a ; b = b $$", ["a = a", "b = b"]),
    (r"$$ \boxed{a = a} $$", ["a = a"]),
    (r"$$ \boxed{a} = a $$", ["a = a"]),
    (r"$$ \underbrace{a + b}_{\text{sum}} = b + a $$", ["a + b = a + b"]),
    (r"$$ f(a) = f(a) $$", ["f(a) = f(a)"]),
    (r"$$ f(a) = a $$", ["f(a) = a"]),
    (r"$$ f'(a) = \frac{d f(a)}{d a} $$", ["f′(a) = df(a)/da"]),
    (r"$$ f''(a) = \frac{d}{da} f'(a) $$", ["f′′(a) = df′(a)/da"]),
    (r"$$ i = j $$", ["δ_ij = 1"]),
    (r"$$ \sum_{i=1}^{K} i = \frac{K(K+1)}{2} $$", ["Σ_i i = (1/2) K (1 + K)"]),
    (r"$$ \sum_k 1 = K $$", ["Σ_k 1 = K"]),
    (r"$$ p_1 + \sum_{k=2}^{K} p_k = 1 $$", ["p_1 + Σ_{k=2}^K p_k = 1"]),
    (r"$$ a ^ 2 = a a $$", ["a² = a a"]),
    (r"$$ x = $$", [None]),
    (r"$$ = a $$", [None]),
    (r"$$ $$", []),
    (r"$$ a $$", []),
    (
        r"$$ a = \begin{cases} a & \text{if } a \geq 0 \\ a & \text{if } a < 0 \end{cases} $$",
        ["a = {a if a ≥ 0; otherwise a}"],
    ),
    (r"$$ \|z\| = a $$", ["√(Σ_k z_k z_k) = a"]),
    (
        r"$$ (a+b)^2 = a^2 + 2ab + b^2, \text{ where } a > 0 $$",
        ["(a + b)² = 2a b + a² + b² given a > 0"],
    ),
    (
        r"$$ \log p_i = z_i - \log \sum_k e^{z_k}, \qquad \text{so} \qquad \frac{\partial \log p_i}{\partial z_j} = \delta_{ij} - p_j $$",
        ["log p_i = z_i − log Σ_k e^{z_k}", "∂/∂z_j log p_i = δ_ij − p_j"],
    ),
    (
        r"$$ \begin{aligned} \frac{\partial p_i}{\partial z_j} &= p_i(1-p_i) && \text{if } i = j \\ &= -p_i p_j && \text{if } i \neq j \end{aligned} $$",
        ["∂p_i/∂z_j = p_i (1 − p_i) given δ_ij = 1", "∂p_i/∂z_j = −p_i p_j given δ_ij = 0"],
    ),
    (r"$$ a &= a $$", ["a = a"]),
    (r"$$ \left. a \right|_{a=0} = 0 $$", [None]),
    (r"$$ \frac{\partial p_i}{\partial z_j} \bigg|_{z=0} = 0 $$", [None]),
    (r"$$ a = a \quad\text{or}\quad b = b $$", [None]),
    (r"$$ a = a, \dots, b = b $$", [None, "b = b"]),
    (r"$$ \mathbf{p} = \operatorname{softmax}(\mathbf{z}) $$", ["p_l = e^{z_l}/(Σ_k e^{z_k})"]),
    (r"$$ {a = a} $$", [None]),
    (r"$$ \sum_{k=1}^K z_k $$", []),
    (r"$$ \fbox{a = b} $$", [None]),
    (r"$$ \begin{array}{rcl} a & = & a \\ & = & b \end{array} $$", ["a = a", "a = b"]),
    (
        r"$$ \begin{aligned} \frac{\partial p_i}{\partial z_j} &= p_i(1-p_i), && i = j, \\ \frac{\partial p_i}{\partial z_j} &= -p_i p_j, && i \neq j. \end{aligned} $$",
        ["∂p_i/∂z_j = p_i (1 − p_i) given δ_ij = 1", "∂p_i/∂z_j = −p_i p_j given δ_ij = 0"],
    ),
    (r"$$ \Bigl| a \Bigr| \ge 0 $$", ["|a| ≥ 0"]),
    (r"$$ |a| \ge 0, |a b| = |a| |b| $$", ["|a| ≥ 0", "|a b| = |a| |b|"]),
    (r"$$ a < b < c $$", ["a < b", "b < c"]),
    (r"$$ \{a\} = a $$", ["a = a"]),
    (r"$$ a = \frac{a}{1}\text{.} $$", ["a = a"]),
    (r"$$ a = a \text{ (by definition)}. $$", ["a = a"]),
    (r"$$ a \; = \; a $$", ["a = a"]),
    (r"$$ a \leq |a|, \quad -a \leq |a| $$", ["a ≤ |a|", "−a ≤ |a|"]),
    (
        r"$$ \begin{aligned} a &= a & b &= b \\ c &= c & a &= b\end{aligned} $$",
        ["a = a", "b = b", "c = c", "a = b"],
    ),
    (r"$$ \begin{aligned} a + b & = & a & + b \end{aligned} $$", ["a + b = a + b"]),
    (r"\begin{eqnarray} a & = & a \\ & \le & |a| \end{eqnarray}", ["a = a", "a ≤ |a|"]),
    (
        r"\begin{alignat*}{2} a &= a &\qquad& \mbox{reason} \\ &= a + 0 &\qquad& \mbox{other} \end{alignat*}",
        ["a = a", "a = 0 + a"],
    ),
    (r"$$ p_K = 1 - \sum_{k=1}^{K-1} p_k $$", ["p_K = 1 − Σ_{k=1}^{K−1} p_k"]),
    (
        r"$$ \frac{\partial z_i}{\partial z_j} = 0 \;\; (i \neq j) $$",
        ["∂z_i/∂z_j = 0 given δ_ij = 0"],
    ),
    (r"$$ p_i > 0, \quad 1 \le i \le K $$", ["p_i > 0"]),
    (r"$$ a = a \text{ or, equivalently, } b = b $$", ["a = a", "b = b"]),
    (r"$$ a = a \text{ if $b = c$} $$", ["a = a given b = c"]),
    (r"$$ \boxed{a = a} \tag{$\star$} $$", ["a = a"]),
    (r"$$ a = a \iff b = b $$", ["a = a", "b = b"]),
    (r"$$ \begin{aligned} a &= a \\ \Rightarrow\quad b &= b \end{aligned} $$", ["a = a", "b = b"]),
    (r"$$ \begin{aligned} a &= a \implies \\ b &= b \end{aligned} $$", ["a = a", "b = b"]),
    (r"$$ a \propto b = b $$", ["b = b"]),
    (r"$$ z \in \mathbb{R}^K, \quad a = a $$", ["a = a"]),
    (r"$$ f^\prime(a) = f'(a) $$", ["f′(a) = f′(a)"]),
    (r"$$ p_i = \frac{exp(z_i)}{\sum_k exp(z_k)} $$", ["p_i = e^{z_i}/(Σ_k e^{z_k})"]),
    (r"$$ a = a – b $$", ["a = a − b"]),
    (r"$$ z_i \cdot z_j = z_j z_i , \ i \ne j $$", ["z_i z_j = z_i z_j given δ_ij = 0"]),
]


@pytest.mark.parametrize(("display", "meant"), DISPLAYS, ids=[d for d, _ in DISPLAYS])
def test_the_claims_of_a_display(display, meant):
    assert claims(display) == meant


def test_a_chain_goes_on_over_displays():
    assert claims("$$ a = b $$ and so $$ = c $$") == ["a = b", "b = c"]


def test_a_display_that_begins_with_a_relation_needs_one_before():
    assert claims("$$ = c $$") == [None]


def test_a_dimension_may_have_a_subscript():
    text = r"""<!-- symsoft: let n_L dimension; let j index n_L; let a^{(L)} vector n_{L} -->
$$ \sum_{j=1}^{n_L} a^{(L)}_j = \sum_j a_j^{(L)}, \quad j = 1, \dots, n_L $$"""
    complaints = []
    (found,) = read(document(text), Options(), complaints)
    assert (complaints, text_claim(found.claim)) == ([], "Σ_j a_j = Σ_j a_j")
