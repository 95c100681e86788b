r"""What is defined, left of the sign: a name, its indices, and the slots of its brackets."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from symsoft.kernel.context import Array, Definition, Dimension, Function, Index
from symsoft.language.tex import TexScope, Token, Unreadable, parse
from symsoft.language.tex import tree as t
from symsoft.language.tex.env import mentions
from symsoft.language.tex.indices import split_scripts
from symsoft.language.tex.slots import MEAN, Slot, bracket, separated, signature


@dataclass(frozen=True)
class Head:
    """The name that is defined; `brackets` are the terms in its brackets, as they are written."""

    key: str
    indices: tuple[t.Name, ...] = ()
    brackets: t.Conds = ()


def head(left: Sequence[Token], at: int, end: int, scope: TexScope) -> Head:
    """The head of a definition."""
    tokens = [token for token in left if not token.is_("\\left", "\\right")]
    if tokens and tokens[0].is_("\\langle") and bracket(tokens, 0) == len(tokens) - 1:
        return Head(MEAN, (), _listed(tokens[1:-1], end, scope))
    opened = _opened(tokens)
    closed = bracket(tokens, opened) if opened < len(tokens) else len(tokens)
    if closed < 0:
        raise Unreadable("( is never closed", tokens[opened].at)
    inside, outer = tokens[opened + 1 : closed], [*tokens[:opened], *tokens[closed + 1 :]]
    whole = parse(outer, end, scope)
    scripts = whole.scripts if isinstance(whole, t.Scripted) else ()
    node = whole.base if isinstance(whole, t.Scripted) else whole
    if not isinstance(node, t.Name):
        raise Unreadable("what is defined is a name, with indices and arguments", at)
    below, above, primes = split_scripts(scripts)
    if primes:
        raise Unreadable("a prime at what is defined", at)
    indices = [n for c in _indexed(above, at, scope) for n in _names_of(c)]
    indices += [n for c in below.conds for n in _names_of(c)] if below else []
    return Head(node.key.partition("(")[0], tuple(indices), _listed(inside, end, scope))


def _opened(tokens: Sequence[Token]) -> int:
    """Where the brackets of arguments open; those in x^{(i)} are none."""
    depth = 0
    for n, token in enumerate(tokens):
        depth += token.is_("{") - token.is_("}")
        if token.is_("(", "[") and not depth:
            return n
    return len(tokens)


def _indexed(above: t.Script | None, at: int, scope: TexScope) -> t.Conds:
    """The index i of ``x^{(i)}_j``."""
    match above:
        case None:
            return ()
        case t.Script("^", (t.Cond((t.Group("(", conds),), (), _),)):
            if all(scope.ranges_over(n.key) for c in conds for n in _names_of(c)):
                return conds
    raise Unreadable("a definition has no superscript but an index in brackets", at)


def _listed(inside: Sequence[Token], end: int, scope: TexScope) -> t.Conds:
    if not inside:
        return ()
    opening, closing = Token("sign", "(", inside[0].at), Token("sign", ")", inside[-1].at)
    group = parse([opening, *separated(inside), closing], end, scope)
    return group.conds if isinstance(group, t.Group) else ()


def _names_of(cond: t.Cond) -> list[t.Name]:
    node = cond.terms[0]
    parts = [part for _, part in node.items] if isinstance(node, t.Product) else [node]
    if cond.relations or not all(isinstance(part, t.Name) for part in parts):
        raise Unreadable("letters are needed here", cond.at)
    return [part for part in parts if isinstance(part, t.Name)]


# --- slots --------------------------------------------------------------------------------------


def slots_of(found: Head, body: t.Node, scope: TexScope) -> list[Slot]:
    """What each part of the brackets takes; none where they only recall what the body is made of.

    A letter that the body does not mention is part of the notation, as x in p(y = k | x).
    """
    slots = [_slot(found.key, cond, found.brackets, body, scope) for cond in found.brackets]
    names = [cond.terms[0] for cond in found.brackets if not cond.relations]
    whole = [n.key for n in names if isinstance(n, t.Name) and _is_array(n.key, scope)]
    matrix = any(_sizes(key, scope) == 2 for key in whole)
    if found.key == MEAN:
        return slots
    if matrix or len(whole) == len(slots) and not any(s.free or s.holes for s in slots):
        return []  # E(W)
    return slots


def _slot(key: str, cond: t.Cond, brackets: t.Conds, body: t.Node, scope: TexScope) -> Slot:
    name = cond.terms[0]
    if cond.relations or not isinstance(name, t.Name):
        holes = [k for k, m in scope.meanings.items() if isinstance(m, Index) and mentions(cond, k)]
        if cond.relations not in ((), ("=",)):
            raise Unreadable("a relation other than = stands in these brackets", cond.at)
        if cond.relations and isinstance(name, t.Name):
            holes = [k for k in holes if k != name.key]  # y = k
        return Slot(cond, tuple(holes))
    match scope.meaning(name.key, name.at):
        case Index():
            return Slot(cond, (name.key,))
        case Dimension() | Function():
            raise Unreadable(f"{name.key} cannot be an argument", name.at)
        case meaning:
            apart = bool(set(signature(brackets)) & {"|", ";", "‖"})
            apart |= key == MEAN
            fixed = _is_array(name.key, scope) or meaning is None and apart
            return Slot(cond, free=bool(mentions(body, name.key)) or not fixed)


def _is_array(key: str, scope: TexScope) -> bool:
    return isinstance(scope.meanings.get(key), Array) or scope.is_indexed(scope.meanings.get(key))


def _sizes(key: str, scope: TexScope) -> int:
    match scope.meanings.get(key):
        case Array(dims):
            return len(dims)
        case Definition(params):
            return len(params)
    return 0
