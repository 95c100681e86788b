r"""Functions written without their argument: ``\frac{d\sigma}{da}`` and ``\ln Z`` for Z(β).

A name that was defined with letters which are declared stands for itself at these, in a formula
that speaks of them: where it speaks of x instead, σ may be meant for σ(x).  Where it also stands
before a bracket with something else, as in ``\sigma (1 - \sigma)``, nobody knows whether that is
its argument or a factor.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import fields
from typing import Any

from symsoft.kernel.context import Scalar
from symsoft.language.tex import tree as t
from symsoft.language.tex.env import Env, mentions
from symsoft.language.tex.errors import Unreadable
from symsoft.language.tex.scope import Called


def own_call(name: t.Name, env: Env) -> t.Call | None:
    """The function at the letters it was defined with; None if they are not declared and used."""
    names = [n for found in env.scope.variants.get(name.key, {}).values() for n in found]
    if len(names) != 1 or env.hides(name.key):
        return None
    slots = env.scope.slots[names[0]]
    letters = [n for s in slots for n in s.pattern.terms if s.free and isinstance(n, t.Name)]
    if not slots or len(letters) != len(slots):
        return None
    for letter in letters:
        declared = isinstance(env.scope.meanings.get(letter.key), Scalar)
        if not declared or not mentions(env.roots, letter.key):
            return None
    return t.Call(name, (), tuple(s.pattern for s in slots), name.at)


def own_indices(name: t.Name, env: Env) -> list[t.Node]:
    """The letters of indices in the bracket that a function was defined with, as y in ℓ(z, y)."""
    names = [n for found in env.scope.variants.get(name.key, {}).values() for n in found]
    letters = [k for n in names[:1] for slot in env.scope.slots[n] for k in slot.holes]
    if letters and len(names) > 1 or not all(mentions(env.roots, k) for k in letters):
        raise Unreadable(f"{name.key} is a function: write its argument", name.at)
    return [t.Name(k, name.at) for k in letters]


def refuse_factors(call: t.Call, env: Env) -> None:
    """Refuse a name without argument beside one that stands before another bracket."""
    own = [c.terms for c in call.arguments]
    for other in _calls(env.roots, call.function.key):
        if not _alike([c.terms for c in other.arguments], own):
            key = call.function.key
            readings = ("its argument", "a factor")
            why = f"{key} is written without argument, so the bracket behind another {key}"
            raise Unreadable(f"{why} can be read in two ways", other.at, readings)


def refuse_other_letters(body: t.Node, targets: Iterable[str], env: Env) -> None:
    """Refuse ∂σ/∂w where σ was defined by another letter: that may be one that w moves."""
    moved = set(targets)
    unseen = {w for w in moved if not mentions(body, _key(w, env))}
    for name in _names(body):
        rule = env.scope.meanings.get(name.key)
        if isinstance(rule, Called) and rule.arguments and unseen - _made_of(rule, env):
            raise Unreadable(f"{name.key} is a function: write its argument", name.at)
        call = own_call(name, env)
        own = (
            {n.key for c in call.arguments for n in c.terms if isinstance(n, t.Name)}
            if call
            else set()
        )
        if call and moved - {env.scope.plain[key] for key in own}:
            raise Unreadable(f"{name.key} is a function: write its argument", name.at)


def _made_of(rule: Called, env: Env) -> set[str]:
    """The names that a function and its arguments are made of."""
    keys = {*(name.key for name in _names(rule.body)), *(key for key, _ in rule.arguments)}
    plain = [env.scope.plain[key] for key in keys if key in env.scope.plain]
    return {*plain, *(name for one in plain for name in env.scope.context_of(one).names)}


def _key(name: str, env: Env) -> str:
    return next((key for key, plain in env.scope.plain.items() if plain == name), name)


def _names(part: Any) -> Iterator[t.Name]:
    """The names in a formula that are no functions before their arguments."""
    if isinstance(part, t.Name):
        yield part
    elif isinstance(part, t.Call):
        yield from _names((part.scripts, part.arguments))
    elif isinstance(part, tuple):
        for inner in part:
            yield from _names(inner)
    elif isinstance(part, t.PARTS):
        for field in fields(part):
            yield from _names(getattr(part, field.name))


def _alike(some: list[tuple[t.Node, ...]], others: list[tuple[t.Node, ...]]) -> bool:
    keys = [[n.key if isinstance(n, t.Name) else None for n in terms] for terms in some]
    return keys == [[n.key for n in terms if isinstance(n, t.Name)] for terms in others]


def _calls(part: Any, key: str) -> Iterator[t.Call]:
    """The calls of a function anywhere in a formula."""
    if isinstance(part, t.Call) and part.function.key == key:
        yield part
    if isinstance(part, tuple):
        for inner in part:
            yield from _calls(inner, key)
    elif isinstance(part, t.PARTS):
        for field in fields(part):
            yield from _calls(getattr(part, field.name), key)
