"""The plugin for pytest, in runs of pytest of their own."""

import re
import xml.etree.ElementTree as ElementTree

import pytest

from tests import projects
from tests.running import forked, python

SCRIPTS = {
    "a": projects.GRADIENT + projects.LOG_SOFTMAX,
    "b": projects.SLIP,
    "sub__shift": projects.SHIFT,
    "borrowing": 'from derivations.a import lse\nfinal = Derivation("final", title="Final")\n'
    'final.have(Eq(Derivative(logsumexp(z), z[i]), p[i]), "", using=lse)\n',
}
NOTE = r"""
<!-- symsoft: let K dimension; let i, j, k index K; let z vector K -->
<!-- symsoft: define p_i = \frac{e^{z_i}}{\sum_k e^{z_k}} -->

$$ \frac{\partial}{\partial z_j} \log p_i = \delta_{ij} - p_i $$

<!-- symsoft: label total -->
$$ \sum_k p_k = 1 = \sum_i p_i $$
"""
# Other plugins, and ours as an entry point, are as they are in every environment.
RUN = """
import os, sys
os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"
import pytest
options = ["-p", "symsoft.pytest_plugin", "-p", "xdist.plugin", "-W", "error", "-c", "pytest.ini"]
"""


def run(root, *arguments):
    return forked(f"{RUN}\nsys.exit(pytest.main(options + sys.argv[1:]))", *arguments, cwd=root)


def ids(done):
    return [line for line in done.stdout.splitlines() if re.match(r"\S+::", line)]


@pytest.fixture
def root(tmp_path):
    (tmp_path / "pytest.ini").write_text("[pytest]\naddopts = --strict-markers\n")
    (tmp_path / "note.md").write_text(NOTE)
    return projects.write(tmp_path, **SCRIPTS)


STEPS = [
    "derivations/a.py::log-sum-exp-gradient::step-1-chain-rule",
    "derivations/a.py::log-softmax-gradient::step-1-log-of-a-quotient-100-exact",
    "derivations/a.py::log-softmax-gradient::step-2-log-sum-exp-has-gradient-p",
    "derivations/b.py::slip::step-1-log-of-a-quotient",
    "derivations/b.py::slip::step-2-a-swapped-index",
    "derivations/borrowing.py::final::step-1",
    "derivations/sub/shift.py::shift-invariance::step-1-e-c-cancels",
]
RELATIONS = [
    "note.md::line-5",
    "note.md::total-line-8",
    "note.md::total-line-8-2",
]


def test_steps_and_relations_are_tests_with_readable_ids(root):
    assert ids(run(root, "--collect-only", "-q")) == STEPS
    with (root / "pytest.ini").open("a") as settings:
        settings.write("symsoft_notes = note*.md other/*.tex\n")
    assert ids(run(root, "--collect-only", "-q")) == [*STEPS, *RELATIONS]


def test_tests_of_derivations_are_tests(tmp_path):
    """A folder derivations/ of tests makes no project of the tests."""
    (tmp_path / "pytest.ini").write_text("[pytest]\n")
    folder = projects.write(tmp_path, script=projects.SHIFT) / "tests" / "derivations"
    folder.mkdir(parents=True)
    code = "from symsoft import Derivation\ndef test_it(): assert Derivation\n"
    (folder / "test_some.py").write_text(code)
    assert ids(run(tmp_path, "--collect-only", "-q")) == [
        "derivations/script.py::shift-invariance::step-1-e-c-cancels",
        "tests/derivations/test_some.py::test_it",
    ]


def test_failures_show_both_sides_the_counterexample_and_the_line(root):
    report = root / "report.xml"
    done = run(root, "derivations", "note.md", f"--junitxml={report}")
    assert done.returncode == 1 and "2 failed, 8 passed" in done.stdout
    line = projects.line_of(root, "b", "a swapped index")
    slip = (
        f"derivations/b.py:{line}: slip, step 2: refuted\n"
        "  ∂/∂z_j (z_i − log Σ_k e^{z_k})  =  δ_ij − p_i\n"
        "  fails at K = 2, i = 1, j = 2, z = (1, 0):   left −0.2689…, right −0.7310…\n"
    )
    note = (
        "note.md:5: refuted\n  ∂/∂z_j log p_i = δ_ij − p_i\n"
        "  fails at K = 2, i = 1, j = 2, z = (1, 0):   left −0.2689…, right −0.7310…\n"
        "  true with p_j for p_i\n"
    )
    assert slip in done.stdout and note in done.stdout
    cases = ElementTree.parse(report).getroot().iter("testcase")
    failed = {c.get("name"): c.find("failure").text for c in cases if c.find("failure") is not None}
    assert failed == {"step-2-a-swapped-index": slip.strip(), "line-5": note.strip()}


def test_selecting_stopping_and_running_again_what_failed(root):
    done = run(root, "derivations", "-x", "-k", "slip")
    assert "1 failed, 1 passed, 5 deselected" in done.stdout
    again = run(root, "derivations", "--lf", "-m", "symsoft")
    assert "1 failed" in again.stdout and "passed" not in again.stdout
    one = run(root, STEPS[5], STEPS[6])
    assert (one.returncode, "2 passed" in one.stdout) == (0, True)


@pytest.mark.slow
def test_steps_are_shared_out_among_processes(root):
    done = run(root, "derivations", "note.md", "-n", "2")
    assert "2 failed, 8 passed" in done.stdout
    assert "left −0.2689…, right −0.7310…" in done.stdout


def test_what_is_wrong_is_told_with_its_line_and_without_a_traceback(tmp_path):
    (tmp_path / "pytest.ini").write_text("[pytest]\nsymsoft_notes = *.md\n")
    code = 'bad = Derivation("bad", title="Bad")\nbad.have(Eq(z[i], z[i] ** z[j]), "why")\n'
    projects.write(tmp_path, bad=code, raises="1 / 0\n")
    (tmp_path / "directive.md").write_text("<!-- symsoft: let K dimesion -->\n")
    (tmp_path / "binary.md").write_text("symsoft:\0")
    done = run(tmp_path, "--continue-on-collection-errors")
    line, other = (projects.line_of(tmp_path, n, t) for n, t in (("bad", ".have"), ("raises", "/")))
    assert f"\nderivations/bad.py:{line}: bad, step 1: " in done.stdout
    assert f"\nderivations/raises.py:{other}: ZeroDivisionError" in done.stdout
    assert "\ndirective.md:1: " in done.stdout
    assert "\nbinary.md:1: not a text file" in done.stdout
    assert "Traceback" not in done.stdout and "1 failed, 3 errors" in done.stdout


def test_a_run_that_has_nothing_to_do_with_symsoft_stays_light(tmp_path):
    (tmp_path / "pytest.ini").write_text("[pytest]\nsymsoft_notes = *.md\n")
    (tmp_path / "test_other.py").write_text("def test_other():\n    pass\n")
    (tmp_path / "derivations").mkdir()
    (tmp_path / "derivations" / "other.py").write_text("raise SystemExit\n")
    (tmp_path / "README.md").write_text("$$a = b$$\n")
    loaded = "print(sorted({'sympy', 'flint', 'jinja2'} & set(sys.modules)))"
    done = python(f"{RUN}\ncode = pytest.main(options)\n{loaded}\nsys.exit(code)", cwd=tmp_path)
    assert (done.returncode, done.stdout.splitlines()[-1]) == (0, "[]")
    assert "1 passed" in done.stdout
