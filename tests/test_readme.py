"""Whatever README and docs tell a reader to type is run.

- ``python`` blocks run in order, each page in one namespace; a ``text`` block right below is what
  they print.
- ``sh`` blocks: ``symsoft …`` runs on a project with a part of the library, and a ``text`` block
  right below is what it prints.  ``make report`` and ``make test`` would run the whole gate inside
  itself, so of a ``make`` line it is checked (``make -n``) that the target exists and what it
  would run.
"""

import contextlib
import io
import re
import shlex
import shutil
import subprocess
from itertools import pairwise
from pathlib import Path

import pytest

from tests.running import ROOT, symsoft

# The quickstart starts from a blank folder: tests/test_quickstart.py.
DOCS = sorted(p for p in (ROOT / "docs").glob("*.md") if p.name != "quickstart.md")
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *DOCS]
FENCE = re.compile(r"^```(\w*)\n(.*?)^```\n(\s*)", re.MULTILINE | re.DOTALL)


def blocks(page: Path) -> list[tuple[str, str, str | None]]:
    """Language, content and expected output of each fenced block of a page."""
    found = [*FENCE.finditer(page.read_text(encoding="utf-8")), None]
    return [(a[1], a[2], b[2] if follows(a, b) else None) for a, b in pairwise(found)]


def follows(block: re.Match[str], other: re.Match[str] | None) -> bool:
    """Whether `other` is a text block with nothing but blank lines between it and `block`."""
    return other is not None and other[1] == "text" and other.start() == block.end()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_python_blocks_run_and_print_what_the_page_says(page):
    namespace: dict[str, object] = {"__name__": page.stem}
    for language, code, expected in blocks(page):
        if language == "python":
            printed = io.StringIO()
            with contextlib.redirect_stdout(printed):
                exec(compile(code, str(page), "exec"), namespace)
            assert printed.getvalue() == (expected or "")


@pytest.fixture
def project(tmp_path):
    """A project with one script of the library, as all that it holds is proved many times."""
    for file in ("gradients/log_softmax.py", "claims.toml"):
        copy = tmp_path / "derivations" / file
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / "derivations" / file, copy)
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


# Each mutant of a derivation, four times.
SLOW = {"exercises.md": [pytest.mark.slow]}


@pytest.mark.parametrize(
    "page", [pytest.param(page, marks=SLOW.get(page.name, []), id=page.name) for page in PAGES]
)
def test_commands_run_and_print_what_the_page_says(page, project):
    for language, code, expected in blocks(page):
        if language == "sh":
            lines = [shlex.split(line, comments=True) for line in code.splitlines()]
            printed = "".join(run(words, project) for words in lines if words)
            assert expected is None or printed == expected


def run(words: list[str], project: Path) -> str:
    """What a command prints; a make target is only looked up."""
    if words[0] == "make":
        return make(*words[1:]) and ""
    assert words[0] == "symsoft", f"{words[0]} is a command that this test does not know"
    done = symsoft(*words[1:], cwd=project)
    assert done.returncode == 0, done.stderr
    return done.stdout


def make(*arguments: str) -> str:
    """The commands that make would run."""
    command = ["make", "-n", *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout


def test_the_page_sets_up_with_two_commands():
    page = (ROOT / "README.md").read_text(encoding="utf-8")
    setup = page.partition("## Set up")[2].partition("\n## ")[0]
    commands = [content for language, content, _ in FENCE.findall(setup) if language == "sh"]
    assert commands == ["make report\n", "make test\n"]


def test_the_gate_runs_every_check():
    gate = make("test")
    for check in ("ruff format --check", "ruff check", "mypy", "pytest", "symsoft report --check"):
        assert check in gate
    assert "symsoft report" in make("report")


def test_links_lead_somewhere():
    for page in (*PAGES, ROOT / "docs" / "quickstart.md"):
        for target in re.findall(r"\]\(([^)#:]+)\)", page.read_text(encoding="utf-8")):
            assert (page.parent / target).exists(), f"{page.name}: {target}"
