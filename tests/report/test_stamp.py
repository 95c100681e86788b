"""When a report is known to be as it would be written, and above all when not."""

import os
import shutil
import subprocess
import sys
import types
import venv

import pytest

from symsoft.derivation.project import find_project
from symsoft.report.stamp import Stamp
from tests.projects import SHIFT, SHIFT_FALSE, write
from tests.running import ROOT, symsoft


@pytest.fixture
def root(tmp_path):
    (tmp_path / "theme").mkdir()
    (tmp_path / "theme" / "style.css").write_text("")
    (tmp_path / "out.html").write_text("page")
    return write(tmp_path, shift=SHIFT)


def stamp(root, asked="html"):
    return Stamp.of(find_project(root), root / "theme", asked)


def test_nothing_has_changed(root):
    assert stamp(root).fresh() is None
    stamp(root).keep([root / "out.html"], 1)
    assert stamp(root).fresh() == 1
    assert stamp(root, "latex").fresh() is None


@pytest.mark.parametrize(
    "file", ["derivations/shift.py", "derivations/new.py", "theme/style.css", "pyproject.toml"]
)
def test_an_input_has_changed(root, file):
    stamp(root).keep([root / "out.html"], 1)
    (root / file).write_text("# changed\n")
    assert stamp(root).fresh() is None


def test_a_module_that_scripts_import_has_changed(root, monkeypatch):
    helper = root / "helper.py"
    helper.write_text("K = 1\n")
    module = types.ModuleType("helper")
    module.__file__ = str(helper)
    monkeypatch.setitem(sys.modules, "helper", module)
    stamp(root).keep([root / "out.html"], 1)
    monkeypatch.delitem(sys.modules, "helper")
    assert stamp(root).fresh() == 1
    helper.write_text("K = 2\n")
    assert stamp(root).fresh() is None


def test_an_output_is_gone_edited_or_of_another_place(root):
    out = root / "out.html"
    stamp(root).keep([out], 1)
    shutil.copy2(out, root / "copy")
    os.replace(root / "copy", out)  # as a checkout or an archive brings it
    assert stamp(root).fresh() is None
    stamp(root).keep([out], 1)
    out.write_text("edit")
    assert stamp(root).fresh() is None
    stamp(root).keep([out], 1)
    out.unlink()
    assert stamp(root).fresh() is None


@pytest.mark.parametrize("content", ["", "[]", '{"version": 1, "stamps": {"html": 3}}', "{" * 9999])
def test_a_broken_stamp_is_none(root, content):
    stamp(root).keep([root / "out.html"], 1)
    (root / ".symsoft" / "report.json").write_text(content)
    assert stamp(root).fresh() is None


def test_the_command_believes_a_stamp_only_where_nothing_is_checked(tmp_path):
    root = write(tmp_path, shift=SHIFT)
    first = symsoft("report", cwd=root)
    assert first.stdout == "reports: 5 files, 5 written, 0 removed\n"
    assert symsoft("report", cwd=root).stdout == "reports: 5 files, nothing has changed\n"
    write(tmp_path, shift=SHIFT_FALSE)
    assert symsoft("report", cwd=root).returncode == 1


@pytest.mark.slow
def test_a_command_that_is_installed_in_the_project_is_no_file_of_it(tmp_path):
    """Most projects have their environment, and so the command itself, in a folder .venv."""
    root = write(tmp_path, shift=SHIFT)
    venv.create(root / ".venv", symlinks=True)
    command = root / ".venv" / "bin" / "symsoft"
    command.write_text("from symsoft.cli import main\nmain()\n")
    found = os.pathsep.join([str(ROOT), *filter(None, sys.path)])
    for expected in ("5 files, 5 written, 0 removed", "5 files, nothing has changed"):
        done = subprocess.run(
            [root / ".venv" / "bin" / "python", command, "report"],
            cwd=root,
            env={**os.environ, "PYTHONPATH": found},
            capture_output=True,
            text=True,
            check=True,
        )
        assert done.stdout == f"reports: {expected}\n"
