"""``define``: abbreviations, with indices and arguments or without."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterator, Sequence
from typing import TypeAlias

from symsoft.kernel.context import Array, Definition, Dimension, Function, Index, Scalar
from symsoft.kernel.terms import KernelError, ix, var
from symsoft.language.tex import TexScope, Token, Unreadable, parse
from symsoft.language.tex import tree as t
from symsoft.language.tex.arrays import SINGLE, array
from symsoft.language.tex.binding import rebound
from symsoft.language.tex.cursor import Cursor
from symsoft.language.tex.env import Env, mentions, value
from symsoft.language.tex.indices import split_scripts
from symsoft.language.tex.scope import Called
from symsoft.notes.naming import name_ahead
from symsoft.notes.state import State, sides

_Head: TypeAlias = tuple[str, list[t.Name], list[t.Name]]  # a name, its indices, its arguments


def define(state: State, text: str, at: int, end: int) -> None:
    """Take in the definition in ``text[at:end]``."""
    key = ""
    try:
        key, here, _ = name_ahead(text, at, end)
        left, rel, right, sign = sides(state, text, at, end)
        if rel != "=":
            raise Unreadable("a definition is written define name = formula", sign)
        head: _Head = key, [], []
        if not _is_labelled(left, state.scope):
            with _as_one_name(key, state.scope):
                head = _head(left, here, sign, state.scope)
            key = head[0]
        body = parse(right, end, state.scope)
        if head[1] or head[2] or not _define_whole(state.scope, key, body, here):
            _defined(state.scope, *head, body, here)
    except Unreadable:
        if key:
            state.scope.broken[key] = "its definition is not understood"
        raise


@contextlib.contextmanager
def _as_one_name(key: str, scope: TexScope) -> Iterator[None]:
    """``x^*`` and ``f_0`` are taken for one name while their definition is read."""
    name = _own_part(key, scope)
    new = name != "" and not scope.knows(name)
    if new:
        scope.meanings[name] = Scalar()
    try:
        yield
    finally:
        if new:
            del scope.meanings[name]


def _own_part(key: str, scope: TexScope) -> str:
    """The part of a name with scripts that is not an index, "" if there are no other scripts."""
    found = re.fullmatch(r"(.+?)(\^\{.+?\})?(_\{(.+)\})?", key)
    assert found is not None  # every name has a first part
    base, above, below, inside = found[1], found[2] or "", found[3] or "", found[4] or ""
    letters = re.findall(r"\\[A-Za-z]+|[A-Za-z]|\d+", inside)
    label = bool(letters) and not any(scope.ranges_over(c) for c in letters)
    label = label and not (len(letters) <= 2 and all(c.isalpha() and c.islower() for c in letters))
    if label:
        return base + above + below
    return base + above if above else ""


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
    if any(_is_matrix(n, scope) for n in arguments):
        arguments = []  # E(W) recalls what E is made of
    letters = [n.key for n in (*indices, *arguments)]
    if len(set(letters)) < len(letters):
        raise Unreadable("a letter stands for two things", at)
    ranges = [(n.key, _dimension_of(n, scope)) for n in indices]
    kinds = [(n.key, _vector_size(n, scope)) for n in arguments]
    if any(dim is not None for _, dim in kinds):
        _refuse_hidden(letters, body, scope)
        scope.declare(key, Called(tuple(ranges), tuple(kinds), body), at)
        return
    used = {n for m in scope.meanings.values() if isinstance(m, Definition) for n in m.names}
    bound = {k: ix(_fresh(k, scope, used), dim) for k, dim in ranges}
    bound |= {k: var(_fresh(k, scope, used), "real") for k, _ in kinds}
    term = value(body, Env(scope, (body,), bound))
    for k, parameter in bound.items():
        term = rebound(term, k, parameter, body.at, Env(scope))
    _declare(scope, key, Definition(tuple(bound.values()), term), at)


def _is_matrix(name: t.Name, scope: TexScope) -> bool:
    meaning = scope.meaning(name.key, name.at)
    return isinstance(meaning, Array) and len(meaning.dims) == 2


def _declare(scope: TexScope, key: str, meaning: Definition, at: int) -> None:
    _check_definition(scope, meaning, at)
    scope.declare(key, meaning, at)


def _define_whole(scope: TexScope, key: str, body: t.Node, at: int) -> bool:
    """``define z = W x + b``: a vector or matrix by its entries; False where it is a number."""
    env = Env(scope, (body,))
    found = array(body, env)
    if found is None or env.layout.used:
        return False
    dims = [n for n in (found.rows, found.columns) if n != SINGLE]
    if None in dims or found.rows == SINGLE:
        raise Unreadable("what is defined here has no size, or is a row", at)
    marks = [ix(f"{letter}'", str(dim)) for letter, dim in zip("ij", dims, strict=False)]
    entry = found.entry(*marks) if len(marks) == 2 else found.entry(marks[0], None)
    _declare(scope, key, Definition(tuple(marks), entry), at)
    return True


def _refuse_hidden(letters: Sequence[str], body: t.Node, scope: TexScope) -> None:
    """σ(z) = e^{z_i}/S, where S speaks of z: at another vector nobody knows what S is."""
    parameters = {scope.plain[k] for k in letters if k in scope.plain}
    for key, meaning in scope.meanings.items():
        if isinstance(meaning, Definition) and mentions(body, key):
            hidden = parameters & set(scope.context_of(scope.plain[key]).names)
            if hidden - {scope.plain[key]}:
                told = ", ".join(sorted(hidden))
                raise Unreadable(f"{key} speaks of {told} as well: write it out", body.at)


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
