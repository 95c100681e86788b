"""Checking a note: every displayed relation proved, refuted, unknown or unreadable."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from symsoft.kernel.context import Claim, Context, Hypothesis
from symsoft.kernel.terms import KernelError
from symsoft.language.tex import Token, Unreadable, lex, parse, read_claim
from symsoft.language.tex import tree as t
from symsoft.language.text import text_claim, text_hypothesis
from symsoft.notes.chains import Chain, ChainReader, Link, Side, hidden_relation, relation
from symsoft.notes.directives import State, obey
from symsoft.notes.errors import Place
from symsoft.notes.inference import infer
from symsoft.notes.scanning import Defining, Directive, Display, scan
from symsoft.notes.source import Document
from symsoft.notes.suggesting import suggest
from symsoft.prover.decide import Verdict, decide_claim

_COMMENT = re.compile(r"(?<!\\)%[^\n]*")
_NEAR = 12  # sides of a chain that are looked at to settle which letters are fixed
PROVED, REFUTED, UNKNOWN, UNREADABLE = "proved", "refuted", "unknown", "unreadable"


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

    def data(self) -> dict[str, Any]:
        """The finding for programs."""
        found = self.verdict.counterexample if self.verdict else None
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
            "counterexample": None if found is None else {"text": str(found), **found.to_data()},
        }


@dataclass
class Checked:
    """The findings in a note, and the directives that were not understood."""

    findings: list[Finding] = field(default_factory=list)
    complaints: list[tuple[Place, str]] = field(default_factory=list)


@dataclass(frozen=True)
class Options:
    """What is checked and how long.

    `everything`: files without declarations too; `timeout` is for each relation, in seconds;
    `suggest`: look for a change that makes a refuted relation true.
    """

    everything: bool = False
    timeout: float = 10
    suggest: bool = True


@dataclass(frozen=True)
class Reading:
    """A relation as it was read, not decided yet; `fault` says why it could not be."""

    place: Place
    label: str
    latex: str
    sign: str
    claim: Claim | None = None
    hypotheses: tuple[Hypothesis, ...] = ()
    wide: tuple[Hypothesis, ...] = ()
    conditions: tuple[Hypothesis, ...] = ()
    state: State | None = None
    fault: str = ""


def check(document: Document, options: Options) -> Checked:
    """All findings of a note, in the order of the file."""
    checked = Checked()
    decided: dict[object, Verdict] = {}
    for reading in read(document, options, checked.complaints):
        checked.findings.append(decide(reading, options, decided))
    return checked


def read(
    document: Document, options: Options, complaints: list[tuple[Place, str]]
) -> Iterator[Reading]:
    """The relations of a note that are to be checked, one by one."""
    items = list(scan(document))
    declared = any(_declares(item) for item in items)
    reader = _Reader(document, options, declared, complaints)
    for item in items:
        yield from reader.item(item)


def _declares(item: object) -> bool:
    return isinstance(item, Directive) and any(
        part.split()[:1] == ["let"] for part in item.text.split(";")
    )


class _Reader:
    def __init__(
        self,
        document: Document,
        options: Options,
        declared: bool,
        complaints: list[tuple[Place, str]],
    ) -> None:
        self.document, self.text, self.complaints = document, document.text, complaints
        self.state = State()
        self.chains = ChainReader(self.state.scope)
        self.infer = options.everything and not declared
        self.all = declared or options.everything

    def item(self, item: Directive | Display | Defining) -> Iterator[Reading]:
        if isinstance(item, Directive):
            for error in obey(self.state, self.text, item.at, item.at + len(item.text)):
                self.complain(error)
        elif isinstance(item, Defining):
            try:
                self.state.macros.define(self.text, item.at)
            except Unreadable as error:
                self.complain(error)
        else:
            yield from self.display(item)

    def complain(self, error: Unreadable) -> None:
        self.complaints.append((self.document.place(error.at), str(error)))

    def display(self, display: Display) -> Iterator[Reading]:
        state = self.state
        wanted = self.all if state.next_checked is None else state.next_checked
        label, state.next_checked, state.label = state.label, None, ""
        try:
            links = self.links(display)
        except Unreadable as error:
            self.chains.last = None
            if wanted:
                yield self.fault(error, label, self.shown(display.at, display.end), "")
            return
        if not wanted:
            return
        if self.infer:
            with contextlib.suppress(RecursionError):  # such a formula is refused below
                infer(state.scope, links)
        for chain, link, n in links:
            yield self.relation(chain, link, n, label)

    def links(self, display: Display) -> list[tuple[Chain, Link, int]]:
        if not display.closed:
            raise Unreadable("this display is never closed", display.opened)
        tokens = self.tokens(display)
        links = self.chains.read(tokens, display.end, display.environment)
        hidden = None if links else hidden_relation(tokens)
        if hidden is not None:
            raise Unreadable("a relation stands inside of something else", hidden.at)
        return links

    def tokens(self, display: Display) -> list[Token]:
        source, at = display.source(self.text), display.at
        if display.environment.startswith("alignat"):
            at = source.find("}", at) + 1
        return lex(source, at, display.end, self.state.macros)

    def relation(self, chain: Chain, link: Link, n: int, label: str) -> Reading:
        left, right = chain.sides[n], chain.sides[n + 1]
        shown = f"{self.side(left)} {link.sign.text} {self.side(right)}"
        try:
            return self.understood(chain, link, n, label, shown)
        except Unreadable as error:
            return self.fault(error, label, shown, link.rel or link.sign.text, link.sign)

    def understood(self, chain: Chain, link: Link, n: int, label: str, shown: str) -> Reading:
        state, scope = self.state, self.state.scope
        if state.lost:
            line = self.document.place(state.lost[0]).line
            raise Unreadable(f"the hypothesis in line {line} is not understood", link.sign.at)
        if link.broken is not None:
            raise link.broken
        if link.rel is None:
            why = f"{link.sign.text} is no relation that symsoft can prove"
            raise Unreadable(why, link.sign.at)
        left, right = (_parsed(side, state) for side in chain.sides[n : n + 2])
        roots = _roots(chain.sides[max(0, n - _NEAR) : n + 2 + _NEAR], state)
        claim = read_claim(left, link.rel, right, scope, roots)
        extra = tuple(_condition(tokens, state, roots) for tokens in link.conditions)
        narrow = tuple(g.narrow for g in state.given) + extra
        wide = tuple(g.wide or g.narrow for g in state.given) + extra
        place = self.document.place(link.sign.at)
        return Reading(place, label, shown, link.rel, claim, narrow, wide, extra, state)

    def fault(
        self, error: Unreadable, label: str, shown: str, sign: str, at: Token | None = None
    ) -> Reading:
        """An unreadable relation stands at its sign; the message tells where it is at fault."""
        found = self.document.place(error.at)
        place = self.document.place(at.at) if at is not None else found
        where = (
            f"column {found.column}"
            if found.line == place.line
            else (f"line {found.line}, column {found.column}")
        )
        return Reading(place, label, shown, sign, fault=f"{where}: {error}")

    def side(self, side: Side) -> str:
        if not side.tokens:
            return ""
        return self.shown(side.tokens[0].at, max(side.end, side.tokens[-1].at + 1))

    def shown(self, at: int, end: int) -> str:
        """What is written there on one line, without alignment and comments."""
        lines = _COMMENT.sub("", self.text[at:end])
        return " ".join(lines.replace("&", " ").replace("\\\\", " ").split())


def _parsed(side: Side, state: State) -> t.Node:
    return parse(side.tokens, side.end, state.scope)


def _roots(sides: Sequence[Side], state: State) -> list[t.Node]:
    """The sides of a chain, near the relation at hand, that can be read."""
    found = []
    for side in sides:
        try:
            found.append(_parsed(side, state))
        except Unreadable:
            continue
    return found


def _condition(tokens: Sequence[Token], state: State, roots: Sequence[t.Node]) -> Hypothesis:
    for n, token in enumerate(tokens):
        sign = relation(token, tokens[n + 1] if n + 1 < len(tokens) else None)
        if sign is not None and sign[0] is not None:
            end = tokens[-1].at + 1
            left = parse(tokens[:n], token.at, state.scope)
            right = parse(tokens[n + sign[1] :], end, state.scope)
            return Hypothesis(read_claim(left, sign[0], right, state.scope, roots))
    raise Unreadable("this condition is not understood", tokens[0].at)


# --- deciding -----------------------------------------------------------------------------------


def decide(reading: Reading, options: Options, decided: dict[object, Verdict]) -> Finding:
    """The finding for a relation; `decided` remembers what was decided before."""
    if reading.claim is None or reading.state is None:
        return Finding(
            reading.place, reading.label, reading.latex, reading.sign, UNREADABLE, reading.fault
        )
    claim, scope = reading.claim, reading.state.scope
    terms = [claim.lhs, claim.rhs]
    context = scope.context(terms, reading.hypotheses)
    verdict = _verdict(context, claim, options, decided)
    if verdict.status != PROVED and reading.wide != reading.hypotheses:
        other = scope.context(terms, reading.wide)
        wide = _verdict(other, claim, options, decided)
        if wide.status != verdict.status:
            fault = (
                "a hypothesis can be read in two ways: for one value of its index this is "
                f"{verdict.status}, for all it is {wide.status}; write “for all” behind it"
            )
            verdict = Verdict(UNKNOWN, reason=fault)
        elif wide.status == REFUTED:
            verdict = wide
    names = scope.latex_names
    conditions = verdict.theorem.conditions if verdict.theorem else ()
    given = "".join(f", {text_claim(h.claim, names)}" for h in reading.conditions)
    return Finding(
        reading.place,
        reading.label,
        reading.latex,
        reading.sign,
        verdict.status,
        _reason(verdict) + _suggestion(context, claim, verdict, options),
        text_claim(claim, names) + given.replace(", ", " if ", 1),
        tuple(text_hypothesis(h, names) for h in conditions),
        verdict,
        context,
        claim,
    )


def _suggestion(context: Context, claim: Claim, verdict: Verdict, options: Options) -> str:
    if verdict.status != REFUTED or not options.suggest:
        return ""
    found = suggest(context, claim)
    return found and f"; {found}"


def _reason(verdict: Verdict) -> str:
    found = verdict.counterexample
    if found is None:
        return verdict.reason
    return f"fails at {found.point}" if str(found.point) else str(found)


def _verdict(
    context: Context, claim: Claim, options: Options, decided: dict[object, Verdict]
) -> Verdict:
    key = (tuple(context.names.items()), context.hypotheses, claim)
    if key not in decided:
        try:
            context.check()
            decided[key] = decide_claim(context, claim, timeout=options.timeout)
        except KernelError as error:
            decided[key] = Verdict(UNKNOWN, reason=str(error))
    return decided[key]
