# ruff: noqa: E501
"""Random LaTeX never crashes the reader or hangs it, and what symsoft prints it reads back."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from symsoft.language.latex import latex
from symsoft.language.tex import Unreadable
from tests.language.tex.reading import bare, read, state
from tests.language.tex.test_reading import SAME
from tests.sampling import examples

PIECES = (
    r"a b c z p L K i j k f e d 1 2 0.5 { } ( ) [ ] | ^ _ + - * / = < & , . ' ; ! \\ % ~ # $ \frac "
    r"\sum \prod \int \log \exp \max \lim \partial \to \infty \delta \left \right \begin{cases} "
    r"\end{cases} \begin{aligned} \end{aligned} \text{if} \text{x} \mathbf \operatorname \sqrt "
    r"\cdot \quad \, \frac{\partial}{\partial{z_j}} _{k=1}^{K} z_i p_j f(a) \{ \} \mathbb{1} \hat "
    r"\newcommand \def \stackrel \boxed \label{a} \binom \neq \sigma \ell(z) \phi(z)_i "
    r"\nabla \nabla_z \top ^\top ^T \odot \| \langle \rangle z w W S I \operatorname{diag}(z) x^{(i)} ^{(i)} "
    r"\mathbf{1} \in \frac{\partial}{\partial p_i} \frac{\partial}{\partial z} \partial_{z} ^{\prime} \text{if $a$}"
).split()


@settings(max_examples=examples(250), deadline=10_000)
@given(st.lists(st.sampled_from(PIECES), max_size=25))
def test_random_pieces_are_read_or_refused(pieces):
    try:
        read(" ".join(pieces))
    except Unreadable as error:
        assert str(error)


@settings(max_examples=examples(125), deadline=10_000)
@given(st.text(max_size=40))
def test_random_text_is_read_or_refused(text):
    try:
        read(text)
    except Unreadable as error:
        assert str(error)


@settings(max_examples=examples(125), deadline=10_000)
@given(st.sampled_from([latex for latex, _ in SAME]), st.data())
def test_formulas_with_a_part_left_out_are_read_or_refused(formula, data):
    at = data.draw(st.integers(0, len(formula) - 1))
    size = data.draw(st.integers(1, 6))
    try:
        read(formula[:at] + formula[at + size :])
    except Unreadable as error:
        assert str(error)


@pytest.mark.parametrize("formula", [formula for formula, _ in SAME])
def test_what_is_printed_is_read_back(formula):
    known = state()
    term = read(formula, known)
    printed = latex(term, known.scope.latex_names)
    again = read(printed, known)
    assert bare(known.scope.context([again]).unfold(again)) is bare(
        known.scope.context([term]).unfold(term)
    )


@pytest.mark.parametrize("part", ["a + ", "a ", r"\frac{a}{b} ", "|a| + ", "(a) ", r"z_{i} - "])
def test_time_grows_as_the_formula(part):
    def seconds(times):
        begun = time.perf_counter()
        read(part * times + "a")
        return time.perf_counter() - begun

    seconds(10)
    assert seconds(1600) < 40 * max(seconds(200), 0.002)


def test_a_vector_of_ones_without_a_size_is_no_factor():
    with pytest.raises(Unreadable):
        read(r"\operatorname{softmax}(z  c\mathbf{1})_i")
