"""Plant each bug in a copy of the kernel, run the tests, and say which test catches it.

``make plant-bugs``; with words, only bugs whose names hold one of them.
Exit code 1 if one is missed.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tests.planted.bugs import BUGS, Bug
from tests.running import ROOT

# From the quickest to the dearest; the first that fails has caught the bug.
SUITES = (
    ["tests/kernel", "tests/soundness/test_found.py"],
    ["tests/soundness/test_corpus.py", "tests/soundness/test_conditions.py"],
    ["tests/soundness/test_random_terms.py", "tests/prover", "tests/derivations"],
)


def planted(bug: Bug, folder: Path) -> None:
    """Copy what the tests need to `folder`, with the bug in it."""
    for name in ("symsoft", "tests", "derivations", "docs", "reports"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "README.md", "Makefile"):
        shutil.copy(ROOT / name, folder / name)
    file = folder / "symsoft" / "kernel" / f"{bug.file}.py"
    source = file.read_text(encoding="utf-8")
    if source.count(bug.old) != 1:
        raise SystemExit(f"{bug.name}: the source of {bug.file} has changed; mend tests/planted")
    file.write_text(source.replace(bug.old, bug.new), encoding="utf-8")


def caught(bug: Bug) -> str | None:
    """The test that fails when the bug is there, None if all pass."""
    with tempfile.TemporaryDirectory(prefix="symsoft-planted-") as name:
        folder = Path(name)
        planted(bug, folder)
        environment = {**os.environ, "PYTHONPATH": name}
        options = ["-x", "-q", "-n", "0", "-p", "no:cacheprovider", "-m", "not slow"]
        for suite in SUITES:
            command = [sys.executable, "-m", "pytest", *options, *suite]
            done = subprocess.run(
                command, cwd=folder, env=environment, capture_output=True, text=True, check=False
            )
            if done.returncode:
                found = re.search(r"^(?:FAILED|ERROR) (\S+)", done.stdout, re.MULTILINE)
                return found[1] if found else "the tests do not run"
    return None


def main(words: list[str]) -> None:
    """Print a line for each bug."""
    chosen = [b for b in BUGS if not words or any(w in b.name for w in words)]
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        results = list(pool.map(caught, chosen))
    for bug, test in zip(chosen, results, strict=True):
        print(f"{'caught' if test else 'MISSED'}  {bug.name}\n        {test or ''}".rstrip())
    missed = results.count(None)
    print(f"{len(chosen)} bugs planted, {len(chosen) - missed} caught")
    raise SystemExit(missed > 0)


if __name__ == "__main__":
    main(sys.argv[1:])
