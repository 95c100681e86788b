"""A note as relations that are to be checked: each with what it claims, or why it is not read."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from symsoft.kernel.context import Claim, Hypothesis
from symsoft.language.tex import Readings, Token, Unreadable, lex, parse, read_claim, read_claims
from symsoft.language.tex import tree as t
from symsoft.language.tex import words as w
from symsoft.notes.chains import ChainReader
from symsoft.notes.directives import State, obey
from symsoft.notes.errors import Place
from symsoft.notes.hypotheses import Given, given, wide
from symsoft.notes.inference import infer
from symsoft.notes.keeping import Kept, Record, Records, Trail
from symsoft.notes.links import Found, Link, Side
from symsoft.notes.prose import conditions_before
from symsoft.notes.rows import hidden_relation, relation
from symsoft.notes.scanning import Defining, Directive, Display, scan
from symsoft.notes.source import Document
from symsoft.store.signed import Signed

_COMMENT = re.compile(r"(?<!\\)%[^\n]*")
_NEAR = 12  # sides of a chain that are looked at to settle which letters are fixed


@dataclass(frozen=True)
class Reading:
    """A relation as it was read, not decided yet; `fault` says why it could not be.

    `claims` are more than one where it has more than one reading; `fault` says why then, and `hows`
    what each of them is.  None of them means anything unless what is `presumed` holds.  It is to
    hold under `given` and its own `conditions`; `maybe` are conditions that may be meant, `said`
    those in the text before.  `premises` stand before an arrow ⟹, None if one of them cannot be
    read; `conclusions` behind it.  It is `equivalent` to its premises where the arrow is ⟺.  It is
    one of the relations of `display`, its sign at the offset `at`; `found` is what was found of it
    in an earlier run.
    """

    place: Place
    label: str
    latex: str
    sign: str
    claims: tuple[Claim, ...] = ()
    given: tuple[Given, ...] = ()
    conditions: tuple[Hypothesis, ...] = ()
    maybe: tuple[Hypothesis, ...] = ()
    said: tuple[Hypothesis, ...] = ()
    premises: tuple[Given, ...] | None = ()
    conclusions: tuple[Claim | None, ...] = ()
    equivalent: bool = False
    state: State | None = None
    fault: str = ""
    hows: tuple[str, ...] = ()
    presumed: tuple[Claim, ...] = ()
    display: Kept | None = None
    at: int = 0
    found: Record | None = None

    @property
    def claim(self) -> Claim | None:
        """The claim, in its first reading."""
        return self.claims[0] if self.claims else None

    @property
    def hypotheses(self) -> tuple[Hypothesis, ...]:
        """All that it is to hold under."""
        return (*(g.narrow for g in self.given), *self.conditions)


@dataclass(frozen=True)
class Options:
    """What is checked and how long.

    `everything`: files without declarations too; `timeout` is for each relation, in seconds;
    `suggest`: look for a change that makes a refuted relation true.
    """

    everything: bool = False
    timeout: float = 10
    suggest: bool = True


def read(
    document: Document,
    options: Options,
    complaints: list[tuple[Place, str]],
    signed: Signed | None = None,
) -> Iterator[Reading]:
    """The relations of a note that are to be checked, one by one.

    Displays that did not change since they were kept in the store are not read again.
    """
    items = list(scan(document))
    declared = any(_declares(item) for item in items)
    reader = _Reader(document, options, declared, complaints, signed)
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
        signed: Signed | None,
    ) -> None:
        self.document, self.text, self.complaints = document, document.text, complaints
        self.state = State()
        self.chains = ChainReader(self.state.scope)
        self.infer = options.everything and not declared
        self.all = declared or options.everything
        # Where letters get their kinds from the formulas, each display rests on all before it.
        self.trail = Trail(None if self.infer else signed)
        self.trail.tell(document.kind, options.timeout, options.suggest)
        self.passed: list[Display] = []  # not read, and the next one may make use of them
        self.end = 0  # of the display before
        self.said: list[list[Token]] = []  # conditions in the text before the display at hand

    def item(self, item: Directive | Display | Defining) -> Iterator[Reading]:
        if isinstance(item, Display):
            yield from self.display(item)
            return
        self.settle()
        if isinstance(item, Directive):
            self.trail.tell("directive", item.text)
            for error in obey(self.state, self.text, item.at, item.at + len(item.text)):
                self.complain(error)
            return
        try:
            end = self.state.macros.define(self.text, item.at)
            self.trail.tell("command", self.text[item.at : end])
        except Unreadable as error:
            self.trail.tell("command", self.text[item.at :])
            self.complain(error)

    def complain(self, error: Unreadable) -> None:
        self.complaints.append((self.document.place(error.at), str(error)))

    def display(self, display: Display) -> Iterator[Reading]:
        state = self.state
        wanted = self.all if state.next_checked is None else state.next_checked
        label, state.next_checked, state.label = state.label, None, ""
        before = (self.text, self.end, display.opened)
        self.said = conditions_before(*before, state.scope, state.macros) if wanted else []
        self.end = display.end
        told = "".join(f" ({t.text})" for tokens in self.said for t in tokens)
        source = (
            f"{display.environment} {display.source(self.text)[display.at : display.end]}{told}"
        )
        known = self.trail.recall(source) if wanted and display.closed else None
        if known is not None:
            self.passed = [*self.passed, display] if known[1] else [display]
            yield from self.recalled(known[0], display.at, label)
            return
        self.settle()
        try:
            links = self.links(display)
            kept = self.trail.note(source, display.at, self.chains.asked)
        except Unreadable as error:
            self.chains.last = None
            self.trail.note(source, display.at, True)
            if wanted:
                yield self.fault(error, label, self.shown(display.at, display.end), "")
            return
        if not wanted:
            return
        if self.infer:
            with contextlib.suppress(RecursionError):  # such a formula is refused below
                infer(state.scope, links)
        made_up = state.scope.made_up
        readings = [
            replace(self.relation(found, label), at=found[1].sign.at)
            for found in links
            if found[1].rel is not None or found[1].sign.text not in w.PASSED_OVER
        ]
        if state.scope.made_up > made_up:
            kept = replace(kept, key="")
        yield from (replace(reading, display=kept) for reading in readings)

    def recalled(self, records: Records, at: int, label: str) -> Iterator[Reading]:
        """The relations of a display as they were found before."""
        for found in records:
            place = self.document.place(at + found["at"])
            yield Reading(place, label, found["latex"], found["relation"], found=found)

    def settle(self) -> None:
        """Read what was passed over, for the chain that what follows may go on with."""
        for display in self.passed:
            self.links(display)
        self.passed = []

    def links(self, display: Display) -> list[Found]:
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

    def relation(self, found: Found, label: str) -> Reading:
        chain, link, n = found
        left, right = chain.sides[n], chain.sides[n + 1]
        shown = f"{self.side(left)} {link.sign.text} {self.side(right)}"
        try:
            return self.understood(found, label, shown)
        except Unreadable as error:
            return self.fault(error, label, shown, link.rel or link.sign.text, link.sign)

    def understood(self, found: Found, label: str, shown: str) -> Reading:
        state, (chain, link, n) = self.state, found
        if state.lost:
            line = self.document.place(state.lost[0]).line
            raise Unreadable(f"the hypothesis in line {line} is not understood", link.sign.at)
        readings = self.claims(found)
        roots = _roots(chain.sides[max(0, n - _NEAR) : n + 2 + _NEAR], state)
        return Reading(
            self.document.place(link.sign.at),
            label,
            shown,
            str(link.rel),
            tuple(claim for claim, _ in readings.claims),
            tuple(state.given),
            tuple(_condition(tokens, state, roots) for tokens in link.conditions),
            tuple(_condition(tokens, state, roots) for tokens in link.maybe),
            tuple(self.said_before(link, roots)),
            self.premises(link),
            tuple(self.one_claim(found) for found in link.conclusions),
            link.equivalent,
            state,
            self.doubt(readings, link.sign),
            hows=tuple(how for _, how in readings.claims),
            presumed=readings.presumed,
        )

    def doubt(self, readings: Readings, sign: Token) -> str:
        """Why there is more than one reading, and where."""
        if readings.why is None:
            return ""
        return f"{self.where(readings.why, self.document.place(sign.at))}: {readings.why.why}"

    def said_before(self, link: Link, roots: Sequence[t.Node]) -> Iterator[Hypothesis]:
        """Conditions in text and remarks; about indices, where nothing else is said of indices."""
        others = [_condition(tokens, self.state, roots) for tokens in link.conditions]
        known = [*(g.narrow for g in self.state.given), *others]
        settled = any(h.claim.lhs.op == "delta" for h in known)
        for tokens in (*self.said, *link.remarks):
            with contextlib.suppress(Unreadable):
                found = _condition(tokens, self.state, roots)
                if not (settled and found.claim.lhs.op == "delta"):
                    yield found

    def claims(self, found: Found) -> Readings:
        """What a link claims, in each of its readings."""
        chain, link, n = found
        if link.broken is not None:
            raise link.broken
        if link.rel is None:
            why = f"{link.sign.text} is no relation that symsoft can prove"
            raise Unreadable(why, link.sign.at)
        left, right = (side.parsed(self.state.scope) for side in chain.sides[n : n + 2])
        roots = _roots(chain.sides[max(0, n - _NEAR) : n + 2 + _NEAR], self.state)
        return read_claims(left, link.rel, right, self.state.scope, roots)

    def one_claim(self, found: Found) -> Claim | None:
        """The claim, None where it cannot be read or can be in two ways."""
        try:
            claims = self.claims(found).claims
        except Unreadable:
            return None
        return claims[0][0] if len(claims) == 1 else None

    def premises(self, link: Link) -> tuple[Given, ...] | None:
        found = [None if p[1].conditions else self.one_claim(p) for p in link.premises]
        if None in found:
            return None
        scope = self.state.scope
        return tuple(Given(Hypothesis(c), wide(c, scope)) for c in found if c is not None)

    def fault(
        self, error: Unreadable, label: str, shown: str, sign: str, at: Token | None = None
    ) -> Reading:
        """An unreadable relation stands at its sign; the message tells where it is at fault."""
        found = self.document.place(error.at)
        place = self.document.place(at.at) if at is not None else found
        return Reading(place, label, shown, sign, fault=f"{self.where(error, place)}: {error}")

    def where(self, error: Unreadable, place: Place) -> str:
        """Where something is at fault, for a message that stands at `place`."""
        found = self.document.place(error.at)
        line = "" if found.line == place.line else f"line {found.line}, "
        return f"{line}column {found.column}"

    def side(self, side: Side) -> str:
        if not side.tokens:
            return ""
        return self.shown(side.tokens[0].at, max(side.end, side.tokens[-1].at + 1))

    def shown(self, at: int, end: int) -> str:
        """What is written there on one line, without alignment and comments."""
        lines = _COMMENT.sub("", self.text[at:end])
        return " ".join(lines.replace("&", " ").replace("\\\\", " ").split())


def _roots(sides: Sequence[Side], state: State) -> list[t.Node]:
    """The sides of a chain, near the relation at hand, that can be read."""
    found = []
    for side in sides:
        try:
            found.append(side.parsed(state.scope))
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
            return given(read_claim(left, sign[0], right, state.scope, roots), state.scope).narrow
    raise Unreadable("this condition is not understood", tokens[0].at)
