"""Terms at a point: the value of every subterm, or `Undefined`.

Definedness is strict: 0·log(0) has no value. Only the branch of "if" that is not taken is left out.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Any

from symsoft.kernel.terms import Term
from symsoft.refuter import jets, values
from symsoft.refuter.jets import Jet, Value
from symsoft.refuter.point import Point
from symsoft.refuter.values import Number, Undefined, Unsupported

Bound = tuple[int, ...]  # values of the enclosing bound indices, innermost first
Atom = tuple[str, tuple[int, ...]]  # a scalar (no indices) or an entry
_HOLDS: dict[str, Callable[[int], bool]] = {
    "=": lambda order: order == 0,
    "!=": lambda order: order != 0,
    "<": lambda order: order < 0,
    "<=": lambda order: order <= 0,
    ">": lambda order: order > 0,
    ">=": lambda order: order >= 0,
}


def holds(rel: str, order: int) -> bool:
    """Whether a ~ b, given the order of a and b as -1, 0 or 1."""
    return _HOLDS[rel](order)


def evaluate(term: Term, point: Point, edged: frozenset[str] = frozenset()) -> Number:
    """The value of a closed term at a point; `Undefined`, `Undecided` or `Unsupported`.

    Definitions must be unfolded. For `edged` see `Evaluator`.
    """
    return jets.base(Evaluator(point, edged).value(term))


class Evaluator:
    """Evaluates terms at one point; what was evaluated is kept.

    The names in `edged` are nonnegative: at 0, their domain's edge, nothing is differentiable by
    them. `unknowns` gives atoms a value other than the point's.
    """

    def __init__(
        self,
        point: Point,
        edged: frozenset[str] = frozenset(),
        unknowns: dict[Atom, Value] | None = None,
    ) -> None:
        self.point, self.edged = point, edged
        self.now: dict[Atom, Value] = dict(unknowns or {})  # atoms that are more than numbers
        self.read: set[Atom] = set()
        self.steps = 0
        self._known: dict[Any, Value] = {}
        self._scope: tuple[Atom, ...] = ()  # what is differentiated by, outermost first

    def value(self, term: Term, bound: Bound = ()) -> Value:
        """The value of `term`, whose bound indices have the values `bound`."""
        if term.op == "num":
            return _number(term)
        key = (term, bound[: term.loose], self._seen(term.names))
        found = self._known.get(key)
        if found is None:
            self.steps += 1
            found = self._known[key] = _RULES[term.op](self, term, bound)
        return found

    def _seen(self, names: frozenset[str]) -> tuple[Atom, ...]:
        """The part of the scope that can matter to a term with these names."""
        scope = self._scope
        while scope and scope[-1][0] not in names:
            scope = scope[:-1]
        return scope

    def index(self, term: Term, bound: Bound) -> int:
        """The value of an index term."""
        op, args = term.op, term.args
        if op == "bv":
            return bound[int(args[0])]
        if op == "ix":
            return self.point.indices[args[0]]
        if op == "lit":
            return int(args[0])
        found = self.point.dims[args[0]] - int(args[1])
        if found < 1:
            raise Undefined
        return found

    def range(self, term: Term) -> range:
        """The values of the bound index of a sum and its kin."""
        dim, first, off = term.args[1]
        return range(first, self.point.dims[dim] - off + 1)

    def atom(self, term: Term, bound: Bound) -> Atom:
        """Which scalar or entry a term names; `Undefined` if there is no such entry."""
        if term.op == "var":
            return term.args[0], ()
        at = tuple(self.index(i, bound) for i in term.args[1:])
        if term.op == "sym":
            at = tuple(sorted(at))
        if at not in self.point.arrays[term.args[0]]:
            raise Undefined
        return term.args[0], at

    def look_up(self, atom: Atom) -> Value:
        """The present value of a scalar or an entry."""
        self.read.add(atom)
        if atom in self.now:
            return self.now[atom]
        name, at = atom
        return self.point.arrays[name][at] if at else self.point.scalars[name]

    def derivative(self, term: Term, bound: Bound) -> Value:
        """The derivative of `term.args[1]` by the atom `term.args[0]`."""
        if term.args[0].op not in ("var", "entry", "sym"):
            raise Unsupported
        atom = self.atom(term.args[0], bound)
        here = self.look_up(atom)
        if atom[0] in self.edged and jets.sign(here) == 0:
            raise Undefined
        before, scope = dict(self.now), self._scope
        self._scope = (*scope, atom)
        tag = len(self._scope)
        self.now[atom] = Jet(tag, here, values.ONE)
        try:
            return jets.parts(self.value(term.args[1], bound), tag)[1]
        finally:
            self.now, self._scope = before, scope


_Rule = Callable[[Evaluator, Term, Bound], Value]


def _number(term: Term) -> Number:
    found = _numbers.get(term.args[0])
    if found is None:
        found = _numbers[term.args[0]] = values.rational(term.args[0])
    return found


_numbers: dict[Fraction, Number] = {}


def _add(ev: Evaluator, term: Term, bound: Bound) -> Value:
    total: Value = values.ZERO
    for a in term.args:
        total = jets.plus(total, ev.value(a, bound))
    return total


def _mul(ev: Evaluator, term: Term, bound: Bound) -> Value:
    total: Value = values.ONE
    for a in [ev.value(a, bound) for a in term.args]:
        total = jets.times(total, a)
    return total


def _pow(ev: Evaluator, term: Term, bound: Bound) -> Value:
    base, exponent = term.args
    if exponent.op == "num":
        return jets.power(ev.value(base, bound), exponent.args[0])
    raised = ev.value(exponent, bound)  # b^x = e^(x log b) for b > 0
    root = ev.value(base, bound)
    if jets.sign(root) <= 0:
        raise Undefined
    exact = None if isinstance(raised, Jet) else values.fraction(raised)
    if exact is not None:
        return jets.power(root, exact)
    return jets.exp(jets.times(raised, jets.log(root)))


def _sum(ev: Evaluator, term: Term, bound: Bound) -> Value:
    total: Value = values.ZERO
    for n in ev.range(term):
        total = jets.plus(total, ev.value(term.args[2], (n, *bound)))
    return total


def _prod(ev: Evaluator, term: Term, bound: Bound) -> Value:
    total: Value = values.ONE
    for n in ev.range(term):
        total = jets.times(total, ev.value(term.args[2], (n, *bound)))
    return total


def _max(ev: Evaluator, term: Term, bound: Bound) -> Value:
    return _greatest([ev.value(term.args[2], (n, *bound)) for n in ev.range(term)])


def _min(ev: Evaluator, term: Term, bound: Bound) -> Value:
    minus = values.rational(-1)
    found = [ev.value(term.args[2], (n, *bound)) for n in ev.range(term)]
    negated = [jets.times(minus, v) for v in found]
    greatest = _greatest(negated)
    for value, mirrored in zip(found, negated, strict=True):
        if mirrored is greatest:
            return value  # the very same number, so that it is known to equal the minimum
    return jets.times(minus, greatest)


def _greatest(found: list[Value]) -> Value:
    if not found:
        raise Undefined
    best = found[0]
    for value in found[1:]:
        best = jets.greater(best, value)
    return best


def _iverson(ev: Evaluator, term: Term, bound: Bound) -> Value:
    rel, left, right = term.args
    order = jets.compare(ev.value(left, bound), ev.value(right, bound))
    return values.ONE if holds(rel, order) else values.ZERO


def _if(ev: Evaluator, term: Term, bound: Bound) -> Value:
    condition = ev.value(term.args[0], bound)
    if jets.compare(condition, values.ONE) == 0:
        return ev.value(term.args[1], bound)
    if jets.compare(condition, values.ZERO) == 0:
        return ev.value(term.args[2], bound)
    raise Unsupported


def _delta(ev: Evaluator, term: Term, bound: Bound) -> Value:
    same = ev.index(term.args[0], bound) == ev.index(term.args[1], bound)
    return values.ONE if same else values.ZERO


def _atom(ev: Evaluator, term: Term, bound: Bound) -> Value:
    return ev.look_up(ev.atom(term, bound))


def _app(ev: Evaluator, term: Term, bound: Bound) -> Value:
    name, order, arg = term.args
    return ev.point.functions[name].derivative(order).value(ev.value(arg, bound))


def _unsupported(ev: Evaluator, term: Term, bound: Bound) -> Value:
    raise Unsupported


_RULES: dict[str, _Rule] = {
    "pi": lambda ev, t, b: values.pi(),
    "dim": lambda ev, t, b: values.rational(ev.point.dims[t.args[0]]),
    "val": lambda ev, t, b: values.rational(ev.index(t.args[0], b)),
    "var": _atom,
    "entry": _atom,
    "sym": _atom,
    "app": _app,
    "add": _add,
    "padd": _add,
    "mul": _mul,
    "pmul": _mul,
    "pow": _pow,
    "exp": lambda ev, t, b: jets.exp(ev.value(t.args[0], b)),
    "log": lambda ev, t, b: jets.log(ev.value(t.args[0], b)),
    "abs": lambda ev, t, b: jets.absolute(ev.value(t.args[0], b)),
    "delta": _delta,
    "iv": _iverson,
    "if": _if,
    "sum": _sum,
    "prod": _prod,
    "max": _max,
    "min": _min,
    "deriv": lambda ev, t, b: ev.derivative(t, b),
    **dict.fromkeys(("bv", "inf", "def", "lim", "int", "tangent"), _unsupported),
}
