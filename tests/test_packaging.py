"""The wheel holds what the package needs at run time, and asks for little."""

import json
import os
import re
import subprocess
import sys
import venv
import zipfile
from email.parser import Parser

import pytest

from tests.projects import write
from tests.running import ROOT

PACKAGE = ROOT / "symsoft"
SCRIPTS = ROOT / "derivations"


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    folder = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "-d", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    (file,) = folder.glob("*.whl")
    with zipfile.ZipFile(file) as opened:
        yield opened


@pytest.fixture(scope="module")
def installed(wheel, tmp_path_factory):
    """Runs the installed command in a fresh environment, which borrows the dependencies of ours."""
    env = tmp_path_factory.mktemp("venv")
    venv.create(env, symlinks=True)
    install = ["-m", "pip", "--python", str(env / "bin" / "python"), "install", "--quiet"]
    options = ["--no-deps", "--no-index", "--disable-pip-version-check", wheel.filename]
    subprocess.run([sys.executable, *install, *options], check=True, capture_output=True)
    (site,) = (env / "lib").glob("python*/site-packages")
    (site / "ours.pth").write_text("\n".join(p for p in sys.path if p.endswith("-packages")))

    def run(*arguments, cwd):
        clean = {k: v for k, v in os.environ.items() if k != "PYTHONPATH"}
        command = [env / "bin" / "symsoft", *arguments]
        done = subprocess.run(
            command, cwd=cwd, env=clean, capture_output=True, text=True, timeout=300, check=False
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    return run


def metadata(wheel):
    (name,) = (n for n in wheel.namelist() if n.endswith(".dist-info/METADATA"))
    return Parser().parsestr(wheel.read(name).decode())


def test_every_file_of_the_package_is_in_the_wheel(wheel):
    files = {p for p in PACKAGE.rglob("*") if p.is_file() and "__pycache__" not in p.parts}
    inside = {name for name in wheel.namelist() if name.startswith("symsoft/")}
    assert {n for n in inside if not n.startswith("symsoft/library/")} == {
        str(p.relative_to(ROOT)) for p in files
    }
    assert "symsoft/py.typed" in inside
    assert any(name.endswith(".j2") for name in inside)


def test_the_library_is_in_the_wheel(wheel):
    files = {p for p in SCRIPTS.rglob("*") if p.is_file() and "__pycache__" not in p.parts}
    inside = {name for name in wheel.namelist() if name.startswith("symsoft/library/")}
    assert inside == {f"symsoft/library/{p.relative_to(SCRIPTS)}" for p in files}


MINE = """
mine = Derivation("mine", title="Mine")
mine.calc(Derivative(p[i], z[j])).eq(p[i] * delta(i, j) - p[i] * p[j], "", using="softmax-jacobian")
"""


@pytest.mark.slow
def test_the_library_works_where_it_is_installed(installed, tmp_path):
    assert "  softmax-jacobian " in installed("list", cwd=tmp_path)
    write(tmp_path, mine=MINE)
    assert installed("check", cwd=tmp_path).endswith("1 of 1 derivations proved\n")
    rows = {
        row["name"]: row for row in json.loads(installed("list", "--format=json", cwd=tmp_path))
    }
    assert (rows["mine"]["own"], rows["mine"]["status"]) == (True, "proved")
    jacobian = rows["softmax-jacobian"]
    assert not jacobian["own"] and "mine" in jacobian["used_by"]
    assert jacobian["script"] == "symsoft/library/gradients/jacobian.py"
    assert installed("show", "softmax-jacobian", cwd=tmp_path).endswith("proved: 4 of 4 steps\n")
    installed("report", "softmax-jacobian", "mine", cwd=tmp_path)
    page = (tmp_path / "reports" / "markdown" / "mine.md").read_text(encoding="utf-8")
    assert "(softmax-jacobian.md)" in page
    assert installed("new", "begun", cwd=tmp_path).endswith("now: cd begun && symsoft check\n")


def test_core_dependencies_are_light(wheel):
    required = metadata(wheel).get_all("Requires-Dist")
    core = {re.match(r"[\w-]+", line)[0].lower() for line in required if "extra ==" not in line}
    assert core == {"click", "jinja2", "lark", "platformdirs", "python-flint", "sympy"}


def test_the_command_is_installed(wheel):
    (name,) = (n for n in wheel.namelist() if n.endswith("entry_points.txt"))
    content = wheel.read(name).decode()
    assert "symsoft = symsoft.cli:main" in content
    assert "[pytest11]\nsymsoft = symsoft.pytest_plugin" in content
