"""What all tests share: kept results where a test asks for them, and figures printed at the end."""

import itertools
import os
import sys
import tempfile
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

from symsoft.derivation.library import Library, load
from symsoft.derivation.project import find_project
from symsoft.mutate.running import Counts
from symsoft.store import keeping, open_store
from symsoft.store.place import VARIABLE
from tests import sampling
from tests.running import ROOT

# The gate draws the same examples in every run; `make fuzz` draws new ones.
settings.register_profile("gate", derandomize=True)
settings.load_profile("gate")

_RUN = "SYMSOFT_TEST_RUN"  # the folder of this run of pytest, for all its processes
_FOLDER = pytest.StashKey[tempfile.TemporaryDirectory[str]]()
_numbers = itertools.count()

# Campaigns of many statements, edits or random terms: tracing their lines takes two thirds of their
# time, and the lines that they run are those that each module's own tests run.
CAMPAIGNS = (
    "derivations/test_statements.py",
    "fuzz/test_fuzz.py",
    "kernel/test_certificates.py",
    "language/tex/test_fuzz.py",
    "mutate/test_library.py",
    "notes/test_corpus.py",
    "notes/test_recalling.py",
    "soundness/",
    "test_work.py",
)


def pytest_configure(config):
    """Make the folder of this run; the workers of pytest-xdist are told of it."""
    sampling.learn(config)
    if _RUN not in os.environ:
        config.stash[_FOLDER] = tempfile.TemporaryDirectory(prefix="symsoft-tests-")
        os.environ[_RUN] = config.stash[_FOLDER].name


def _of_a_campaign(path):
    tests = ROOT / "tests"
    return path.is_relative_to(tests) and path.relative_to(tests).as_posix().startswith(CAMPAIGNS)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item):
    """Coverage is not measured while a campaign runs.

    The mark no_cover of pytest-cov does not reach the workers of pytest-xdist, which trace twice.
    """
    tracer = sys.gettrace()
    if _of_a_campaign(item.path):
        sys.settrace(None)
    try:
        return (yield)
    finally:
        sys.settrace(tracer)


def pytest_unconfigure(config):
    if _FOLDER in config.stash:
        config.stash[_FOLDER].cleanup()
        del os.environ[_RUN]


@pytest.fixture(autouse=True)
def own_cache(monkeypatch):
    """Commands that a test runs look up nothing that another test or the user has kept."""
    name = f"{os.getpid()}-{next(_numbers)}"
    monkeypatch.setenv(VARIABLE, str(Path(os.environ[_RUN]) / name))


@pytest.fixture(scope="session")
def loaded_library() -> Library:
    """The library, loaded once in each process; nothing of it is proved."""
    return load(find_project(ROOT))


@pytest.fixture
def shared_proofs():
    """Within this test, what another one of the same run decided is not searched for again.

    The kernel replays every proof that is taken over, so that each theorem is made in this process.
    """
    store = open_store(Path(os.environ[_RUN]) / "shared")
    with keeping(store):
        yield store
    store.close()


@pytest.fixture
def library(loaded_library, shared_proofs):
    """The library, whose derivations are proved when asked, by search once in a run of pytest."""
    return loaded_library


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print each figure that a test recorded with ``record_property("measured", …)``, how many
    tests recorded ``("counted", …)`` of each kind, and the sum of the parts' ``("mutants", …)``."""
    counts: Counter[str] = Counter({"corpus: SILENT ERRORS": 0})
    mutants = []
    for report in itertools.chain(*terminalreporter.stats.values()):
        if getattr(report, "when", "") == "call":
            for name, value in report.user_properties:
                if name == "measured":
                    terminalreporter.write_line(value)
                elif name == "counted":
                    counts[value] += 1
                elif name == "mutants":
                    mutants.append(value)
    if mutants:
        terminalreporter.write_line(_of_the_parts(mutants))
    if counts["corpus: statements"]:
        for kind, count in sorted(counts.items()):
            terminalreporter.write_line(f"{kind}: {count}")


def _of_the_parts(found: list[dict[str, Any]]) -> str:
    """What became of the mutants of the library, from what the tests of its parts recorded."""
    parts, searched = found[0]["parts"], sum(part["judged anew"] for part in found)
    statuses = sum((Counter(part["statuses"]) for part in found), Counter[str]())
    counts = Counts(statuses, Counter())
    where = "the whole library" if len(found) == parts else f"{len(found)} of its {parts} parts"
    said = f"mutants of {where}: {counts.line()}; {counts.survived} survivors"
    return f"{said} ({searched} judged anew, the others by their evidence)"
