"""The long campaign: ``make fuzz``, or ``python -m tests.fuzz --cases 1000000 --jobs 2``.

``--kind proofs`` makes random proofs (`tests.fuzz.proofs`) instead of random claims.

It goes on where the last run stopped: the state is a file, written after every block of cases.
That file is part of the project, so the campaign goes on from one machine to the next; it says how
many cases each version of symsoft was asked.  What goes wrong is saved in tests/fuzz/regressions,
which the gate replays.
"""

from __future__ import annotations

import json
import os
import sys
from argparse import ArgumentParser
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from multiprocessing import get_context
from pathlib import Path
from time import monotonic
from typing import Any

from symsoft.store.source import code
from tests.fuzz.cases import run_block, save

BLOCK = 100
FOLDER = Path(__file__).parent
STATES = {"claims": FOLDER / "campaign.json", "proofs": FOLDER / "proofs.json"}


def main(arguments: list[str] | None = None) -> int:
    """Run until so many cases are done in all, or the seconds are over; 1 if any went wrong."""
    options = _options(arguments)
    file = options.state or STATES[options.kind]
    state = Campaign.read(file)
    starts = [s for s in range(0, options.cases, BLOCK) if s not in state.done]
    end = monotonic() + options.seconds
    with ProcessPoolExecutor(options.jobs, mp_context=get_context("spawn")) as pool:
        waiting = (pool.submit(run_block, s, BLOCK, options.kind) for s in starts)
        running = _take(waiting, 2 * options.jobs)
        while running:
            start, found, wrong = running.pop(0).result()
            state.add(start, found)
            for number, why in wrong.items():
                print(f"\nWRONG: {save(number, why, options.kind)}: {why[:400]}", flush=True)
            state.write(file)
            _tell(state)
            if monotonic() < end:
                running += _take(waiting, 1)
    print()
    return int(bool(state.counts["wrong"]))


def _options(arguments: list[str] | None) -> Any:
    parser = ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("--cases", type=int, default=1_000_000, help="cases in all runs together")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--seconds", type=float, default=float("inf"), help="of this run")
    parser.add_argument("--kind", choices=STATES, default="claims")
    parser.add_argument("--state", type=Path, help="the file of this kind's campaign unless given")
    return parser.parse_args(arguments)


def _take(items: Any, count: int) -> list[Any]:
    return [item for _, item in zip(range(count), items, strict=False)]


@dataclass
class Campaign:
    """What was asked so far: the blocks done, by the number they start at, and what was found."""

    counts: Counter[str] = field(default_factory=Counter)
    done: set[int] = field(default_factory=set)
    versions: Counter[str] = field(default_factory=Counter)

    @classmethod
    def read(cls, file: Path) -> Campaign:
        """The state in a file, none if there is no file."""
        if not file.exists():
            return cls()
        data = json.loads(file.read_text(encoding="utf-8"))
        done = {start for first, end in data["cases"] for start in range(first, end, BLOCK)}
        return cls(Counter(data["counts"]), done, Counter(data["versions"]))

    def add(self, start: int, found: Counter[str]) -> None:
        """Note a block of cases."""
        self.done.add(start)
        self.counts += found
        self.versions[code()[:12]] += BLOCK

    def write(self, file: Path) -> None:
        """Write the state; an interrupted run leaves the old one."""
        ranges: list[list[int]] = []
        for start in sorted(self.done):
            if ranges and ranges[-1][1] == start:
                ranges[-1][1] = start + BLOCK
            else:
                ranges.append([start, start + BLOCK])
        data = {"counts": dict(sorted(self.counts.items())), "cases": ranges}
        file.parent.mkdir(parents=True, exist_ok=True)
        temporary = file.with_suffix(f".{os.getpid()}")
        text = json.dumps({**data, "versions": dict(sorted(self.versions.items()))}, indent=1)
        temporary.write_text(text + "\n", encoding="utf-8")
        os.replace(temporary, file)


def _tell(state: Campaign) -> None:
    counts, cases = state.counts, len(state.done) * BLOCK
    shown = ", ".join(f"{n} {status}" for status, n in sorted(counts.items()))
    start, finish = ("\r\x1b[K", "") if sys.stdout.isatty() else ("", "\n")
    print(f"{start}{cases} cases: {shown}; {counts['wrong']} wrong", end=finish, flush=True)


if __name__ == "__main__":
    sys.exit(main())
