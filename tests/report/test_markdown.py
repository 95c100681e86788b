"""Markdown of both kinds, read as its readers read it: every formula arrives, and whole."""

import re

import pytest
from markdown_it import MarkdownIt
from mdit_py_plugins.dollarmath import dollarmath_plugin

from symsoft.derivation.library import load
from symsoft.derivation.project import find_project
from symsoft.report.prose import dollars, markdown
from symsoft.report.render import entries, render
from tests.projects import GRADIENT, LOG_SOFTMAX, SHIFT, write

QUIRKS = """
quirks = Derivation("quirks",
    title=r"Costs \\\\$5, a_b * c_d, $\\\\operatorname{diag} p$, and $|z_i|$!",
    summary="One ($x_1$), two [$x_2$]. Three: $x_3$-fold; `code_a`.")
quirks.calc(softmax(z + c)[i]).eq(p[i], r"$e^c$ cancels, 100 % of it, in $\\\\mathbb{R}$")
"""


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    root = write(
        tmp_path_factory.mktemp("markdown"),
        a=GRADIENT, b=LOG_SOFTMAX, shift=SHIFT, quirks=QUIRKS.replace("\\\\", "\\"),
    )  # fmt: skip
    library = load(find_project(root))
    assert library.failures == []
    checked = [d.checked() for d in library.derivations.values()]
    return render(entries(library, checked), ["markdown", "myst"])


@pytest.fixture(scope="module")
def pages(files):
    names = [p.removeprefix("myst/") for p in files if p.startswith("myst/")]
    return {n: (files[f"markdown/{n}"], files[f"myst/{n}"]) for n in names}


def tokens(page, **options):
    reader = MarkdownIt("commonmark").enable("table").use(dollarmath_plugin, **options)
    for token in reader.parse(page):
        yield token
        yield from token.children or ()


def formulas(page, kind):
    """What MyST's own reader takes for mathematics; Quarto's and Obsidian's rules are stricter."""
    options = {"allow_space": False, "allow_digits": False, "double_inline": False}
    return [t.content.strip() for t in tokens(page, **options) if t.type == kind]


def test_both_kinds_say_the_same(pages):
    for github, dollar in pages.values():
        fences = re.findall(r"^```math\n(.*?)\n```$", github, re.MULTILINE | re.DOTALL)
        assert formulas(dollar, "math_block") == fences
        inline = [" ".join(f.split()) for f in re.findall(r"\$`(.*?)`\$", github)]
        assert formulas(dollar, "math_inline") == inline


def test_the_fence_of_github_is_one_block_each(pages):
    for github, _ in pages.values():
        fences = [t for t in tokens(github) if t.type == "fence"]
        assert all(t.info == "math" for t in fences)
        assert len(fences) == github.count("```math")


def test_no_formula_is_left_in_the_text(pages):
    for name, (_, dollar) in pages.items():
        options = {"allow_space": False, "allow_digits": False}
        text = " ".join(t.content for t in tokens(dollar, **options) if t.type == "text")
        assert not re.search(r"\\[a-z]|[_^]\{", text), name
        assert text.count("$") == dollar.count(r"\$")


def test_what_renderers_stumble_over_is_not_written(pages):
    for found in pages.values():
        for page in found:
            assert r"\operatorname" not in page  # refused on GitHub
            assert r"\begin{align}" not in page  # not within a display; aligned is
            assert page.count(r"\begin{aligned}") == page.count(r"\end{aligned}")
            assert not re.search(r"\$\$[^\n]", page)  # Obsidian and Quarto want lines of their own


@pytest.mark.parametrize(("prose", "github", "dollar"), [
    ("($x_1$), $y$.", "($`x_1`$), $`y`$.", "($x_1$), $y$."),
    ("$ x $", "$` x `$", "$x$"),
    (r"a_b \$5", r"a\_b \$5", r"a\_b \$5"),
    ("$|a|$", r"$`\vert a\vert `$", r"$\vert a\vert$"),
])  # fmt: skip
def test_prose(prose, github, dollar):
    assert markdown(prose) == github
    assert dollars(prose) == dollar
