"""The long campaign: ``make fuzz``, or ``python -m tests.fuzz --cases 1000000 --jobs 2``.

It goes on where the last run stopped: the state is a file, written after every block of cases.
What goes wrong is saved in tests/fuzz/regressions, which the gate replays.
"""

from __future__ import annotations

import json
import os
import sys
from argparse import ArgumentParser
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from time import monotonic
from typing import Any

from tests.fuzz.cases import run_block, save

BLOCK = 100
STATE = Path(".symsoft/fuzz.json")


def main(arguments: list[str] | None = None) -> int:
    """Run until so many cases are done in all, or the seconds are over; 1 if any went wrong."""
    options = _options(arguments)
    state = _state(options.state)
    counts, done = Counter[str](state["counts"]), set(state["done"])
    starts = [s for s in range(0, options.cases, BLOCK) if s not in done]
    end = monotonic() + options.seconds
    with ProcessPoolExecutor(options.jobs, mp_context=get_context("spawn")) as pool:
        waiting = iter(starts)
        running = [pool.submit(run_block, s, BLOCK) for s in _take(waiting, 2 * options.jobs)]
        while running:
            start, found, wrong = running.pop(0).result()
            done.add(start)
            counts += found
            for number, why in wrong.items():
                print(f"\nWRONG: {save(number, why)}: {why[:400]}", flush=True)
            _write(options.state, counts, done)
            _tell(counts, len(done) * BLOCK)
            if monotonic() < end:
                running += [pool.submit(run_block, s, BLOCK) for s in _take(waiting, 1)]
    print()
    return int(bool(counts["wrong"]))


def _options(arguments: list[str] | None) -> Any:
    parser = ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("--cases", type=int, default=1_000_000, help="cases in all runs together")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--seconds", type=float, default=float("inf"), help="of this run")
    parser.add_argument("--state", type=Path, default=STATE)
    return parser.parse_args(arguments)


def _take(items: Any, count: int) -> list[int]:
    return [item for _, item in zip(range(count), items, strict=False)]


def _state(file: Path) -> dict[str, Any]:
    if not file.exists():
        return {"counts": {}, "done": []}
    data: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    return data


def _write(file: Path, counts: Counter[str], done: set[int]) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    temporary = file.with_suffix(f".{os.getpid()}")
    data = {"counts": counts, "done": sorted(done)}
    temporary.write_text(json.dumps(data), encoding="utf-8")
    os.replace(temporary, file)


def _tell(counts: Counter[str], cases: int) -> None:
    shown = ", ".join(f"{n} {status}" for status, n in sorted(counts.items()))
    start, finish = ("\r\x1b[K", "") if sys.stdout.isatty() else ("", "\n")
    print(f"{start}{cases} cases: {shown}; {counts['wrong']} wrong", end=finish, flush=True)


if __name__ == "__main__":
    sys.exit(main())
