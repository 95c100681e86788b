"""What the templates make of checked derivations, and what LaTeX makes of that."""

import re
import shutil
import subprocess

import pytest

from symsoft.derivation import DerivationError
from symsoft.derivation.library import load
from symsoft.derivation.project import find_project
from symsoft.report.render import entries, render
from tests.projects import GRADIENT, LOG_SOFTMAX, SHIFT, SLIP, write
from tests.running import ROOT, needs

TEXTUAL = ("latex", "markdown", "json")

CONDITION = """
ratio = Derivation("ratio", title="A ratio", given=[Eq(sum_over(y[k], k), 1), Lt(z[i], c)])
ratio.have(Eq(sum_over(p[k], k), 1, evaluate=False), "softmax sums to one")
ratio.calc(z[i] / sum_over(z[k], k)).eq(z[i] * sum_over(y[k], k) / sum_over(z[j], j), "given")
"""

SUMS = """
from sympy import Ne
from symsoft import iverson
kept = sum_over(y[k] * iverson(y[k] < c), k)
sums = Derivation("sums", title="Sums", given=[forall(k, Lt(z[k], c), where=Ne(k, 1))])
sums.have(Eq(p[j] / p[j], p[i] / p[i], evaluate=False), "both are one")
sums.calc(kept + c).eq(c + kept, "in any order")
"""


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    return write(
        tmp_path_factory.mktemp("project"),
        gradients__a=GRADIENT,
        gradients__b=LOG_SOFTMAX,
        gradients__slip=SLIP,
        shift=SHIFT,
        ratio=CONDITION,
        sums=SUMS,
    )


def rendered(project, *names, formats=("latex", "markdown"), templates=None):
    library = load(find_project(project))
    assert library.failures == []
    chosen = names or [n for n in library.derivations if n != "slip"]
    checked = [library.find(name).checked(draft=True) for name in chosen]
    return render(entries(library, checked), formats, templates)


@pytest.fixture(scope="module")
def files(project):
    return rendered(project, formats=TEXTUAL)


def test_one_file_for_each_and_an_overview(files):
    names = ["log-softmax-gradient", "log-sum-exp-gradient", "ratio", "shift-invariance", "sums"]
    pages = [f"{kind}/{n}.{end}" for kind, end in
             (("json", "json"), ("latex", "tex"), ("markdown", "md")) for n in names]  # fmt: skip
    assert sorted(files) == sorted(
        [
            *pages,
            "json/derivation.schema.json",
            "latex/symsoft-macros.tex",
            "latex/symsoft.tex",
            "markdown/index.md",
        ]
    )


def test_a_fragment_says_what_was_proved(files):
    fragment = files["latex/log-softmax-gradient.tex"]
    assert r"\subsection{Gradient of $\log p_i$ \& co}" in fragment
    assert r"For every $K \ge 1$ and all $i, j = 1, \dots, K$:" in fragment
    assert r"\frac{\partial}{\partial z_j} \log p_i & = \delta_{ij} - p_j" in fragment
    assert r"\mbox{log of a quotient, 100 \% exact}" in fragment
    assert "Proved: 2 steps." in fragment
    assert "It uses: Gradient of log-sum-exp." in fragment
    assert "$z$ & real vector with $K$ entries" in fragment


def test_only_indices_of_the_statement_are_quantified(files):
    for kind, end in (("latex", "tex"), ("markdown", "md")):
        opening = files[f"{kind}/sums.{end}"].partition("given")[0]
        assert "all" not in opening and "K" in opening


def test_notation_is_explained_where_it_occurs(files):
    row = r"$\delta_{ij}$ & $1$ where $i = j$, $0$ elsewhere \\"
    assert row in files["latex/log-softmax-gradient.tex"]
    assert row not in files["latex/shift-invariance.tex"]
    bracket = r"$[\dots]$ & $1$ where the condition in brackets holds, $0$ elsewhere \\"
    assert bracket in files["latex/sums.tex"]
    assert bracket not in files["latex/log-softmax-gradient.tex"]


def test_a_line_may_break_before_and_in_the_range_of_a_hypothesis(files):
    given = r"given $z_k < c$ ${(k = 1, \dots, K;}$ ${k \neq 1)}$:"
    assert given in files["latex/sums.tex"]


def test_hypotheses_and_conditions_stand_before_the_statement(files):
    given = r"given $\sum_{k=1}^{K} y_k = 1$ and $z_i < c$, wherever $"
    assert given in files["latex/ratio.tex"]
    assert r"\ne" in files["latex/ratio.tex"].partition("wherever")[2].partition(":")[0]
    assert "Intermediate result:" in files["latex/ratio.tex"]


def test_fragments_need_amsmath_alone(files):
    for path, content in files.items():
        if path.endswith(".tex"):
            assert set(re.findall(r"^\\usepackage.*", content, re.MULTILINE)) <= {
                r"\usepackage{amsmath}"
            }
            assert r"\mathbb" not in content
            assert content.isascii()


