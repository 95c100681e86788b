"""An exercise has one false step, refuted with numbers, and nothing that gives it away."""

from dataclasses import replace

import pytest

from symsoft.derivation import DerivationError
from symsoft.derivation.library import load
from symsoft.derivation.project import find_project
from symsoft.mutate.exercise import exercise, plant
from symsoft.report.view import view
from tests import projects
from tests.running import symsoft


@pytest.fixture(scope="module")
def root(tmp_path_factory):
    folder = tmp_path_factory.mktemp("project")
    return projects.write(folder, lse=projects.GRADIENT, log_softmax=projects.LOG_SOFTMAX)


@pytest.fixture(scope="module")
def library(root):
    return load(find_project(root))


@pytest.mark.parametrize("seed", range(4))
def test_one_formula_is_wrong_and_refuted(library, seed):
    checked = library.derivations["log-softmax-gradient"].checked()
    made = plant(checked, seed)
    true = [(s.left, s.sign, s.right) for s in unplanted(checked)]
    shown = [(s.left, s.sign, s.right) for s in made.view.steps]
    changed = [n for n, pair in enumerate(zip(true, shown, strict=True), 1) if pair[0] != pair[1]]
    numbers = [m.number for m in (made.mistake, made.consequence) if m]
    assert changed == numbers
    assert str(made.mistake.counterexample).startswith("fails at K = ")
    assert shown[0][0] == true[0][0]  # the question itself stays


def unplanted(checked):
    return view(checked, "", "").steps


def test_a_seed_gives_one_exercise_and_another_seed_another(library):
    checked = library.derivations["log-softmax-gradient"].checked()
    pages = [exercise(checked, seed, "markdown") for seed in (1, 1, 2, 3, 4)]
    assert pages[0] == pages[1]
    bodies = {next(iter(page.values())).split("-->", 1)[1] for page in pages}
    assert len(bodies) > 1


@pytest.mark.parametrize("style", ["markdown", "latex"])
def test_the_page_does_not_give_it_away(library, style):
    checked = library.derivations["log-softmax-gradient"].checked()
    page, key = exercise(checked, 1, style).values()
    for word in ("refuted", "proved", "fails at", "false", "counterexample"):
        assert word not in page.lower()
    assert "fails at" in key.replace("\n", " ")


def test_nothing_to_refute_is_said(library):
    checked = library.derivations["log-softmax-gradient"].checked()
    with pytest.raises(DerivationError, match="choose another derivation"):
        plant(replace(checked, sections=()), 1)


def test_the_command_writes_two_files(root, tmp_path):
    out = str(tmp_path / "out")
    found = symsoft("exercise", "log-softmax-gradient", "--seed", "2", "--out", out, cwd=root)
    assert found.returncode == 0, found.stderr
    names = sorted(p.name for p in (tmp_path / "out").iterdir() if p.suffix == ".md")
    assert names == ["log-softmax-gradient-2-key.md", "log-softmax-gradient-2.md"]


def test_an_unknown_name_is_one_line(root):
    found = symsoft("exercise", "log-softmax-gradiant", cwd=root)
    assert found.returncode == 2
    assert "did you mean log-softmax-gradient" in found.stderr
    assert "Traceback" not in found.stderr
