"""Directives: what a note declares, defines and assumes for symsoft, in comments."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from symsoft.kernel.context import (
    Array,
    Claim,
    Declaration,
    Definition,
    Dimension,
    Function,
    Hypothesis,
    Index,
    Scalar,
)
from symsoft.kernel.terms import KernelError, Term, ix, var
from symsoft.language.tex import (
    Macros,
    TexScope,
    Token,
    Unreadable,
    lex,
    parse,
    read_claim,
)
from symsoft.language.tex import tree as t
from symsoft.language.tex import words as w
from symsoft.language.tex.cursor import Cursor
from symsoft.language.tex.env import Env, value
from symsoft.language.tex.grouping import spelled
from symsoft.language.tex.indices import split_scripts
from symsoft.language.tex.scope import Called
from symsoft.notes.hypotheses import Given, wide
from symsoft.notes.rows import relation

_DOMAINS = ("real", "positive", "nonnegative")
_FONTS = "|".join(sorted(font[1:] for font in w.FONTS))
_NAME = re.compile(
    rf"\\[A-Za-z]+\s*\{{(?:[^{{}}]|\{{[^{{}}]*\}})*\}}|\\(?:{_FONTS})\s+\\?[A-Za-z]+|\\[A-Za-z]+|[A-Za-z]+"
)
_SUBSCRIPT = re.compile(r"_(?:\{[^{}]*\}|\\[A-Za-z]+|[A-Za-z0-9])|'+")
_SUPERSCRIPT = re.compile(r"\^(?:\{[^{}]*(?:\{[^{}]*\}[^{}]*)*\}|\\[A-Za-z]+|[*+A-Za-z])")
_FOR_ALL = re.compile(r"\s*,?\s*(?:\\quad\s*)?(?:\bfor\s+(?:all|every|each)\b|\\forall\b)")
_KINDS = (
    "dimension, index K, vector K, matrix K D, function, real, positive or nonnegative; "
    "write: let z, w vector K"
)

_Head: TypeAlias = tuple[str, list[t.Name], list[t.Name]]  # a name, its indices, its arguments


@dataclass
class State:
    """What has been said up to a place in a note."""

    scope: TexScope = field(default_factory=TexScope)
    macros: Macros = field(default_factory=Macros)
    given: list[Given] = field(default_factory=list)
    lost: list[int] = field(default_factory=list)  # hypotheses that could not be read
    declared: bool = False
    next_checked: bool | None = None
    label: str = ""


def obey(state: State, text: str, start: int, end: int) -> Iterator[Unreadable]:
    """Take in the directives in ``text[start:end]``; yields what is wrong with any of them."""
    for at, stop in _parts(text, start, end):
        word = re.compile(r"\s*([a-z]+)\b").match(text, at, stop)
        try:
            _one(state, word[1] if word else "", text, word.end() if word else at, stop)
        except Unreadable as error:
            yield error


def _parts(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The pieces between semicolons that stand outside of braces and after no backslash."""
    depth, at, n = 0, start, start
    while n < end:
        c = text[n]
        depth += (c == "{") - (c == "}")
        if c == "\\":
            n += 1
        elif c == ";" and not depth:
            yield at, n
            at = n + 1
        n += 1
    if text[at:end].strip():
        yield at, end


def _one(state: State, word: str, text: str, at: int, end: int) -> None:
    rest = text[at:end].strip()
    if word in ("forget", "check", "skip") and rest:
        raise Unreadable(f"{word} stands alone, without “{rest}”", at)
    match word:
        case "let":
            state.declared = True
            _let(state.scope, text, at, end)
        case "define":
            _define(state, text, at, end)
        case "given":
            _given(state, text, at, end)
        case "forget":
            state.given, state.lost = [], []
        case "check" | "skip":
            state.next_checked = word == "check"
        case "label":
            if not re.fullmatch(r"[\w:.-]+", rest):
                raise Unreadable("a label is one word: label NAME", at)
            state.label = rest
        case _:
            known = "let, define, given, forget, check, skip, label"
            raise Unreadable(f"there is no directive {word or rest!r}; it is one of {known}", at)


# --- let ----------------------------------------------------------------------------------------


