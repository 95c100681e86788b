"""Displays as chains: the sides of relations, row by row, and the words between.

What stands between formulas decides what they are: a comma or a gap parts them, "if" makes a
condition of what follows, "since" a remark.  Where that is not plain the relations are not read.
"""

from __future__ import annotations

from collections.abc import Sequence

from symsoft.language.tex import TexScope, Token, Unreadable
from symsoft.language.tex import words as w
from symsoft.notes.links import Chain, Found, Link, Side
from symsoft.notes.quantified import (
    between_indices,
    is_between_ends,
    is_listed,
    lists_indices,
    repeats_declaration,
)
from symsoft.notes.rows import (
    CLOSING,
    OPENING,
    OPERATORS,
    WHOLE,
    opposite,
    relation,
    relations,
    rows_of,
    unfinished,
    unwrapped,
)
from symsoft.notes.segments import EQUIVALENT, Segment, arrow, bare, segments_of

_CONDITION = frozenset(
    "if when where for whenever provided with assuming given all every any each such".split()
)
_REMARK = frozenset("since because as by using from due follows note".split())
_APART = frozenset({"\\;", "\\:", "\\ ", "\\>", "\\,", "\\enspace", "\\hspace"})
_UNCLEAR = frozenset("or unless otherwise not except iff implies".split())


class ChainReader:
    """Reads displays one after the other; one that begins with a relation goes on with the last."""

    def __init__(self, scope: TexScope) -> None:
        self.scope = scope
        self.last: Chain | None = None
        self.premises: list[Found] = []
        self.asked = False  # whether the display just read makes use of those before it

    def read(self, tokens: Sequence[Token], end: int, environment: str) -> list[Found]:
        """The links of a display, in order."""
        rows, inner = rows_of(unwrapped(tokens))
        whole = environment.rstrip("*") in WHOLE or bool(inner & set(WHOLE))
        reader = _Display(self.scope, self.last, whole, self.premises)
        for n, row in enumerate(rows):
            reader.row(row, rows[n + 1][0].at if n + 1 < len(rows) else end)
        self.last, self.premises = reader.chain, reader.premises
        self.asked = reader.asked
        return reader.found


