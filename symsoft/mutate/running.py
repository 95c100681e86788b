"""Mutants of whole derivations: made, judged and counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from symsoft.derivation import Checked, Derivation, Outcome
from symsoft.kernel.theorem import Theorem
from symsoft.language.text import text_claim
from symsoft.mutate.judging import (
    ALSO_TRUE,
    EQUIVALENT,
    KILLED,
    STATUSES,
    SURVIVED,
    Judgement,
    judge,
)
from symsoft.mutate.making import KINDS, Mutant, mutants

LIMIT = 2.0  # seconds for one mutant


@dataclass(frozen=True)
class Planned:
    """A mutant of a proved step, with the theorems that the step may cite."""

    checked: Checked
    outcome: Outcome
    lemmas: tuple[Theorem, ...]
    mutant: Mutant

    @property
    def original(self) -> Theorem:
        """The theorem of the step that the mutant was made from."""
        found = self.outcome.verdict.theorem
        assert found is not None
        return found

    def judged(self, limit: float = LIMIT) -> Judgement:
        """What a search in so many seconds finds."""
        return judge(self.original, self.mutant, self.lemmas, limit)


def plan(checked: Checked, most: int | None = None) -> Iterator[Planned]:
    """The mutants of every proved step of a derivation, at most `most` of each step."""
    known: list[Theorem] = []
    for section in checked.sections:
        for outcome in section.outcomes:
            if outcome.proved:
                lemmas = (*_cited(checked.derivation, outcome), *reversed(known))
                for mutant in mutants(checked.context, outcome.claim, most):
                    yield Planned(checked, outcome, lemmas, mutant)
        if section.theorem is not None:
            known.append(section.theorem)


def _cited(derivation: Derivation, outcome: Outcome) -> Iterator[Theorem]:
    for citation in outcome.step.using:
        if isinstance(citation, Theorem):
            yield citation
            continue
        cited = derivation.cited(citation) if isinstance(citation, str) else citation
        yield from cited.checked(draft=True).results


@dataclass(frozen=True)
class Counts:
    """How many mutants have each status."""

    by_status: Counter[str]
    by_kind: Counter[tuple[str, str]]  # (kind, status)

    @property
    def made(self) -> int:
        return self.by_status.total()

    @property
    def false(self) -> int:
        """Those not known to be true: made, without equivalent and also true ones."""
        return self.made - self.by_status[EQUIVALENT] - self.by_status[ALSO_TRUE]

    @property
    def killed_share(self) -> float:
        """The share of killed ones among those not known to be true, 1 if there are none."""
        return self.by_status[KILLED] / self.false if self.false else 1.0

    @property
    def survived(self) -> int:
        return self.by_status[SURVIVED]

    def line(self) -> str:
        """The counts in one line, those that are 0 left out."""
        parts = [f"{self.by_status[s]} {s}" for s in STATUSES if self.by_status[s]]
        return f"{self.made} made" + "".join(f", {part}" for part in parts)

    def table(self) -> str:
        """The counts by kind of slip, and the share of killed ones."""
        rows: list[tuple[str, ...]] = [("slip", "made", *STATUSES)]
        for kind in KINDS:
            cells = [self.by_kind[kind, status] for status in STATUSES]
            if any(cells):
                rows.append((kind, *map(str, (sum(cells), *cells))))
        rows.append(("all", str(self.made), *(str(self.by_status[s]) for s in STATUSES)))
        wide = [max(len(row[n]) for row in rows) for n in range(len(rows[0]))]
        lines = ["  ".join(_padded(row, wide)) for row in rows]
        share = f"{100 * self.killed_share:.1f} %"
        return "\n".join([*lines, f"killed: {share} of those that are not known to be true"])

    def to_data(self) -> dict[str, Any]:
        found = {status: self.by_status[status] for status in STATUSES}
        return {"made": self.made, **found, "killed_share": round(self.killed_share, 4)}


def _padded(row: Sequence[str], wide: Sequence[int]) -> Iterator[str]:
    """The cells of a row, the first flush left."""
    yield row[0].ljust(wide[0])
    yield from (cell.rjust(w) for cell, w in zip(row[1:], wide[1:], strict=True))


def count(judgements: Iterable[Judgement]) -> Counts:
    """The counts of judgements."""
    found = list(judgements)
    by_kind = Counter((j.mutant.kind, j.status) for j in found)
    return Counts(Counter(j.status for j in found), by_kind)


def record(planned: Planned, found: Judgement) -> dict[str, Any]:
    """A judged mutant as JSON data."""
    mutant = found.mutant
    counterexample = found.counterexample
    return {
        "step": planned.outcome.step.number,
        "kind": mutant.kind,
        "side": mutant.side,
        "old": mutant.old,
        "new": mutant.new,
        "claim": text_claim(mutant.claim),
        "status": found.status,
        "evidence": found.evidence,
        "points": found.points,
        "counterexample": counterexample.to_data() if counterexample else None,
        "certificates": [theorem.certificate for theorem in found.theorems],
    }
