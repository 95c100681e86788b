"""Terms with a point's numbers put in, as terms: no dimensions, indices or names are left.

A limit claim can so be tried at a small case by whoever can find limits; the instance is a term
without sums or deltas.
"""

from __future__ import annotations

from fractions import Fraction
from functools import reduce

from symsoft.kernel.terms import (
    Term,
    add,
    binder,
    div,
    fresh,
    mk,
    mul,
    neg,
    num,
    open_,
    sub,
    var,
)
from symsoft.refuter import jets, values
from symsoft.refuter.evaluate import Evaluator, holds
from symsoft.refuter.jets import Value
from symsoft.refuter.point import Point
from symsoft.refuter.values import Undefined, Unsupported


def instantiate(term: Term, point: Point) -> Term:
    """The closed term that `term`, definitions unfolded, is at an exact point.

    Raises `Unsupported` for derivatives and for values that are not exact, and `Undefined` where
    an entry does not exist or a maximum is empty.
    """
    return _Instance(point).visit(term)


class _Instance:
    def __init__(self, point: Point) -> None:
        self.point = point
        self.evaluator = Evaluator(point)

    def visit(self, t: Term) -> Term:
        if t.op in ("dim", "val", "delta", "var", "entry", "sym"):
            return self._leaf(t)
        if t.op in ("sum", "prod", "max", "min"):
            return self._over_range(t)
        if t.op in ("lim", "int"):
            return self._over_reals(t)
        if t.op in ("deriv", "def"):
            raise Unsupported
        if t.op == "app":
            function = self.point.functions[t.args[0]].derivative(t.args[1])
            return function.term(self.visit(t.args[2]))
        args = [self.visit(a) if isinstance(a, Term) else a for a in t.args]
        return _decided(t.op, args)

    def _leaf(self, t: Term) -> Term:
        if t.op == "var" and t.args[0] not in self.point.scalars:
            return t  # the variable of an enclosing limit or integral
        return num(_exact(self.evaluator.value(t)))

    def _over_range(self, t: Term) -> Term:
        bodies = [self.visit(open_(t.args[2], mk("lit", n))) for n in self.evaluator.range(t)]
        if t.op == "sum":
            return add(*bodies)
        if t.op == "prod":
            return mul(*bodies)
        if not bodies:
            raise Undefined
        if all(b.op == "num" for b in bodies):
            return num((max if t.op == "max" else min)(b.args[0] for b in bodies))
        return reduce(_greater if t.op == "max" else _less, bodies)

    def _over_reals(self, t: Term) -> Term:
        hint, *middle, body = t.args
        name = fresh(body.names, self.point.scalars)
        x = var(name, middle[0] if t.op == "lim" else "real")
        head = [self.visit(a) if isinstance(a, Term) else a for a in middle]
        return binder(t.op, hint, *head, var=x, body=self.visit(open_(body, x)))


def _exact(value: Value) -> Fraction:
    found = values.fraction(jets.base(value))
    if found is None:
        raise Unsupported
    return found


def _greater(a: Term, b: Term) -> Term:
    return div(add(a, b, mk("abs", sub(a, b))), num(2))


def _less(a: Term, b: Term) -> Term:
    return div(add(a, b, neg(mk("abs", sub(a, b)))), num(2))


def _decided(op: str, args: list[Term]) -> Term:
    """The term, an Iverson bracket or "if" decided where its numbers are known."""
    if op == "iv" and args[1].op == args[2].op == "num":
        left, right = (a.args[0] for a in args[1:])
        return num(int(holds(str(args[0]), (left > right) - (left < right))))
    if op == "if" and args[0].op == "num":
        return args[1] if args[0].args[0] == 1 else args[2]
    return mk(op, *args)
