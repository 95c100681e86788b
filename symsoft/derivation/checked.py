"""What checking a derivation gives: its steps with their verdicts, and the theorem if all hold."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from symsoft.derivation.errors import DerivationError
from symsoft.derivation.figures import ReadFigure
from symsoft.derivation.findings import Shown
from symsoft.derivation.steps import Step
from symsoft.kernel.context import Claim, Context, Hypothesis
from symsoft.kernel.theorem import Theorem
from symsoft.prover.decide import Verdict

if TYPE_CHECKING:
    from symsoft.derivation.author import Derivation


@dataclass(frozen=True)
class Outcome:
    """A step as it was read, and the verdict on it."""

    step: Step
    claim: Claim
    verdict: Verdict

    @property
    def proved(self) -> bool:
        return self.verdict.theorem is not None


@dataclass(frozen=True)
class Section:
    """A checked part: its claim, from the first to the last term, and the theorem if proved."""

    kind: str
    claim: Claim
    outcomes: tuple[Outcome, ...]
    theorem: Theorem | None


@dataclass(frozen=True)
class Checked:
    """A derivation all of whose steps have been tried.

    `theorem` is None if a step does not hold, and for a derivation that speaks of points alone.
    `findings` are the steps that speak of a point; `figures` illustrate; `latex_names` maps names
    to the LaTeX their author gave.
    """

    derivation: Derivation
    context: Context
    latex_names: Mapping[str, str]
    sections: tuple[Section, ...]
    theorem: Theorem | None
    findings: tuple[Shown, ...] = ()
    figures: tuple[ReadFigure, ...] = ()

    @property
    def complete(self) -> bool:
        """Whether every step holds."""
        return all(o.proved for o in self.outcomes) and all(s.holds for s in self.findings)

    @property
    def status(self) -> str:
        """ "proved" with a theorem, "shown" where it speaks of points alone, or "not proved"."""
        if not self.complete:
            return "not proved"
        return "proved" if self.sections else "shown"

    @property
    def claim(self) -> Claim:
        """What the derivation states as true: the claim of its last part that is to be proved."""
        if not self.sections:
            raise DerivationError(
                f"{self.derivation.name} states no theorem", self.derivation.where
            )
        return self.sections[-1].claim

    @property
    def size(self) -> int:
        """The number of steps."""
        return len(self.outcomes) + len(self.findings)

    @property
    def outcomes(self) -> list[Outcome]:
        return [outcome for section in self.sections for outcome in section.outcomes]

    @property
    def results(self) -> tuple[Theorem, ...]:
        """What others may cite: the final theorem first, then the intermediate ones."""
        found = [section.theorem for section in reversed(self.sections) if section.theorem]
        return tuple(found)

    @property
    def conditions(self) -> tuple[Hypothesis, ...]:
        """What the terms of the derivation need to be defined, each once."""
        proved = (o.verdict.theorem for o in self.outcomes if o.verdict.theorem)
        return tuple(dict.fromkeys(c for theorem in proved for c in theorem.conditions))
