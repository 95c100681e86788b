"""PDF by both engines: looked at page by page, as a reader's eye and a printer's check would."""

import re
import shutil
import subprocess

import pytest

from symsoft.derivation import DerivationError
from symsoft.derivation.library import load
from symsoft.derivation.project import find_project
from symsoft.report.render import Options, entries, render
from tests.projects import GRADIENT, LOG_SOFTMAX, SLIP, write
from tests.running import ROOT, needs

pytestmark = pytest.mark.slow

# Long lines, many reasons, cases, limits, integrals, numbers, counterexamples, functions.
NAMES = (
    "log-softmax-gradient", "gaussian-exponent", "gumbel-max", "distillation-limit",
    "exponential-uniqueness", "minimum-subtracted-fails", "input-scale-in-numbers",
    "log-sum-exp-third-derivatives",
)  # fmt: skip
WIDTH_IN_POINTS = 595.3


@pytest.fixture(scope="module")
def found():
    library = load(find_project(ROOT))
    return entries(library, [library.find(name).checked() for name in NAMES])


@pytest.fixture(scope="module", params=["typst", "latex"])
def engine(request):
    needs("pdfinfo", "pdffonts", "pdftoppm", "pdftotext")
    if request.param == "latex":
        needs("pdflatex")
    return request.param


@pytest.fixture(scope="module")
def book(found, engine, tmp_path_factory):
    files = render(found, ["pdf"], options=Options(engine=engine))
    assert list(files) == ["pdf/symsoft.pdf"]
    file = tmp_path_factory.mktemp(engine) / "symsoft.pdf"
    file.write_bytes(files["pdf/symsoft.pdf"])
    return file


def run(command, *args):
    done = subprocess.run([command, *map(str, args)], capture_output=True, check=True)
    return done.stdout.decode()


def test_it_has_the_pages_that_it_takes(book):
    (pages,) = re.findall(r"^Pages:\s+(\d+)$", run("pdfinfo", book), re.MULTILINE)
    assert 6 <= int(pages) <= 16


def test_every_font_is_embedded(book):
    rows = run("pdffonts", book).splitlines()[2:]
    assert rows
    assert all(re.search(r"\byes\s+\w+\s+\w+\s+\d+\s+\d+$", row) for row in rows)


def test_nothing_is_printed_in_the_margins(book, tmp_path):
    """Each page as an image: no ink within 18 mm of the left and right edge."""
    run("pdftoppm", "-gray", "-r", "50", book, tmp_path / "page")
    images = sorted(tmp_path.glob("page-*.pgm"))
    assert images
    for image in images:
        for row in rows_of(image.read_bytes()):
            edge = round(len(row) * 18 / 210)
            assert min(row[:edge]) > 250 and min(row[-edge:]) > 250, image.name


def rows_of(pgm):
    head = re.match(rb"P5\s+(\d+)\s+(\d+)\s+255\s", pgm)
    assert head is not None
    width, pixels = int(head[1]), pgm[head.end() :]
    return [pixels[at : at + width] for at in range(0, len(pixels), width)]


def test_every_page_has_ink_and_no_heading_stands_alone_at_its_foot(book):
    pages = run("pdftotext", "-layout", book, "-").rstrip("\f").split("\f")
    parts = ("Statement", "Statement.", "Derivation", "Derivation.", "Status", "Status.", "Symbols")
    for page in pages:
        lines = [line.strip() for line in page.splitlines() if line.strip()]
        assert len(lines) > 3
        body = lines[:-1] if lines[-1].isdigit() else lines
        assert body[-1] not in parts


def test_it_says_what_was_proved(book):
    text = " ".join(run("pdftotext", book, "-").split())
    assert "The gradient of log-softmax" in text
    assert "the logarithm of a quotient" in text
    assert "NOT PROVED" not in text


def test_the_same_derivations_make_the_same_bytes(found, engine):
    one, other = (render(found[:1], ["pdf"], options=Options(engine=engine)) for _ in range(2))
    assert one == other


def test_a_derivation_that_is_named_has_a_file_of_its_own(found, engine):
    files = render(found[:2], ["pdf"], overview=False, options=Options(engine=engine))
    assert sorted(files) == sorted(f"pdf/{e.checked.derivation.name}.pdf" for e in found[:2])
    assert all(content.startswith(b"%PDF-") for content in files.values())


def test_every_formula_has_its_words(found):
    """PDF/UA-1 itself refuses a formula without; these are the words from the term."""
    files = render(found, ["pdf"])
    assert b"/StructTreeRoot" in files["pdf/symsoft.pdf"]
    source = render(found, ["typst"])["typst/log-softmax-gradient.typ"]
    assert '"equals delta sub i j minus p sub j"' in source


@pytest.fixture(scope="module")
def slip(tmp_path_factory):
    root = tmp_path_factory.mktemp("draft")
    library = load(find_project(write(root, a=GRADIENT, b=LOG_SOFTMAX, slip=SLIP)))
    return entries(library, [library.find("slip").checked(draft=True)])


def test_a_draft_is_marked(slip, engine, tmp_path):
    files = render(slip, ["pdf"], overview=False, options=Options(engine=engine))
    (tmp_path / "slip.pdf").write_bytes(files["pdf/slip.pdf"])
    assert run("pdftotext", tmp_path / "slip.pdf", "-").count("NOT PROVED") >= 2


def test_no_engine_says_how_to_get_one(found, monkeypatch):
    monkeypatch.setattr(shutil, "which", lambda _: None)
    with pytest.raises(DerivationError, match="pdflatex is not installed; take --engine typst"):
        render(found[:1], ["pdf"], options=Options(engine="latex"))
    monkeypatch.setitem(__import__("sys").modules, "typst", None)
    with pytest.raises(DerivationError, match="pip install 'symsoft\\[pdf\\]'"):
        render(found[:1], ["pdf"])


@pytest.mark.parametrize(
    ("engine", "file", "template", "message"),
    [
        ("typst", "style.typ.j2", "#let m(words, body) = nothing", "Typst refuses .*variable"),
        ("latex", "document.tex.j2", r"\documentclass{article}\oops", "LaTeX refuses .*sequence"),
    ],
)
def test_an_engine_that_refuses_says_why(found, tmp_path, engine, file, template, message):
    if engine == "latex":
        needs("pdflatex")
    (tmp_path / file).write_text(template + "\n")
    with pytest.raises(DerivationError, match=message):
        render(found[:1], ["pdf"], templates=tmp_path, options=Options(engine=engine))
