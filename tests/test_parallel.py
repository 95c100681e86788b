"""Derivations proved in other processes: the same is found, in order, and replayed here."""

import contextlib
import json
import os
from concurrent.futures import Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor
from multiprocessing import get_context

import pytest
from click.testing import CliRunner

from symsoft.cli import main
from symsoft.derivation import Checked, DerivationError, parallel
from symsoft.derivation.library import load
from symsoft.derivation.parallel import check_library
from symsoft.derivation.project import find_project
from symsoft.derivation.transcript import transcript
from symsoft.prover import decide as prover
from tests.projects import GRADIENT, LOG_SOFTMAX, SHIFT, SHIFT_FALSE, SLIP, write
from tests.running import ROOT, python

CITED_LATER = LOG_SOFTMAX  # cites what stands in a script that is read after it
GONE = '\nd = Derivation("gone", title="")\nd.calc(c).eq(c, "", using="nowhere")\n'
CIRCLE = """
one = Derivation("one", title="")
one.calc(c).eq(c, "", using="two")
two = Derivation("two", title="")
two.calc(c).eq(c, "", using="one")
"""
SCRIPTS = {"a": CITED_LATER, "b": GRADIENT, "c": SHIFT, "d": SLIP, "e": GONE, "f": CIRCLE}


@pytest.fixture
def project(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return write(tmp_path, **SCRIPTS)


class Inline(Executor):
    """Runs each task when it is given out, and notes it; `spoil` changes what comes back."""

    def __init__(self, spoil=lambda found: found):
        self.given, self.spoil = [], spoil

    def submit(self, work, task, known, kept):
        self.given.append(task.name)
        future = Future()
        try:
            parallel._loaded.clear()  # as in another process
            future.set_result(self.spoil(work(task, known, kept)))
        except DerivationError as error:
            future.set_exception(error)
        return future


def facts(found):
    """All that is found of derivations, as text and data."""
    return [
        (d.name, transcript(c), c.theorem and c.theorem.certificate)
        if isinstance(c, Checked)
        else (d.name, str(c))
        for d, c in found
    ]


def run_through(project, executor=None):
    return facts(check_library(load(find_project(project)), executor=executor))


@pytest.fixture(scope="module")
def wanted(tmp_path_factory):
    """What is found without other processes."""
    root = write(tmp_path_factory.mktemp("project"), **SCRIPTS)
    with contextlib.chdir(root):
        return run_through(root)


def refuse(*_):
    raise AssertionError("searched here")


def test_each_is_given_out_once_after_what_it_cites(project, wanted):
    tasks = Inline()
    assert run_through(project, tasks) == wanted
    assert sorted(tasks.given) == [
        "gone", "log-softmax-gradient", "log-sum-exp-gradient", "shift-invariance", "slip"
    ]  # fmt: skip
    at = tasks.given.index
    assert at("log-sum-exp-gradient") < at("log-softmax-gradient")


def test_what_the_workers_found_is_not_searched_for_here(project, monkeypatch):
    write(project, e="\n", f="\n")
    first = run_through(project)
    here, decide = [], prover.decide_claim
    monkeypatch.setattr(prover, "decide_claim", lambda *a: here.append(a[1]) or decide(*a))
    assert run_through(project, Inline()) == first
    assert len(here) == 6  # each step once, in its task


@pytest.mark.parametrize(
    "spoil",
    [
        lambda found: {},
        lambda found: dict.fromkeys(found, None),
        lambda found: {k: {"status": "proved", "proof": {"rule": "algebra"}} for k in found},
        lambda found: dict(zip(found, reversed(found.values()), strict=True)),
        lambda found: {key: {"status": "proved"} for key in found},
    ],
    ids=range(5),
)
def test_a_worker_that_lies_is_not_believed(project, wanted, spoil):
    assert run_through(project, Inline(spoil)) == wanted


def test_a_worker_with_other_files_is_refused(project, monkeypatch):
    digest = iter(["ours", *["theirs"] * 99])
    monkeypatch.setattr(parallel, "_digest", lambda *_: next(digest))
    with pytest.raises(DerivationError, match="give all workers the same files"):
        run_through(project, Inline())


def test_threads(project, wanted):
    with ThreadPoolExecutor(2) as executor:
        assert run_through(project, executor) == wanted


@pytest.mark.slow
def test_processes_that_import_everything_anew(project, wanted):
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as executor:
        assert run_through(project, executor) == wanted


def kill(*_):
    os._exit(1)


def test_a_worker_that_is_killed_costs_nothing_but_time(project, wanted, monkeypatch):
    monkeypatch.setattr(parallel, "prove", kill)
    with ProcessPoolExecutor(2, mp_context=get_context("fork")) as executor:
        assert run_through(project, executor) == wanted


def test_an_executor_that_is_shut_down(project, wanted):
    executor = ThreadPoolExecutor(1)
    executor.shutdown()
    assert run_through(project, executor) == wanted


# --- the command line ---------------------------------------------------------------------------


def run(*args):
    result = CliRunner().invoke(main, [*args], prog_name="symsoft", catch_exceptions=False)
    return result.exit_code, result.stdout, result.stderr


@pytest.mark.parametrize(
    "command", [["check"], ["check", "--format", "json"], ["check", "derivations/d.py"]]
)
def test_the_output_does_not_depend_on_the_processes(project, command):
    wanted = run(*command, "--no-cache")
    for jobs in ("2", "8"):
        assert run(*command, "--no-cache", "--jobs", jobs) == wanted
    assert run(*command, "--jobs", "2") == wanted


def test_reports_do_not_depend_on_the_processes(tmp_path, monkeypatch):
    monkeypatch.chdir(write(tmp_path, a=LOG_SOFTMAX, b=GRADIENT, c=SHIFT))
    assert run("report", "--format", "latex,markdown,json")[0] == 0
    fresh = ["report", "--format", "latex,markdown,json", "--check", "--no-cache", "--jobs", "2"]
    assert run(*fresh) == (0, "", "")


def test_a_mistake_is_found_by_every_number_of_processes(tmp_path, monkeypatch):
    monkeypatch.chdir(write(tmp_path, a=SHIFT_FALSE))
    assert run("check", "--jobs", "2")[0] == 1


HASHED = """
import json, sys
from symsoft.derivation.library import load
from symsoft.derivation.project import find_project
from symsoft.store import Memory, keeping
from pathlib import Path
memory = Memory()
library = load(find_project(Path(".")))
with keeping(memory):
    [d.checked(draft=True) for name, d in library.derivations.items() if len(name) > 4]
print(json.dumps(memory.new))
"""


def test_results_and_their_keys_are_the_same_with_any_hash_seed(project, monkeypatch):
    write(project, e="\n", f="\n")
    found = []
    for seed in ("0", "1"):
        monkeypatch.setenv("PYTHONHASHSEED", seed)
        found.append(json.loads(python(HASHED, cwd=project).stdout))
    assert found[0] == found[1]


# --- a cluster ----------------------------------------------------------------------------------

CLUSTER = """
import json, os, signal, sys
from pathlib import Path
from dask.distributed import Client, LocalCluster
from symsoft.derivation.library import load
from symsoft.derivation.parallel import check_library
from symsoft.derivation.project import find_project
from tests.test_parallel import facts

if __name__ == "__main__":
    library = load(find_project(Path(".")))
    options = dict(n_workers=3, threads_per_worker=1, processes=True, dashboard_address=None)
    with LocalCluster(**options) as cluster, Client(cluster) as client:
        workers = [w for w in client.run(os.getpid).values()]
        found = []
        for n, one in enumerate(check_library(library, executor=client.get_executor())):
            found.append(one)
            if n == 1:
                os.kill(workers[0], signal.SIGKILL)
    print(json.dumps(facts(found)))
"""


@pytest.mark.slow
def test_a_cluster_loses_nothing_when_a_worker_is_killed(project, wanted):
    file = project / "cluster.py"
    file.write_text(f"import sys\nsys.path.insert(0, {str(ROOT)!r})\n{CLUSTER}")
    environment = f"import os; os.environ['PYTHONPATH'] = {str(ROOT)!r}\n"
    start = f"import runpy; runpy.run_path({str(file)!r}, run_name='__main__')"
    done = python(environment + start, cwd=project)
    assert done.returncode == 0, done.stderr[-2000:]
    assert json.loads(done.stdout) == json.loads(json.dumps(wanted))
