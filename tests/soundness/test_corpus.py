"""Every statement of the corpus gets the verdict it deserves; a wrong one is a silent error."""

from __future__ import annotations

import pytest

from tests.sampling import spread
from tests.soundness import groups
from tests.soundness.case import Case
from tests.soundness.debts import KNOWN_UNKNOWN
from tests.soundness.summary import run

ALL = [pytest.param(c, id=f"{g}-{c.name}") for g in groups.names() for c in groups.cases(g)]


@pytest.mark.parametrize("case", spread(ALL, 10))
def test_statement(case: Case, record_property) -> None:  # type: ignore[no-untyped-def]
    # Three times what users wait: on a machine with other work its speed is not judged.
    outcome = run(case, timeout=1 if case.name in KNOWN_UNKNOWN else 30)
    record_property("counted", "corpus: statements")
    record_property("counted", f"corpus: {outcome.column}")
    if outcome.silent_error:
        record_property("counted", "corpus: SILENT ERRORS")
    said = f"{case.name}: {outcome.status}: {outcome.reason}"
    assert not outcome.silent_error, f"SILENT ERROR, {said}"
    assert outcome.status != "error", said
    if case.expect == "refuses":
        assert outcome.status == "refused", said
    elif case.expect == "proves" and case.name not in KNOWN_UNKNOWN:
        assert outcome.status == "proved", said


def test_names_are_unique() -> None:
    names = [c.name for g in groups.names() for c in groups.cases(g)]
    assert sorted(set(names)) == sorted(names)


def test_debts_are_true_statements_of_the_corpus() -> None:
    claimed = {c.name for g in groups.names() for c in groups.cases(g) if c.expect == "proves"}
    assert claimed >= KNOWN_UNKNOWN


def test_at_least_half_is_false_or_outside_the_language() -> None:
    every = [c for g in groups.names() for c in groups.cases(g)]
    wrong = [c for c in every if c.expect in ("refutes", "not proved", "refuses")]
    assert 2 * len(wrong) >= len(every) >= 1900