def _let(scope: TexScope, text: str, at: int, end: int) -> None:
    names = list[tuple[str, int]]()
    position, more = at, True
    while more:
        key, here, position = _name(text, position, end)
        names.append((key, here))
        comma = re.compile(r"\s*,").match(text, position, end)
        more, position = comma is not None, comma.end() if comma else position
    try:
        declared = _kind(scope, text[position:end], position)
    except Unreadable:
        for key, _ in names:
            scope.broken[key] = "its declaration is not understood"
        raise
    for key, here in names:
        try:
            scope.declare(key, declared, here)
        except Unreadable:
            scope.broken[key] = "it is declared twice"
            raise


def _name(text: str, at: int, end: int) -> tuple[str, int, int]:
    """The key of the name ahead, where it begins and where it ends."""
    at = re.compile(r"[\s$]*").match(text, at).end()  # type: ignore[union-attr]  # always matches
    found = _NAME.match(text, at, end)
    if found is None:
        raise Unreadable("a name is missing: " + _KINDS, at)
    tokens = lex(text, at, found.end(), Macros())
    key = _key(tokens)
    position = found.end()
    if script := _SUPERSCRIPT.match(text, position, end):
        key += f"^{{{spelled(lex(text, position + 1, script.end(), Macros()))}}}"
        position = script.end()
    while script := _SUBSCRIPT.match(text, position, end):
        inside = spelled(lex(text, position + 1, script.end(), Macros()))
        key += script[0] if script[0][0] == "'" else f"_{{{inside}}}"
        position = script.end()
    after = re.compile(r"\$?").match(text, position)
    return key, at, after.end() if after else position


def _key(tokens: Sequence[Token]) -> str:
    """One way of writing a name, the same as in formulas."""
    first, *rest = tokens
    if first.kind == "text" or first.text in w.UPRIGHT:
        return rf"\mathrm{{{spelled(rest) or first.text}}}"
    if first.text in w.FONTS:
        return f"{first.text}{{{spelled(rest)}}}"
    return rf"\mathrm{{{spelled(tokens)}}}" if rest else first.text


def _kind(scope: TexScope, told: str, at: int) -> Declaration:
    parts = told.replace("$", " ").split()
    match parts:
        case ["dimension"]:
            return Dimension()
        case [">=" | "\\ge" | "\\geq" | "≥", least, "dimension"] if least.isdigit() and int(least):
            return Dimension(int(least))
        case ["index", dim]:
            return Index(scope.dimension(dim, at))
        case ["vector", dim, *rest] if len(rest) <= 1 and set(rest) <= set(_DOMAINS):
            return Array((scope.dimension(dim, at),), "".join(rest) or "real")
        case ["matrix", rows, columns, *rest]:
            return _matrix(scope, rows, columns, rest, at)
        case ["function"]:
            return Function()
        case ["function", domain] if domain in _DOMAINS:
            return Function(domain)
        case [domain] | [domain, "scalar"] | ["scalar", domain] if domain in _DOMAINS:
            return Scalar(domain)
    raise Unreadable(f"“{told.strip()}” is no kind of name: {_KINDS}", at)


def _matrix(scope: TexScope, rows: str, columns: str, rest: Sequence[str], at: int) -> Array:
    dims = scope.dimension(rows, at), scope.dimension(columns, at)
    domains = [r for r in rest if r in _DOMAINS]
    if len(domains) > 1 or set(rest) - {*_DOMAINS, "symmetric"}:
        raise Unreadable("a matrix may be symmetric, and positive or nonnegative", at)
    if "symmetric" in rest and dims[0] != dims[1]:
        raise Unreadable("a symmetric matrix is square", at)
    return Array(dims, "".join(domains) or "real", "symmetric" in rest)


# --- define -------------------------------------------------------------------------------------


def _sides(state: State, text: str, at: int, end: int) -> tuple[list[Token], str, list[Token], int]:
    """Left side, relation and right side, and where the relation stands."""
    tokens = _lexed(state, text, at, end)
    depth, found = 0, list[tuple[int, str | None, int]]()
    for n, token in enumerate(tokens):
        depth += token.is_("{", "(", "[", "\\{", "\\begin")
        depth -= token.is_("}", ")", "]", "\\}", "\\end")
        sign = relation(token, tokens[n + 1] if n + 1 < len(tokens) else None)
        if sign and not depth:
            found.append((n, sign[0], sign[1]))
    if len(found) != 1 or found[0][1] is None:
        raise Unreadable("one relation is needed here", at)
    n, rel, size = found[0]
    return tokens[:n], str(rel), tokens[n + size :], tokens[n].at


