"""symsoft's own derivations are found by name from everywhere, after the project's own."""

import json

import pytest
from click.testing import CliRunner

from symsoft.cli import main
from symsoft.derivation import DerivationError
from symsoft.derivation.library import load, load_script, shipped_library
from symsoft.derivation.project import find_project
from symsoft.derivation.shipped import shipped_project
from tests.projects import GRADIENT, HEAD, SHIFT, write

CITING = """
mine = Derivation("mine", title="Mine")
mine.calc(Derivative(p[i], z[j])).eq(p[i] * delta(i, j) - p[i] * p[j], "", using="softmax-jacobian")
"""
OVERRIDING = """
own = Derivation("softmax-jacobian", title="My own")
own.calc(Derivative(p[i], z[i])).eq(p[i] * (1 - p[i]), "", using="softmax-jacobian-diagonal")
"""


def run(*args):
    result = CliRunner().invoke(main, [*args], prog_name="symsoft", catch_exceptions=False)
    assert "Traceback" not in result.output
    return result


def test_a_project_cites_them(tmp_path):
    library = load(find_project(write(tmp_path, a=CITING)))
    assert list(library.derivations) == ["mine"]
    assert library.find("mine").check()
    assert library.find("softmax-jacobian").library is shipped_library()


def test_a_script_without_project_cites_them(tmp_path):
    script = tmp_path / "alone.py"
    script.write_text(HEAD + CITING)
    assert load_script(script).find("mine").check()


def test_the_names_of_a_project_come_first(tmp_path):
    library = load(find_project(write(tmp_path, a=OVERRIDING)))
    own = library.find("softmax-jacobian")
    assert own.title == "My own"
    assert own.check()  # symsoft's own scripts go on citing symsoft's
    assert "softmax-jacobian" not in [d.name for d in library.shipped()]


def test_a_name_that_nobody_has_comes_with_the_nearest_of_both(tmp_path):
    library = load(find_project(write(tmp_path, a=CITING)))
    with pytest.raises(DerivationError, match="did you mean softmax-jacobian"):
        library.find("softmax-jacobean")


def test_loading_them_leaves_the_modules_of_a_project_alone(tmp_path):
    write(tmp_path, a="\nfrom derivations.b import lse\n" + SHIFT, b=GRADIENT)
    assert len(load(find_project(tmp_path)).derivations) == 2
    shipped_library.cache_clear()
    assert shipped_library().derivations
    from derivations.b import lse

    assert lse.name == "log-sum-exp-gradient"
    assert str(lse.where.path).startswith(str(tmp_path))


def test_commands_without_a_project(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert "  softmax-jacobian " in run("list").stdout
    assert run("show", "log-sum-exp-shift").stdout.endswith("proved: 2 of 2 steps\n")
    assert run("report", "log-sum-exp-shift").stdout == "reports: 2 files, 2 written, 0 removed\n"
    assert sorted(p.name for p in tmp_path.iterdir()) == ["reports"]


def test_commands_in_a_project(tmp_path, monkeypatch):
    monkeypatch.chdir(write(tmp_path, a=CITING))
    rows = json.loads(run("list", "--format", "json").stdout)
    assert [row["name"] for row in rows if row["own"]] == ["mine"]
    assert len(rows) == 1 + len(shipped_library().derivations)
    assert "mine" in next(r for r in rows if r["name"] == "softmax-jacobian")["used_by"]
    assert run("show", "softmax-jacobian").exit_code == 0
    assert run("report").stdout == "reports: 5 files, 5 written, 0 removed\n"
    page = (tmp_path / "reports" / "markdown" / "mine.md").read_text()
    assert "Uses:\n\n- `softmax-jacobian`\n" in page  # which has no page here
    tex = (tmp_path / "reports" / "latex" / "mine.tex").read_text()
    assert r"It uses: \texttt{softmax-jacobian}." in tex


def test_where_they_are(tmp_path):
    (tmp_path / "symsoft").mkdir()
    assert shipped_project(tmp_path / "symsoft") is None
    (tmp_path / "derivations").mkdir()
    assert shipped_project(tmp_path / "symsoft") is None  # somebody else's folder
    (tmp_path / "symsoft" / "library").mkdir()
    assert shipped_project(tmp_path / "symsoft").derivations == tmp_path / "symsoft" / "library"
