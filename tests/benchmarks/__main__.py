"""Print the timings; ``--json FILE`` also writes them, ``--quick`` measures only a few."""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import asdict
from pathlib import Path

from symsoft import NotProved
from symsoft.derivation import DerivationError
from tests.benchmarks import bench_identities, bench_start, bench_steps
from tests.benchmarks.identities import IDENTITIES
from tests.benchmarks.timing import machine
from tests.running import ROOT


def main(arguments: list[str] | None = None) -> None:
    """Measure, print, and write what was asked for."""
    options = _options(arguments)
    host = machine()
    print("Measured on", ", ".join(host.values()))
    starts = bench_start.measure(runs=1 if options.quick else 5)
    print(f"\nStarting\n\n{bench_start.show(starts)}")
    try:
        steps = bench_steps.measure(ROOT, options.derivations)
    except (DerivationError, NotProved) as error:
        sys.exit(f"no times without proofs: {error}")
    print(f"\nSteps of the library\n\n{bench_steps.show(steps)}")
    sizes, chosen = ([2], IDENTITIES[:2]) if options.quick else ([2, 4, 8], IDENTITIES)
    rows = [bench_identities.measure(identity, sizes, options.limit) for identity in chosen]
    print(f"\nIdentities: symsoft against SymPy's simplify\n\n{bench_identities.show(rows)}")
    if options.json:
        figures = {
            "machine": host,
            "start": starts,
            "steps": [asdict(timing) for timing in steps],
            "identities": [asdict(row) for row in rows],
        }
        options.json.write_text(json.dumps(figures, indent=2) + "\n", encoding="utf-8")


def _options(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="two identities at K = 2")
    parser.add_argument("--limit", type=float, default=20, help="seconds for one call of SymPy")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures here")
    parser.add_argument("derivations", nargs="*", default=None, help="only these derivations")
    options = parser.parse_args(arguments)
    options.derivations = options.derivations or None
    return options


if __name__ == "__main__":
    main()
