"""Exercises: a derivation with one false step for a reader to find, and the answer key.

The step is false for certain: the refuter gives numbers at which it fails.  What is merely not
proved is never planted.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from symsoft.derivation import Checked, DerivationError, Outcome
from symsoft.kernel.context import Claim
from symsoft.language.latex import latex
from symsoft.mutate.running import Planned, plan
from symsoft.prover.decide import decide_claim
from symsoft.refuter import Counterexample
from symsoft.report.example import SIGNS
from symsoft.report.render import Files, render_page
from symsoft.report.view import SectionView, Statement, StepView, View, view

LIMIT = 10.0  # seconds for one mistake that is tried
SUFFIXES = {"markdown": "md", "latex": "tex"}


@dataclass(frozen=True)
class Mistake:
    """A step as it is printed and as it should be, with numbers for which the former is false."""

    number: int
    wrong: Statement
    right: Statement
    counterexample: Counterexample


@dataclass(frozen=True)
class Exercise:
    """A derivation with a mistake.

    `consequence` is the next step of the chain, where the same wrong formula makes it false too.
    """

    view: View
    seed: int
    mistake: Mistake
    consequence: Mistake | None


def exercise(
    checked: Checked,
    seed: int,
    style: str,
    *,
    script: str = "",
    subject: str = "",
    templates: Path | None = None,
) -> Files:
    """The page for the reader and the key, by file name, as "markdown" or "latex".

    Raises `DerivationError` if no slip in the derivation is refuted, or for a template's mistake.
    """
    made = plant(checked, seed, script, subject)
    name, suffix = f"{checked.derivation.name}-{seed}", SUFFIXES[style]
    return {
        f"{name}.{suffix}": render_page(style, f"exercise.{suffix}.j2", templates, e=made),
        f"{name}-key.{suffix}": render_page(style, f"exercise_key.{suffix}.j2", templates, e=made),
    }


def plant(checked: Checked, seed: int, script: str = "", subject: str = "") -> Exercise:
    """The derivation with the first slip, in an order that `seed` tells, that is refuted."""
    for planned in sorted(_candidates(checked), key=lambda p: _place(p, seed)):
        found = _refuted(checked, planned)
        if found is not None:
            page = _planted(view(checked, script, subject), found)
            return Exercise(page, seed, found[0], found[1] if found[1:] else None)
    name = checked.derivation.name
    raise DerivationError(f"{name}: no slip in it can be refuted; choose another derivation")


def _candidates(checked: Checked) -> Iterator[Planned]:
    """Slips that change what a step says; where a chain begins is the question, and stays."""
    kinds = {o.step.number: s.kind for s in checked.sections for o in s.outcomes}
    for planned in plan(checked):
        side, before, after = planned.mutant.side, planned.outcome.claim, planned.mutant.claim
        chained = kinds[planned.outcome.step.number] == "calc"
        seen = _shown(before, checked) != _shown(after, checked)
        if seen and side != "given" and not (chained and side == "left"):
            yield planned


def _place(planned: Planned, seed: int) -> str:
    """A place in an order that looks random and is the same on every machine."""
    claim = planned.mutant.claim
    said = f"{seed} {planned.outcome.step.number} {claim.rel} {claim.lhs.key} {claim.rhs.key}"
    return hashlib.sha256(said.encode()).hexdigest()


def _refuted(checked: Checked, planned: Planned) -> list[Mistake] | None:
    """The mistake, and the next step if the slip makes it false; None where one is not decided."""
    first = _mistake(checked, planned.outcome, planned.mutant.claim)
    if first is None:
        return None
    following = _next(checked, planned.outcome)
    if following is None or planned.mutant.side != "right":
        return [first]
    after = Claim(following.claim.rel, planned.mutant.claim.rhs, following.claim.rhs)
    second = _mistake(checked, following, after)
    return None if second is None else [first, second]


def _next(checked: Checked, outcome: Outcome) -> Outcome | None:
    """The step after `outcome` in the same chain."""
    for section in checked.sections:
        if outcome in section.outcomes:
            at = section.outcomes.index(outcome)
            return next(iter(section.outcomes[at + 1 :]), None)
    return None


def _mistake(checked: Checked, outcome: Outcome, wrong: Claim) -> Mistake | None:
    found = decide_claim(checked.context, wrong, timeout=LIMIT).counterexample
    if found is None:
        return None
    return Mistake(
        outcome.step.number, _shown(wrong, checked), _shown(outcome.claim, checked), found
    )


def _shown(claim: Claim, checked: Checked) -> Statement:
    names = checked.latex_names
    return Statement(latex(claim.lhs, names), SIGNS[claim.rel], latex(claim.rhs, names))


def _planted(page: View, mistakes: Sequence[Mistake]) -> View:
    """The page with the wrong steps in place of the right ones, unmarked."""
    wrong = {m.number: m.wrong for m in mistakes}
    sections = tuple(
        SectionView(s.heading, tuple(_step(step, wrong) for step in s.steps)) for s in page.sections
    )
    return replace(page, sections=sections)


def _step(step: StepView, wrong: dict[int, Statement]) -> StepView:
    said = wrong.get(step.number)
    if said is None:
        return step
    return replace(step, left=said.left, sign=said.sign, right=said.right)
