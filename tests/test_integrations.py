"""What docs/integrations.md shows is run with the tools that it names."""

import re
import shutil
import subprocess

import pytest

from tests.running import ROOT, needs, python, symsoft

PAGE = (ROOT / "docs" / "integrations.md").read_text(encoding="utf-8")
PYTEST = """
import os
os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"
import pytest
sys.exit(pytest.main(["-p", "symsoft.pytest_plugin", *sys.argv[1:]]))
"""

pytestmark = pytest.mark.slow


def block(language, having=""):
    """The content of the block of a language that holds some text."""
    found = re.findall(rf"^(`{{3,}}){language}\n(.*?)^\1$", PAGE, re.MULTILINE | re.DOTALL)
    (content,) = (content for _, content in found if having in content)
    return content


def command(having):
    """The words of a command, which stands behind a dollar."""
    prompt, name, *arguments = block("console", having).split()
    assert prompt == "$"
    return name, arguments


@pytest.fixture
def project(tmp_path):
    shutil.copytree(ROOT / "derivations" / "gradients", tmp_path / "derivations" / "gradients")
    shutil.copy(ROOT / "derivations" / "claims.toml", tmp_path / "derivations")
    (tmp_path / "pyproject.toml").write_text(block("toml", "symsoft_notes"))
    return tmp_path


def test_pytest_collects_what_the_page_says(project):
    name, arguments = command("pytest")
    assert name == "pytest"
    done = python(PYTEST, *arguments, cwd=project)
    assert done.stdout.startswith(block("text", "log_softmax.py"))


def test_the_settings_and_the_tests_of_the_page_pass(project):
    (project / "test_own.py").write_text(block("python", "def test_softmax"))
    (project / "note.md").write_text(
        "<!-- symsoft: let K dimension; let k index K; let z vector K -->\n$$\\sum_k z_k = 0$$\n"
    )
    done = python(PYTEST, "test_own.py", ".", "--ignore=derivations", cwd=project)
    assert "FAILED note.md::line-2" in done.stdout and "1 failed, 2 passed" in done.stdout


def test_the_document_of_the_page_is_built(project):
    needs("pdflatex")
    (project / "lecture.tex").write_text(block("latex"))
    name, arguments = command("embed")
    assert name == "symsoft"
    done = symsoft(*arguments, cwd=project)
    assert (done.returncode, done.stderr) == (0, "")
    for _ in range(2):
        build = ["pdflatex", "-halt-on-error", "-interaction=nonstopmode", "lecture.tex"]
        subprocess.run(build, cwd=project, check=True, capture_output=True)
    assert "Warning" not in (project / "lecture.log").read_text(encoding="latin-1")


def test_the_directive_of_the_page_is_built(project):
    (project / "conf.py").write_text(block("python", "extensions"))
    (project / "index.md").write_text(f"# Page\n\n{block('markdown')}")
    code = "from sphinx.cmd.build import main; sys.exit(main(sys.argv[1:]))"
    done = python(code, "-q", "-W", "-b", "html", ".", "html", cwd=project)
    assert (done.returncode, done.stderr) == (0, "")
    assert 'href="#equation-gradient">(1)</a>' in (project / "html" / "index.html").read_text()
