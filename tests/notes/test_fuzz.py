# ruff: noqa: E501
"""Random notes never crash the checker: every relation gets a verdict, every mistake a line."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from symsoft.notes.checking import Options, check, read
from symsoft.notes.source import MARKDOWN, TEX, Document, Line

HEAD = "let K dimension; let i, j, k index K; let z vector K; let a, b real"
PIECES = [
    "$$", "$$\n", "\\[", "\\]", "$", "\n", "\n\n", "```", "```math\n", "`", "<!-- symsoft:", "-->",
    "% symsoft: ", "%", "\\begin{align}", "\\end{align}", "\\begin{aligned}", "\\end{aligned}",
    "\\\\", "&", "&=", "=", "\\le", "<", "\\implies", "a", "b", "z_i", "\\sum_k z_k", "+", "-", ",",
    ".", "\\quad", "\\text{if }", "\\text{and}", "i = j", "i \\neq j", "(", ")", "{", "}", "\\left(",
    "\\right)", "\\begin{cases}", "\\end{cases}", "\\newcommand{\\x}{a}", "\\x", "\\def", ";", "let ",
    "define ", "given ", "forget", "check", "skip", "label x", "let c real", "define p_i = z_i",
    "given a = b", "> ", "- ", "---\n", "\\intertext{x}", "\\stackrel{a}{=}", "\\boxed{a = b}", ":",
    "symsoft:embed a#b -->", "symsoft:end", "\\input{x}", "\\dots", "1", "|", "\\iff", "z", "^\\top", "\\nabla_z", "p", "\\text{if $a$}", "\\approx", "\\verb|", "\\\\[1ex]",
    "define P(i | a) = b", "P(", "\\mid", "\\|", "\\langle", "\\rangle", "define \\langle a \\rangle = b", "D_i", "\\over", "\\forall",
    "\\in \\mathbb{R}", "If $i = j$,\n", "define f(a; b) = a", "f(", "define z^{(i)} = z_i", "z^{(i)}", "\\sum_{1 \\le i < j \\le K}",
]  # fmt: skip


def document(text, kind):
    lines = [Line(line, Path("n"), n) for n, line in enumerate(text.split("\n"), 1)]
    return Document(Path("n"), kind, lines)


@pytest.mark.parametrize("kind", [MARKDOWN, TEX])
@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=40), st.booleans())
def test_random_notes_are_read(kind, pieces, everything):
    head = f"<!-- symsoft: {HEAD} -->\n" if kind == MARKDOWN else f"% symsoft: {HEAD}\n"
    complaints = []
    note = document(head + " ".join(pieces), kind)
    for reading in read(note, Options(everything), complaints):
        assert (reading.claim is None) == bool(reading.fault)
        assert reading.place.line >= 1
    assert all(message and place.line >= 1 for place, message in complaints)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from(["a", "b", "z_i", "z_j", "+", "=", "\\le", "1"]), max_size=9))
def test_random_relations_are_decided(pieces):
    text = f"<!-- symsoft: {HEAD} -->\n$$ {' '.join(pieces)} $$"
    for found in check(document(text, MARKDOWN), Options(timeout=2, suggest=False)).findings:
        assert found.status in ("proved", "refuted", "unknown", "unreadable")
