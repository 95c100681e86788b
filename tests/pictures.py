"""The pictures of the README: a check that fails, and a page of the site.

``make pictures`` draws them anew; the page needs Chromium.
"""

from __future__ import annotations

import io
import subprocess
import tempfile
from pathlib import Path

from rich.console import Console
from rich.text import Text

from symsoft.derivation.library import load
from symsoft.derivation.project import find_project
from symsoft.report.files import replace_file, write
from symsoft.report.render import entries, render
from tests.running import ROOT, symsoft

IMAGES = ROOT / "docs" / "images"
PAGE = "log-softmax-gradient"
SIZE = (820, 1010)  # CSS pixels
SLIP = ("delta(i, j) - p[j]", "delta(i, j) - p[i]")


def failing_check() -> str:
    """The project of ``symsoft new`` with a swapped index, checked; as SVG."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        symsoft("new", cwd=folder)
        script = folder / "derivations" / "log_softmax.py"
        source = script.read_text(encoding="utf-8")
        script.write_text(source.replace(*SLIP), encoding="utf-8")
        done = symsoft("check", "--no-cache", cwd=folder)
    console = Console(record=True, width=96, file=io.StringIO(), force_terminal=True)
    console.print(Text("$ symsoft check", style="bold"))
    for line in (done.stderr + done.stdout).splitlines():
        told = Text(line)
        told.highlight_words(["refuted"], style="bold red")
        told.highlight_regex(r"fails at.*", style="yellow")
        console.print(told)
    return console.export_svg(title="a swapped index", unique_id="failing-check")


def page(out: Path) -> None:
    """A page of the site as Chromium shows it, as PNG."""
    library = load(find_project(ROOT))
    checked = [library.find(PAGE).checked()]
    with tempfile.TemporaryDirectory() as name:
        site = Path(name) / "site"
        write(site, render(entries(library, checked), ["html"], source=library.source))
        shown = f"file://{site}/html/{PAGE}.html"
        shot = Path(name) / "page.png"
        options = ["--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars"]
        size = "--window-size={},{}".format(*SIZE)
        command = ["chromium", *options, f"--user-data-dir={name}/user", size]
        subprocess.run(
            [*command, f"--screenshot={shot}", shown], check=True, capture_output=True, timeout=120
        )
        replace_file(out, shot.read_bytes())


if __name__ == "__main__":
    replace_file(IMAGES / "failing-check.svg", failing_check().encode())
    page(IMAGES / "page.png")
