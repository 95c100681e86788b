"""How much the kernel does, counted and not timed: calls of its functions, the same everywhere.

The counts are recorded in ``work.json`` and may not grow unexplained. After a change that is meant
to cost more, or that saves work, record them anew and commit the file:

    python -m tests.benchmarks.work --record
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path
from types import CodeType, FrameType
from typing import Any

from symsoft.kernel import check, replay
from tests.benchmarks.bench_steps import library
from tests.benchmarks.growing import KINDS
from tests.benchmarks.timing import forget
from tests.running import ROOT

FILE = Path(__file__).with_name("work.json")
KERNEL = str(ROOT / "symsoft" / "kernel")
GROWTH = 30  # terms of the claims that are counted
TOLERANCE = 1.05  # an order that Python chooses may make a difference; so may its version

Counts = dict[str, int]


def calls(work: Callable[[], object]) -> int:
    """How many calls of named functions of the kernel `work` makes, with all caches empty."""
    count = 0
    known: dict[CodeType, bool] = {}

    def note(frame: FrameType, event: str, _: Any) -> None:
        nonlocal count
        if event == "call":
            code = frame.f_code
            if code not in known:
                # Comprehensions are calls in some versions of Python only.
                known[code] = code.co_filename.startswith(KERNEL) and code.co_name[0] != "<"
            count += known[code]

    forget()
    before = sys.getprofile()
    sys.setprofile(note)
    try:
        work()
    finally:
        sys.setprofile(before)
    return count


def growth() -> Counts:
    """Calls for a claim of each kind that grows."""
    found: Counts = {}
    for kind in KINDS:
        size = GROWTH if kind.sizes[-1] > GROWTH else 4
        context, claim = kind.context(size), kind.claim(size)
        found[kind.name] = calls(lambda: check(context, claim, {"rule": "algebra"}))  # noqa: B023
    return found


def replays(certificates: dict[str, Any]) -> Counts:
    """Calls for replaying each certificate."""
    return {name: calls(lambda: replay(data)) for name, data in certificates.items()}  # noqa: B023


def certificates(names: list[str] | None = None) -> dict[str, Any]:
    """The certificates of the library, or of some of its derivations, by name."""
    chosen = library(ROOT)
    checked = [chosen.find(name).checked() for name in names or chosen.derivations]
    return {c.derivation.name: c.theorem.certificate for c in checked if c.theorem}


def recorded() -> dict[str, Counts]:
    """The counts on file."""
    data: dict[str, Counts] = json.loads(FILE.read_text(encoding="utf-8"))
    return data


def grown(found: Counts, before: Counts) -> list[str]:
    """A line for each count that is larger than it was, and for each that was never recorded."""
    return [
        f"{name}: {count} calls, recorded {before.get(name, 'nothing')}; if that is meant: "
        "python -m tests.benchmarks.work --record"
        for name, count in found.items()
        if name not in before or count > before[name] * TOLERANCE + 50
    ]


def main() -> None:
    """Print the counts; ``--record`` writes them."""
    counts = {"growth": growth(), "library": replays(certificates())}
    for name, found in counts.items():
        print(f"{name}: {sum(found.values())} calls")
    if "--record" in sys.argv[1:]:
        FILE.write_text(json.dumps(counts, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
