"""Checking a note: every displayed relation proved, refuted, unknown or unreadable."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from symsoft.kernel.context import Claim, Context, Hypothesis
from symsoft.kernel.terms import KernelError
from symsoft.language.text import text_claim, text_hypothesis
from symsoft.notes.errors import Place
from symsoft.notes.hypotheses import Given, beyond
from symsoft.notes.keeping import Record
from symsoft.notes.keeping import keep as keep_display
from symsoft.notes.reading import Options, Reading, read
from symsoft.notes.source import Document
from symsoft.notes.suggesting import suggest
from symsoft.prover.decide import Verdict
from symsoft.store.signed import Signed
from symsoft.store.verdicts import decide_claim

__all__ = ["Checked", "Finding", "Memory", "Options", "Reading", "check", "decide", "keep", "read"]

PROVED, REFUTED, UNKNOWN, UNREADABLE = "proved", "refuted", "unknown", "unreadable"
_SHOWN = tuple("latex relation status reason understood conditions counterexample".split())


@dataclass(frozen=True)
class Finding:
    """What became of a relation.

    `latex` is what was written, `relation` the sign, `understood` what was read.  An unreadable
    one has the place at fault in `place`, else that of the relation sign.
    """

    place: Place
    label: str
    latex: str
    relation: str
    status: str
    reason: str = ""
    understood: str = ""
    conditions: tuple[str, ...] = ()
    verdict: Verdict | None = None
    context: Context | None = None
    claim: Claim | None = None
    counterexample: Mapping[str, Any] | None = None

    def data(self) -> dict[str, Any]:
        """The finding for programs."""
        return {
            "file": str(self.place.file),
            "line": self.place.line,
            "column": self.place.column,
            "label": self.label,
            "latex": self.latex,
            "relation": self.relation,
            "status": self.status,
            "reason": self.reason,
            "conditions": list(self.conditions),
            "counterexample": self.counterexample,
        }


@dataclass
class Checked:
    """The findings in a note, and the directives that were not understood."""

    findings: list[Finding] = field(default_factory=list)
    complaints: list[tuple[Place, str]] = field(default_factory=list)


@dataclass
class Memory:
    """What was found before, while a process runs."""

    verdicts: dict[object, Verdict] = field(default_factory=dict)
    suggestions: dict[object, str] = field(default_factory=dict)


def check(document: Document, options: Options) -> Checked:
    """All findings of a note, in the order of the file."""
    checked, decided = Checked(), Memory()
    for reading in read(document, options, checked.complaints):
        checked.findings.append(decide(reading, options, decided))
    return checked


def decide(reading: Reading, options: Options, decided: Memory) -> Finding:
    """The finding for a relation; `decided` remembers what was decided before."""
    claim, state = reading.claim, reading.state
    if reading.found is not None:
        return _recalled(reading, reading.found)
    if claim is None or state is None:
        return Finding(
            reading.place, reading.label, reading.latex, reading.sign, UNREADABLE, reading.fault
        )
    context = state.scope.context([claim.lhs, claim.rhs], reading.hypotheses)
    verdict = _Decider(reading, options, decided).verdict()
    names = state.scope.latex_names
    conditions = verdict.theorem.conditions if verdict.theorem else ()
    given = "".join(f", {text_claim(h.claim, names)}" for h in reading.conditions)
    return Finding(
        reading.place,
        reading.label,
        reading.latex,
        reading.sign,
        verdict.status,
        _reason(verdict) + _suggestion(context, claim, verdict, options, decided),
        text_claim(claim, names) + given.replace(", ", " if ", 1),
        tuple(text_hypothesis(h, names) for h in conditions),
        verdict,
        context,
        claim,
        _counterexample(verdict),
    )


def keep(signed: Signed | None, found: Iterable[tuple[Reading, Finding]]) -> None:
    """Keep the findings in displays that were read and decided, for the next run."""
    for display, of in groupby(found, lambda one: one[0].display):
        if display is not None:
            keep_display(signed, display, [_record(finding, reading) for reading, finding in of])


def _record(finding: Finding, reading: Reading) -> Record | None:
    """A finding as JSON data; None for one that may be another one tomorrow, or names lines."""
    if finding.status not in (PROVED, REFUTED) or reading.display is None:
        return None
    shown = {name: getattr(finding, name) for name in _SHOWN}
    return {"at": reading.at - reading.display.at, **shown}


def _recalled(reading: Reading, record: Record) -> Finding:
    shown = {name: record[name] for name in _SHOWN}
    shown["conditions"] = tuple(shown["conditions"])
    return Finding(reading.place, reading.label, **shown)


def _counterexample(verdict: Verdict) -> Mapping[str, Any] | None:
    found = verdict.counterexample
    return None if found is None else {"text": str(found), **found.to_data()}


def _suggestion(
    context: Context, claim: Claim, verdict: Verdict, options: Options, decided: Memory
) -> str:
    if verdict.status != REFUTED or not options.suggest:
        return ""
    key = _key(context, claim)
    if key not in decided.suggestions:
        decided.suggestions[key] = suggest(context, claim)
    found = decided.suggestions[key]
    return found and f"; {found}"


def _key(context: Context, claim: Claim) -> object:
    return tuple(context.names.items()), context.hypotheses, claim


def _reason(verdict: Verdict) -> str:
    found = verdict.counterexample
    if found is None:
        return verdict.reason
    return f"fails at {found.point}" if str(found.point) else str(found)


class _Decider:
    """Decides a relation in each of its readings, and accepts what is the same in all."""

    def __init__(self, reading: Reading, options: Options, decided: Memory) -> None:
        self.reading, self.options, self.decided = reading, options, decided
        assert reading.state is not None  # nobody asks about what was not read
        self.scope = reading.state.scope

    def verdict(self) -> Verdict:
        for claim in self.reading.presumed:
            if self.under(claim, self.reading.given, self.reading.conditions).status != PROVED:
                told = text_claim(claim, self.scope.latex_names)
                fault = f"an expectation is read if {told}, which is not proved: say given …"
                return Verdict(UNREADABLE, reason=fault)
        found = [self.claim(claim) for claim in self.reading.claims]
        if len({v.status for v in found}) > 1:
            hows = dict[str, str]()
            for v, how in zip(found, self.reading.hows, strict=True):
                hows.setdefault(v.status, how)
            told = " or ".join(f"{status} if {how}" for status, how in hows.items())
            return Verdict(UNREADABLE, reason=f"{self.reading.fault}: {told}")
        if found[0].status != PROVED and self.reading.conclusions and self.is_assumed():
            fault = "is this claimed, or assumed for what stands behind the arrow?"
            return Verdict(UNREADABLE, reason=fault)
        return found[0]

    def claim(self, claim: Claim) -> Verdict:
        """A claim under the hypotheses, then with what an arrow or a later row may add."""
        reading = self.reading
        found = self.under(claim, reading.given, reading.conditions)
        if found.status == PROVED:
            return found
        if reading.premises is None:
            return Verdict(UNREADABLE, reason="what stands before the arrow is not understood")
        if reading.premises:
            return self.following(claim, found, reading.premises)
        if found.status != PROVED and reading.maybe:
            other = self.under(claim, reading.given, (*reading.conditions, *reading.maybe))
            if other.status != found.status:
                fault = (
                    "does the condition at the end of the chain hold here? With it this is "
                    f"{other.status}, without it {found.status}"
                )
                return Verdict(UNREADABLE, reason=fault)
        return self.doubted(claim, found)

    def doubted(self, claim: Claim, found: Verdict) -> Verdict:
        """What is found, unless a condition in the text before would change it."""
        reading, names = self.reading, self.scope.latex_names
        for said in reading.said:
            other = self.under(claim, reading.given, (*reading.conditions, said))
            if other.status != found.status:
                told = text_claim(said.claim, names)
                fault = (
                    f"does {told}, which is said here, hold? With it this is {other.status}, "
                    f"without it {found.status}; say given … if it does"
                )
                return Verdict(UNREADABLE, reason=fault)
        return found

    def following(self, claim: Claim, alone: Verdict, premises: Sequence[Given]) -> Verdict:
        """A claim behind an arrow, that is not proved `alone`.

        It may use what stands before if that is proved.  If not, the arrow may say that it holds
        or that it would hold if the other did; ⟺ says no more than the latter.
        """
        reading = self.reading
        found = self.under(claim, (*reading.given, *premises), reading.conditions)
        claims = [g.narrow.claim for g in premises]
        if found.status != PROVED:
            return alone
        if reading.equivalent or all(
            self.under(c, reading.given, ()).status == PROVED for c in claims
        ):
            return found
        fault = f"by itself this is {alone.status}, as what follows it is {found.status}"
        return Verdict(UNREADABLE, reason=f"{fault}; say given … for what is assumed")

    def is_assumed(self) -> bool:
        """Whether what stands behind the arrow needs this relation."""
        reading = self.reading
        for claim in reading.conclusions:
            if claim is None or self.under(claim, reading.given, ()).status != PROVED:
                here = tuple(Given(Hypothesis(c)) for c in reading.claims)
                given = (*reading.given, *here)
                if claim is None or self.under(claim, given, reading.conditions).status == PROVED:
                    return True
        return False

    def under(
        self, claim: Claim, given: Sequence[Given], conditions: Sequence[Hypothesis]
    ) -> Verdict:
        """A claim under hypotheses, in both readings of those that have two."""
        spoken_of = self.claims_beside(claim, given, conditions)
        narrow = (*(g.alone(spoken_of) for g in given), *conditions)
        wider = tuple(beyond(h, claim, self.scope) for h in conditions)
        wide = (*(g.wide or g.narrow for g in given), *wider)
        found = self.decide(claim, narrow)
        if found.status == PROVED or wide == narrow:
            return found
        other = self.decide(claim, wide)
        if other.status != found.status:
            fault = (
                "a hypothesis can be read in two ways: for one value of its index this is "
                f"{found.status}, for all it is {other.status}; write “for all” behind it"
            )
            return Verdict(UNKNOWN, reason=fault)
        return other if other.status == REFUTED else found

    def claims_beside(
        self, claim: Claim, given: Sequence[Given], conditions: Sequence[Hypothesis]
    ) -> list[Claim]:
        """What may speak of a certain index: the claim and what is said of that index alone."""
        said = [*(g.narrow for g in given if g.wide is None), *conditions]
        claims = [claim, *(c for h in said for c in (h.claim, *h.guards))]
        return [c.unfolded(self.scope.context([c.lhs, c.rhs])) for c in claims]

    def decide(self, claim: Claim, hypotheses: Sequence[Hypothesis]) -> Verdict:
        context = self.scope.context([claim.lhs, claim.rhs], hypotheses)
        return _verdict(context, claim, self.options, self.decided)


def _verdict(context: Context, claim: Claim, options: Options, decided: Memory) -> Verdict:
    key = _key(context, claim)
    if key not in decided.verdicts:
        try:
            context.check()
            decided.verdicts[key] = decide_claim(context, claim, timeout=options.timeout)
        except KernelError as error:
            decided.verdicts[key] = Verdict(UNKNOWN, reason=str(error))
    return decided.verdicts[key]
