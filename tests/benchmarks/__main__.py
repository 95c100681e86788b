"""Print the timings; ``--quick`` measures only a few.

``--json FILE`` also writes them, ``--out DIR`` writes them with a table and a plot: ``make bench``
so writes ``reports/benchmarks``.
"""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

from symsoft import NotProved
from symsoft.derivation import DerivationError
from tests.benchmarks import (
    bench_growth,
    bench_identities,
    bench_library,
    bench_peers,
    bench_polynomials,
    bench_start,
    bench_steps,
)
from tests.benchmarks.bench_growth import Curve
from tests.benchmarks.identities import IDENTITIES
from tests.benchmarks.timing import machine
from tests.running import ROOT

GROWTH_LIMIT = 60  # seconds that a point of a curve may be expected to take


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
    more, few = ([2], chosen[:1]) if options.quick else ([2, 4, 8, 16, 32, 64], chosen)
    peers = bench_peers.measure(few, more, options.limit)
    print(f"\nIdentities: symsoft against others\n\n{bench_peers.show(peers)}")
    curves = bench_growth.measure(GROWTH_LIMIT, 10 if options.quick else 100_000)
    print(f"\nGrowth\n\n{bench_growth.show(curves)}")
    identities = bench_polynomials.measure(10 if options.quick else 10_000)
    print(f"\nPolynomial identities: symsoft against FLINT\n\n{bench_polynomials.show(identities)}")
    whole = bench_library.measure(options.quick)
    print(f"\nThe library\n\n{bench_library.show(whole)}\n\n{bench_library.million(whole)}")
    figures = {
        "machine": host,
        "start": starts,
        "steps": [asdict(timing) for timing in steps],
        "identities": [asdict(row) for row in rows],
        "peers": [asdict(row) for row in peers],
        "polynomials": [{**asdict(times), "ratio": times.ratio} for times in identities],
        "growth": [{**asdict(curve), "order": curve.order} for curve in curves],
        "library": whole,
    }
    tables = {
        "Starting": bench_start.show(starts),
        "The library": bench_library.show(whole),
        "A million derivations at these costs": bench_library.million(whole),
        "Identities, symsoft and others": bench_peers.show(peers),
        "Polynomial identities, symsoft and FLINT": bench_polynomials.show(identities),
        "Growth": bench_growth.show(curves),
        "Steps of the library": bench_steps.show(steps),
    }
    if options.json:
        _write(options.json, figures)
    if options.out:
        _write_page(options.out, figures, tables, curves)


def _write(file: Path, figures: dict[str, Any]) -> None:
    file.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")


def _write_page(
    folder: Path, figures: dict[str, Any], tables: dict[str, str], curves: list[Curve]
) -> None:
    """The figures, a page of tables, and a plot, all labelled with the machine and the day."""
    folder.mkdir(parents=True, exist_ok=True)
    label = f"{', '.join(figures['machine'].values())}, {date.today()}"
    _write(folder / "figures.json", {"date": str(date.today()), **figures})
    bench_growth.plot(curves, folder / "growth.svg", label)
    parts = [f"## {title}\n\n```text\n{text}\n```\n" for title, text in tables.items()]
    head = f"# Benchmarks\n\nMade by `make bench` on {label}.\n\n![Growth](growth.svg)\n"
    (folder / "README.md").write_text("\n".join([head, *parts]), encoding="utf-8")


def _options(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="two identities at K = 2")
    parser.add_argument("--limit", type=float, default=20, help="seconds for one call of SymPy")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures here")
    parser.add_argument(
        "--out", type=Path, metavar="DIR", help="write figures, tables and plot here"
    )
    parser.add_argument("derivations", nargs="*", default=None, help="only these derivations")
    options = parser.parse_args(arguments)
    options.derivations = options.derivations or None
    return options


if __name__ == "__main__":
    main()
