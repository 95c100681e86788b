"""Laws of sums, products, maxima and derivatives, see `symsoft.testing.strategies.laws`."""

from __future__ import annotations

from symsoft.kernel import terms as tm
from symsoft.kernel.terms import Term, mk
from symsoft.testing.strategies.growing import Grower
from symsoft.testing.strategies.places import Change

# --- sums, products and maxima ------------------------------------------------------------------


def _through(t: Term, g: Grower) -> Term | None:
    """Sums of sums, products of products, and what they turn into by exp, log and powers."""
    if t.op not in ("sum", "prod"):
        return None
    v, body = _open(t, g)
    if body.op == ("add" if t.op == "sum" else "mul"):
        return mk(body.op, *(_bind(t, v, a) for a in body.args))
    if t.op == "prod":
        return tm.exp(_bind(t, v, tm.log(body), "sum"))
    free = [a for a in body.args if body.op == "mul" and v.args[0] not in a.names]
    if not free:
        return tm.log(_bind(t, v, tm.exp(body), "prod"))
    return tm.mul(*free, _bind(t, v, tm.mul(*(a for a in body.args if a not in free))))


def _last_apart(t: Term, g: Grower) -> Term | None:
    """A sum or product with its last, or first, factor written apart."""
    if t.op not in ("sum", "prod") or t.args[1][1:] != (1, 0):
        return None
    dim, at_end = t.args[1][0], g.source.chance(2)
    rng, end = ((dim, 1, 1), mk("end", dim, 0)) if at_end else ((dim, 2, 0), mk("lit", 1))
    rest = mk(t.op, t.args[0], rng, t.args[2])
    return mk("add" if t.op == "sum" else "mul", rest, tm.open_(t.args[2], end))


def _exchanged(t: Term, g: Grower) -> Term | None:
    """The two sums of a double sum in the other order."""
    if t.op != "sum" or t.args[2].op != "sum":
        return None
    v, inner = _open(t, g)
    w, body = _open(inner, g.under(v))
    return _bind(inner, w, _bind(t, v, body))


def _selected(t: Term, g: Grower) -> Term | None:
    """t = sum_v delta_vi t, with v for some of the i in it."""
    free = [s for s in tm.subterms(t) if s.op == "ix"]
    if not free or any(s.op == "deriv" for s in tm.subterms(t)):
        return None
    i = g.source.pick(sorted(free, key=lambda s: s.key))
    v = tm.ix(g.fresh(), i.args[1])
    moved = tm.subst(t, {i: v}) if g.source.chance(2) else t
    return tm.total(v, tm.mul(mk("delta", v, i), moved))


def _of_ends(t: Term, g: Grower) -> Term | None:
    """min f = -max(-f), max(f + c) = max f + c, max(e^f) = e^(max f)."""
    if t.op not in ("max", "min"):
        return None
    v, body = _open(t, g)
    other = "min" if t.op == "max" else "max"
    shift = tm.exp(g.number(1))
    return g.source.pick(
        [
            tm.neg(_bind(t, v, tm.neg(body), other)),
            tm.sub(_bind(t, v, tm.add(body, shift)), shift),
            tm.div(_bind(t, v, tm.mul(shift, body)), shift),
            tm.log(_bind(t, v, tm.exp(body))),
        ]
    )


def _open(t: Term, g: Grower) -> tuple[Term, Term]:
    v = tm.ix(tm.fresh(g.context.names, t.names, {b.args[0] for b in g.bound}), t.args[1][0])
    return v, tm.open_(t.args[2], v)


def _bind(t: Term, v: Term, body: Term, op: str = "") -> Term:
    return tm.binder(op or t.op, *t.args[:2], var=v, body=body)


# --- derivatives --------------------------------------------------------------------------------


def _rule_of_derivative(t: Term, g: Grower) -> Term | None:
    """Sum, product and chain rule; the derivative of a sum over an index."""
    if t.op != "deriv":
        return None
    by, f = t.args
    if f.op == "add":
        return tm.add(*(mk("deriv", by, a) for a in f.args))
    if f.op == "mul":
        return tm.add(
            *(
                tm.mul(*f.args[:n], mk("deriv", by, a), *f.args[n + 1 :])
                for n, a in enumerate(f.args)
            )
        )
    if f.op in ("exp", "log"):
        outer = f if f.op == "exp" else tm.power(f.args[0], -1)
        return tm.mul(outer, mk("deriv", by, f.args[0]))
    if f.op == "pow" and f.args[1].op == "num":
        e = f.args[1].args[0]
        return tm.mul(tm.num(e), tm.power(f.args[0], e - 1), mk("deriv", by, f.args[0]))
    if f.op == "sum" and not by.loose:
        v, body = _open(f, g)
        return _bind(f, v, mk("deriv", by, body))
    return None


def _as_derivative(t: Term, g: Grower) -> Term:
    """t = d/dx (x t) - x dt/dx."""
    x = g.source.pick(g.scalars() or [tm.ONE])
    if x.op != "var":
        return t
    return tm.sub(mk("deriv", x, tm.mul(x, t)), tm.mul(x, mk("deriv", x, t)))


BINDER_LAWS: tuple[Change, ...] = (
    _through,
    _last_apart,
    _exchanged,
    _selected,
    _of_ends,
    _rule_of_derivative,
    _as_derivative,
)
