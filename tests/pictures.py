"""The pictures of the README and of the gallery, drawn anew by ``make pictures``.

Needs Chromium, poppler and LaTeX with Beamer.
"""

from __future__ import annotations

import io
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from rich.console import Console
from rich.text import Text

from symsoft.derivation.library import load
from symsoft.derivation.project import find_project
from symsoft.report import plotting
from symsoft.report.files import replace_file, write
from symsoft.report.job import Files
from symsoft.report.render import entries, render
from tests.running import ROOT, symsoft

IMAGES = ROOT / "docs" / "images"
PAGE, LIMIT = "log-softmax-gradient", "softmax-limit-maximum"
SLIP = ("delta(i, j) - p[j]", "delta(i, j) - p[i]")
NOTE = r"""<!-- symsoft: let K dimension; let i, j, k index K; let z, y vector K;
     define p_k = \frac{e^{z_k}}{\sum_{l=1}^K e^{z_l}};
     given \sum_k y_k = 1 -->
$$
\frac{\partial}{\partial z_j} \left( -\sum_k y_k \log p_k \right) = p_j - y_j
$$
$$
\frac{\partial p_i}{\partial z_j} = p_i (\delta_{ij} - p_i)
$$
"""

# --- terminals ----------------------------------------------------------------------------------


def failing_check() -> str:
    """The project of ``symsoft new`` with a swapped index, checked; as SVG."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        symsoft("new", cwd=folder)
        script = folder / "derivations" / "log_softmax.py"
        source = script.read_text(encoding="utf-8")
        script.write_text(source.replace(*SLIP), encoding="utf-8")
        done = symsoft("check", "--no-cache", cwd=folder)
    return _terminal("symsoft check", done.stderr + done.stdout, "a swapped index", "failing-check")


def checked_note() -> str:
    """A note with the same slip, checked; as SVG."""
    with tempfile.TemporaryDirectory() as name:
        (Path(name) / "notes.md").write_text(NOTE, encoding="utf-8")
        done = symsoft("check", "notes.md", "--no-cache", cwd=Path(name))
    return _terminal("symsoft check notes.md", done.stdout + done.stderr, "notes", "checked-note")


def _terminal(command: str, said: str, title: str, name: str) -> str:
    console = Console(record=True, width=96, file=io.StringIO(), force_terminal=True)
    console.print(Text(f"$ {command}", style="bold"))
    for line in said.splitlines():
        told = Text(line)
        told.highlight_words(["refuted"], style="bold red")
        told.highlight_regex(r"fails at.*", style="yellow")
        console.print(told)
    return console.export_svg(title=title, unique_id=name)


# --- pages --------------------------------------------------------------------------------------


def _rendered(form: str, *names: str) -> Files:
    """The files of some derivations, of all of them if none is named, in a format."""
    library = load(find_project(ROOT))
    found = [library.find(name) for name in names] or list(library.derivations.values())
    checked = [derivation.checked() for derivation in found]
    return render(entries(library, checked), [form], overview=not names, source=library.source)


@contextmanager
def _written(files: Files) -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as name:
        write(Path(name), files)
        yield Path(name)


def page(files: Files, address: str, size: tuple[int, int]) -> bytes:
    """A page of a site as Chromium shows it, as PNG; `size` is in CSS pixels."""
    with _written(files) as folder:
        shot = folder / "page.png"
        options = ["--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars"]
        options += [f"--user-data-dir={folder}/user", "--window-size={},{}".format(*size)]
        where = f"file://{folder}/html/{address}"
        _run(["chromium", *options, f"--screenshot={shot}", where])
        return shot.read_bytes()


def paper() -> bytes:
    """The first page of a PDF that Typst set, as PNG."""
    with _written(_rendered("pdf", LIMIT)) as folder:
        return _drawn(folder / "pdf" / f"{LIMIT}.pdf", 1, 80)


def slides() -> bytes:
    """The last of the slides of a derivation, as PNG."""
    with _written(_rendered("beamer", PAGE)) as folder:
        source = folder / "beamer" / f"{PAGE}.tex"
        for _ in range(2):
            _run(["pdflatex", "-interaction=batchmode", source.name], source.parent)
        return _drawn(source.with_suffix(".pdf"), -1, 110)


def _drawn(pdf: Path, number: int, dots: int) -> bytes:
    """A page of a PDF, counted from the end if negative."""
    _run(["pdftoppm", "-r", str(dots), "-png", pdf, "page"],
         pdf.parent)  # fmt: skip
    return sorted(pdf.parent.glob("page*.png"))[number - (number > 0)].read_bytes()


def _run(command: list[object], folder: Path | None = None) -> None:
    words = [str(word) for word in command]
    subprocess.run(words, cwd=folder, check=True, capture_output=True, timeout=120)


def figure() -> str:
    """A figure of the library, as SVG on white."""
    library = load(find_project(ROOT))
    (found,) = entries(library, [library.find(LIMIT).checked()])[0].view().figures
    drawn = plotting.svg(found)
    return drawn.replace("<svg ", '<svg style="background: #fff" ', 1)


if __name__ == "__main__":
    pictures: dict[str, str | bytes] = {
        "failing-check.svg": failing_check(),
        "checked-note.svg": checked_note(),
        "figure.svg": figure(),
        "page.png": page(_rendered("html", PAGE), f"{PAGE}.html", (820, 1010)),
        "graph.png": page(_rendered("html"), "graph.html", (1000, 760)),
        "pdf.png": paper(),
        "slides.png": slides(),
    }
    for name, picture in pictures.items():
        replace_file(IMAGES / name, picture.encode() if isinstance(picture, str) else picture)
