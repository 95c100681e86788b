"""Proving a derivation: reading its steps in one scope, proving each, composing the chains."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from sympy import S

from symsoft.derivation.checked import Checked, Outcome, Section
from symsoft.derivation.errors import DerivationError, StepFailed
from symsoft.derivation.figures import read_figures
from symsoft.derivation.findings import Said, Shown, failed, read_said, settle
from symsoft.derivation.steps import FINDINGS, SIGNS, Location, Part, Step, compose
from symsoft.kernel.context import Claim, Context, Hypothesis
from symsoft.kernel.terms import KernelError, Term, mk
from symsoft.kernel.theorem import Theorem
from symsoft.language.errors import LanguageError
from symsoft.language.reader import Scope
from symsoft.language.text import text
from symsoft.prover.chain import chain_theorem
from symsoft.prover.decide import Verdict, satisfiable
from symsoft.store.verdicts import decide_claim

if TYPE_CHECKING:
    from symsoft.derivation.author import Derivation


# Derivations that are being checked, outermost first: to see a circle of citations.
_open: ContextVar[tuple[Derivation, ...]] = ContextVar("_open", default=())


def examine(derivation: Derivation, draft: bool = False) -> Checked:
    """Prove every step of a derivation.

    Raises `StepFailed` at the first step that is not proved, unless `draft`; `DerivationError` if
    the derivation is not well-formed, cites itself in a circle, or speaks of no point at all.
    """
    _require_steps(derivation)
    with _no_circle(derivation):
        scope = Scope()
        hypotheses = [_hypothesis(scope, derivation, h) for h in derivation.given]
        read = [(part, _read(scope, derivation, part)) for part in derivation.parts]
        context = _context(scope, derivation, hypotheses)
        if hypotheses:
            _require_point(derivation, context, ())
        sections: list[Section] = []
        findings: list[Shown] = []
        for part, said in read:
            if isinstance(said, Said):
                findings.append(_shown(derivation, context, said, draft))
            else:
                sections.append(_section(derivation, context, part, said, sections, draft))
        checked = Checked(
            derivation, context, scope.latex_names, tuple(sections), None, tuple(findings)
        )
        if sections and checked.complete:
            checked = replace(checked, theorem=sections[-1].theorem)
        if checked.conditions:
            _require_point(derivation, context, checked.conditions)
        if checked.complete:
            checked = replace(checked, figures=read_figures(scope, derivation, checked))
        return checked


def failures(checked: Checked) -> Iterator[tuple[Step, str]]:
    """The steps that do not hold, in the order of the script, each with its message."""
    derivation = checked.derivation
    found = [(o.step, failure(derivation, o)) for o in checked.outcomes if not o.proved]
    found += [(s.step, failed(derivation.name, s)) for s in checked.findings if not s.holds]
    yield from sorted(found, key=lambda pair: pair[0].number)


def failure(derivation: Derivation, outcome: Outcome) -> str:
    """The message for a step that is not proved: both sides, and the evidence."""
    claim, verdict = outcome.claim, outcome.verdict
    sides = f"{text(claim.lhs)}  {SIGNS[claim.rel]}  {text(claim.rhs)}"
    evidence = verdict.counterexample or verdict.reason
    head = f"{derivation.name}, step {outcome.step.number}: {verdict.status}"
    return f"{head}\n  {sides}\n  {evidence}"


# --- reading ------------------------------------------------------------------------------------


def _hypothesis(scope: Scope, derivation: Derivation, given: Any) -> Hypothesis:
    with _placed(f"{derivation.name}, given", derivation.where):
        return scope.hypothesis(given)


def _read(scope: Scope, derivation: Derivation, part: Part) -> list[Claim] | Said:
    if part.kind not in FINDINGS:
        return _claims(scope, derivation, part)
    (step,) = part.steps
    with _placed(f"{derivation.name}, step {step.number}", step.where):
        return read_said(scope, part)


def _claims(scope: Scope, derivation: Derivation, part: Part) -> list[Claim]:
    """The claims of a part, one for each step; the scope learns the names in them."""
    if part.kind != "calc":
        (step,) = part.steps
        with _placed(f"{derivation.name}, step {step.number}", step.where):
            return [scope.claim(step.claim)]
    first = part.steps[0].number
    with _placed(f"{derivation.name}, start of step {first}", part.where):
        terms = [scope.term(part.start)]
    for step in part.steps:
        with _placed(f"{derivation.name}, step {step.number}", step.where):
            terms.append(_right(scope, step, step is part.steps[-1]))
    return [Claim(s.rel, a, b) for s, a, b in zip(part.steps, terms[:-1], terms[1:], strict=True)]


def _right(scope: Scope, step: Step, last: bool) -> Term:
    if step.right not in (S.Infinity, S.NegativeInfinity):
        return scope.term(step.right)
    if step.rel != "=" or not last:
        raise DerivationError("oo may stand only on the right of the last step, an .eq")
    return mk("inf", 1 if step.right is S.Infinity else -1)


def _context(scope: Scope, derivation: Derivation, hypotheses: Sequence[Hypothesis]) -> Context:
    with _placed(derivation.name, derivation.where):
        context = scope.context(hypotheses)
        context.check()
    return context


@contextmanager
def _placed(place: str, where: Location) -> Iterator[None]:
    """Errors of the language and the kernel, with the place in the derivation and the script."""
    try:
        yield
    except DerivationError as error:
        raise DerivationError(f"{place}: {error.message}", where) from None
    except (LanguageError, KernelError) as error:
        raise DerivationError(f"{place}: {error}", where) from error


# --- proving ------------------------------------------------------------------------------------


def _section(
    derivation: Derivation,
    context: Context,
    part: Part,
    claims: Sequence[Claim],
    before: Sequence[Section],
    draft: bool,
) -> Section:
    """Prove a part; results of the parts `before` it may be used."""
    known = [section.theorem for section in reversed(before) if section.theorem]
    outcomes = []
    for step, claim in zip(part.steps, claims, strict=True):
        verdict = _decide(derivation, context, step, claim, known)
        outcomes.append(Outcome(step, claim, verdict))
        if verdict.theorem is None and not draft:
            message = failure(derivation, outcomes[-1])
            raise StepFailed(message, verdict, step.number, step.where)
    whole = Claim(compose([c.rel for c in claims]), claims[0].lhs, claims[-1].rhs)
    if part.kind != "calc":
        whole = claims[0]
    with _placed(derivation.name, part.where):
        theorem = _compose(context, claims, outcomes)
    return Section(part.kind, whole, tuple(outcomes), theorem)


def _shown(derivation: Derivation, context: Context, said: Said, draft: bool) -> Shown:
    """Settle a step that speaks of a point."""
    with _placed(f"{derivation.name}, step {said.step.number}", said.step.where):
        shown = settle(context, said)
    if shown.verdict is not None and not draft:
        message = failed(derivation.name, shown)
        raise StepFailed(message, shown.verdict, said.step.number, said.step.where)
    return shown


def _decide(
    derivation: Derivation, context: Context, step: Step, claim: Claim, known: list[Theorem]
) -> Verdict:
    lemmas: list[Theorem] = []
    for citation in step.using:
        found = _theorems(derivation, step, citation)
        if not found:
            reason = f"it cites {getattr(citation, 'name', citation)}, which is not proved"
            return Verdict("unknown", None, None, reason)
        lemmas.extend(found)
    with _placed(f"{derivation.name}, step {step.number}", step.where):
        return decide_claim(context, claim, (*lemmas, *known))


def _theorems(derivation: Derivation, step: Step, citation: Any) -> tuple[Theorem, ...]:
    """The theorems that a citation stands for, none if it is not proved."""
    if isinstance(citation, Theorem):
        return (citation,)
    if isinstance(citation, str):
        try:
            citation = derivation.cited(citation)
        except DerivationError as error:
            place = f"{derivation.name}, step {step.number}"
            raise DerivationError(f"{place}: {error.message}", step.where) from None
    if not hasattr(citation, "checked"):
        raise DerivationError(
            f"{derivation.name}, step {step.number}: using= takes derivations, their names and "
            f"theorems, not {type(citation).__name__}",
            step.where,
        )
    checked: Checked = citation.checked(draft=True)
    if not checked.sections:
        raise DerivationError(
            f"{derivation.name}, step {step.number}: {citation.name} is no theorem, it speaks of "
            "points alone; cite what proves something",
            step.where,
        )
    return checked.results if checked.theorem else ()


def _compose(
    context: Context, claims: Sequence[Claim], outcomes: Sequence[Outcome]
) -> Theorem | None:
    """The theorem from the first term to the last, None if a step is missing."""
    theorems = [o.verdict.theorem for o in outcomes if o.verdict.theorem]
    if len(theorems) < len(claims):
        return None
    if len(theorems) == 1:
        return theorems[0]
    terms = [claims[0].lhs, *(claim.rhs for claim in claims)]
    return chain_theorem(context, terms, [claim.rel for claim in claims], theorems)


# --- refusing -----------------------------------------------------------------------------------


def _require_steps(derivation: Derivation) -> None:
    empty = next((part for part in derivation.parts if not part.steps), None)
    if empty is not None or not derivation.parts:
        where = empty.where if empty else derivation.where
        what = "this calc has no step" if empty else "it has no step"
        mend = "continue it with .eq, .le, …" if empty else "add a calc, have or conclude"
        raise DerivationError(f"{derivation.name}: {what}; {mend}", where)


def _require_point(
    derivation: Derivation, context: Context, conditions: tuple[Hypothesis, ...]
) -> None:
    """Contradictory hypotheses prove everything: exhibit a point that satisfies them."""
    if not satisfiable(context, conditions):
        what = "hypotheses and conditions" if conditions else "hypotheses"
        raise DerivationError(f"{derivation.name}: no point satisfies the {what}", derivation.where)


@contextmanager
def _no_circle(derivation: Derivation) -> Iterator[None]:
    above = _open.get()
    if derivation in above:
        circle = [d.name for d in (*above[above.index(derivation) :], derivation)]
        raise DerivationError(
            f"derivations cite each other: {' → '.join(circle)}", derivation.where
        )
    token = _open.set((*above, derivation))
    try:
        yield
    finally:
        _open.reset(token)
