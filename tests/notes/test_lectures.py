"""Small lectures, embedded and built with the tools that authors use."""

import html
import io
import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from markdown_it import MarkdownIt
from sphinx.application import Sphinx
from sphinx.util.docutils import docutils_namespace, patch_docutils

from tests import projects
from tests.running import ROOT, needs, python, symsoft

pytestmark = pytest.mark.slow
LECTURES = Path(__file__).parent / "lectures"


NOTES = ["article.tex", "slides.tex", "lecture.md", "lecture.qmd"]


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """The lectures, embedded in a folder of no project: symsoft's own derivations are meant."""
    copy = shutil.copytree(LECTURES, tmp_path_factory.mktemp("course") / "lectures")
    done = symsoft("embed", *NOTES, cwd=copy)
    assert (done.returncode, done.stderr) == (0, "")
    return copy


def test_what_is_embedded_is_fresh(folder):
    done = symsoft("embed", "--check", *NOTES, cwd=folder)
    assert (done.returncode, done.stderr) == (0, "")


# --- LaTeX --------------------------------------------------------------------------------------


def built(folder, name):
    """The log of LaTeX and the pages of the PDF as text; the second run resolves references."""
    needs("pdflatex", "pdftotext")
    for _ in range(2):
        command = ["pdflatex", "-halt-on-error", "-interaction=nonstopmode", f"{name}.tex"]
        done = subprocess.run(command, cwd=folder, capture_output=True, check=False)
        log = (folder / f"{name}.log").read_text(encoding="latin-1")
        assert done.returncode == 0, log[-2000:]
    command = ["pdftotext", "-layout", f"{name}.pdf", "-"]
    text = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=True).stdout
    return log, text.split("\f")[:-1]


def test_an_article_pulls_what_is_proved(folder):
    log, pages = built(folder, "article")
    assert not re.search(r"Warning|Overfull", log)
    text = " ".join(" ".join(pages).split())
    assert "Compare (2), (1) and (3)." in text
    assert re.search(r"^2 {1,6}The gradient of the cross-entropy$", "".join(pages), re.MULTILINE)
    assert "Proof." in text
    assert "the target sums to one" in text and "whole number, at least 1" in text
    assert r"\symsoft{shown}{as code}" in text and "??" not in text


def test_slides_reveal_steps_one_by_one(folder):
    log, pages = built(folder, "slides")
    assert "Overfull" not in log and "LaTeX Warning" not in log
    reasons = ["the logarithm of a quotient", "moves with", "log-sum-exp has softmax"]
    shown = [[reason in page for reason in reasons] for page in pages if page.startswith("Why")]
    assert shown == [[n > m for m in range(3)] for n in range(4)]
    assert sum("In words" in page for page in pages) == 2


def test_a_fragment_that_is_missing_is_marked(folder):
    (folder / "missing.tex").write_text(
        "\\documentclass{article}\n\\usepackage{symsoft}\n\\begin{document}\n"
        "\\symsoft{log-softmax-gradient}{title}, \\symsoft{unheard-of}{proof}.\n\\end{document}\n"
    )
    log, pages = built(folder, "missing")
    assert "Package symsoft Warning: No part `proof' of `unheard-of'" in log
    assert "call `symsoft embed'" in log
    assert "The gradient of log-softmax, ??." in pages[0]


# --- Sphinx and MyST ----------------------------------------------------------------------------


def sphinx(here, *builders):
    """What builds of Sphinx in this process warned of, line by line."""
    told = io.StringIO()
    for builder in builders:
        folders = (here, here, here / builder, here / "trees")
        with patch_docutils(), docutils_namespace():
            Sphinx(*folders, builder, status=None, warning=told).build()
    return re.sub("\x1b\\[[0-9;]*m", "", told.getvalue()).splitlines()


def test_sphinx_builds_pages_of_both_languages_and_latex(tmp_path):
    here = shutil.copytree(LECTURES / "sphinx", tmp_path / "sphinx")
    assert sphinx(here, "html", "latex") == []
    page = (here / "html" / "index.html").read_text(encoding="utf-8")
    assert r"\delta_{ij} - p_j" in page and "the target sums to one" in page
    assert 'id="equation-loss"' in page and 'href="#equation-loss">(1)</a>' in page
    assert 'class="symsoft small docutils container"' in page
    other = (here / "html" / "jacobian.html").read_text(encoding="utf-8")
    assert 'href="index.html#equation-loss"' in other and "whole number, at least" in other
    text = (here / "latex" / "softmax.tex").read_text(encoding="utf-8")
    assert r"\label{equation:index:loss}" in text and r"\eqref{equation:index:loss}" in text
    assert r"\frac{\partial}{\partial z_j} \log p_i" in text


