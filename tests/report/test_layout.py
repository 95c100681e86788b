"""Chains are broken into lines that fit the page."""

import re

import pytest

from symsoft.report.layout import MARKDOWN, TEX, Link, aligned, broken, stacked, wrap
from symsoft.report.width import width

LONG = " + ".join(rf"\frac{{z_{{{n}}}}}{{e^{{z_{n}}}}}" for n in range(30))


def test_reasons_stand_beside_short_formulas():
    links = [Link("=", "b", "because"), Link(r"\le", "c", "clearly")]
    assert aligned("a", links, TEX) == (
        "a & = b &\\qquad& \\mbox{because} \\\\\n& \\le c &\\qquad& \\mbox{clearly}"
    )


def test_a_wide_left_side_stands_alone():
    lines = aligned(" + ".join("abcdefghi"), [Link("=", "x"), Link("=", "y")], TEX).split("\n")
    assert lines[0].startswith("& a + b")
    assert lines[1:] == [r"& \quad = x \\", r"& \quad = y"]


def test_long_reasons_are_wrapped_beside_or_below():
    why = "a reason of some length that takes more than one line of the column"
    beside = aligned("a", [Link("=", "b" * 20, why)], TEX)
    assert beside.count(r"\mbox{") > 1
    assert r"&\qquad& \begin{array}" in beside
    below = aligned("a", [Link("=", "b" * 45, why), Link("=", "c")], TEX)
    first, second, third = below.split("\n")
    assert r"\mbox" not in first
    assert second.startswith(r"& \qquad \begin{array}{@{}l@{}} \mbox{a reason")
    assert second.endswith(r"\\[1ex]")
    assert third == "& = c"


def test_lines_beside_a_fraction_stand_apart():
    links = [Link("=", "b"), Link("=", r"\frac{c}{d}"), Link("=", "e"), Link("=", "f")]
    lines = aligned("a", links, TEX).split("\n")
    assert [line.endswith(r"\\[1ex]") for line in lines] == [True, True, False, False]
    chains = [("a", [Link("=", "b")]), ("c", [Link("=", r"\frac{d}{e}")])]
    assert stacked(chains, TEX) == "a & = b \\\\[1ex]\nc & = \\frac{d}{e}"


def test_an_unproved_step_is_marked():
    links = [Link("=", "b", "so"), Link("=", "c", "wrong", proved=False)]
    tex, markdown = aligned("a", links, TEX), aligned("a", links, MARKDOWN)
    assert tex.split("\n")[0] == r"a & = b &\qquad& \mbox{so} \\"
    assert r"\fbox{NOT PROVED}" in tex.split("\n")[1]
    assert r"\boxed{\text{⚠ not proved}}" in markdown.split("\n")[1]


def test_reasons_in_a_math_block_need_no_escapes_inside_text():
    line = aligned("a", [Link("=", "b", "50% of $p_i$ in x_1")], MARKDOWN)
    assert line.endswith(r"\text{50}\%\text{ of } {\textstyle p_i} \text{ in x}\_\text{1}")


def test_formulas_break_before_signs_outside_of_brackets():
    lines = broken(LONG, 30)
    assert len(lines) > 1
    assert all(width(line) <= 31 for line in lines)
    assert re.sub(r"\s|\{\}", "", "".join(lines)) == re.sub(r"\s", "", LONG)
    assert all(line.startswith("{} + ") for line in lines[1:])
    inside = rf"\left( {LONG} \right)"
    assert broken(inside, 30) == [inside]


@pytest.mark.parametrize(
    "formula", ["-a + b", r"a = -b", r"e^{-a}", r"\left[ a - b \right)", "[a-b]"]
)
def test_signs_that_do_not_separate_terms(formula):
    assert "".join(broken(formula, 0.1)).replace("{} ", "") == formula
    assert not any(line in ("", "{} ") for line in broken(formula, 0.1))


def test_mathematics_in_prose_is_not_broken():
    assert list(wrap("one $a + b + c$ two", 1)) == ["one", "$a + b + c$", "two"]


@pytest.mark.parametrize(
    ("wide", "narrow"),
    [
        ("a + b", "a b"),
        (r"\frac{a + b}{c}", "a b"),
        (r"\frac{c}{a + b}", "a b"),
        ("a b", "a_b"),
        ("a_{b c}", "a_b"),
        (r"\sum_{k=1}^{K} a", "a a"),
        (r"\log a", "a a"),
        (r"a \qquad b", r"a \quad b"),
        (r"\sqrt{a b}", "a b"),
    ],
)
def test_width_grows_with_what_is_written(wide, narrow):
    assert width(wide) > width(narrow)