class _Display:
    """Builds chains from the rows of one display."""

    def __init__(
        self, scope: TexScope, last: Chain | None, whole: bool, premises: list[Found]
    ) -> None:
        self.scope, self.whole, self.asked = scope, whole, False
        self._chain, self._premises = last, premises
        self._new_chain = self._new_premises = False
        self.arrow = ""  # that the row before ended with
        self.first = True
        self.found: list[Found] = []
        self.links: list[Link] = []  # of the row
        self.conditions: list[list[Token]] = []
        self.remarks: list[list[Token]] = []
        self.broken: Unreadable | None = None

    @property
    def chain(self) -> Chain | None:
        """The chain that is being read, at first that of the display before."""
        self.asked |= not self._new_chain
        return self._chain

    @chain.setter
    def chain(self, chain: Chain | None) -> None:
        self._chain, self._new_chain = chain, True

    @property
    def premises(self) -> list[Found]:
        """What an arrow would follow from, at first what is in the display before."""
        self.asked |= not self._new_premises
        return self._premises

    @premises.setter
    def premises(self, premises: list[Found]) -> None:
        self._premises, self._new_premises = premises, True

    def row(self, row: Sequence[Token], end: int) -> None:
        segments = segments_of(row, end, self.scope)
        if segments:
            segments[0].intro += self.arrow
        self.arrow = arrow(bare(row)[-1]) if bare(row) else self.arrow
        self.links, self.conditions, self.remarks, self.broken = [], [], [], None
        fresh = True
        for n, segment in enumerate(segments):
            if segment.told & _REMARK:
                self.remarks += [t for s in segments[n:] if (t := _reason(s))]
                break
            if is_listed([t for s in segments[n:] for t in bare(s.tokens)], self.scope):
                break
            fresh = self.segment(segment, fresh, row)
        self.doubt_reasons(row)
        for link in self.links:
            link.conditions += self.conditions
            link.remarks += self.remarks
            link.broken = link.broken or self.broken
        self.compare_conditions()
        if segments:
            self.first = False

    def doubt_reasons(self, row: Sequence[Token]) -> None:
        """``A ⟸ B``: A is claimed, or only said to follow from B; nothing of it is read."""
        shown = bare(row)
        reason = next((t for t in shown if t.kind == "command" and t.text in w.REASONS), None)
        if reason is None:
            return
        readings = ("both are claimed", "one is if the other holds")
        self.broken = Unreadable(f"{reason.text} can be read in two ways", reason.at, readings)
        if shown[0] is reason and self.chain is not None:
            for link in self.chain.links:
                link.broken = self.broken

    def compare_conditions(self) -> None:
        """A chain that goes on under another condition may speak of its beginning instead."""
        if not self.links or self.chain is None or self.links[0] not in self.chain.links:
            return
        n = self.chain.links.index(self.links[0])
        before = self.chain.links[n - 1] if n else None
        if before is None:
            return
        if not before.conditions:
            for link in self.chain.links[:n] if self.conditions else ():
                link.maybe = self.conditions
            return
        told = [[t.text for t in c] for c in before.conditions]
        if len(told) == len(self.conditions) == 1 and opposite(
            before.conditions[0], self.conditions[0]
        ):
            self.restart(n, told)
        elif told != [[t.text for t in c] for c in self.conditions]:
            readings = ("what stands before, under another condition", "the first side")
            why = "what is equated here can be read in two ways"
            error = Unreadable(why, self.links[0].sign.at, readings)
            self.links[0].broken = self.links[0].broken or error

    def restart(self, n: int, told: list[list[str]]) -> None:
        """``∂p_i/∂z_j = a if i = j, = b if i ≠ j``: the second case is of the first side."""
        old = self.chain
        assert old is not None
        first = n
        while first and [[t.text for t in c] for c in old.links[first - 1].conditions] == told:
            first -= 1
        self.chain = Chain([old.sides[first], *old.sides[n + 1 :]], old.links[n:])
        old.sides, old.links = old.sides[: n + 1], old.links[:n]
        moved = [(self.chain, link, k) for k, link in enumerate(self.chain.links)]
        self.found[len(self.found) - len(moved) :] = moved

    def segment(self, segment: Segment, fresh: bool, row: Sequence[Token]) -> bool:
        """Take in one segment; whether the next one is still the first formula of the row."""
        tokens, told = bare(segment.tokens), segment.told
        signs = relations(tokens)
        at = tokens[0].at
        if told & _UNCLEAR:
            self.broken = Unreadable(f"the words “{segment.words.strip()}” are not understood", at)
            return fresh
        if is_between_ends(tokens, self.scope):
            return fresh
        if told & _CONDITION:
            self.condition(tokens, bool(signs))
            return fresh
        if not fresh and not signs and self.aside(tokens):
            return fresh
        if not fresh and signs and between_indices(tokens, self.scope):
            self.condition(tokens, True)
            return fresh
        begun = len(self.found)
        self.take_condition_behind(segment)
        self.formula(segment, signs, fresh, row)
        if segment.follows and self.premises:
            self.follow(self.found[begun:], EQUIVALENT in segment.intro)
        if self.chain is not None:
            self.premises = [found for found in self.found if found[0] is self.chain]
        return False

    def take_condition_behind(self, segment: Segment) -> None:
        r"""``… \;\; (i \neq j)``: what is set apart in brackets is a condition between indices."""
        tokens = segment.tokens
        opened = max((n for n, t in enumerate(tokens) if t.is_("(")), default=0)
        apart = opened > 0 and tokens[opened - 1].text in _APART
        inside = bare(tokens[opened + 1 : -1]) if apart and tokens[-1].is_(")") else []
        indicated = bare(tokens[:opened])[-1:]
        if not inside or not relations(inside) or not between_indices(inside, self.scope):
            return
        if (
            relations(bare(tokens[:opened]))
            and not indicated[0].is_("}")
            and indicated[0].text != "1"
        ):
            segment.tokens = tokens[:opened]
            self.conditions.append(inside)

    def follow(self, new: Sequence[Found], both: bool) -> None:
        """What stands behind an arrow follows from what is before it."""
        for _, link, _ in new:
            link.equivalent = both
            link.premises += [*self.premises, *(p for f in self.premises for p in f[1].premises)]
        for _, link, _ in self.premises:
            if both:
                link.premises += new
                link.equivalent = True
            elif not link.premises:
                link.conclusions += new

    def formula(
        self, segment: Segment, signs: Sequence[int], fresh: bool, row: Sequence[Token]
    ) -> None:
        tokens = bare(segment.tokens)
        goes_on = self.goes_on(tokens, signs, row, segment, fresh)
        if goes_on and self.chain is None:
            why = "the display begins with a relation, but there is none before to go on with"
            self.broken = Unreadable(why, tokens[0].at)
        elif not goes_on and not signs and not (self.first and fresh):
            why = "this has no relation; does it belong to what stands before?"
            self.spoil(Unreadable(why, tokens[0].at))
            return
        if not goes_on or self.chain is None:
            self.chain = Chain([Side()])
        self.extend(tokens, segment.end)

    def goes_on(
        self, tokens: Sequence[Token], signs: Sequence[int], row: Sequence[Token],
        segment: Segment, fresh: bool,
    ) -> bool:  # fmt: skip
        """Whether a formula goes on with the chain before it."""
        if signs and not signs[0]:
            return True
        if self.first and fresh or self.chain is None or segment.follows:
            return False
        if self.whole and fresh:
            return True
        if fresh and unfinished(self.chain.sides[-1].tokens):
            return True
        if tokens[0].text in OPERATORS and tokens[0].kind != "text":
            aligned = row[0].is_("&")
            if tokens[0].is_("-") and signs and not (fresh and aligned):
                return False
            return fresh or "," not in segment.intro
        return False

    def extend(self, tokens: Sequence[Token], end: int) -> None:
        """Add tokens to the last side of the chain, a new side after each relation."""
        assert self.chain is not None
        chain, i = self.chain, 0
        depth = 0
        while i < len(tokens):
            token = tokens[i]
            depth = max(0, depth + token.is_(*OPENING) - token.is_(*CLOSING))
            sign = relation(token, tokens[i + 1] if i + 1 < len(tokens) else None)
            if sign is None or depth:
                chain.sides[-1].tokens.append(token)
                i += 1
                continue
            chain.sides[-1].end = token.at
            link = Link(token, sign[0])
            chain.links.append(link)
            chain.sides.append(Side(end=end))
            self.links.append(link)
            self.found.append((chain, link, len(chain.links) - 1))
            i += sign[1]
        chain.sides[-1].end = end

    def spoil(self, why: Unreadable) -> None:
        for _, link, _ in self.found[-1:]:
            link.broken = why

    # --- what is no formula of its own ---

    def condition(self, tokens: list[Token], related: bool) -> None:
        if related and not any(t.is_("\\in") for t in tokens):
            self.conditions.append(tokens)
        elif not repeats_declaration(tokens, self.scope):
            self.broken = Unreadable("this condition is not understood", tokens[0].at)

    def aside(self, tokens: list[Token]) -> bool:
        """A bracket after a gap: a number of the formula, or a condition."""
        if not (tokens[0].is_("(") and tokens[-1].is_(")")):
            return lists_indices(tokens, self.scope)
        inside = tokens[1:-1]
        if all(t.kind == "number" or t.is_("*") for t in inside):
            return True
        if relations(inside):
            self.condition(inside, True)
            return True
        return False


def _reason(segment: Segment) -> list[Token]:
    """The relation in a remark such as "since a = b)", none if it is not one."""
    tokens = bare(segment.tokens)
    opened = sum(t.is_("(") for t in tokens) - sum(t.is_(")") for t in tokens)
    tokens = tokens[:-1] if opened < 0 and tokens[-1].is_(")") else tokens
    return tokens if len(relations(tokens)) == 1 else []