def test_pages_are_what_github_renders(files):
    for path, page in files.items():
        if path.endswith(".md"):
            assert r"\operatorname" not in page
            assert "$$" not in page
            assert page.count("```math") * 2 == page.count("```")
            assert not re.search(r"\n\n\n", page)
            assert page.endswith("\n") and not page.endswith("\n\n")
            for block in re.finditer(r"(?<!\n\n)^```math", page, re.MULTILINE):
                pytest.fail(f"no blank line before a block of {path} at {block.start()}")


def test_tables_follow_a_blank_line(files):
    for path, page in files.items():
        if path.endswith(".md"):
            for row in re.finditer(r"^\|---", page, re.MULTILINE):
                lines = page[: row.start()].splitlines()
                assert lines[-2] == "", path


def test_the_index_lists_subjects_and_what_is_used(files):
    index = files["markdown/index.md"]
    assert re.findall("^## (.*)", index, re.MULTILINE) == ["Gradients", "Stability", "General"]
    assert (
        "| [Gradient of $`\\log p_i`$ & co](log-softmax-gradient.md) | 2 | proved "
        "| [Gradient of log-sum-exp](log-sum-exp-gradient.md) |"
    ) in index


def test_rendering_is_reproducible(project, files):
    assert rendered(project, formats=TEXTUAL) == files


def test_an_unproved_step_is_marked_unmistakably(project):
    draft = rendered(project, "slip")
    tex, page = draft["latex/slip.tex"], draft["markdown/slip.md"]
    assert tex.count(r"\fbox{NOT PROVED}") == 3  # statement, step, status
    assert "Step 2 is refuted: fails at K = 2" in tex
    assert "Proved:" not in tex
    assert page.count("⚠ **not proved**") == 2
    assert r"\boxed{\text{⚠ not proved}}" in page
    assert "⚠ **step 2 is refuted**: fails at K = 2" in page
    assert "⚠ **not proved**" in draft["markdown/index.md"]


def test_a_template_of_the_users_own_replaces_one(project, files, tmp_path):
    own = tmp_path / "derivation.md.j2"
    own.write_text("{{ d.name }}: {{ d.title|prose }}\n{{ d.sections[0]|aligned }}\n")
    changed = rendered(project, templates=tmp_path)
    assert changed["markdown/shift-invariance.md"].startswith(
        "shift-invariance: Shift invariance\n"
    )
    assert changed["markdown/index.md"] == files["markdown/index.md"]
    assert changed["latex/shift-invariance.tex"] == files["latex/shift-invariance.tex"]


@pytest.mark.parametrize(
    ("template", "message"),
    [
        ("\n{{ d.nonsense }}", "derivation.md.j2:2: template: .* has no attribute 'nonsense'"),
        ("{% if %}", "derivation.md.j2:1: template: "),
        ("\n\n{{ d|shout }}", "derivation.md.j2:3: template: No filter named 'shout'"),
        ("{% include 'more.j2' %}", "there is no template more.j2"),
    ],
)
def test_a_mistake_in_a_template_is_placed(project, tmp_path, template, message):
    (tmp_path / "derivation.md.j2").write_text(template)
    with pytest.raises(DerivationError, match=message):
        rendered(project, "ratio", templates=tmp_path)


def build(folder):
    """Run LaTeX until the table of contents is settled; its log."""
    needs("pdflatex")
    command = ["pdflatex", "-interaction=nonstopmode", "-halt-on-error", "symsoft.tex"]
    for _ in range(3):
        done = subprocess.run(command, cwd=folder, capture_output=True, check=False)
        log = (folder / "symsoft.log").read_text(encoding="utf-8", errors="replace")
        assert done.returncode == 0, log[-2000:]
    return log


def complaints(log):
    return re.findall(r"^(?:Overfull|LaTeX Warning|Package .* Warning|!).*", log, re.MULTILINE)


def put(files, folder):
    for path, content in files.items():
        (folder / path).parent.mkdir(exist_ok=True)
        (folder / path).write_text(content, encoding="utf-8")
    return folder / "latex"


def test_latex_builds_the_document(project, tmp_path):
    library = load(find_project(project))
    files = rendered(project, *library.derivations)  # a draft, too
    folder = put(files, tmp_path)
    assert complaints(build(folder)) == []
    assert (folder / "symsoft.pdf").stat().st_size > 10_000


def test_a_fragment_builds_in_a_document_with_amsmath_alone(files, tmp_path):
    folder = put(files, tmp_path)
    names = [p[6:-4] for p in files if p.endswith(".tex") and p != "latex/symsoft.tex"]
    inputs = "\n".join(rf"\input{{{name}}}" for name in names)
    (folder / "symsoft.tex").write_text(
        "\\documentclass{article}\n\\usepackage{amsmath}\n"
        f"\\begin{{document}}\n{inputs}\n\\end{{document}}\n"
    )
    assert complaints(build(folder)) == []


@pytest.mark.slow
def test_the_library_builds_without_overfull_lines(tmp_path):
    shutil.copytree(ROOT / "reports" / "latex", tmp_path / "latex")
    assert complaints(build(tmp_path / "latex")) == []
