"""Terms of a certificate written out at given dimensions: expressions without indices or binders.

An expression is a nested tuple: ``("num", q)``, ``("atom", name, indices)``, ``("free", name)`` for
the variable of a limit, an integral or a statement for all reals, and operators.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from itertools import count
from typing import Any

Expr = tuple[Any, ...]
ZERO, ONE = ("num", Fraction(0)), ("num", Fraction(1))
MOST = 20_000  # nodes written out for one claim


class NoValue(Exception):
    """The expression has no value here."""


class Unchecked(Exception):
    """This program cannot tell; the message says why."""


class Writer:
    """Writes terms out where the dimensions and free indices have the values given."""

    def __init__(self, names: Mapping[str, Any], dims: Mapping[str, int]) -> None:
        self.names, self.dims = names, dims
        self.left, self.free = MOST, count()

    def expr(self, t: Any, at: Mapping[str, Any], bound: tuple[Any, ...] = ()) -> Expr:
        """The expression of a term; `at` has the values of indices and of quantified scalars."""
        self.left -= 1
        if self.left < 0:
            raise Unchecked("too large when written out")
        op, *args = t
        if op in ("add", "padd", "mul", "pmul"):
            return (op.lstrip("p"), *(self.expr(a, at, bound) for a in args))
        if op in ("exp", "log", "abs", "pow"):
            return (op, *(self.expr(a, at, bound) for a in args))
        method = getattr(self, f"_{op}", None)
        if method is None:
            raise Unchecked(f"no such operator: {op}")
        found: Expr = method(args, at, bound)
        return found

    def index(self, t: Any, at: Mapping[str, Any], bound: tuple[Any, ...]) -> int:
        """The value of an index."""
        op, *args = t
        n = {
            "ix": lambda: at[args[0]],
            "lit": lambda: args[0],
            "bv": lambda: bound[args[0]],
            "end": lambda: self.dims[args[0]] - args[1],
        }[op]()
        if n < 1:
            raise NoValue
        return int(n)

    # --- leaves ---

    def _num(self, args: Any, at: Any, bound: Any) -> Expr:
        return ("num", Fraction(args[0]))

    def _pi(self, args: Any, at: Any, bound: Any) -> Expr:
        return ("pi",)

    def _inf(self, args: Any, at: Any, bound: Any) -> Expr:
        return ("inf", args[0])

    def _dim(self, args: Any, at: Any, bound: Any) -> Expr:
        return ("num", Fraction(self.dims[args[0]]))

    def _val(self, args: Any, at: Any, bound: Any) -> Expr:
        return ("num", Fraction(self.index(args[0], at, bound)))

    def _bv(self, args: Any, at: Any, bound: Any) -> Expr:
        found: Expr = bound[args[0]]
        return found

    def _var(self, args: Any, at: Any, bound: Any) -> Expr:
        found: Expr = at.get(args[0], ("atom", args[0], ()))
        return found

    def _entry(self, args: Any, at: Any, bound: Any) -> Expr:
        indices = tuple(self.index(i, at, bound) for i in args[1:])
        if any(n > self.dims[d] for n, d in zip(indices, self.names[args[0]][1], strict=True)):
            raise NoValue
        return ("atom", args[0], indices)

    def _sym(self, args: Any, at: Any, bound: Any) -> Expr:
        op, name, indices = self._entry(args, at, bound)
        return (op, name, tuple(sorted(indices)))

    def _delta(self, args: Any, at: Any, bound: Any) -> Expr:
        left, right = (self.index(i, at, bound) for i in args)
        return ONE if left == right else ZERO

    # --- operators ---

    def _def(self, args: Any, at: Any, bound: Any) -> Expr:
        _, params, body = self.names[args[0]]
        values = {}
        for p, a in zip(params, args[1:], strict=True):
            values[p[1]] = (self.index if p[0] == "ix" else self.expr)(a, at, bound)
        outside = {n: v for n, v in at.items() if n not in values}
        return self.expr(body, {**outside, **values})

    def _app(self, args: Any, at: Any, bound: Any) -> Expr:
        return ("app", args[0], args[1], self.expr(args[2], at, bound))

    def _tangent(self, args: Any, at: Any, bound: Any) -> Expr:
        x = self.expr(args[0], at, bound)
        return ("add", ("exp", x), ("num", Fraction(-1)), ("mul", ("num", Fraction(-1)), x))

    def _iv(self, args: Any, at: Any, bound: Any) -> Expr:
        return ("iv", args[0], *(self.expr(a, at, bound) for a in args[1:]))

    def _if(self, args: Any, at: Any, bound: Any) -> Expr:
        test = self.expr(args[0], at, bound)
        if test[0] == "num":  # the other branch may not even be there, such as z_3 at K = 2
            return self.expr(args[1 if test[1] == 1 else 2], at, bound)
        return ("if", test, *(self.expr(a, at, bound) for a in args[1:]))

    def _over(self, args: Any, at: Any, bound: Any) -> list[Expr]:
        dim, first, off = args[1]
        values = range(first, self.dims[dim] - off + 1)
        return [self.expr(args[2], at, (n, *bound)) for n in values]

    def _sum(self, args: Any, at: Any, bound: Any) -> Expr:
        return ("add", *self._over(args, at, bound))

    def _prod(self, args: Any, at: Any, bound: Any) -> Expr:
        return ("mul", *self._over(args, at, bound))

    def _max(self, args: Any, at: Any, bound: Any) -> Expr:
        return ("max", *self._over(args, at, bound))

    def _min(self, args: Any, at: Any, bound: Any) -> Expr:
        mirrored = (("mul", ("num", Fraction(-1)), x) for x in self._over(args, at, bound))
        return ("mul", ("num", Fraction(-1)), ("max", *mirrored))

    def _deriv(self, args: Any, at: Any, bound: Any) -> Expr:
        by = self.expr(args[0], at, bound)
        if by[0] not in ("atom", "free"):
            raise Unchecked("a derivative by what is no variable")
        return ("at", by, slope(self.expr(args[1], at, bound), by))

    def _lim(self, args: Any, at: Any, bound: Any) -> Expr:
        _, domain, side, point, body = args
        x = ("free", next(self.free))
        end = self.expr(point, at, bound)
        return ("lim", domain, side, end, x, self.expr(body, at, (x, *bound)))

    def _int(self, args: Any, at: Any, bound: Any) -> Expr:
        x = ("free", next(self.free))
        low, high = (self.expr(a, at, bound) for a in args[1:3])
        return ("int", low, high, x, self.expr(args[3], at, (x, *bound)))


# --- derivatives --------------------------------------------------------------------------------


def slope(e: Expr, by: Expr) -> Expr:
    """The derivative of an expression, symbolically."""
    if e == by:
        return ONE
    op = e[0]
    if op in ("num", "pi", "atom", "free"):
        return ZERO
    if op == "add":
        return _sum([slope(a, by) for a in e[1:]])
    if op == "mul":
        parts = [(*e[1:n], slope(a, by), *e[n + 1 :]) for n, a in enumerate(e) if n]
        return _sum([("mul", *p) for n, p in enumerate(parts) if p[n] != ZERO])
    if op in _CHAIN:
        return _product(_CHAIN[op](e), slope(e[-1], by))
    if op == "pow":
        return _slope_of_power(e, by)
    if op == "max":
        return ("pick", e[1:], tuple(slope(a, by) for a in e[1:]))
    if op == "iv":
        fixed = slope(e[2], by) == slope(e[3], by) == ZERO
        return ZERO if fixed else ("flat", e[2], e[3])
    if op == "if":
        return ("add", ("if", e[1], slope(e[2], by), slope(e[3], by)), slope(e[1], by))
    if op == "at":
        return ("at", e[1], slope(e[2], by))
    raise Unchecked(f"the derivative of {op}")


_CHAIN: dict[str, Callable[[Expr], Expr]] = {
    "exp": lambda e: e,
    "log": lambda e: ("pow", e[1], ("num", Fraction(-1))),
    "abs": lambda e: ("sign", e[1]),
    "app": lambda e: ("app", e[1], e[2] + 1, e[3]),
}


def _slope_of_power(e: Expr, by: Expr) -> Expr:
    _, base, exponent = e
    if exponent[0] == "num":
        less = ("pow", base, ("num", exponent[1] - 1))
        return _product(("mul", exponent, less), slope(base, by))
    inside = ("mul", exponent, ("log", base))
    return _product(e, slope(inside, by))


def _product(outer: Expr, inner: Expr) -> Expr:
    return ZERO if inner == ZERO else ("mul", outer, inner)


def _sum(parts: list[Expr]) -> Expr:
    kept = [p for p in parts if p != ZERO]
    return ("add", *kept) if kept else ZERO