def _lexed(state: State, text: str, at: int, end: int) -> list[Token]:
    """Tokens; dollars around formulas are passed over."""
    if "$" in text[at:end]:
        text = text[:at] + text[at:end].replace("$", " ")
    return lex(text, at, end, state.macros)


def _define(state: State, text: str, at: int, end: int) -> None:
    key = ""
    try:
        key, here, _ = _name(text, at, end)
        left, rel, right, sign = _sides(state, text, at, end)
        if rel != "=":
            raise Unreadable("a definition is written define name = formula", sign)
        head: _Head = key, [], []
        if not _is_labelled(left, state.scope):
            with _superscripted(key, state.scope):
                head = _head(left, here, sign, state.scope)
            key = head[0]
        _defined(state.scope, *head, parse(right, end, state.scope), here)
    except Unreadable:
        if key:
            state.scope.broken[key] = "its definition is not understood"
        raise


@contextlib.contextmanager
def _superscripted(key: str, scope: TexScope) -> Iterator[None]:
    """A name with a superscript is taken for one name while its definition is read."""
    name = key[: key.index("}", key.index("^")) + 1] if "^" in key else ""
    new = bool(name) and not scope.knows(name)
    if new:
        scope.meanings[name] = Scalar()
    try:
        yield
    finally:
        if new:
            del scope.meanings[name]


def _is_labelled(left: Sequence[Token], scope: TexScope) -> bool:
    r"""Whether the subscript is a part of the name, as in ``z_{\max}``, and nothing follows."""
    cursor = Cursor(left, 0)
    while (token := cursor.peek()) is not None and not token.is_("_"):
        cursor.next()
    if token is None:
        return False
    cursor.next()
    inside = cursor.argument("_")
    letters = [t for t in inside if not t.is_(",", "'")]
    indices = all(scope.ranges_over(t.text) for t in letters)
    # One or two small letters are indices that somebody forgot to declare.
    plain = len(letters) <= 2 and all(t.kind == "letter" and t.text.islower() for t in letters)
    return cursor.peek() is None and not indices and not plain


def _head(left: Sequence[Token], at: int, end: int, scope: TexScope) -> _Head:
    """The name that is defined, its indices and its arguments."""
    tokens = [token for token in left if not token.is_("\\left", "\\right")]
    opened = next((n for n, token in enumerate(tokens) if token.is_("(")), len(tokens))
    closed = next((n for n, token in enumerate(tokens) if token.is_(")")), len(tokens))
    inside, outer = tokens[opened + 1 : closed], [*tokens[:opened], *tokens[closed + 1 :]]
    whole = parse(outer, end, scope)
    scripts = whole.scripts if isinstance(whole, t.Scripted) else ()
    node = whole.base if isinstance(whole, t.Scripted) else whole
    if not isinstance(node, t.Name):
        raise Unreadable("what is defined is a name, with indices and arguments", at)
    below, above, primes = split_scripts(scripts)
    if above is not None or primes:
        raise Unreadable("a definition has no superscript", at)
    indices = [n for c in below.conds for n in _names_of(c)] if below else []
    arguments = [n for c in _listed(inside, end, scope) for n in _names_of(c)]
    return node.key, indices, arguments


def _listed(inside: Sequence[Token], end: int, scope: TexScope) -> t.Conds:
    if not inside:
        return ()
    bracket = [Token("sign", "(", inside[0].at), *inside, Token("sign", ")", inside[-1].at)]
    group = parse(bracket, end, scope)
    return group.conds if isinstance(group, t.Group) else ()


def _names_of(cond: t.Cond) -> list[t.Name]:
    node = cond.terms[0]
    parts = [part for _, part in node.items] if isinstance(node, t.Product) else [node]
    if cond.relations or not all(isinstance(part, t.Name) for part in parts):
        raise Unreadable("letters are needed here", cond.at)
    return [part for part in parts if isinstance(part, t.Name)]


