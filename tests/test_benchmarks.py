"""The benchmarks run and print what they say, in their short form; no figure is judged here."""

import json

import pytest

from tests.benchmarks import bench_identities
from tests.benchmarks.__main__ import main
from tests.benchmarks.bench_identities import SympyTime
from tests.benchmarks.identities import IDENTITIES


@pytest.mark.slow
def test_the_short_form_prints_and_writes_figures(tmp_path, capsys):
    file = tmp_path / "figures.json"
    main(["--quick", "--json", str(file), "log-softmax-gradient"])  # --out needs matplotlib
    printed = capsys.readouterr().out
    assert (
        "Measured on" in printed and "SymPy, K = 2" in printed and "log-softmax-gradient" in printed
    )
    figures = json.loads(file.read_text(encoding="utf-8"))
    assert figures.keys() == {
        "machine",
        "start",
        "steps",
        "identities",
        "peers",
        "growth",
        "polynomials",
        "library",
    }
    assert [row["status"] for row in figures["identities"]] == ["proved", "proved"]
    assert all(row["sympy"][0]["settled"] for row in figures["identities"])
    assert all(step > 0 for timing in figures["steps"] for step in timing["steps"])


def test_every_identity_is_proved_for_every_K():
    statuses = {row.name: bench_identities.symsoft_time(row)[1] for row in IDENTITIES}
    assert set(statuses.values()) == {"proved"}, statuses


def test_sympy_is_stopped_at_the_limit(monkeypatch):
    monkeypatch.setattr(bench_identities, "START", 0.0)
    assert bench_identities.sympy_time(IDENTITIES[0], 2, 0.01) == SympyTime(2, 0.01, None)


def test_a_stopped_call_shows_as_a_lower_bound():
    row = bench_identities.Row("an identity", "proved", 0.01, [SympyTime(8, 20.0, None)])
    figures = bench_identities.show([row]).splitlines()[1]
    assert figures.split() == "an identity 10 ms > 20 s > 2000".split()
