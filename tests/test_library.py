"""Scripts run when something in them is asked for, and what is found does not depend on that."""

import os
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from symsoft.derivation import DerivationError
from symsoft.derivation.library import load
from symsoft.derivation.project import find_project
from tests.projects import GRADIENT, LOG_SOFTMAX, SHIFT, SLIP, write

# Each script writes down the last letter of its module.
MARK = "\nimport os\nos.environ['RAN'] = os.environ.get('RAN', '') + __name__[-1]\n"


@pytest.fixture
def ran(monkeypatch):
    """The scripts that ran, in order."""
    monkeypatch.setenv("RAN", "")
    return lambda: os.environ["RAN"]


def project(root, **scripts):
    return load(find_project(write(root, **{name: MARK + text for name, text in scripts.items()})))


def test_what_is_cited_runs_and_nothing_else(tmp_path, ran):
    library = project(tmp_path, a=GRADIENT, b=LOG_SOFTMAX, c=SHIFT, d="1/0")
    assert ran() == ""
    assert library.find("log-softmax-gradient").check()
    assert ran() == "ba"
    assert list(library.derivations) == [
        "log-sum-exp-gradient", "log-softmax-gradient", "shift-invariance",
    ]  # fmt: skip
    assert sorted(ran()) == list("abcd")
    assert [f.message for f in library.failures] == ["ZeroDivisionError: division by zero"]


def test_a_script_that_fails_elsewhere_is_not_asked(tmp_path, ran):
    library = project(tmp_path, a=SHIFT, deep__b=SLIP + "\n1/0\n")
    (found,), failures = library.under(tmp_path / "derivations" / "a.py")
    assert (found.name, failures, ran()) == ("shift-invariance", [], "a")
    found, (failure,) = library.under(tmp_path / "derivations" / "deep")
    assert (found, failure.where.path.name) == ([], "b.py")


def test_of_two_with_one_name_the_first_script_has_it(tmp_path, ran):
    library = project(tmp_path, a=SHIFT, b=GRADIENT, c=SHIFT)
    found, (failure,) = library.under(tmp_path / "derivations" / "c.py")
    assert (found, ran()) == ([], "ac")
    assert "the name shift-invariance is taken by" in failure.message
    assert library.find("shift-invariance").where.path.name == "a.py"


def test_also_if_the_name_cannot_be_seen(tmp_path, ran):
    unseen = SHIFT.replace('"shift-invariance"', '"-".join(["shift", "invariance"])')
    library = project(tmp_path, a=unseen, b=SHIFT)
    assert library.find("shift-invariance").where.path.name == "b.py"
    assert list(library.derivations) == ["shift-invariance"]
    assert library.find("shift-invariance").where.path.name == "a.py"
    assert [f.where.path.name for f in library.failures] == ["b.py"]


def test_a_name_that_cannot_be_seen_is_found(tmp_path, ran):
    unseen = SHIFT.replace('"shift-invariance"', '"-".join(["shift", "invariance"])')
    library = project(tmp_path, a=GRADIENT, b=unseen)
    assert library.find("shift-invariance").check()
    with pytest.raises(DerivationError, match="did you mean shift-invariance"):
        library.find("shift-invarianz")


def test_a_script_that_another_imports_runs_once(tmp_path, ran):
    cite = LOG_SOFTMAX.replace('using="log-sum-exp-gradient"', "using=lse")
    library = project(tmp_path, a="\nfrom derivations.b import lse\n" + cite, b=GRADIENT, c=SHIFT)
    found = library.find("log-softmax-gradient")
    assert found.check()
    cited = library.find("log-sum-exp-gradient")
    assert (cited.library, ran()) == (library, "ab")
    assert cited in [used for step in found.steps for used in step.using]
    assert len(library.derivations) == 3
    assert sorted(ran()) == list("abc")


def test_an_imported_script_that_fails_is_not_half_taken(tmp_path, ran):
    broken = GRADIENT + "\n1/0\n"
    library = project(tmp_path, a="\nfrom derivations.b import lse\n" + SHIFT, b=broken)
    found, (failure,) = library.under(tmp_path / "derivations" / "a.py")
    assert (found, failure.where.path.name) == ([], "a.py")
    assert list(library.derivations) == []
    assert [f.where.path.name for f in library.failures] == ["a.py", "b.py"]


def test_a_script_may_check_what_it_imports(tmp_path, ran):
    checks = "\nfrom derivations.b import d\nassert d.check()\n"
    cite = LOG_SOFTMAX.replace("Derivation(", "d = Derivation(", 1)
    library = project(tmp_path, a=checks, b=cite, c=GRADIENT)
    assert library.find("log-softmax-gradient").check()
    assert library.find("log-sum-exp-gradient").check()
    found, failures = library.under(tmp_path / "derivations" / "a.py")
    assert (found, failures) == ([], [])


def test_threads_may_ask_at_once(tmp_path, ran):
    texts = {c: SHIFT.replace("shift-invariance", f"shift-{c}") for c in "abcdef"}
    library = project(tmp_path, **texts)
    names = [f"shift-{c}" for c in "fedcba"] * 3
    with ThreadPoolExecutor(6) as pool:
        found = list(pool.map(library.find, names))
    assert [d.name for d in found] == names
    assert sorted(ran()) == list("abcdef")


def test_two_libraries_do_not_share_modules(tmp_path, ran):
    one = project(tmp_path / "one", a=SHIFT, b="\nfrom derivations.a import *\n" + GRADIENT)
    two = project(tmp_path / "two", a=GRADIENT, b="\nfrom derivations.a import *\n" + SHIFT)
    assert one.find("shift-invariance") and two.find("shift-invariance")
    assert one.find("log-sum-exp-gradient").where.path == Path(tmp_path, "one/derivations/b.py")
    assert sys.modules["derivations.b"].__file__ == str(tmp_path / "one/derivations/b.py")
    assert list(two.derivations) == ["log-sum-exp-gradient", "shift-invariance"]