def _defined(
    scope: TexScope, key: str, indices: list[t.Name], arguments: list[t.Name],
    body: t.Node, at: int,
) -> None:  # fmt: skip
    letters = [n.key for n in (*indices, *arguments)]
    if len(set(letters)) < len(letters):
        raise Unreadable("a letter stands for two things", at)
    ranges = [(n.key, _dimension_of(n, scope)) for n in indices]
    kinds = [(n.key, _vector_size(n, scope)) for n in arguments]
    if any(dim is not None for _, dim in kinds):
        rule = Called(tuple(ranges), tuple(kinds), body)
        scope.declare(key, rule, at)
        return
    used = {n for m in scope.meanings.values() if isinstance(m, Definition) for n in m.names}
    bound = {k: ix(_fresh(k, scope, used), dim) for k, dim in ranges}
    bound |= {k: var(_fresh(k, scope, used), "real") for k, _ in kinds}
    term = value(body, Env(scope, (body,), bound))
    meaning = Definition(tuple(bound.values()), term)
    _check_definition(scope, meaning, at)
    scope.declare(key, meaning, at)


def _check_definition(scope: TexScope, meaning: Definition, at: int) -> None:
    try:
        context = scope.context([meaning.body])
        context.with_vars(meaning.params).check_term(meaning.body)
    except KernelError as error:
        raise Unreadable(str(error), at) from None


def _fresh(key: str, scope: TexScope, used: set[str]) -> str:
    """A name for a parameter that is nobody's."""
    name = key.lstrip("\\")
    while name in used or name in scope.plain.values():
        name += "'"
    return name


def _dimension_of(name: t.Name, scope: TexScope) -> str:
    meaning = scope.meaning(name.key, name.at)
    if not isinstance(meaning, Index):
        raise Unreadable(f"{name.key} is not declared as an index", name.at)
    return meaning.dim


def _vector_size(name: t.Name, scope: TexScope) -> str | None:
    match scope.meaning(name.key, name.at):
        case Array((dim,)):
            return dim
        case Array() | Dimension() | Index() | Function():
            raise Unreadable(f"{name.key} cannot be an argument", name.at)
        case Definition(params) as meaning if scope.is_indexed(meaning):
            return str(params[0].args[1])
    return None


# --- given --------------------------------------------------------------------------------------


def _given(state: State, text: str, at: int, end: int) -> None:
    try:
        quantifier = _FOR_ALL.search(text, at, end)
        stop = quantifier.start() if quantifier else end
        claim = _claim(state, text, at, stop)
        if quantifier is not None:
            state.given.append(_quantified(state, claim, text, quantifier.end(), end))
        else:
            state.given.append(Given(Hypothesis(claim), wide(claim, state.scope)))
    except Unreadable:
        state.lost.append(at)
        raise


def _claim(state: State, text: str, at: int, end: int) -> Claim:
    left, rel, right, sign = _sides(state, text, at, end)
    sides = parse(left, sign, state.scope), parse(right, end, state.scope)
    return read_claim(sides[0], rel, sides[1], state.scope)


def _quantified(state: State, claim: Claim, text: str, at: int, end: int) -> Given:
    r"""``for all k``, ``for all k, l``, ``for all k \neq i``."""
    tokens = _lexed(state, text, at, end)
    guards: list[Claim] = []
    letters: list[str] = []
    signs = [n for n, token in enumerate(tokens) if relation(token, None)]
    if signs:
        guards.append(_claim(state, text, at, end))
        tokens = tokens[: signs[0]]
    letters = [token.text for token in tokens if not token.is_(",")]
    variables = [_variable(state.scope, letter, at) for letter in letters]
    if not variables:
        raise Unreadable("for all needs letters", at)
    return Given(Hypothesis(claim, tuple(variables), tuple(guards)))


def _variable(scope: TexScope, key: str, at: int) -> Term:
    match scope.meaning(key, at):
        case Index(dim):
            return ix(scope.plain[key], dim)
        case Scalar(domain):
            return var(scope.plain[key], domain)
    raise Unreadable(f"{key} is declared neither as an index nor as a scalar", at)
