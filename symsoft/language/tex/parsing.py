"""The parser: Lark's LALR over the grouped tokens; the tree is made as it goes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

import lark
from lark.lexer import Lexer

from symsoft.language.tex import tree as t
from symsoft.language.tex import words
from symsoft.language.tex.env import mentions
from symsoft.language.tex.errors import Unreadable
from symsoft.language.tex.grouping import group
from symsoft.language.tex.lexing import Token
from symsoft.language.tex.scope import TexScope

_GRAMMAR = Path(__file__).with_name("grammar.lark")
_SHOWN = {
    "PLUS": "+", "MINUS": "−", "SLASH": "/", "COMMA": "the comma", "RB": "}",
    "SUB": "_", "SUP": "^",
    "DX": "dx", "PARTIAL": "∂", "AND": "&", "ROW": "\\\\",
}  # fmt: skip


def parse(tokens: Sequence[Token], end: int, scope: TexScope) -> t.Node:
    """The tree of one side of a relation; `end` is the offset behind it."""
    grouped = group(tokens, end, scope)
    if not grouped:
        raise Unreadable("a side of this relation is empty", end)
    try:
        return _parser().parse(grouped)  # type: ignore[return-value]  # our lexer and tree
    except lark.UnexpectedToken as error:
        raise _misplaced(error.token, end) from None


def _misplaced(token: lark.Token, end: int) -> Unreadable:
    if token.type == "$END":
        return Unreadable("the formula ends where a part is missing", end)
    shown = _SHOWN.get(token.type, token.value or token.type.lower())
    shown = {"in": "∈", "to": "→"}.get(shown, shown)
    return Unreadable(f"{shown} is not expected here", token.start_pos or 0)


class _Grouped(Lexer):
    """Hands on tokens that were made before."""

    def __init__(self, _: Any) -> None:
        pass

    def lex(self, data: Any) -> Iterator[lark.Token]:  # type: ignore[override]
        return iter(data)


@cache
def _parser() -> lark.Lark:
    grammar = _GRAMMAR.read_text(encoding="utf-8")
    return lark.Lark(grammar, parser="lalr", lexer=_Grouped, transformer=_Tree())


def _at(part: Any) -> int:
    return (part.start_pos or 0) if isinstance(part, lark.Token) else int(part.at)


@lark.v_args(inline=True)
class _Tree(lark.Transformer[lark.Token, t.Node]):
    """Makes the nodes of `tree`, rule by rule."""

    def start(self, side: t.Node) -> t.Node:
        return side

    def sign(self, token: lark.Token) -> lark.Token:
        return token

    relation = sign

    def sum(self, first: Any, *rest: Any) -> t.Node:
        parts = [("+" if first is None else first.type, rest[0])]
        parts += [(sign.type, node) for sign, node in zip(rest[1::2], rest[2::2], strict=True)]
        if first is None and len(parts) == 1:
            node: t.Node = rest[0]
            return node
        signed = tuple(("-" if sign == "MINUS" else "+", node) for sign, node in parts)
        return t.Sum(signed, _at(rest[0]) if first is None else _at(first))

    def beside(self, first: t.Node, rest: t.Node) -> t.Node:
        return _joined(first, "", rest)

    def times(self, first: t.Node, sign: lark.Token, rest: t.Node) -> t.Node:
        return _joined(first, "o" if sign.value in words.BY_ENTRIES else "*", rest)

    def times_minus(self, first: t.Node, _: Any, minus: Any, rest: t.Node) -> t.Node:
        return _joined(first, "*-", rest)

    def over(self, first: t.Node, _: Any, rest: t.Node) -> t.Node:
        return _joined(first, "/", rest)

    def big_head(self, big: lark.Token, *scripts: t.Script) -> Any:
        return str(big), scripts, (), _at(big)

    def derivative_head(self, mark: lark.Token, *parts: Any) -> Any:
        order = tuple(p for p in parts if isinstance(p, t.Script))
        return "derivative", order, tuple(p for p in parts if _is_node(p)), _at(mark)

    def partial_head(self, mark: lark.Token, *scripts: t.Script) -> Any:
        return "partial", scripts, (), _at(mark)

    def nabla_head(self, mark: lark.Token, *scripts: t.Script) -> Any:
        return "nabla", scripts, (), _at(mark)

    def big(self, head: Any, *body: Any) -> t.Node:
        op, scripts, targets, at = head
        if op == "nabla" and body[0] is None and (whole := _gradient_at(scripts, body[-1], at)):
            return whole
        return t.Prefixed(op, tuple(scripts), targets, body[0] is not None, body[-1], at)

    def scripted(self, base: t.Node, *scripts: t.Script) -> t.Node:
        return t.Scripted(base, scripts, base.at)

    def func(self, name: lark.Token, *parts: Any) -> t.Node:
        *scripts, argument = parts
        return t.Func(str(name), tuple(scripts), argument, _at(name))

    funcbig = func

    def sub(self, mark: lark.Token, _: Any, conds: t.Conds, end: Any) -> t.Script:
        return t.Script("_", conds, "", _at(mark))

    def sup(self, mark: lark.Token, _: Any, conds: t.Conds, end: Any) -> t.Script:
        return t.Script("^", conds, "", _at(mark))

    def sup_sign(self, mark: lark.Token, _: Any, sign: lark.Token, end: Any) -> t.Script:
        return t.Script("^", (), "-" if sign.type == "MINUS" else "+", _at(mark))

    def prime(self, mark: lark.Token) -> t.Script:
        return t.Script("'", (), "", _at(mark))

    def conds(self, *parts: Any) -> t.Conds:
        found = [p for p in parts if isinstance(p, t.Cond)]
        signs = [str(p) for p in parts if isinstance(p, lark.Token)]
        parted = (replace(c, parted=s) for c, s in zip(found[1:], signs, strict=True))
        return found[0], *parted

    def cond(self, *parts: Any) -> t.Cond:
        relations = tuple(str(p.value) for p in parts[1::2])
        return t.Cond(tuple(parts[::2]), relations, _at(parts[0]))

    def name(self, token: lark.Token) -> t.Node:
        return t.Name(str(token), _at(token))

    def number(self, token: lark.Token) -> t.Node:
        return t.Number(Fraction(str(token)), _at(token))

    def infinity(self, token: lark.Token) -> t.Node:
        return t.Infinity(_at(token))

    def one(self, token: lark.Token) -> t.Node:
        return t.One(_at(token))

    def group(self, mark: lark.Token, conds: t.Conds, _: Any) -> t.Node:
        return t.Group(str(mark), conds, _at(mark))

    def braced(self, mark: lark.Token, inside: t.Node, _: Any) -> t.Node:
        return t.Group("{", (t.Cond((inside,), (), inside.at),), _at(mark))

    def bars(self, mark: lark.Token, inside: t.Node, _: Any) -> t.Node:
        return t.Group("|", (t.Cond((inside,), (), inside.at),), _at(mark))

    def fraction(self, mark: lark.Token, *parts: Any) -> t.Node:
        above, below = (p for p in parts if _is_node(p))
        return t.Ratio(above, below, _at(mark))

    def derivative(self, mark: lark.Token, *parts: Any) -> t.Node:
        order = tuple(p for p in parts if isinstance(p, t.Script))
        body, *targets = (p for p in parts if _is_node(p))
        return t.Derivative(order, body, tuple(targets), _at(mark))

    def target(self, _: Any, node: t.Node) -> t.Node:
        return node

    def root(self, mark: lark.Token, *parts: Any) -> t.Node:
        *degree, body = (p for p in parts if _is_node(p))
        return t.Root(degree[0] if degree else None, body, _at(mark))

    def case(self, value: t.Node, _: Any, condition: Any) -> Any:
        return value, None if isinstance(condition, lark.Token) else condition

    def cases(self, mark: lark.Token, *parts: Any) -> t.Node:
        rows = tuple(p for p in parts if isinstance(p, tuple))
        return t.Cases(rows, _at(mark))

    def integral(self, mark: lark.Token, *parts: Any) -> t.Node:
        scripts = tuple(p for p in parts if isinstance(p, t.Script))
        body, *_ = (p for p in parts if _is_node(p))
        variable = next(p for p in reversed(parts) if p.type == "NAME")
        return t.Integral(scripts, body, t.Name(str(variable), _at(variable)), _at(mark))

    def call(self, name: lark.Token, *parts: Any) -> t.Node:
        scripts = tuple(p for p in parts if isinstance(p, t.Script))
        arguments = next(p for p in parts if isinstance(p, tuple))
        return t.Call(t.Name(str(name), _at(name)), scripts, arguments, _at(name))


def _is_node(part: Any) -> bool:
    return isinstance(part, t.NODES)


def _joined(first: t.Node, op: str, rest: t.Node) -> t.Node:
    """One flat product: the grammar's products nest to the right."""
    items = rest.items if isinstance(rest, t.Product) else (("", rest),)
    return t.Product((("", first), (op, items[0][1]), *items[1:]), first.at)


