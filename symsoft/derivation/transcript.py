"""A checked derivation as plain text, for the terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from symsoft.derivation.checked import Checked, Outcome, Section
from symsoft.derivation.findings import Shown
from symsoft.derivation.steps import SIGNS, plain
from symsoft.derivation.symbols import definitions, symbols, text_name
from symsoft.kernel.context import Definition
from symsoft.kernel.terms import mk
from symsoft.language.text import text, text_claim, text_hypothesis

WIDTH = 50  # reasons stand beside formulas that are shorter
_HEADINGS = {
    "have": "Intermediate result",
    "conclude": "Conclusion",
    "refute": "Not true",
    "undefined": "Not defined",
    "value": "In numbers",
}


def transcript(checked: Checked) -> str:
    """Title, statement, what is assumed, and the steps with their reasons and verdicts."""
    derivation = checked.derivation
    blocks = [
        [f"{plain(derivation.title)}  ({derivation.name})"],
        ["  " + text_claim(checked.claim)] if checked.sections else [],
        list(_assumptions(checked)),
        *([*_section(section)] for section in checked.sections),
        *([*_finding(shown)] for shown in checked.findings),
        [status(checked)],
    ]
    return "\n\n".join("\n".join(block) for block in blocks if block)


def status(checked: Checked) -> str:
    """One line: how many steps hold."""
    holding = sum(o.proved for o in checked.outcomes) + sum(s.holds for s in checked.findings)
    size = checked.size
    word = checked.status if checked.complete else "NOT PROVED"
    return f"{word}: {holding} of {size} step{'s' if size > 1 else ''}"


def _assumptions(checked: Checked) -> Iterator[str]:
    for group in symbols(checked.context):
        names = ", ".join(map(text_name, group.names))
        yield f"  {names}: {group.meaning(text_name)}"
    for name, definition in definitions(checked.context).items():
        yield f"  {_definition(name, definition)}"
    yield from _listed("given", map(text_hypothesis, checked.context.hypotheses))
    yield from _listed("provided", map(text_hypothesis, checked.conditions))


def _definition(name: str, definition: Definition) -> str:
    return f"{text(mk('def', name, *definition.params))} := {text(definition.body)}"


def _listed(word: str, items: Iterable[str]) -> Iterator[str]:
    yield from (f"  {word} {item}" for item in items)


def _section(section: Section) -> Iterator[str]:
    if section.kind != "calc":
        (outcome,) = section.outcomes
        yield f"  {_HEADINGS[section.kind]}:"
        yield from _line(outcome, text_claim(section.claim))
        return
    yield f"      {text(section.claim.lhs)}"
    for outcome in section.outcomes:
        claim = outcome.claim
        yield from _line(outcome, f"{SIGNS[claim.rel]} {text(claim.rhs)}")


def _finding(shown: Shown) -> Iterator[str]:
    """A step that speaks of a point, with what was found there."""
    mark, why = " " if shown.holds else "✗", plain(shown.step.why)
    claim = text_claim(shown.said.claim) if shown.kind == "refute" else text(shown.said.term)
    yield f"  {_HEADINGS[shown.kind]}:"
    yield from _beside(mark, claim, why)
    yield from _listed("      given", map(text_hypothesis, shown.said.given))
    if not shown.holds:
        yield f"        {shown.reason}"
    for finding in shown.findings:
        yield f"        {finding}"


def _line(outcome: Outcome, formula: str) -> Iterator[str]:
    """A formula with its reason, and the evidence if it is not proved."""
    yield from _beside(" " if outcome.proved else "✗", formula, plain(outcome.step.why))
    if not outcome.proved:
        verdict = outcome.verdict
        yield f"        {verdict.status}: {verdict.counterexample or verdict.reason}"


def _beside(mark: str, formula: str, why: str) -> Iterator[str]:
    """A formula with its reason beside it, or underneath where it is long."""
    if why and len(formula) > WIDTH:
        yield f"  {mark} {formula}"
        yield f"        {why}"
    else:
        yield f"  {mark} {formula:{WIDTH}}  {why}".rstrip()
