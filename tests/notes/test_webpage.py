"""HTML of what notebooks show: MathML without a script, and nothing where KaTeX is missing."""

import re

from sympy import Eq

from symsoft import decide, dim, display, indices, softmax, sum_over, vector
from symsoft.notes.webpage import html
from symsoft.report import mathematics

K = dim("K")
i, k = indices("i k", K)
p = softmax(vector("z", K))


def test_text_is_escaped_and_formulas_are_set():
    page = html("**a < $b_i$** & *c* \\* `d<e`\n\n$$\n\\frac{a}{b} \\le 1\n$$")
    text, formula = page.split("\n")
    assert text.startswith("<p><b>a &lt; <math") and text.endswith(
        "</math></b> &amp; <i>c</i> * <code>d&lt;e</code></p>"
    )
    assert formula.startswith("<div><math") and 'display="block"' in formula
    assert "<mfrac><mi>a</mi><mi>b</mi></mfrac>" in formula and "annotation" not in page


def test_objects_show_themselves_without_a_network():
    page = display.bundle(decide(Eq(sum_over(p[k], k), 1)))["text/html"]
    assert page.startswith("<p>proved: ") and page.count("<math") == 3
    assert not re.search(r"<script|<link|class=|src=|\$", page)


def test_what_is_no_formula_is_shown_as_markdown_alone():
    assert html(r"$\frac{a}$") == ""


def test_without_katex_there_is_none(monkeypatch):
    def absent(latex, display):
        raise mathematics.NoKatex("the extra html is not installed")

    monkeypatch.setattr(mathematics, "html", absent)
    shown = display.bundle(decide(Eq(sum_over(p[k], k), 1)))
    assert shown.keys() == {"text/plain", "text/markdown", "text/latex"}