def _gradient_at(scripts: Sequence[t.Script], body: t.Node, at: int) -> t.Node | None:
    r"""``\nabla f(x)^\top v``, ``\nabla^2 f(x) v``: ∇f at x and its factors, else None.

    What is multiplied by ∇f(x) must not speak of x, as the product could be meant; behind ∇²f(x)
    that may be x itself, but no other function of x.
    """
    items = body.items if isinstance(body, t.Product) else (("", body),)
    first, rest = items[0][1], items[1:]
    turned = isinstance(first, t.Scripted) and first.scripts[0].place == "^"
    call = first.base if isinstance(first, t.Scripted) and turned else first
    if any(s.place != "^" for s in scripts) or not isinstance(call, t.Call) or call is body:
        return None
    letters = [n.key for c in call.arguments for n in c.terms if isinstance(n, t.Name)]
    factors = rest if not scripts and not turned else tuple(n for n in rest if _calls(n[1]))
    if any(mentions(factors, key) for key in letters):
        return None
    whole: t.Node = t.Prefixed("nabla", tuple(scripts), (), False, call, at)
    if isinstance(first, t.Scripted) and turned:
        inside = t.Group("{", (t.Cond((whole,), (), at),), at)
        whole = t.Scripted(inside, first.scripts, at)
    return t.Product((("", whole), *rest), at) if rest else whole


def _calls(node: t.Node) -> bool:
    """Whether a factor is a function before its argument."""
    return isinstance(node.base if isinstance(node, t.Scripted) else node, t.Call)
