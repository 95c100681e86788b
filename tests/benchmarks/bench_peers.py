"""symsoft for every K against other systems for one K, on the same identities in the same run.

A system that was stopped at the limit is not tried at a larger K.
"""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import dataclass

from tests.benchmarks.bench_identities import START, symsoft_time
from tests.benchmarks.identities import IDENTITIES, Identity
from tests.benchmarks.peers import installed
from tests.benchmarks.timing import ratio, seconds, table
from tests.running import ROOT


@dataclass(frozen=True)
class Peer:
    """How long a system took at K; `settled` is None where it was stopped or cannot be asked."""

    name: str
    K: int
    seconds: float | None
    settled: bool | None


@dataclass(frozen=True)
class Row:
    """One identity's figures."""

    identity: str
    seconds: float
    peers: list[Peer]


def measure(chosen: list[Identity], sizes: list[int], limit: float) -> list[Row]:
    """All identities, for every system that is installed."""
    return [
        Row(identity.name, symsoft_time(identity)[0], list(_peers(identity, sizes, limit)))
        for identity in chosen
    ]


def _peers(identity: Identity, sizes: list[int], limit: float) -> list[Peer]:
    found: list[Peer] = []
    for name in installed():
        for K in sizes:
            found.append(_peer(name, identity, K, limit))
            if found[-1].settled is None:
                break
    return found


def _peer(name: str, identity: Identity, K: int, limit: float) -> Peer:
    arguments = [name, str(IDENTITIES.index(identity)), str(K)]
    command = [sys.executable, "-m", "tests.benchmarks.peers", *arguments]
    try:
        done = subprocess.run(
            command, cwd=ROOT, capture_output=True, text=True, timeout=limit + START, check=True
        )
    except subprocess.TimeoutExpired:
        return Peer(name, K, limit, None)
    spent, settled = json.loads(done.stdout.splitlines()[-1])
    return Peer(name, K, spent, settled)


def show(rows: list[Row]) -> str:
    """The table that people read: a line for each identity and system."""
    sizes = sorted({peer.K for row in rows for peer in row.peers})
    lines = [["identity", "system", *(f"K = {K}" for K in sizes)]]
    for row in rows:
        ours = [seconds(row.seconds), *[""] * (len(sizes) - 1)]
        lines.append([row.identity, "symsoft, every K", *ours])
        for name in dict.fromkeys(peer.name for peer in row.peers):
            cells = {peer.K: _cell(peer, row.seconds) for peer in row.peers if peer.name == name}
            lines.append([row.identity, name, *(cells.get(K, "") for K in sizes)])
    return table(lines)


def _cell(peer: Peer, ours: float) -> str:
    """Its time, and how many times symsoft's for every K that is."""
    if peer.seconds is None:
        return "not rational"
    more = "> " if peer.settled is None else ""
    note = " not settled" if peer.settled is False else ""
    return f"{more}{seconds(peer.seconds)} ({more}{ratio(peer.seconds / ours)}){note}"
