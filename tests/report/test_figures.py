"""Figures as files: the same bytes each time, with fonts and words, wherever they belong."""

import json
import os
import re
import subprocess
import sys

import pytest

from symsoft.derivation.library import load
from symsoft.derivation.project import find_project
from symsoft.report import plotting
from symsoft.report.render import Options, entries, render
from tests.projects import write
from tests.running import ROOT, needs, symsoft

SHARES = """
from sympy import Limit
a = softmax(c * z, name="a")
shares = Derivation("shares", title="Shares")
shares.calc(Limit(a[j], c, 0)).eq(1 / K, "term by term")
(shares.figure("Shares of [1] & 50 %", over=(c, 1, 5), caption="They part.", slider=True)
    .panel("$z = (1, 2)$", a[j], at={z: [1, 2]})
    .panel("a tie", a[j], at={z: [2, 2]}))
"""
BAD_NAME = SHARES.replace("a[j], at={z: [2, 2]}", '{r"$\\\\nosuch$": a[j]}, at={z: [2, 2], j: 1}')


@pytest.fixture(scope="module")
def root(tmp_path_factory):
    return write(tmp_path_factory.mktemp("project"), shares=SHARES)


@pytest.fixture(scope="module")
def found(root):
    library = load(find_project(root))
    return entries(library, [library.find("shares").checked()])


def test_svg_and_pdf_are_the_same_bytes_in_every_process(found, root, tmp_path):
    files = render(found, ["figures"])
    assert sorted(files) == ["figures/shares-1.pdf", "figures/shares-1.svg"]
    done = symsoft("report", "--format", "figures", "--out", str(tmp_path / "again"), cwd=root)
    assert done.returncode == 0 and done.stderr == ""
    again = {p.name: p.read_bytes() for p in (tmp_path / "again" / "figures").glob("*.*g*")}
    svg, pdf = files["figures/shares-1.svg"], files["figures/shares-1.pdf"]
    assert again["shares-1.svg"] == svg.encode()
    assert (tmp_path / "again" / "figures" / "shares-1.pdf").read_bytes() == pdf
    assert "<text" not in svg, "letters are drawn, so that no font is needed"
    assert re.search(r'<svg role="img" aria-label="Curves over c from 1 to 5\. ', svg)
    assert "matplotlib" not in svg.lower().replace("matplotlib.axis", ""), "no version, no date"


def test_the_pdf_brings_its_fonts(found, tmp_path):
    needs("pdffonts")
    file = tmp_path / "figure.pdf"
    file.write_bytes(render(found, ["figures"])["figures/shares-1.pdf"])
    done = subprocess.run(["pdffonts", file], capture_output=True, text=True, check=True)
    rows = done.stdout.splitlines()[2:]
    assert rows and all(re.search(r"\byes\s+(yes|no)\s+(yes|no)\s+\d+", row) for row in rows)


def test_curves_differ_in_grey():
    assert len(set(map(str, plotting._DASHES))) == len(plotting._DASHES) >= 4
    assert len(set(plotting._COLOURS)) == 8


def test_a_page_has_its_drawings_and_its_numbers(found):
    page = render(found, ["html"])["html/shares.html"]
    assert page.count("<svg") >= 2 and page.count('role="img"') >= 2
    assert "Shares of [1] &amp; 50 %" in page
    data = [json.loads(d.replace("&#34;", '"')) for d in re.findall(r'data-places="([^"]+)"', page)]
    assert [len(bars) for bars in data] == [2, 2] and {len(b) for d in data for b in d} == {81}
    assert {place[0] for place in data[1][0]} == {"0.5000"}
    assert data[0][0][0][0] == "0.2689" and data[0][1][-1][0] == "0.9933"
    assert not re.search(r'="[^"]*#[0-9a-f]{6}', page.partition("<svg")[2].partition("</svg>")[0])


def test_single_files_stay_small(found):
    page = render(found, ["html"], options=Options(single_file=True))["html/shares.html"]
    assert len(page.encode()) < 500_000


