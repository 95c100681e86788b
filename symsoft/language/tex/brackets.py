"""Calls of what was defined with brackets: the definition that is meant, and what it is given."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from symsoft.language.tex import tree as t
from symsoft.language.tex.env import Env
from symsoft.language.tex.errors import Unreadable
from symsoft.language.tex.slots import Slot, matched, signature


def filled(call: t.Call, env: Env) -> tuple[t.Call, list[t.Node]]:
    """The call of one definition with its arguments alone, and the indices in its bracket."""
    key, known = call.function.key, env.scope.variants.get(call.function.key)
    if known is None:
        return call, []
    names = known.get(signature(call.arguments), [])
    if not names:
        raise Unreadable(f"{_told(key, known)}, and here is another bracket", call.at)
    fitting = [name for name in names if _fits(env.scope.slots[name], call.arguments)]
    if not fitting:
        at = _misfit(env.scope.slots[names[-1]], call.arguments).at
        raise Unreadable(f"{key} was defined with something else in this place", at)
    free = {name: sum(slot.free for slot in env.scope.slots[name]) for name in fitting}
    name, *others = sorted(fitting, key=free.__getitem__)
    every = env.scope.slots
    if any(free[n] == free[name] or _overlap(every[name], every[n]) for n in others):
        raise Unreadable(f"two definitions of {key} fit here", call.at, ("the one", "the other"))
    slots = env.scope.slots[name]
    _refuse_exchanged(key, slots, call.arguments)
    arguments, held = list[t.Cond](), list[t.Node]()
    for slot, cond in zip(slots, call.arguments, strict=True):
        found = {} if slot.free else matched(slot.pattern, cond, slot.holes) or {}
        arguments += [cond] if slot.free else []
        held += [found[hole] for hole in slot.holes]
    function = t.Name(name, call.function.at)
    return replace(call, function=function, arguments=tuple(arguments)), held


def _overlap(some: Sequence[Slot], others: Sequence[Slot]) -> bool:
    """Whether one of them has the letter of an index where the other has something else."""
    pairs = zip(some, others, strict=True)
    return any(not a.free and not b.free and len(a.holes) != len(b.holes) for a, b in pairs)


def _fits(slots: Sequence[Slot], conds: t.Conds) -> bool:
    return all(_takes(slot, cond) for slot, cond in zip(slots, conds, strict=True))


def _takes(slot: Slot, cond: t.Cond) -> bool:
    return slot.free or matched(slot.pattern, cond, slot.holes) is not None


def _misfit(slots: Sequence[Slot], conds: t.Conds) -> t.Cond:
    pairs = zip(slots, conds, strict=True)
    return next(cond for slot, cond in pairs if not _takes(slot, cond))


def _told(key: str, known: Mapping[str, Sequence[str]]) -> str:
    shapes = [shape for shape in known if shape]
    if len(shapes) == 1 and set(shapes[0]) <= {"·", ","}:
        return f"{key} takes {shapes[0].count('·')} arguments"
    return f"{key} is defined as {' and '.join(f'{key}({shape})' for shape in shapes)}"


def _refuse_exchanged(key: str, slots: Sequence[Slot], conds: t.Conds) -> None:
    """p(x | y) where p(y | x) was defined: is it that at another place, or another density?"""
    if not any(c.parted == "|" for c in conds):
        return
    letters = [_letter(slot.pattern) for slot in slots]
    for n, cond in enumerate(conds):
        here = _letter(cond)
        if here is not None and here in letters and letters[n] != here:
            readings = (f"what {key} is, with its letters exchanged", "another function")
            raise Unreadable(f"this {key} can be read in two ways", cond.at, readings)


def _letter(cond: t.Cond) -> str | None:
    node = cond.terms[0]
    return node.key if isinstance(node, t.Name) and not cond.relations else None
