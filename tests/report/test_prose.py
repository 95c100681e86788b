"""Prose is escaped for each format, and its mathematics is not."""

import pytest

from symsoft.report.prose import markdown, markdown_inline, markdown_math, tex, tex_escape, tex_math


@pytest.mark.parametrize(
    ("prose", "latex"),
    [
        ("50% & more_of #1 {x}", r"50\% \& more\_of \#1 \{x\}"),
        ("~ ^", r"\textasciitilde{} \textasciicircum{}"),
        (r"a\b", r"a\textbackslash{}b"),
        ("so $p_i^2$, or $q$", "so $p_i^2$, or $q$"),
        (r"\$5", r"\$5"),
        ("``softmax(z)`` and `a_b`", r"\texttt{softmax(z)} and \texttt{a\_b}"),
        ("Σ ≥ 0 – é —", r"\ensuremath{\Sigma} \ensuremath{\ge} 0 -- é ---"),
        ("x₁²", r"x\ensuremath{{}_{1}}\ensuremath{{}^{2}}"),
        ("$σ(x)$", r"${\sigma}(x)$"),
        ("漢", r"\texttt{U+6F22}"),
    ],
)  # fmt: skip
def test_tex(prose, latex):
    assert tex(prose) == latex


@pytest.mark.parametrize(
    ("prose", "page"),
    [
        ("*a* _b_ [c] <d> | e", r"\*a\* \_b\_ \[c\] \<d\> \| e"),
        ("so $p_i^2$", "so $`p_i^2`$"),
        (r"$|x| \le \|y\|$", r"$`\vert x\vert \le \Vert y\Vert `$"),
        (r"\$5", r"\$5"),
        ("`a_b`", "`a_b`"),
        ("# one\n1. two\n- three", "\\# one\n1\\. two\n\\- three"),
    ],
)
def test_markdown(prose, page):
    assert markdown(prose) == page


def test_github_refuses_operatorname():
    assert markdown_math(r"\operatorname{diag}(p)") == r"\mathrm{diag}(p)"
    assert markdown_inline(r"\operatorname*{argmax}_k z_k") == r"$`\mathop{\mathrm{argmax}}_k z_k`$"


def test_what_the_tool_prints_about_itself_survives_latex():
    evidence = "fails at K = 2, z = (1, 0):   left −0.2689…, right −0.7310…"
    assert tex_escape(evidence).isascii()
    assert tex_math(r"x \in \mathbb{R}") == r"x \in \mathbf{R}"