def test_mistakes_are_warnings_of_sphinx(tmp_path):
    here = shutil.copytree(LECTURES / "sphinx", tmp_path / "sphinx")
    (here / "index.md").write_text(
        "# Softmax\n\n```{derivation} log-softmax-gradien\n```\n\n"
        "```{derivation} log-softmax-gradient\n:part: lemma\n```\n"
    )
    first, second, *_ = sphinx(here, "html")
    assert re.search(r"index\.md:3: WARNING: there is no derivation .*did you mean log-sof", first)
    assert re.search(r"index\.md:6: WARNING: .*no part 'lemma'; choose derivation, stat", second)


def test_what_is_not_proved_is_a_warning_of_sphinx(tmp_path):
    projects.write(tmp_path, slip=projects.SLIP)
    (tmp_path / "doc").mkdir()
    (tmp_path / "doc" / "conf.py").write_text('extensions = ["symsoft.sphinx"]\n')
    (tmp_path / "doc" / "index.rst").write_text("Page\n====\n\n.. derivation:: slip\n")
    told = "\n".join(sphinx(tmp_path / "doc", "html"))
    assert "index.rst:4: WARNING: " in told and "slip, step 2: refuted" in told
    assert "fails at K = 2" in told
    assert "delta" not in (tmp_path / "doc" / "html" / "index.html").read_text()


# --- Markdown -----------------------------------------------------------------------------------


def test_markdown_keeps_its_formulas_where_backslashes_are_eaten(folder):
    """GitHub takes a backslash before a punctuation mark for an escape of Markdown's."""
    text = (folder / "lecture.md").read_text(encoding="utf-8")
    assert r"\cr" in text and not re.search(r"\\[^A-Za-z\s]", text)
    page = MarkdownIt("commonmark").enable("table").render(text)
    shown = "".join(html.unescape(re.sub(r"<(?!em|strong)[^>]*>", "", page)).split())
    formulas = re.findall(r"\$\$.*?\$\$|\$[^$]+\$", text.replace("\n> ", "\n"), re.DOTALL)
    assert len(formulas) > 12
    assert [f for f in formulas if "".join(f.split()) not in shown] == []
    assert len(re.findall(r"^>? ?\d\. \$", text, re.MULTILINE)) == 3


# --- notebooks ----------------------------------------------------------------------------------

EXECUTE = """
import json, nbclient, nbformat
cells = [nbformat.v4.new_code_cell(source) for source in json.loads(sys.argv[1])]
notebook = nbformat.v4.new_notebook(cells=cells)
nbclient.NotebookClient(notebook, timeout=120, kernel_name="python3").execute()
print(json.dumps([c.outputs[-1]["data"] if c.outputs else {} for c in notebook.cells]))
"""


def test_objects_show_themselves_in_quarto_and_jupyter(folder, monkeypatch):
    text = (folder / "lecture.qmd").read_text(encoding="utf-8")
    assert r"\\" in text and r"\cr" not in text
    cells = re.findall(r"^```\{python\}\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    monkeypatch.setenv("JUPYTER_RUNTIME_DIR", str(folder / "runtime"))
    monkeypatch.setenv("IPYTHONDIR", str(folder / "ipython"))
    done = python(EXECUTE, json.dumps(cells), cwd=folder)
    assert done.returncode == 0, done.stderr
    theorem, verdict, derivation = json.loads(done.stdout)
    assert r"\sum_{k=1}^{K} p_k & = 1" in theorem["text/markdown"]
    assert theorem["text/plain"] == "Σ_k p_k = 1"
    assert verdict["text/plain"].startswith("refuted: fails at K = 2, i = 1, j = 2, z = (1, 0)")
    assert derivation["text/markdown"].startswith("**Gradient of log-softmax**\n\nFor every $K")
    assert r"\begin{alignat*}{2}" in derivation["text/latex"]
    assert derivation["text/plain"].endswith("proved: 1 of 1 step")
