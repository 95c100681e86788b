"""Steps that speak of a point: a claim is not true, a term is not defined, or has a value.

They are settled by rigorous evaluation in `symsoft.refuter`, and give no theorem.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from symsoft.derivation.errors import DerivationError
from symsoft.derivation.points import at_every_index, read_point
from symsoft.derivation.steps import SIGNS, Part, Step
from symsoft.kernel.context import Claim, Context, Hypothesis
from symsoft.kernel.terms import Term
from symsoft.kernel.theorem import Theorem
from symsoft.kernel.theorem import prepare as prepare_claim
from symsoft.language.reader import Scope
from symsoft.language.text import text
from symsoft.prover.decide import Verdict
from symsoft.prover.refuting import limit_values
from symsoft.refuter import (
    Finding,
    NotShown,
    Point,
    show_refuted,
    show_undefined,
    show_value,
)
from symsoft.refuter.limits import has_limit, put_in
from symsoft.refuter.prepare import prepare
from symsoft.store.verdicts import decide_claim

_WANTED = {"refute": "not refuted", "undefined": "not undefined", "value": "not shown"}


@dataclass(frozen=True)
class Said:
    """A step that speaks of a point, as it was read.

    A term that is not defined, or has a value, stands as the claim that it equals itself.
    """

    kind: str
    step: Step
    claim: Claim
    given: tuple[Hypothesis, ...]

    @property
    def term(self) -> Term:
        """The term that is not defined, or has a value."""
        return self.claim.lhs


@dataclass(frozen=True)
class Shown:
    """What became of such a step: its findings, none if `verdict` says why it does not hold."""

    said: Said
    findings: tuple[Finding, ...] = ()
    verdict: Verdict | None = None

    @property
    def step(self) -> Step:
        return self.said.step

    @property
    def kind(self) -> str:
        return self.said.kind

    @property
    def holds(self) -> bool:
        return bool(self.findings)

    @property
    def reason(self) -> str:
        """Why it does not hold, in one line."""
        return self.verdict.reason if self.verdict else ""


def read_said(scope: Scope, part: Part) -> Said:
    """Read a step that speaks of a point; the scope learns the names in it."""
    (step,) = part.steps
    given = tuple(scope.hypothesis(h) for h in step.given)
    if part.kind == "refute":
        return Said(part.kind, step, scope.claim(step.claim), given)
    term = scope.term(step.term)
    return Said(part.kind, step, Claim("=", term, term), given)


def failed(name: str, shown: Shown) -> str:
    """The message for a step that does not hold, under the derivation's name."""
    claim = shown.said.claim
    said = text(claim.lhs)
    if shown.kind == "refute":
        said = f"{said}  {SIGNS[claim.rel]}  {text(claim.rhs)}"
    head = f"{name}, step {shown.step.number}: {_WANTED[shown.kind]}"
    return f"{head}\n  {said}\n  {shown.reason}"


def settle(context: Context, said: Said) -> Shown:
    """Find out whether a step holds.

    Raises `DerivationError` for a point or for digits that are not well-formed.
    """
    context = context.assume(*said.given)
    context.check()
    try:
        if said.step.at is None:
            return _search(context, said)
        if said.kind == "refute":
            return _refute(context, said, said.step.at)
        return _every(_about(context, said.claim), said, said.step.at)
    except NotShown as why:
        return _not(said, str(why))
    except RecursionError:
        return _not(said, "it is nested too deeply")


def _not(said: Said, why: str, status: str = "unknown") -> Shown:
    return Shown(said, verdict=Verdict(status, reason=why))


def _search(context: Context, said: Said) -> Shown:
    """Look for a counterexample, and evaluate the one that was found on its own."""
    verdict = decide_claim(context, said.claim)
    if verdict.status == "proved":
        return Shown(said, verdict=Verdict("proved", verdict.theorem, None, "it is true: proved"))
    if verdict.counterexample is None:
        why = f"{verdict.reason}; give a point where it fails with at="
        return Shown(said, verdict=Verdict("unknown", reason=why))
    return Shown(said, (_refuted_at(context, said.claim, verdict.counterexample.point),))


def _refute(context: Context, said: Said, at: Any) -> Shown:
    """The first values of the indices that are left out at which the claim is false."""
    why: NotShown | None = None
    for point in _points(context, said.claim, at):
        try:
            return Shown(said, (_refuted_at(context, said.claim, point),))
        except NotShown as no:
            why = why or no
    raise why or NotShown("there is no such point")


def _refuted_at(context: Context, claim: Claim, point: Point) -> Finding:
    return show_refuted(context, claim, point, limit_theorems(context, claim, point))


def limit_theorems(context: Context, claim: Claim, point: Point) -> list[Theorem]:
    """What is proved of the limits in a claim: in general, or with a point's numbers put in."""
    unfolded = claim.unfolded(context)
    if not has_limit(unfolded):
        return []
    found = _limit_theorems(context, unfolded)
    return found or _limit_theorems(Context(), put_in(unfolded, point))


def _limit_theorems(context: Context, claim: Claim) -> list[Theorem]:
    env, _ = prepare_claim(context, claim)
    values = limit_values(env, claim) or {}
    tried = (decide_claim(context, Claim("=", *pair)) for pair in values.items())
    return [verdict.theorem for verdict in tried if verdict.theorem]


def _every(context: Context, said: Said, at: Any) -> Shown:
    """A finding for all values of the indices that are left out."""
    points = list(_points(context, said.claim, at))
    if said.kind == "undefined":
        return Shown(said, tuple(show_undefined(context, said.term, p) for p in points))
    digits = stated(said.step.digits)
    if len(digits) != len(points):
        raise DerivationError(f"{len(points)} values are to be stated, not {len(digits)}")
    found, wrong = [], []
    for point, expected in zip(points, digits, strict=True):
        try:
            found.append(show_value(context, said.term, point, expected))
        except NotShown as why:
            wrong.append(str(why))
        except ValueError as error:
            raise DerivationError(str(error)) from error
    return _not(said, "; ".join(wrong)) if wrong else Shown(said, tuple(found))


def _points(context: Context, claim: Claim, at: Any) -> Sequence[Point]:
    names = frozenset(prepare(context, claim, {}, ()).context.names)
    point = read_point(at, context, names)
    return list(at_every_index(point, context, names))


def _about(context: Context, claim: Claim) -> Context:
    """The context with those hypotheses only that speak of nothing but what the claim does."""
    names = prepare(Context(context.names), claim, {}, ()).context.names.keys()
    kept = (h for h in context.hypotheses if h.unfolded(context).names <= names)
    return Context(context.names, tuple(kept))


def stated(digits: Any) -> list[str]:
    """The digits that an author states, one or a list or a list of rows, as text.

    >>> from sympy import Rational
    >>> stated([["0.25", Rational(1, 3)], [2, 3]])
    ['0.25', '1/3', '2', '3']
    """
    if isinstance(digits, list | tuple):
        return [text for value in digits for text in stated(value)]
    if isinstance(digits, float) or getattr(digits, "is_Float", False):
        raise DerivationError(f"write {digits!r} in quotes: '{digits}' says how many digits hold")
    return [str(digits)]
