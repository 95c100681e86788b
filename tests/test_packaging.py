"""The wheel holds what the package needs at run time, and asks for little."""

import re
import subprocess
import sys
import zipfile
from email.parser import Parser

import pytest

from tests.running import ROOT

PACKAGE = ROOT / "symsoft"


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    folder = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "-d", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    (file,) = folder.glob("*.whl")
    with zipfile.ZipFile(file) as opened:
        yield opened


def metadata(wheel):
    (name,) = (n for n in wheel.namelist() if n.endswith(".dist-info/METADATA"))
    return Parser().parsestr(wheel.read(name).decode())


def test_every_file_of_the_package_is_in_the_wheel(wheel):
    files = {p for p in PACKAGE.rglob("*") if p.is_file() and "__pycache__" not in p.parts}
    inside = {name for name in wheel.namelist() if name.startswith("symsoft/")}
    assert inside == {str(p.relative_to(ROOT)) for p in files}
    assert "symsoft/py.typed" in inside
    assert any(name.endswith(".j2") for name in inside)


def test_core_dependencies_are_light(wheel):
    required = metadata(wheel).get_all("Requires-Dist")
    core = {re.match(r"[\w-]+", line)[0].lower() for line in required if "extra ==" not in line}
    assert core == {"click", "jinja2", "lark", "python-flint", "sympy"}


def test_the_command_is_installed(wheel):
    (name,) = (n for n in wheel.namelist() if n.endswith("entry_points.txt"))
    assert "symsoft = symsoft.cli:main" in wheel.read(name).decode()
