"""Plant each bug in a copy of the kernel, run the tests, and say which test catches it.

``make plant-bugs``; with words, only bugs whose names hold one of them; with ``--write`` for all
of them, the list is written to docs/planted-bugs.md.  Exit code 1 if one is missed.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tests.planted.bugs import BUGS, Bug
from tests.running import ROOT

PAGE = ROOT / "docs" / "planted-bugs.md"
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
        options = ["-x", "-q", "-n", "0", "-p", "no:cacheprovider", "-m", "slow or not slow"]
        for suite in SUITES:
            command = [sys.executable, "-m", "pytest", *options, *suite]
            done = subprocess.run(
                command, cwd=folder, env=environment, capture_output=True, text=True, check=False
            )
            if done.returncode:
                found = re.search(r"^(?:FAILED|ERROR) (\S+)", done.stdout, re.MULTILINE)
                return found[1].split("[")[0] if found else "the tests do not run"
    return None


def main(words: list[str]) -> None:
    """Print a line for each bug."""
    write = "--write" in words
    chosen = [b for b in BUGS if write or not words or any(w in b.name for w in words)]
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        results = dict(zip(chosen, pool.map(caught, chosen), strict=True))
    for bug, test in results.items():
        print(f"{'caught' if test else 'MISSED'}  {bug.name}\n        {test or ''}".rstrip())
    missed = list(results.values()).count(None)
    print(f"{len(chosen)} bugs planted, {len(chosen) - missed} caught")
    if write:
        PAGE.write_text(page(results), encoding="utf-8")
    raise SystemExit(missed > 0)


def page(results: Mapping[Bug, str | None]) -> str:
    """The list in Markdown."""
    lines = [
        "# Bugs planted in the kernel",
        "",
        "Written by `make plant-bugs ARGS=--write`, which plants each bug in a copy of the kernel",
        "and runs the tests until one fails.",
        "",
        "| the bug | in | the first test that catches it |",
        "|---|---|---|",
    ]
    for bug, test in results.items():
        name = re.sub(r"([|<>\\])", r"\\\1", bug.name)
        lines.append(f"| {name} | `kernel/{bug.file}.py` | {f'`{test}`' if test else 'none'} |")
    return "\n".join([*lines, ""])


if __name__ == "__main__":
    main(sys.argv[1:])
