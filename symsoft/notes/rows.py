"""A display as rows of tokens: boxes opened, alignments taken apart, relations found."""

from __future__ import annotations

from collections.abc import Sequence

from symsoft.language.tex import Token
from symsoft.language.tex import words as w
from symsoft.language.tex.cursor import Cursor

_ROWED = frozenset(
    "align aligned alignat alignedat flalign split gather gathered eqnarray equation multline "
    "multlined displaymath array dmath math".split()
)
WHOLE = ("multline", "multlined", "dmath")
_BRACKETS = frozenset({"(", "[", "\\{", "\\lbrace", "\\lbrack", "\\langle"})
_CLOSED_BRACKETS = frozenset({")", "]", "\\}", "\\rbrace", "\\rbrack", "\\rangle"})
OPENING = _BRACKETS | {"{", "\\begin"}
CLOSING = _CLOSED_BRACKETS | {"}", "\\end"}
OPERATORS = frozenset({"+", "-", "/"}) | w.TIMES


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


def unwrapped(tokens: Sequence[Token]) -> list[Token]:
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
            found += unwrapped(inside) if relations(inside) else box
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


def rows_of(tokens: Sequence[Token]) -> tuple[list[list[Token]], set[str]]:
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


def in_cases(row: Sequence[Token]) -> bool:
    """Whether a row ends inside of an environment such as cases."""
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


def relations(tokens: Sequence[Token]) -> list[int]:
    """Where relations stand outside of brackets."""
    found, depth = list[int](), 0
    for n, token in enumerate(tokens):
        depth = max(0, depth + token.is_(*OPENING) - token.is_(*CLOSING))
        following = tokens[n + 1] if n + 1 < len(tokens) else None
        if not depth and relation(token, following):
            found.append(n)
    return found


def unfinished(tokens: Sequence[Token]) -> bool:
    """Whether a part is missing at the end."""
    if not tokens or tokens[-1].kind == "text":
        return not tokens
    return tokens[-1].text in OPERATORS or relation(tokens[-1], None) is not None


def opposite(one: Sequence[Token], other: Sequence[Token]) -> bool:
    """``i = j`` and ``i \neq j``."""
    if len(one) != 3 or len(other) != 3:
        return False
    signs = {relation(c[1], c[2]) for c in (one, other)}
    return signs == {("=", 1), ("!=", 1)} and {one[0].text, one[2].text} == {
        other[0].text,
        other[2].text,
    }
