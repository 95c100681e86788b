"""The documentation as a site: every page is in it, every link leads somewhere."""

import re
import subprocess
import sys

import pytest

from tests.running import ROOT

DOCS = ROOT / "docs"
PAGES = sorted(path.stem for path in DOCS.glob("*.md"))


def test_the_index_names_every_page():
    index = (DOCS / "index.md").read_text(encoding="utf-8")
    assert sorted({*re.findall(r"\]\(([\w-]+)\.md\)", index), "index"}) == PAGES


def test_links_lead_somewhere():
    for page in [*DOCS.glob("*.md"), *ROOT.glob("*.md")]:
        for link in re.findall(r"\]\(([^)#\s]+)[^)]*\)", page.read_text(encoding="utf-8")):
            assert link.startswith("https://") or (page.parent / link).exists(), f"{page}: {link}"


@pytest.mark.slow
def test_it_is_built_without_a_warning(tmp_path):
    command = [sys.executable, "-m", "sphinx", "-q", "-W", "--keep-going", "-b", "html"]
    done = subprocess.run(
        [*command, DOCS, tmp_path / "site", "-d", tmp_path / "kept"],
        capture_output=True, text=True, check=False, cwd=tmp_path,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")
    assert {path.stem for path in (tmp_path / "site").glob("*.html")} >= set(PAGES)
    index = (tmp_path / "site" / "index.html").read_text(encoding="utf-8")
    assert all(f'href="{page}.html"' in index for page in PAGES if page != "index")
