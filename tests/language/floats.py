"""Floating-point values of kernel terms, to compare a reading with direct arithmetic."""

import math
from collections.abc import Mapping
from typing import Any

from symsoft.kernel.context import Context
from symsoft.kernel.terms import INDEX_OPS, Term

_STEP = 1e-5
_RELATIONS = {"=": float.__eq__, "!=": float.__ne__, "<": float.__lt__, ">": float.__gt__}
_FOLD = {"sum": sum, "prod": math.prod, "max": max, "min": min}
_POINTWISE = {"exp": math.exp, "log": math.log, "abs": abs}


class Floats:
    """Values for names: numbers, and lists (of lists) for entries, functions of (order, x)."""

    def __init__(self, context: Context, values: Mapping[str, Any]) -> None:
        self.context, self.values = context, dict(values)

    def __call__(self, term: Term) -> float:
        return self.value(self.context.unfold(term), ())

    def index(self, t: Term, bound: tuple[Any, ...]) -> int:
        op, args = t.op, t.args
        if op == "bv":
            return int(bound[args[0]])
        return int(
            args[0] if op == "lit" else self.values[args[0]] - (args[1] if op == "end" else 0)
        )

    def value(self, t: Term, bound: tuple[Any, ...]) -> float:
        op, args = t.op, t.args
        if op == "num":
            return float(args[0])
        if op == "bv":
            return float(bound[args[0]])
        if op in ("var", "dim"):
            return float(self.values[args[0]])
        if op in ("entry", "sym"):
            found = self.values[args[0]]
            for index in args[1:]:
                found = found[self.index(index, bound) - 1]
            return float(found)
        if op in ("val", "delta"):
            at = [self.index(a, bound) for a in args]
            return float(at[0] if op == "val" else at[0] == at[1])
        if op in _FOLD:
            (name, first, off), body = args[1:]
            numbers = range(first, self.values[name] - off + 1)
            return float(_FOLD[op](self.value(body, (n, *bound)) for n in numbers))
        if op == "deriv":
            return self.slope(args[0], args[1], bound)
        if op == "app":
            return float(self.values[args[0]](args[1], self.value(args[2], bound)))
        parts = [
            self.value(a, bound) for a in args if isinstance(a, Term) and a.op not in INDEX_OPS
        ]
        return float(self.combine(op, args, parts))

    def combine(self, op: str, args: tuple[Any, ...], parts: list[float]) -> float:
        if op in _POINTWISE:
            return _POINTWISE[op](*parts)
        if op in ("add", "mul"):
            return sum(parts) if op == "add" else math.prod(parts)
        if op == "if":
            return parts[1] if parts[0] else parts[2]
        return float(_RELATIONS[args[0]](*parts)) if op == "iv" else parts[0] ** parts[1]

    def slope(self, target: Term, body: Term, bound: tuple[Any, ...]) -> float:
        """A central difference."""
        sides = []
        for step in (_STEP, -_STEP):
            moved = Floats(self.context, self.values)
            name = target.args[0]
            if target.op == "entry":
                at = self.index(target.args[1], bound) - 1
                moved.values[name] = [v + step * (n == at) for n, v in enumerate(self.values[name])]
            else:
                moved.values[name] = self.values[name] + step
            sides.append(moved.value(body, bound))
        return (sides[0] - sides[1]) / (2 * _STEP)
