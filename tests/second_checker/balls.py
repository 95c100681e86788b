"""Values of expressions: exact rationals where possible, balls of python-flint otherwise."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from flint import acb, arb, ctx, fmpq

from tests.second_checker.ground import Expr, NoValue, Unchecked

Number = fmpq | arb
BITS = 200


@dataclass
class Point:
    """Values of atoms, and which function each unknown one is: ``exp``, ``one`` or ``square``."""

    atoms: dict[Expr, Number] = field(default_factory=dict)
    functions: dict[str, str] = field(default_factory=dict)
    edged: frozenset[str] = frozenset()  # nonnegative names: not differentiable by these at 0
    free: Mapping[Expr, Number] = field(default_factory=dict)
    known: dict[int, tuple[Expr, Number]] = field(default_factory=dict)


def value(e: Expr, p: Point) -> Number:
    """The value; `NoValue` where there is none, `Unchecked` where that cannot be told."""
    found = p.known.get(id(e))
    if found is None:  # the expression is kept, so that its id stays its own
        found = p.known[id(e)] = (e, _value(e, p))
    return found[1]


def _value(e: Expr, p: Point) -> Number:
    op = e[0]
    if op == "num":
        return fmpq(e[1].numerator, e[1].denominator)
    if op == "atom":
        return p.atoms[e]
    if op == "free":
        if e not in p.free:
            raise Unchecked("a variable without a value")
        return p.free[e]
    rule = _RULES.get(op)
    if rule is None:
        raise Unchecked(_WHY.get(op, f"cannot evaluate {op}"))
    return _finite(rule(e, p))


_WHY = {"lim": "a limit inside a term", "int": "an integral inside a term", "inf": "infinity"}


def _finite(x: Number) -> Number:
    if isinstance(x, arb) and not x.is_finite():
        raise Unchecked("too wide a ball")
    return x


def order(a: Number, b: Number) -> int:
    """-1, 0 or 1; `Unchecked` where the balls overlap."""
    if a < b:
        return -1
    if b < a:
        return 1
    if isinstance(a, fmpq) and isinstance(b, fmpq):
        return 0
    raise Unchecked("equal, or too close to tell")


def sign(a: Number) -> int:
    """The order of a and 0."""
    return order(a, fmpq(0))


def _ball(a: Number) -> arb:
    return a if isinstance(a, arb) else arb(a)


def _add(e: Expr, p: Point) -> Number:
    total: Number = fmpq(0)
    for a in e[1:]:
        total = total + value(a, p)
    return total


def _mul(e: Expr, p: Point) -> Number:
    total: Number = fmpq(1)
    for x in [value(a, p) for a in e[1:]]:  # all of them, as 0 times what is undefined is undefined
        total = fmpq(0) if isinstance(x, fmpq) and x == 0 else total * x
    return total


def _exp(e: Expr, p: Point) -> Number:
    x = value(e[1], p)
    return fmpq(1) if isinstance(x, fmpq) and x == 0 else _ball(x).exp()


def _log(e: Expr, p: Point) -> Number:
    x = value(e[1], p)
    if sign(x) <= 0:
        raise NoValue
    return fmpq(0) if isinstance(x, fmpq) and x == 1 else _ball(x).log()


def _pow(e: Expr, p: Point) -> Number:
    base, exponent = value(e[1], p), value(e[2], p)
    if not isinstance(exponent, fmpq) or exponent.q != 1:
        return _root(base, exponent, e[2][0] == "num")
    n = int(exponent)
    if n <= 0 and sign(base) == 0:
        raise NoValue
    if abs(n) > 10_000:
        raise Unchecked("too large an exponent")
    return base**n


def _root(base: Number, exponent: Number, written: bool) -> Number:
    where = sign(base)
    if where < 0 or where == 0 and not (written and exponent > 0):
        raise NoValue
    if where == 0:
        return fmpq(0)
    if isinstance(exponent, fmpq) and exponent.q == 2 and isinstance(base, fmpq):
        top, bottom = base.p.sqrtrem(), base.q.sqrtrem()
        if top[1] == bottom[1] == 0:
            return fmpq(top[0], bottom[0]) ** int(exponent.p)
    return _ball(base) ** _ball(exponent)


def _abs(e: Expr, p: Point) -> Number:
    x = value(e[1], p)
    return abs(x) if isinstance(x, arb) else max(x, -x)


def _sign(e: Expr, p: Point) -> Number:
    s = sign(value(e[1], p))
    if s == 0:
        raise NoValue
    return fmpq(s)


def _max(e: Expr, p: Point) -> Number:
    found = [value(a, p) for a in e[1:]]
    if not found:
        raise NoValue
    if all(isinstance(x, fmpq) for x in found):
        return max(found)
    best = _ball(found[0])
    for x in found[1:]:
        best = best.max(_ball(x))
    return best


def _pick(e: Expr, p: Point) -> Number:
    """The derivative of a maximum: that of the only greatest member."""
    found = [value(a, p) for a in e[1]]
    for n, x in enumerate(found):
        if all(order(y, x) < 0 for m, y in enumerate(found) if m != n):
            return value(e[2][n], p)
    raise NoValue


def _flat(e: Expr, p: Point) -> Number:
    if order(value(e[1], p), value(e[2], p)) == 0:
        raise NoValue
    return fmpq(0)


def _at(e: Expr, p: Point) -> Number:
    """A derivative by e[1], a variable that may be at the edge of its domain."""
    if e[1][0] == "atom" and e[1][1] in p.edged and sign(value(e[1], p)) == 0:
        raise NoValue
    return value(e[2], p)


HOLDS = {
    "=": lambda o: o == 0,
    "!=": lambda o: o != 0,
    "<": lambda o: o < 0,
    "<=": lambda o: o <= 0,
    ">": lambda o: o > 0,
    ">=": lambda o: o >= 0,
}


def _iv(e: Expr, p: Point) -> Number:
    if e[2] == e[3]:
        value(e[2], p)
        return fmpq(int(HOLDS[e[1]](0)))
    return fmpq(int(HOLDS[e[1]](order(value(e[2], p), value(e[3], p)))))


def _if(e: Expr, p: Point) -> Number:
    test = value(e[1], p)
    if not isinstance(test, fmpq) or test not in (0, 1):
        raise Unchecked("a case that is neither 0 nor 1")
    return value(e[2] if test == 1 else e[3], p)


def _app(e: Expr, p: Point) -> Number:
    x, n = value(e[3], p), e[2]
    kind = p.functions[e[1]]
    if kind == "exp":
        return _ball(x).exp()
    if kind == "square":  # 1 + x^2
        return (1 + x * x, 2 * x, fmpq(2), fmpq(0))[min(n, 3)]
    return fmpq(int(n == 0))


_RULES: dict[str, Any] = {
    "pi": lambda e, p: arb.pi(),
    "add": _add,
    "mul": _mul,
    "exp": _exp,
    "log": _log,
    "pow": _pow,
    "abs": _abs,
    "sign": _sign,
    "max": _max,
    "pick": _pick,
    "flat": _flat,
    "at": _at,
    "iv": _iv,
    "if": _if,
    "app": _app,
}


# --- integrals ----------------------------------------------------------------------------------

_ENTIRE = ("num", "pi", "add", "mul", "exp", "free", "atom")


def integral(e: Expr, p: Point) -> arb:
    """A rigorous enclosure of an integral of a function without corners between finite ends."""
    _, low, high, x, body = e
    _require_smooth(body)
    start, end = (acb(_ball(value(e, p))) for e in (low, high))
    found = acb.integral(lambda u, analytic: _complex(body, p, x, u), start, end).real
    return arb(_finite(found))


def _require_smooth(e: Expr) -> None:
    whole = e[0] == "pow" and e[2][0] == "num" and e[2][1].denominator == 1 and e[2][1] >= 0
    if e[0] not in _ENTIRE and not whole:
        raise Unchecked(f"an integral of {e[0]}")
    for a in e[1:]:
        if isinstance(a, tuple) and a and isinstance(a[0], str) and e[0] != "atom":
            _require_smooth(a)


def _complex(e: Expr, p: Point, x: Expr, u: acb) -> acb:
    if e == x:
        return u
    op = e[0]
    if op in ("num", "pi", "atom", "free"):
        return acb(_ball(value(e, p)))
    if op == "pow":
        return _complex(e[1], p, x, u) ** int(e[2][1])
    parts = [_complex(a, p, x, u) for a in e[1:]]
    if op == "exp":
        return parts[0].exp()
    total = acb(int(op == "mul"))
    for part in parts:
        total = total * part if op == "mul" else total + part
    return total


def with_bits(bits: int) -> None:
    """Set the precision of all balls to come."""
    ctx.prec = bits


def fraction(q: Fraction) -> fmpq:
    """An exact number."""
    return fmpq(q.numerator, q.denominator)
