"""``define``: abbreviations, with indices and arguments or without."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterator, Sequence

from symsoft.kernel.context import Array, Definition, Dimension, Function, Index, Scalar
from symsoft.kernel.terms import KernelError, ix, mk, var
from symsoft.language.tex import TexScope, Token, Unreadable, parse
from symsoft.language.tex import tree as t
from symsoft.language.tex.arrays import SINGLE, array
from symsoft.language.tex.binding import rebound
from symsoft.language.tex.cursor import Cursor
from symsoft.language.tex.env import Env, mentions, value
from symsoft.language.tex.scope import Called
from symsoft.notes.heads import Head, head, slots_of
from symsoft.notes.naming import name_ahead, note_word
from symsoft.notes.state import State, sides

_UPRIGHT = re.compile(r"_\s*\{?\s*\\(?:text|textrm|mathrm|rm|operatorname|mbox)\b")


def define(state: State, text: str, at: int, end: int) -> None:
    """Take in the definition in ``text[at:end]``."""
    key = ""
    try:
        key, here, stop = name_ahead(text, at, end, state.macros)
        note_word(state.scope, text, here)
        left, rel, right, sign = sides(state, text, at, end)
        if rel != "=":
            raise Unreadable("a definition is written define name = formula", sign)
        found = Head(key)
        if not _is_labelled(left, state.scope):
            upright = _UPRIGHT.search(text, here, stop) is not None
            with _as_one_name(key, upright, state.scope):
                found = head(left, here, sign, state.scope)
            key = found.key
        body = parse(right, end, state.scope)
        declared = isinstance(state.scope.meanings.get(key.partition("^{")[0]), Array)
        if found.indices and declared and _is_entry(left, body, sign, state.scope):
            return
        named = found.indices or found.brackets
        if named or not _define_whole(state.scope, key, body, here):
            _defined(state.scope, found, body, here)
    except Unreadable:
        if key:
            state.scope.broken[key] = "its definition is not understood"
        raise


def _is_entry(left: Sequence[Token], body: t.Node, end: int, scope: TexScope) -> bool:
    """``y^{(i)} = y_i`` where y is declared, and this is how it is read anyway."""
    whole = parse(left, end, scope)
    name = whole.base if isinstance(whole, t.Scripted) else whole
    if not isinstance(name, t.Name) or not isinstance(scope.meanings.get(name.key), Array):
        return False
    return value(whole, Env(scope, (whole,))) is value(body, Env(scope, (body,)))


@contextlib.contextmanager
def _as_one_name(key: str, upright: bool, scope: TexScope) -> Iterator[None]:
    """``x^*`` and ``f_0`` are taken for one name while their definition is read."""
    name = _own_part(key, upright, scope)
    new = name != "" and not scope.knows(name)
    if new:
        scope.meanings[name] = Scalar()
    try:
        yield
    finally:
        if new:
            del scope.meanings[name]


def _own_part(key: str, upright: bool, scope: TexScope) -> str:
    """The part of a name with scripts that is not an index, "" if there are no other scripts.

    Two small letters are indices that somebody forgot to declare, unless they are `upright`.
    """
    found = re.fullmatch(r"(.+?)(\^\{.+?\})?(_\{(.+)\})?", key)
    assert found is not None  # every name has a first part
    base, above, below, inside = found[1], found[2] or "", found[3] or "", found[4] or ""
    if re.fullmatch(r"\\(?!mathrm)[a-z]+\{[A-Za-z]{2,}\}", base):
        return base  # \mathbb{KL}
    if above.startswith("^{(") and all(scope.ranges_over(c) for c in above[3:-2].split(",")):
        above = ""  # an index
    letters = re.findall(r"\\[A-Za-z]+|[A-Za-z]|\d+", inside)
    label = bool(letters) and not any(scope.ranges_over(c) for c in letters)
    small = len(letters) <= 2 and all(c.isalpha() and c.islower() for c in letters)
    label = label and (upright or not small)
    if label:
        return base + above + below
    word = re.fullmatch(r"\\mathrm\{[A-Za-z]{2,}\}", base)  # CS, which is no product
    return base + above if above or word else ""


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


def _defined(scope: TexScope, found: Head, body: t.Node, at: int) -> None:
    slots = slots_of(found, body, scope)
    if found.brackets and not slots and found.key in scope.variants:
        raise Unreadable(f"{found.key} is already declared as something else", at)
    brackets = found.brackets if slots else ()
    key = scope.variant(found.key, brackets, slots)
    if not found.brackets:
        key = scope.halve(key, bool(found.indices))
    held = [t.Name(hole, slot.pattern.at) for slot in slots for hole in slot.holes]
    indices = [*found.indices, *held]
    arguments = [n for s in slots if s.free for n in s.pattern.terms if isinstance(n, t.Name)]
    _declare(scope, key, _meaning(scope, indices, arguments, body, at), at)
    if slots or key != found.key and found.key not in scope.halves:
        scope.vary(found.key, brackets, slots, key)


def _meaning(
    scope: TexScope, indices: list[t.Name], arguments: list[t.Name], body: t.Node, at: int
) -> Definition | Called:
    letters = [n.key for n in (*indices, *arguments)]
    if len(set(letters)) < len(letters):
        raise Unreadable("a letter stands for two things", at)
    ranges = [(n.key, _dimension_of(n, scope)) for n in indices]
    kinds = [(n.key, _vector_size(n, scope)) for n in arguments]
    if any(dim is not None for _, dim in kinds):
        _refuse_hidden(letters, body, scope)
        return Called(tuple(ranges), tuple(kinds), body)
    used = {n for m in scope.meanings.values() if isinstance(m, Definition) for n in m.names}
    bound = {k: ix(_fresh(k, scope, used), dim) for k, dim in ranges}
    bound |= {k: var(_fresh(k, scope, used), "real") for k, _ in kinds}
    whole = array(body, Env(scope, (body,), bound)) if indices and not arguments else None
    if whole is not None and whole.is_column and whole.rows:  # v_i is a vector: a row of a matrix
        letter = _fresh("l", scope, used | {str(p.args[0]) for p in bound.values()})
        entry = ix(letter, whole.rows)
        term = whole.entry(entry, None)
        bound[f"#{letter}"] = entry
    else:
        term = value(body, Env(scope, (body,), bound))
    for k, parameter in bound.items():
        term = rebound(term, k, parameter, body.at, Env(scope))
    return Definition(tuple(bound.values()), term)


def _declare(scope: TexScope, key: str, meaning: Definition | Called, at: int) -> None:
    if isinstance(meaning, Definition):
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
        sizes = [mk("dim", p.args[1]) for p in meaning.params if p.op == "ix"]
        context = scope.context([meaning.body, *sizes])
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
