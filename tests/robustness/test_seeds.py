"""Results do not depend on the seed of hashes or on the locale."""

import os
import subprocess
import sys

import pytest

from tests import projects
from tests.running import MAIN, ROOT

SETTINGS = [
    {"PYTHONHASHSEED": "1", "LC_ALL": "C"},
    {"PYTHONHASHSEED": "12345", "LC_ALL": "C.UTF-8"},
    {"PYTHONHASHSEED": "77", "LC_ALL": "tr_TR.UTF-8", "PYTHONUTF8": "0"},
]


def run(folder, settings, *arguments):
    code = f"import sys; sys.path.insert(0, {str(ROOT)!r}); sys.argv[0] = 'symsoft'\n{MAIN}"
    return subprocess.run(
        [sys.executable, "-c", code, *arguments],
        cwd=folder,
        env=os.environ | settings,
        capture_output=True,
        timeout=120,
        check=False,
    )


@pytest.mark.slow
def test_reports_and_mutants_are_the_same_bytes(tmp_path):
    seen = set()
    for n, settings in enumerate(SETTINGS):
        folder = projects.write(
            tmp_path / str(n), lse=projects.GRADIENT, log_softmax=projects.LOG_SOFTMAX
        )
        made = run(folder, settings, "report", "--format", "latex,markdown,json")
        assert made.returncode == 0, made.stderr
        files = sorted(f for f in (folder / "reports").rglob("*") if f.is_file())
        pages = tuple((str(f.relative_to(folder)), f.read_bytes()) for f in files)
        mutants = run(
            folder, settings, "mutate", "--most", "1", "--format", "json", "--limit", "60"
        )
        exercise = run(folder, settings, "exercise", "log-softmax-gradient", "--format", "latex")
        seen.add((pages, mutants.stdout, exercise.stdout))
    assert len(seen) == 1
