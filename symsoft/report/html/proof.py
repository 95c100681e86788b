"""How a step was proved, in words for people who want to know, read off its certificate."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from symsoft.derivation import Checked, Outcome
from symsoft.report.html.text import sentence


@dataclass(frozen=True)
class Proof:
    """The line of the script, the verdict's reason as a sentence, and the kernel's rules."""

    line: int
    reason: str
    rules: tuple[str, ...]


def proofs(checked: Checked) -> dict[int, Proof]:
    """By the number of the step."""
    return {outcome.step.number: _proof(outcome) for outcome in checked.outcomes}


def _proof(outcome: Outcome) -> Proof:
    reason = outcome.verdict.reason
    theorem = outcome.verdict.theorem
    rules = dict.fromkeys(_rules(theorem.certificate["proof"])) if theorem else ()
    return Proof(outcome.step.where.line, _sentence(reason), tuple(rules))


def _sentence(reason: str) -> str:
    return sentence(f"{reason[:1].upper()}{reason[1:]}")


def _rules(data: Any) -> Iterator[str]:
    """The names of the rules in a proof, the outermost first."""
    if isinstance(data, dict):
        if isinstance(rule := data.get("rule"), str):
            yield rule.replace("_", " ")
        for value in data.values():
            yield from _rules(value)
    elif isinstance(data, list | tuple):
        for value in data:
            yield from _rules(value)
