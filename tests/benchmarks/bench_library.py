"""What the whole library costs: cold, again, after a change, replayed, and in bytes.

Commands run in processes of their own with a cache of their own; times are CPU seconds of all their
processes, in which other work on the machine shows least.
"""

from __future__ import annotations

import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from symsoft.kernel import replay
from symsoft.store import open_store
from symsoft.store.place import VARIABLE
from tests.benchmarks import work
from tests.benchmarks.timing import forget, seconds, table
from tests.running import ROOT, fresh, python

Figures = dict[str, float]
MILLION = 1_000_000


def measure(quick: bool = False) -> Figures:
    """The figures, on a copy of the library, of one subject only if `quick`."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        _copy(folder, quick)
        before = os.environ.get(VARIABLE)
        os.environ[VARIABLE] = str(folder / "cache")
        try:
            return {**_starts(folder), **_commands(folder)}
        finally:
            os.environ.pop(VARIABLE)
            if before is not None:
                os.environ[VARIABLE] = before


def _copy(folder: Path, quick: bool) -> None:
    shutil.copytree(ROOT / "derivations", folder / "derivations")
    for subject in sorted((folder / "derivations").iterdir()) if quick else ():
        if subject.is_dir() and subject.name != "invariance":
            shutil.rmtree(subject)


def _starts(folder: Path) -> Figures:
    file = "derivations/invariance/zero_sums.py"
    return {
        "python -c pass": _cpu(lambda: python("pass", cwd=folder).check_returncode()),
        "import sympy": _cpu(lambda: python("import sympy", cwd=folder).check_returncode()),
        "check one file": _cpu(lambda: _run(folder, "check", "--no-cache", file)),
    }


def _commands(folder: Path) -> Figures:
    found = {"check, nothing kept": _cpu(lambda: _run(folder, "check"))}
    found["check, nothing changed"] = _cpu(lambda: _run(folder, "check"))
    script = folder / "derivations" / "invariance" / "zero_sums.py"
    script.write_text(script.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    found["check, one script changed"] = _cpu(lambda: _run(folder, "check"))
    found["report, proofs kept"] = _cpu(lambda: _run(folder, "report"))
    found["report, nothing changed"] = _cpu(lambda: _run(folder, "report"))
    found["report --check, nothing changed"] = _cpu(lambda: _run(folder, "report", "--check"))
    found["check --jobs 2, nothing kept"] = _cpu(lambda: _run(folder, "check", "--no-cache", "-j2"))
    rows = json.loads(_run(folder, "list", "--format", "json"))
    count = sum(row["own"] for row in rows)
    found["derivations"] = count
    found["bytes kept per derivation"] = open_store().info().bytes / count
    return {**found, **_replays(folder, count)}


def _replays(folder: Path, count: int) -> Figures:
    _run(folder, "check", "--certificates", "certificates")
    files = sorted((folder / "certificates").glob("*.json"))
    texts = [file.read_text(encoding="utf-8") for file in files]
    data = [d for d in map(json.loads, texts) if d.get("format") == "symsoft-certificate"]
    forget()
    start = time.process_time()
    for certificate in data:
        replay(certificate)
    spent = time.process_time() - start
    return {
        "replay of all certificates": spent,
        "bytes of certificates per derivation": sum(map(len, texts)) / count,
        "peak memory of a check in bytes": _peak(folder),
        "kernel calls per replay": sum(work.replays({"": data[0]}).values()),
    }


def _run(folder: Path, *arguments: str) -> str:
    done = fresh(*arguments, cwd=folder)
    done.check_returncode()
    return done.stdout


# The peak of a process counts what the one that starts it has, so a small one does.
_WATCH = """
import os, subprocess, sys
process = subprocess.Popen(sys.argv[1:], stdout=subprocess.DEVNULL)
_, status, usage = os.wait4(process.pid, 0)
print(usage.ru_maxrss)
sys.exit(os.waitstatus_to_exitcode(status))
"""


def _peak(folder: Path) -> int:
    """The most memory that a check of all derivations has at once, in bytes."""
    command = [sys.executable, "-c", _WATCH, sys.executable, "-m", "symsoft", "check", "--no-cache"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=True)
    return int(done.stdout) * (1 if sys.platform == "darwin" else 1024)


def _cpu(run: Callable[[], object]) -> float:
    """CPU seconds of the processes that `run` starts."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    run()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def show(figures: Figures) -> str:
    """The table that people read."""
    return table([["the library", ""], *([n, _quantity(n, v)] for n, v in figures.items())])


def _quantity(name: str, value: float) -> str:
    """A figure with its unit; a duration is of the processor, over all processes."""
    if name == "derivations" or "calls" in name:
        return f"{value:,.0f}"
    return f"{value:,.0f} bytes" if "bytes" in name else f"{seconds(value)} CPU"


def million(figures: Figures) -> str:
    """What a million derivations would take at these costs, as a table."""
    count = figures["derivations"]
    each = {
        "search, core hours": figures["check, nothing kept"] / count / 3600,
        "replay, core hours": figures["replay of all certificates"] / count / 3600,
        "certificates, GB": figures["bytes of certificates per derivation"] / 1e9,
        "store, GB": figures["bytes kept per derivation"] / 1e9,
    }
    rows = [[name, f"{MILLION * value:.3g}"] for name, value in each.items()]
    return table([["a million derivations", ""], *rows])
