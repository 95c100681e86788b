"""Laws, applied to a random place of a term: t becomes t' with t = t' wherever both are defined.

True claims are made by applying them backwards: they complicate.  Each takes a term and a grower
that knows the variables bound there, and gives None where it does not fit.
"""

from __future__ import annotations

from fractions import Fraction

from symsoft.kernel import terms as tm
from symsoft.kernel.terms import ONE, ZERO, Term, mk
from symsoft.testing.strategies.binder_laws import BINDER_LAWS
from symsoft.testing.strategies.growing import Grower, condition
from symsoft.testing.strategies.places import Change, at_place

_HALF = Fraction(1, 2)
_PARTS: tuple[int | Fraction, ...] = (1, 2, _HALF, -1)


# --- arithmetic ---------------------------------------------------------------------------------


def _same_plus(t: Term, g: Grower) -> Term:
    more = g.number(2)
    return tm.add(tm.sub(t, more), more)


def _same_times(t: Term, g: Grower) -> Term:
    factor = g.number(2)
    return tm.div(tm.mul(t, factor), factor)


def _twice(t: Term, g: Grower) -> Term:
    return tm.mul(tm.num(_HALF), tm.add(t, t))


def _swapped(t: Term, g: Grower) -> Term | None:
    return mk(t.op, *t.args[::-1]) if t.op in ("add", "mul", "delta") else None


def _distributed(t: Term, g: Grower) -> Term | None:
    if t.op != "mul" or all(a.op != "add" for a in t.args):
        return None
    n = next(n for n, a in enumerate(t.args) if a.op == "add")
    return tm.add(*(tm.mul(*t.args[:n], part, *t.args[n + 1 :]) for part in t.args[n].args))


def _power_split(t: Term, g: Grower) -> Term | None:
    if t.op != "pow":
        return None
    base, e = t.args
    part = tm.num(g.source.pick(_PARTS))
    return tm.mul(tm.power(base, tm.sub(e, part)), tm.power(base, part))


def _power_of_product(t: Term, g: Grower) -> Term | None:
    """(a b)^e = a^e b^e where all three are defined."""
    if t.op != "pow" or t.args[0].op != "mul":
        return None
    return tm.mul(*(tm.power(a, t.args[1]) for a in t.args[0].args))


def _root_of_square(t: Term, g: Grower) -> Term | None:
    return tm.power(tm.power(t.args[0], 2), _HALF) if t.op == "abs" else None


def _square_of_root(t: Term, g: Grower) -> Term:
    return tm.power(tm.power(t, _HALF), 2)


def _cube_of_root(t: Term, g: Grower) -> Term:
    return tm.power(tm.power(t, Fraction(1, 3)), 3)


def _via_absolute(t: Term, g: Grower) -> Term | None:
    """t^2 = |t|^2, and |t| by cases."""
    if t.op == "pow" and t.args[1] is tm.num(2):
        return tm.power(mk("abs", t.args[0]), 2)
    if t.op == "abs":
        return mk("if", mk("iv", ">=", t.args[0], ZERO), t.args[0], tm.neg(t.args[0]))
    return None


# --- exp and log --------------------------------------------------------------------------------


def _exp_log(t: Term, g: Grower) -> Term:
    return tm.exp(tm.log(t))


def _log_exp(t: Term, g: Grower) -> Term:
    return tm.log(tm.exp(t))


def _of_sum(t: Term, g: Grower) -> Term | None:
    """e^(a + b) = e^a e^b; log(a b) = log a + log b where all are defined."""
    if t.op == "exp" and t.args[0].op == "add":
        return tm.mul(*map(tm.exp, t.args[0].args))
    if t.op == "log" and t.args[0].op == "mul":
        return tm.add(*map(tm.log, t.args[0].args))
    if t.op == "log" and t.args[0].op == "pow":
        return tm.mul(t.args[0].args[1], tm.log(t.args[0].args[0]))
    return None


def _as_power(t: Term, g: Grower) -> Term | None:
    """b^e = e^(e log b)."""
    if t.op != "pow":
        return None
    return tm.exp(tm.mul(t.args[1], tm.log(t.args[0])))


# --- cases and brackets -------------------------------------------------------------------------


def _by_cases(t: Term, g: Grower) -> Term:
    return mk("if", condition(g, 1), t, t)


def _weighted(t: Term, g: Grower) -> Term:
    """t = c t + (1 - c) t."""
    c = condition(g, 1)
    return tm.add(tm.mul(c, t), tm.mul(tm.sub(ONE, c), t))


def _blended(t: Term, g: Grower) -> Term | None:
    """if(c, a, b) = c a + (1 - c) b where both are defined."""
    if t.op != "if":
        return None
    c, yes, no = t.args
    return tm.add(tm.mul(c, yes), tm.mul(tm.sub(ONE, c), no))


def _out_of_cases(t: Term, g: Grower) -> Term | None:
    """f(if(c, a, b)) = if(c, f(a), f(b))."""
    if t.op in (*tm.BINDERS, "deriv"):
        return None
    at = next((n for n, a in enumerate(t.args) if isinstance(a, Term) and a.op == "if"), None)
    if at is None:
        return None
    c, *branches = t.args[at].args
    return mk("if", c, *(mk(t.op, *t.args[:at], b, *t.args[at + 1 :]) for b in branches))


def _bracket(t: Term, g: Grower) -> Term | None:
    """[a > b] = 1 - [a <= b], and [c]^2 = [c]."""
    other = {"=": "!=", "!=": "=", "<": ">=", ">=": "<", ">": "<=", "<=": ">"}
    if t.op == "iv" and g.source.chance(2):
        return tm.sub(ONE, mk("iv", other[t.args[0]], *t.args[1:]))
    return tm.mul(t, t) if t.op in ("iv", "delta") else None


def _index_moved(t: Term, g: Grower) -> Term | None:
    """delta_ij f(i) = delta_ij f(j)."""
    if t.op != "mul" or all(a.op != "delta" for a in t.args):
        return None
    d = next(a for a in t.args if a.op == "delta")
    old, new = d.args if g.source.chance(2) else d.args[::-1]
    if old.op != "ix" or any(s.op == "deriv" for s in tm.subterms(t)):
        return None
    return tm.mul(d, *(tm.subst(a, {old: new}) for a in t.args if a is not d))


LAWS: tuple[Change, ...] = (
    _same_plus,
    _same_times,
    _twice,
    _swapped,
    _distributed,
    _power_split,
    _power_of_product,
    _root_of_square,
    _square_of_root,
    _cube_of_root,
    _via_absolute,
    _exp_log,
    _log_exp,
    _of_sum,
    _as_power,
    _by_cases,
    _weighted,
    _blended,
    _out_of_cases,
    _bracket,
    _index_moved,
    *BINDER_LAWS,
)


def rewritten(term: Term, grower: Grower, times: int = 3) -> Term:
    """`term` after so many laws at random places."""
    for _ in range(times):
        term = at_place(term, grower, grower.source.pick(LAWS))
    return term
