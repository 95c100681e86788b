"""Displays as chains: the sides of relations, row by row, and the words between.

What stands between formulas decides what they are: a comma or a gap parts them, "if" makes a
condition of what follows, "since" a remark.  Where that is not plain the relations are not read.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from symsoft.language.tex import TexScope, Token, Unreadable
from symsoft.language.tex import words as w
from symsoft.language.tex.cursor import Cursor

_ROWED = frozenset(
    "align aligned alignat alignedat flalign split gather gathered eqnarray equation multline "
    "multlined displaymath array dmath math".split()
)
_WHOLE = ("multline", "multlined", "dmath")
_BRACKETS = frozenset({"(", "[", "\\{", "\\lbrace", "\\lbrack"})
_CLOSED_BRACKETS = frozenset({")", "]", "\\}", "\\rbrace", "\\rbrack"})
_OPENING = _BRACKETS | {"{", "\\begin"}
_CLOSING = _CLOSED_BRACKETS | {"}", "\\end"}
_OPERATORS = frozenset({"+", "-", "/"}) | w.TIMES
_IMPLIES = frozenset(
    r"\implies \Rightarrow \Longrightarrow \iff \Leftrightarrow \Longleftrightarrow".split()
)
_CONDITION = frozenset("if when where for whenever provided with assuming given all every".split())
_REMARK = frozenset("since because as by using from due follows note".split())
_UNCLEAR = frozenset("or unless otherwise not except iff implies".split())


@dataclass
class Side:
    """One side of a relation; `end` is the offset behind it."""

    tokens: list[Token] = field(default_factory=list)
    end: int = 0


@dataclass
class Link:
    """A relation sign with what holds for it: `conditions`, and `broken` says why it is unread."""

    sign: Token
    rel: str | None
    conditions: list[list[Token]] = field(default_factory=list)
    broken: Unreadable | None = None


@dataclass
class Chain:
    """Sides with links between them; the last side may grow while rows are read."""

    sides: list[Side]
    links: list[Link] = field(default_factory=list)


def relation(token: Token, following: Token | None) -> tuple[str | None, int] | None:
    """The relation that begins here, None in the pair if symsoft knows none such; its size."""
    if token.kind not in ("sign", "command"):
        return None
    if token.text == ":" and following is not None and following.is_("="):
        return "=", 2
    if token.text == "\\not" and following is not None and following.is_("="):
        return "!=", 2
    if token.text in w.RELATIONS:
        return w.RELATIONS[token.text], 1
    return (None, 1) if token.text in w.OTHER_RELATIONS else None


class ChainReader:
    """Reads displays one after the other; one that begins with a relation goes on with the last."""

    def __init__(self, scope: TexScope) -> None:
        self.scope = scope
        self.last: Chain | None = None

    def read(
        self, tokens: Sequence[Token], end: int, environment: str
    ) -> list[tuple[Chain, Link, int]]:
        """The links of a display, in order, each with its chain and the place of its left side."""
        rows, inner = _rows(_unwrapped(tokens))
        whole = environment.rstrip("*") in _WHOLE or bool(inner & set(_WHOLE))
        reader = _Display(self.scope, self.last, whole)
        for n, row in enumerate(rows):
            reader.row(row, rows[n + 1][0].at if n + 1 < len(rows) else end)
        self.last = reader.chain
        return reader.found


def hidden_relation(tokens: Sequence[Token]) -> Token | None:
    """A relation that stands in braces, where none is looked for; scripts and cases may have it."""
    cursor, fixed, brackets = Cursor(tokens, 0), 0, 0
    while cursor:
        token = cursor.next()
        if token.is_("_", "^") and cursor.peek():
            cursor.argument(token.text)
        elif token.is_("\\begin") and not fixed:
            name, inside = cursor.environment(token)
            if name.rstrip("*") in _ROWED:
                cursor.tokens[cursor.i : cursor.i] = inside
        fixed += token.is_("{") - token.is_("}")
        brackets += token.is_(*_BRACKETS) - token.is_(*_CLOSED_BRACKETS)
        if not brackets and relation(token, None):
            return token
    return None


def _unwrapped(tokens: Sequence[Token]) -> list[Token]:
    r"""Tokens without what is stacked on a relation, and without boxes around whole relations."""
    cursor, found = Cursor(tokens, tokens[-1].at if tokens else 0), list[Token]()
    while cursor:
        token = cursor.next()
        if token.is_("\\left") and (cases := _array_cases(cursor)):
            found += cases
        elif token.text in w.STACKED:
            above = cursor.kept_group(token.text)
            inside = cursor.argument(token.text)
            whole = [token, *above, Token("sign", "{", token.at), *inside]
            kept = [*whole, Token("sign", "}", token.at)]
            found += inside if any(relation(t, None) for t in inside) else kept
        elif token.is_("\\boxed") and (ahead := cursor.peek()) and ahead.is_("{"):
            inside = cursor.argument(token.text)
            box = [token, Token("sign", "{", token.at), *inside, Token("sign", "}", token.at)]
            found += _unwrapped(inside) if _relations(inside) else box
        else:
            found.append(token)
    return found


def _array_cases(cursor: Cursor) -> list[Token]:
    r"""``\left\{ \begin{array}{ll} … \end{array} \right.`` as cases, none if it is not that."""
    here, begin = cursor.i, cursor.tokens[cursor.i + 1 : cursor.i + 2]
    if not (cursor.tokens[here : here + 1] and cursor.tokens[here].is_("\\{", "\\lbrace")):
        return []
    if not begin or not begin[0].is_("\\begin"):
        return []
    cursor.i += 2
    name, inside = cursor.environment(begin[0])
    after = cursor.tokens[cursor.i : cursor.i + 2]
    if name not in ("array", "aligned", "matrix") or [t.text for t in after] != ["\\right", "."]:
        cursor.i = here
        return []
    cursor.i += 2
    if name == "array":
        columns = Cursor(inside, 0)
        columns.argument("array")
        inside = inside[columns.i :]
    word = [Token("letter", c, begin[0].at) for c in "cases"]
    braced = [Token("sign", "{", begin[0].at), *word, Token("sign", "}", begin[0].at)]
    end = Token("command", "\\end", after[0].at)
    return [begin[0], *braced, *inside, end, *braced]


# --- rows ---------------------------------------------------------------------------------------


def _rows(tokens: Sequence[Token]) -> tuple[list[list[Token]], set[str]]:
    r"""Rows between ``\\`` that stand in no brackets, alignments taken apart; the environments."""
    rows, inner = [list[Token]()], set[str]()
    fixed = brackets = 0  # braces and environments, which hold rows of their own, and brackets
    cursor = Cursor(tokens, 0)
    while cursor:
        token = cursor.next()
        if not fixed and token.is_("\\begin", "\\end"):
            here = cursor.i
            name = cursor.word_group().rstrip("*")
            if name in _ROWED:
                inner.add(name)
                _skip_options(cursor, name, token)
                continue
            cursor.i = here
        if token.is_("\\intertext", "\\shortintertext"):
            cursor.argument(token.text)
            rows.append([])
        elif token.is_("\\\\", "\\newline", "\\cr") and not fixed:
            _skip_row_options(cursor)
            if not brackets:
                rows.append([])
        elif not (token.is_("&") and brackets and not fixed):
            fixed += token.is_("{", "\\begin") - token.is_("}", "\\end")
            brackets = max(0, brackets + token.is_(*_BRACKETS) - token.is_(*_CLOSED_BRACKETS))
            rows[-1].append(token)
    return [row for row in rows if row], inner


def _in_cases(row: Sequence[Token]) -> bool:
    opened = sum(t.is_("\\begin") for t in row) - sum(t.is_("\\end") for t in row)
    return opened > 0


def _skip_options(cursor: Cursor, name: str, token: Token) -> None:
    if token.text == "\\begin":
        _skip_row_options(cursor)
        if name in ("alignat", "alignedat", "array") and (t := cursor.peek()) and t.is_("{"):
            cursor.group()


def _skip_row_options(cursor: Cursor) -> None:
    r"""The ``*`` and ``[1ex]`` that may follow ``\\``."""
    if (token := cursor.peek()) and token.is_("*"):
        cursor.next()
    here, token = cursor.i, cursor.peek()
    if token is None or not token.is_("["):
        return
    inside = ""
    while cursor and not (token := cursor.next()).is_("]"):
        inside += token.text
    inside = inside.lstrip("[")
    size = inside.lstrip("-").rstrip("ptexmcuins")
    if not size.replace(".", "").isdigit() and inside not in ("t", "b", "c"):
        cursor.i = here


# --- segments of a row --------------------------------------------------------------------------


@dataclass
class _Segment:
    """Tokens, and what parts them from those before: a sign, a gap, words."""

    tokens: list[Token]
    intro: str = ""
    words: str = ""
    end: int = 0

    @property
    def told(self) -> set[str]:
        return set("".join(c if c.isalpha() else " " for c in self.words.lower()).split())


def _segments(row: Sequence[Token], end: int, scope: TexScope) -> list[_Segment]:
    segments, depth = [_Segment([])], 0
    for n, token in enumerate(row):
        before = row[n - 1] if n else None
        depth = max(0, depth + token.is_(*_OPENING) - token.is_(*_CLOSING))
        intro = "" if depth else _parts(token, before, row[n + 1 : n + 2], scope)
        if token.is_("&") and not depth and _ends_cell(segments[-1].tokens, row[n + 1 :]):
            intro = "g"
        if not intro:
            segments[-1].tokens.append(token)
            continue
        segments[-1].end = segments[-1].end or token.at
        if _bare(segments[-1].tokens):
            segments.append(_Segment([]))
        here = segments[-1]
        here.tokens = []
        here.intro, here.end = here.intro + intro, 0
        here.words += f" {token.text}" if intro == "t" else " for all" if intro == "a" else ""
    segments[-1].end = segments[-1].end or end
    return [s for s in segments if _bare(s.tokens)]


def _parts(token: Token, before: Token | None, after: Sequence[Token], scope: TexScope) -> str:
    """What kind of separator a token is: comma, gap, text, "for all", or none."""
    sided = before is not None and before.is_("\\left", "\\right", "\\bigl", "\\bigr")
    if token.kind == "text":
        known = w.FUNCTIONS | w.VECTOR_FUNCTIONS | w.EXTREMA
        word = token.text in known or scope.knows(rf"\mathrm{{{token.text}}}")
        return "" if word else "t"
    if token.is_("\\forall"):
        return "a"
    if token.text in w.GAPS:
        return "g"
    if token.is_(",", ";", ".") or token.is_(":") and not (after and after[0].is_("=")):
        return "" if sided else ","
    return ""


def _ends_cell(before: Sequence[Token], after: Sequence[Token]) -> bool:
    """Whether an & behind a whole relation begins another formula or a remark."""
    seen, following = _bare(before), _bare(after)
    if not following or not _relations(seen) or _unfinished(seen):
        return False
    ahead = following[0]
    goes_on = ahead.text in _OPERATORS and ahead.kind != "text"
    return not goes_on and not relation(ahead, following[1] if len(following) > 1 else None)


def _bare(tokens: Sequence[Token]) -> list[Token]:
    """Tokens without alignment marks and what is passed over."""
    cursor, found = Cursor(tokens, 0), list[Token]()
    while (token := cursor.peek()) is not None:
        cursor.next()
        if not token.is_("&") or found and _in_cases(found):
            found.append(token)
    return found


class _Display:
    """Builds chains from the rows of one display."""

    def __init__(self, scope: TexScope, last: Chain | None, whole: bool) -> None:
        self.scope, self.chain, self.whole = scope, last, whole
        self.first = True
        self.found: list[tuple[Chain, Link, int]] = []
        self.links: list[Link] = []  # of the row
        self.conditions: list[list[Token]] = []
        self.broken: Unreadable | None = None

    def row(self, row: Sequence[Token], end: int) -> None:
        segments = _segments(row, end, self.scope)
        self.links, self.conditions, self.broken = [], [], None
        fresh = True
        for n, segment in enumerate(segments):
            if segment.told & _REMARK:
                break
            if self.range(segments[n:]):
                break
            fresh = self.segment(segment, fresh, row)
        for link in self.links:
            link.conditions += self.conditions
            link.broken = link.broken or self.broken
        self.compare_conditions()
        if segments:
            self.first = False

    def compare_conditions(self) -> None:
        """A chain that goes on under another condition may speak of its beginning instead."""
        if not self.links or self.chain is None or self.links[0] not in self.chain.links:
            return
        n = self.chain.links.index(self.links[0])
        before = self.chain.links[n - 1] if n else None
        if before is not None and before.conditions:
            told = [[t.text for t in c] for c in before.conditions]
            if told != [[t.text for t in c] for c in self.conditions]:
                readings = ("what stands before, under another condition", "the first side")
                why = "what is equated here can be read in two ways"
                error = Unreadable(why, self.links[0].sign.at, readings)
                self.links[0].broken = self.links[0].broken or error

    def segment(self, segment: _Segment, fresh: bool, row: Sequence[Token]) -> bool:
        """Take in one segment; whether the next one is still the first formula of the row."""
        tokens, told = _bare(segment.tokens), segment.told
        signs = _relations(tokens)
        at = tokens[0].at
        if told & _UNCLEAR:
            self.broken = Unreadable(f"the words “{segment.words.strip()}” are not understood", at)
            return fresh
        if told & _CONDITION:
            self.condition(tokens, bool(signs))
            return fresh
        if not fresh and not signs and self.aside(tokens):
            return fresh
        if not fresh and signs and self.between_indices(tokens):
            self.condition(tokens, True)
            return fresh
        self.formula(segment, signs, fresh, row)
        return False

    def formula(
        self, segment: _Segment, signs: Sequence[int], fresh: bool, row: Sequence[Token]
    ) -> None:
        tokens = _bare(segment.tokens)
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
        segment: _Segment, fresh: bool,
    ) -> bool:  # fmt: skip
        """Whether a formula goes on with the chain before it."""
        if signs and not signs[0]:
            return True
        if self.first and fresh or self.chain is None:
            return False
        if self.whole and fresh:
            return True
        if fresh and _unfinished(self.chain.sides[-1].tokens):
            return True
        if tokens[0].text in _OPERATORS and tokens[0].kind != "text":
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
            depth = max(0, depth + token.is_(*_OPENING) - token.is_(*_CLOSING))
            sign = relation(token, tokens[i + 1] if i + 1 < len(tokens) else None)
            if sign is None or depth:
                chain.sides[-1].tokens.append(token)
                i += 1
                continue
            chain.sides[-1].end = token.at
            link = Link(token, sign[0])
            if token.text in _IMPLIES:
                self.broken = Unreadable("what follows from what is not checked", token.at)
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
        elif not self.is_scope(tokens):
            self.broken = Unreadable("this condition is not understood", tokens[0].at)

    def aside(self, tokens: list[Token]) -> bool:
        """A bracket after a gap: a number of the formula, or a condition."""
        if not (tokens[0].is_("(") and tokens[-1].is_(")")):
            return self.is_scope(tokens)
        inside = tokens[1:-1]
        if all(t.kind == "number" or t.is_("*") for t in inside):
            return True
        if _relations(inside):
            self.condition(inside, True)
            return True
        return False

    def is_scope(self, tokens: Sequence[Token]) -> bool:
        """``i, j`` or ``k \\in \\{1, \\dots, K\\}``: the letters range as they were declared."""
        split = next((n for n, t in enumerate(tokens) if t.is_("\\in")), len(tokens))
        letters = [t for t in tokens[:split] if not t.is_(",", "'")]
        dims = {self.scope.ranges_over(t.text) for t in letters}
        if None in dims or not letters:
            return False
        names = [t.text for t in tokens[split:] if t.kind == "letter"]
        return all({name} == dims for name in names) and (bool(names) or split == len(tokens))

    def between_indices(self, tokens: Sequence[Token]) -> bool:
        letters = [t for t in tokens if t.kind in ("letter", "number")]
        others = [t for t in tokens if t not in letters and relation(t, None) is None]
        indices = [t for t in letters if self.scope.ranges_over(t.text)]
        return bool(indices) and all(t.is_(",", "=") for t in others)

    def range(self, segments: Sequence[_Segment]) -> bool:
        """``i = 1, …, K`` over the declared range of i."""
        shown = [t for s in segments for t in _bare(s.tokens)]
        if len(shown) < 5 or not shown[1].is_("=") or shown[2].text != "1":
            return False
        dotted = [t for t in shown[3:] if t.text in w.DOTS]
        rest = [t.text for t in shown[3:] if t.text not in w.DOTS and not t.is_(",")]
        return len(dotted) == 1 and rest[-1:] == [self.scope.ranges_over(shown[0].text)]


def _relations(tokens: Sequence[Token]) -> list[int]:
    """Where relations stand outside of brackets."""
    found, depth = list[int](), 0
    for n, token in enumerate(tokens):
        depth = max(0, depth + token.is_(*_OPENING) - token.is_(*_CLOSING))
        following = tokens[n + 1] if n + 1 < len(tokens) else None
        if not depth and relation(token, following):
            found.append(n)
    return found


def _unfinished(tokens: Sequence[Token]) -> bool:
    """Whether a part is missing at the end."""
    if not tokens or tokens[-1].kind == "text":
        return not tokens
    return tokens[-1].text in _OPERATORS or relation(tokens[-1], None) is not None
