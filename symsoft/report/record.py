"""A checked derivation as data for programs: JSON objects with formulas as LaTeX and as text."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from symsoft.derivation import Checked, Outcome
from symsoft.derivation.symbols import definitions
from symsoft.kernel.context import Claim, Hypothesis
from symsoft.kernel.terms import Term, mk
from symsoft.language.latex import latex, latex_claim, latex_hypothesis
from symsoft.language.text import text, text_claim, text_hypothesis

VERSION = 1


def record(checked: Checked, script: str, subject: str) -> dict[str, Any]:
    """The derivation with its steps, their verdicts, and the certificate (null in a draft)."""
    derivation, names = checked.derivation, checked.latex_names
    theorem = checked.theorem
    return {
        "version": VERSION,
        "name": derivation.name,
        "title": derivation.title,
        "subject": subject,
        "summary": derivation.summary,
        "source": derivation.source,
        "script": script,
        "uses": derivation.depends,
        "status": "proved" if theorem else "not proved",
        "statement": _claim(checked.claim, names),
        "given": [_hypothesis(h, names) for h in checked.context.hypotheses],
        "conditions": [_hypothesis(h, names) for h in checked.conditions],
        "definitions": [
            {"left": _term(mk("def", n, *d.params), names), "right": _term(d.body, names)}
            for n, d in definitions(checked.context).items()
        ],
        "steps": [step_record(outcome, names) for outcome in checked.outcomes],
        "certificate": theorem.certificate if theorem else None,
    }


def step_record(outcome: Outcome, names: Mapping[str, str]) -> dict[str, Any]:
    """A step with its verdict."""
    step, verdict, claim = outcome.step, outcome.verdict, outcome.claim
    found = verdict.counterexample
    cited = [c if isinstance(c, str) else getattr(c, "name", None) for c in step.using]
    return {
        "number": step.number,
        "line": step.where.line,
        "left": _term(claim.lhs, names),
        "relation": claim.rel,
        "right": _term(claim.rhs, names),
        "why": step.why,
        "uses": [name for name in cited if name],
        "status": verdict.status,
        "reason": verdict.reason,
        "counterexample": found and {**found.to_data(), "text": str(found)},
    }


def _term(term: Term, names: Mapping[str, str]) -> dict[str, str]:
    return {"latex": latex(term, names), "text": text(term)}


def _claim(claim: Claim, names: Mapping[str, str]) -> dict[str, str]:
    return {"latex": latex_claim(claim, names), "text": text_claim(claim)}


def _hypothesis(h: Hypothesis, names: Mapping[str, str]) -> dict[str, str]:
    return {"latex": latex_hypothesis(h, names), "text": text_hypothesis(h)}