def test_without_matplotlib_pages_have_no_drawings_but_their_bars(found, monkeypatch):
    monkeypatch.setattr(plotting, "available", lambda: False)
    page = render(found, ["html"])["html/shares.html"]
    assert 'class="drawing"' not in page and page.count("data-places") == 2
    assert not any(name.endswith(".svg") for name in render(found, ["typst"]))


def test_the_format_says_what_is_missing(tmp_path):
    write(tmp_path, shares=SHARES)
    code = (
        "import sys, importlib.util as u; real = u.find_spec\n"
        "u.find_spec = lambda n, *a: None if n == 'matplotlib' else real(n, *a)\n"
        "from symsoft.cli import main; main()"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, "report", "--format", "figures"],
        cwd=tmp_path, capture_output=True, text=True, check=False,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    assert done.returncode == 2
    assert done.stderr.strip().endswith("not installed: pip install 'symsoft[figures]'")


def test_a_name_that_cannot_be_drawn_is_told(tmp_path):
    write(tmp_path, shares=BAD_NAME)
    done = symsoft("report", "--format", "figures", cwd=tmp_path)
    assert done.returncode == 2 and "Traceback" not in done.stderr
    assert "call the curve by a name in words" in done.stderr
    assert not (tmp_path / "reports" / "figures").exists()


@pytest.mark.slow
def test_typst_sets_them(found, tmp_path):
    needs("pdftotext")
    (made,) = render(found, ["pdf"]).values()
    file = tmp_path / "shares.pdf"
    file.write_bytes(made)
    done = subprocess.run(["pdftotext", file, "-"], capture_output=True, text=True, check=True)
    assert "Figure 1: Shares of [1] & 50 %. They part." in " ".join(done.stdout.split())


def test_json_has_them_in_words(found):
    data = json.loads(render(found, ["json"])["json/shares.json"])
    (figure,) = data["figures"]
    assert figure["id"] == "shares-1" and figure["title"] == "Shares of [1] & 50 %"
    assert "a sub 1 is 0.5000 throughout" in figure["alt"]


# --- in notes -----------------------------------------------------------------------------------

MARKS = {
    "note.md": "<!-- symsoft:embed shares#figure -->\n<!-- symsoft:end -->\n",
    "note.tex": "% symsoft:embed shares#figure\n% symsoft:end\n",
}


def test_notes_include_them(tmp_path):
    write(tmp_path, shares=SHARES)
    folder = tmp_path / "lectures"
    folder.mkdir()
    for name, marks in MARKS.items():
        (folder / name).write_text(marks)
    done = symsoft("embed", *MARKS, cwd=folder)
    assert done.returncode == 2
    assert done.stderr.count("write it with symsoft report shares --format figures") == 2
    assert all((folder / name).read_text() == marks for name, marks in MARKS.items())
    assert symsoft("report", "shares", "--format", "figures", cwd=tmp_path).returncode == 0
    assert symsoft("embed", *MARKS, cwd=folder).returncode == 0
    markdown, latex = ((folder / name).read_text() for name in MARKS)
    paths = re.findall(r"^!\[Curves over c .*\]\((.*)\)$", markdown, re.MULTILINE)
    paths += re.findall(r"\\includegraphics\[width=\\linewidth\]\{(.*)\}", latex)
    assert paths == [f"../reports/figures/shares-1.{kind}" for kind in ("svg", "pdf")]
    assert all((folder / path).is_file() for path in paths)
    assert r"50 \%" in latex
    assert symsoft("embed", "--check", *MARKS, cwd=folder).returncode == 0


def test_every_figure_of_the_library_is_declared_for_a_row_of_the_source(loaded_library):
    """Rows 1, 2, 3, 16, 17, 18 and 23 speak of shapes."""
    rows = {n for d in loaded_library.derivations.values() if d.figures for n in d.claims}
    assert rows >= {1, 2, 3, 16, 17, 18, 23}
