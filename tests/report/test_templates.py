"""Templates as an interface: copied, documented, in a sandbox, and placed when wrong."""

import re
from dataclasses import fields
from functools import cached_property
from pathlib import Path

import pytest

from symsoft.derivation import DerivationError
from symsoft.derivation.library import load
from symsoft.derivation.project import find_project
from symsoft.report.example import Example, Working
from symsoft.report.illustration import CurveView, FigureView
from symsoft.report.render import entries, render
from symsoft.report.templating import shipped
from symsoft.report.view import Meaning, SectionView, Statement, StepView, View
from tests.projects import GRADIENT, LOG_SOFTMAX, write
from tests.running import ROOT, symsoft

PAGE = (ROOT / "docs" / "templates.md").read_text(encoding="utf-8")
TEXTS = ("latex", "markdown", "myst", "typst", "handout", "beamer")


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    return write(tmp_path_factory.mktemp("templates"), a=GRADIENT, b=LOG_SOFTMAX)


@pytest.fixture(scope="module")
def found(project):
    library = load(find_project(project))
    return entries(library, [d.checked() for d in library.derivations.values()])


def test_a_copy_renders_what_ours_render(project, found, tmp_path):
    assert symsoft("templates", "copy", str(tmp_path / "own"), cwd=project).returncode == 0
    assert sorted(p.name for p in (tmp_path / "own").iterdir()) == sorted(shipped())
    assert render(found, TEXTS, templates=tmp_path / "own") == render(found, TEXTS)


def test_a_copy_keeps_what_the_user_changed(project, tmp_path):
    (tmp_path / "index.md.j2").write_text("mine")
    done = symsoft("templates", "copy", str(tmp_path), cwd=project)
    assert done.returncode == 0
    assert "index.md.j2: differs from the built-in template: kept" in done.stderr
    assert (tmp_path / "index.md.j2").read_text() == "mine"


def variables(kind):
    """What a template can reach of a view: names that begin with _ are closed to it."""
    made = {n for n, v in vars(kind).items() if isinstance(v, property | cached_property)}
    return made | {f.name for f in fields(kind) if not f.name.startswith("_")}


@pytest.mark.parametrize(
    "kind",
    [View, SectionView, StepView, Statement, Meaning, Example, Working, FigureView, CurveView],
    ids=lambda kind: kind.__name__,
)  # fmt: skip
def test_every_variable_is_documented(kind):
    assert sorted(n for n in variables(kind) if f"`{n}`" not in PAGE) == []


def test_what_is_documented_exists():
    table = PAGE.partition("### Derivation")[2].partition("## Filters")[0]
    names = {n for row in re.findall(r"^\| (`[^|]*) \|", table, re.MULTILINE)
             for n in re.findall(r"`(\w+)`", row)}  # fmt: skip
    kinds = (View, SectionView, StepView, Example, FigureView)
    known = {name for kind in kinds for name in variables(kind)}
    assert sorted(names - known) == []
    assert len(names) > 30


def test_every_template_is_documented():
    text = {name for name in shipped() if not name.endswith(".html.j2")}
    assert sorted(name for name in text if f"`{name}`" not in PAGE) == []


EXAMPLES = re.findall(r"`theme/([\w.]+)`:\n\n```jinja\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize(("name", "template"), EXAMPLES, ids=[name for name, _ in EXAMPLES])
def test_the_examples_of_the_page_work(found, tmp_path, name, template):
    (tmp_path / name).write_text(template)
    ours, theirs = render(found, TEXTS), render(found, TEXTS, templates=tmp_path)
    changed = [path for path in ours if ours[path] != theirs[path]]
    assert changed
    assert {Path(path).suffix for path in changed} == {Path(name).with_suffix("").suffix}


def test_the_page_has_its_three_examples():
    assert len(EXAMPLES) == 3


@pytest.mark.parametrize("template", [
    "{{ d.__class__.__mro__ }}",
    "{{ d.name.__class__ }}",
    "{{ ''.__class__.__base__.__subclasses__() }}",
    "{{ d.statement.left._parts }}",
    "{{ titles.update(a=1) }}",
    "{{ cycler.__init__.__globals__ }}",
])  # fmt: skip
def test_a_template_reaches_nothing_behind_what_it_is_handed(found, tmp_path, template):
    (tmp_path / "derivation.md.j2").write_text(f"\n{template}\n")
    with pytest.raises(DerivationError, match=r"derivation\.md\.j2:2: template: .*"):
        render(found, ["markdown"], templates=tmp_path)


@pytest.mark.parametrize(("template", "message"), [
    ("\n{{ 1 + 'a' }}", "2: template: unsupported operand"),
    ("{{ 1 / 0 }}", "1: template: division by zero"),
    ("\n\n{{ d.steps[99].why }}", "3: template: .* has no element 99"),
    ("{{ d|aligned }}", "1: template: .*"),
    ("{{ d.title|prose(1) }}", "1: template: .*argument"),
    ("{% include 'more.j2' %}", "1: template: there is no template more.j2"),
])  # fmt: skip
def test_a_mistake_is_one_line_with_file_and_line(found, tmp_path, template, message):
    (tmp_path / "derivation.md.j2").write_text(template)
    with pytest.raises(DerivationError, match=rf"derivation\.md\.j2:{message}") as told:
        render(found, ["markdown"], templates=tmp_path)
    assert "\n" not in str(told.value)


def test_a_mistake_on_the_command_line(project, tmp_path):
    (tmp_path / "derivation.md.j2").write_text("{{ 1 + 'a' }}")
    done = symsoft("report", "--templates", str(tmp_path), cwd=project)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert not (project / "reports").exists()
