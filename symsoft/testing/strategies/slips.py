"""Slips of the pen, and laws that look right and are not: a term becomes another one."""

from __future__ import annotations

from fractions import Fraction

from symsoft.kernel import terms as tm
from symsoft.kernel.terms import Term, mk
from symsoft.testing.strategies.growing import Grower
from symsoft.testing.strategies.places import Change


def _other_index(t: Term, g: Grower) -> Term | None:
    if t.op == "entry":
        n = 1 + g.source.below(len(t.args) - 1)
        at = t.args[n]
        dim = {"ix": 1, "end": 0}.get(at.op)
        return (
            None
            if dim is None
            else mk("entry", *t.args[:n], g.index(at.args[dim]), *t.args[n + 1 :])
        )
    return None


def _sign(t: Term, g: Grower) -> Term:
    return tm.neg(t)


def _off_by_one(t: Term, g: Grower) -> Term | None:
    if t.op == "num":
        return tm.num(t.args[0] + g.source.pick((1, -1, Fraction(1, 2))))
    if t.op in ("sum", "prod") and t.args[1][1:] == (1, 0):
        return mk(t.op, t.args[0], (t.args[1][0], *g.source.pick(((1, 1), (2, 0)))), t.args[2])
    return None


def _dropped(t: Term, g: Grower) -> Term | None:
    if t.op not in ("add", "mul"):
        return None
    n = g.source.below(len(t.args))
    kept = (*t.args[:n], *t.args[n + 1 :])
    return tm.add(*kept) if t.op == "add" else tm.mul(*kept)


def _bare(t: Term, g: Grower) -> Term | None:
    """exp, log, |.| or a power forgotten; sqrt(x^2) = x is one of these."""
    return t.args[0] if t.op in ("exp", "log", "abs", "pow") else None


def _merged_powers(t: Term, g: Grower) -> Term | None:
    """(a^b)^c = a^(b c), which needs a > 0."""
    if t.op != "pow" or t.args[0].op != "pow":
        return None
    base, inner = t.args[0].args
    return tm.power(base, tm.mul(inner, t.args[1]))


def _other_branch(t: Term, g: Grower) -> Term | None:
    return mk("if", t.args[0], t.args[2], t.args[1]) if t.op == "if" else None


def _other_relation(t: Term, g: Grower) -> Term | None:
    return mk("iv", g.source.pick(tm.RELATIONS), *t.args[1:]) if t.op == "iv" else None


def _other_binder(t: Term, g: Grower) -> Term | None:
    if t.op not in ("sum", "prod", "max", "min"):
        return None
    whole = t.args[1][1:] == (1, 0)
    return mk(
        g.source.pick(("sum", "prod", "max", "min") if whole else ("sum", "prod")),
        *t.args[:2],
        t.args[2],
    )


def _product_of_sums(t: Term, g: Grower) -> Term | None:
    """sum a b = sum a sum b, and its kin."""
    body = t.args[-1] if t.op in ("sum", "prod", "max", "min") else None
    if body is None or body.op not in ("add", "mul"):
        return None
    return mk(body.op, *(mk(t.op, *t.args[:2], a) for a in body.args))


def _linear(t: Term, g: Grower) -> Term | None:
    """f(a + b) = f(a) + f(b) for f that are not linear."""
    if t.op in ("exp", "log", "abs") and t.args[0].op in ("add", "mul"):
        return mk(t.args[0].op, *(mk(t.op, a) for a in t.args[0].args))
    return None


def _by_other(t: Term, g: Grower) -> Term | None:
    if t.op != "deriv" or t.args[0].op != "entry":
        return None
    by = _other_index(t.args[0], g)
    return mk("deriv", by, t.args[1]) if by is not None else None


def _past_derivative(t: Term, g: Grower) -> Term | None:
    return t.args[1] if t.op == "deriv" else None


SLIPS: tuple[Change, ...] = (
    _other_index,
    _sign,
    _off_by_one,
    _dropped,
    _bare,
    _merged_powers,
    _other_branch,
    _other_relation,
    _other_binder,
    _product_of_sums,
    _linear,
    _by_other,
    _past_derivative,
)
