"""A checked derivation as data for programs: JSON objects, as ``schema.json`` describes them.

Formulas are given as LaTeX, as Typst, as text and in words.  The name of a derivation is its
permanent identifier; a step is named by its label, which survives an inserted step.
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib import resources
from typing import Any

from symsoft.derivation import Checked, Outcome
from symsoft.derivation.findings import Shown
from symsoft.derivation.symbols import definitions
from symsoft.kernel.context import Claim, Hypothesis
from symsoft.kernel.terms import Term, mk
from symsoft.kernel.theorem import Theorem
from symsoft.language.latex import latex, latex_claim, latex_hypothesis
from symsoft.language.spoken import spoken, spoken_claim, spoken_hypothesis
from symsoft.language.text import text, text_claim, text_hypothesis
from symsoft.language.typst import typst, typst_claim, typst_hypothesis
from symsoft.refuter import Finding
from symsoft.refuter.vacuity import exhibit
from symsoft.report.illustration import figure_views
from symsoft.report.labels import step_labels

VERSION = 1


def record(checked: Checked, script: str, subject: str) -> dict[str, Any]:
    """The derivation with its steps, their verdicts, and the certificate.

    The certificate is null in a draft, and so is the statement where no theorem is stated.
    """
    derivation, names = checked.derivation, checked.latex_names
    labels = step_labels(derivation.steps)
    return {
        "version": VERSION,
        "id": derivation.name,
        "name": derivation.name,
        "title": derivation.title,
        "subject": subject,
        "summary": derivation.summary,
        "source": derivation.source,
        "claims": list(derivation.claims),
        "script": script,
        "uses": derivation.depends,
        "status": checked.status,
        "statement": _claim(checked.claim, names) if checked.sections else None,
        "given": [_hypothesis(h, names) for h in checked.context.hypotheses],
        "conditions": [_hypothesis(h, names) for h in checked.conditions],
        "definitions": [
            {"left": _term(mk("def", n, *d.params), names), "right": _term(d.body, names)}
            for n, d in definitions(checked.context).items()
        ],
        "steps": [step_record(outcome, names, labels) for outcome in checked.outcomes],
        "findings": [finding_record(shown, names, labels) for shown in checked.findings],
        "figures": [
            {"id": f.name, "title": f.title, "caption": f.caption, "alt": f.alt}
            for f in figure_views(checked)
        ],
        **certificates(checked),
    }


def certificates(checked: Checked) -> dict[str, Any]:
    """The certificate of the theorem, null if there is none, and those of the findings."""
    found = [f.certificate for s in checked.findings for f in s.findings]
    whole = checked.complete
    return {
        "certificate": with_point(checked.theorem) if checked.theorem else None,
        "finding_certificates": found if whole else [],
    }


def with_point(theorem: Theorem) -> dict[str, Any]:
    """The theorem's certificate, with a point at which its hypotheses and conditions hold.

    The kernel passes the point over; ``symsoft verify`` checks it.
    """
    point = exhibit(theorem.context, theorem.conditions)
    return {**theorem.certificate, **({"point": point.to_data()} if point is not None else {})}


def finding_record(
    shown: Shown, names: Mapping[str, str], labels: Mapping[int, str]
) -> dict[str, Any]:
    """A step that speaks of a point, with what was found there."""
    said, refuting = shown.said, shown.kind == "refute"
    return {
        "number": shown.step.number,
        "label": labels[shown.step.number],
        "line": shown.step.where.line,
        "kind": shown.kind,
        "claim": _claim(said.claim, names) if refuting else None,
        "term": None if refuting else _term(said.term, names),
        "given": [_hypothesis(h, names) for h in said.given],
        "why": shown.step.why,
        "holds": shown.holds,
        "reason": shown.reason,
        "found": [_found(finding) for finding in shown.findings],
    }


def _found(finding: Finding) -> dict[str, Any]:
    """What was found at a point; `between` encloses each side, or the value, in rationals."""
    between = ((s, s) if isinstance(s, str) else (s.low, s.high) for s in finding.sides)
    return {
        "point": finding.point.to_data(),
        "text": str(finding),
        "between": [[str(low), str(high)] for low, high in between],
    }


def step_record(
    outcome: Outcome, names: Mapping[str, str], labels: Mapping[int, str]
) -> dict[str, Any]:
    """A step with its verdict."""
    step, verdict, claim = outcome.step, outcome.verdict, outcome.claim
    found = verdict.counterexample
    cited = [c if isinstance(c, str) else getattr(c, "name", None) for c in step.using]
    return {
        "number": step.number,
        "label": labels[step.number],
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
    return {
        "latex": latex(term, names),
        "typst": typst(term, names),
        "text": text(term),
        "spoken": spoken(term, names),
    }


def _claim(claim: Claim, names: Mapping[str, str]) -> dict[str, str]:
    return {
        "latex": latex_claim(claim, names),
        "typst": typst_claim(claim, names),
        "text": text_claim(claim),
        "spoken": spoken_claim(claim, names),
    }


def _hypothesis(h: Hypothesis, names: Mapping[str, str]) -> dict[str, str]:
    return {
        "latex": latex_hypothesis(h, names),
        "typst": typst_hypothesis(h, names),
        "text": text_hypothesis(h),
        "spoken": spoken_hypothesis(h, names),
    }


def schema() -> str:
    """The JSON schema of a record."""
    return (resources.files("symsoft.report") / "schema.json").read_text(encoding="utf-8")
