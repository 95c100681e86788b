"""The normal form of each operator, from the normal forms of its arguments."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from symsoft.kernel import domain
from symsoft.kernel import poly as pl
from symsoft.kernel import terms as tm
from symsoft.kernel.calculus import differentiate
from symsoft.kernel.context import Claim
from symsoft.kernel.poly import Poly, Rational, constant, minus, of_atom, plus, scale
from symsoft.kernel.terms import ZERO, Term, mk, num

if TYPE_CHECKING:
    from symsoft.kernel.normal import Env


def _n_sum(env: Env, t: Term) -> Poly:
    (dim, _, _), ends = t.args[1], domain.left_out(t)
    v, body = env.open(t)
    if ends and len(ends) <= 8 and all(env.in_range(e, dim) for e in ends):
        removed = [tm.open_(t.args[2], e) for e in ends]
        if all(env.defined(r) for r in removed):
            whole = env.total((dim, 1, 0), v, env.poly(body))
            return minus(whole, plus(*(env.poly(r) for r in removed)))
    return env.total(t.args[1], v, env.poly(body))


def _n_prod(env: Env, t: Term) -> Poly:
    v, body = env.open(t)
    p = env.poly(body)
    if domain.sign(env, p) == domain.POS:
        return env.exponential(env.total(t.args[1], v, env.logarithm(p)))
    return env.atom(mk("prod", "", t.args[1], tm.close(env.term(p), v)))


def _n_max(env: Env, t: Term) -> Poly:
    """max (a + b f(k)) = a + b max f for b > 0, and max e^f = e^(max f)."""
    v, body = env.open(t)
    p = env.poly(body)
    free = {m: c for m, c in p.items() if all(v.args[0] not in a.names for a, _ in m)}
    coef, mono, prim = env.content(minus(p, free))
    if not coef:
        return free
    inside = {a: e for a, e in mono if v.args[0] in a.names}
    factor = env.monomial({a: e for a, e in mono if a not in inside})
    if domain.sign(env, factor) & domain.NEG:
        factor, inside = constant(1), dict(mono)
    inner = env.times(constant(1 if coef > 0 else -1), env.monomial(inside), prim)
    grows = len(inner) == 1 and coef > 0 and all(a.op == "exp" for a in inside)
    inner = env.logarithm(inner) if grows else inner
    atom = mk("max", "", t.args[1], tm.close(env.term(inner), v))
    top = env.exponential(env.poly(atom)) if grows else env.atom(atom)
    return plus(free, env.times(constant(pl.size(coef)), factor, top))


def _n_bound_scalar(env: Env, t: Term) -> Poly:
    """A limit or an integral: an atom with its parts in normal form, after constant factors."""
    _, *head, inner = t.args
    v = tm.var(tm.fresh(t.names, env.reserved), head[0] if t.op == "lim" else "real")
    p, factor = env.poly(tm.open_(inner, v)), constant(1)
    if t.op == "lim" and all(v.args[0] not in a.names for a in pl.atoms(p)):
        return p
    if len(p) == 1:
        ((mono, coef),) = p.items()
        free = {a: e for a, e in mono if v.args[0] not in a.names}
        p, factor = env.monomial({a: e for a, e in mono if a not in free}), env.monomial(free)
        factor = scale(factor, coef)
    parts = [a if isinstance(a, str) or a.op == "inf" else env.canonical(a) for a in head]
    return env.times(factor, env.atom(mk(t.op, "", *parts, tm.close(env.term(p), v))))


def _n_pow(env: Env, t: Term) -> Poly:
    base, exponent = env.poly(t.args[0]), env.poly(t.args[1])
    if pl.is_number(exponent):
        b, e = _positive_power(env, t.args[0])
        return env.power(env.poly(b), e * pl.value(exponent))
    if domain.counts(exponent) and domain.sign(env, base) != domain.POS:
        return env.atom(mk("pow", env.term(base), env.term(exponent)))
    return env.exponential(env.times(exponent, env.logarithm(base)))


def _n_log(env: Env, t: Term) -> Poly:
    """log of a product of positive factors, as it is written, is the sum of their logarithms."""
    inside = t.args[0]
    if inside.op == "mul" and all(env.sign(a) == domain.POS for a in inside.args):
        return plus(*(env.poly(tm.log(a)) for a in inside.args))
    base, e = _positive_power(env, inside)
    return scale(env.logarithm(env.poly(base)), e)


def _positive_power(env: Env, t: Term) -> tuple[Term, Rational]:
    """b and e where `t` is written as b^e for a positive b."""
    if t.op == "pow" and pl.is_number(env.poly(t.args[1])) and env.sign(t.args[0]) == domain.POS:
        return t.args[0], pl.value(env.poly(t.args[1]))
    return t, 1


def _n_abs(env: Env, t: Term) -> Poly:
    p = env.poly(t.args[0])
    split = env.split(p, lambda q: env.poly(mk("abs", env.term(q))), domain.ANY)
    if split is not None:
        return split
    coef, parts = env.factors(p)
    result = constant(pl.size(coef))
    for a, e in parts:
        signs = domain.powered(domain.sign(env, of_atom(a)), e)
        if not signs & domain.NEG or not signs & domain.POS:
            factor = scale(env.monomial({a: e}), -1 if signs & domain.NEG else 1)
        else:
            factor = env.monomial({mk("abs", a): e})
        result = env.times(result, factor)
    return result


def _n_delta(env: Env, t: Term) -> Poly:
    if t.args[0] is t.args[1]:
        return constant(1)
    return {} if domain.apart(env, t) else env.atom(t)


def _n_iv(env: Env, t: Term) -> Poly:
    rel, left, right = t.args
    p = minus(env.poly(left), env.poly(right))
    if rel[0] == "<":
        p, rel = scale(p, -1), ">" + rel[1:]
    signs = domain.sign(env, p) if not env.is_zero(p) else domain.NIL
    if not signs & ~domain.ALLOWED[rel] or not signs & domain.ALLOWED[rel]:
        return constant(int(bool(signs & domain.ALLOWED[rel])))
    if rel == "!=":
        return minus(constant(1), _bracket(env, "=", p))
    if rel == ">=":
        return plus(_bracket(env, ">", p), _bracket(env, "=", p))
    return _bracket(env, rel, p)


def _bracket(env: Env, rel: str, p: Poly) -> Poly:
    """[p = 0] or [p > 0] with p in a form that is the same for all positive multiples."""
    coef, parts = env.factors(p)
    known = domain.NONZERO if rel == "=" else domain.POS
    unknown = {a: e for a, e in parts if domain.sign(env, env.monomial({a: e})) & ~known}
    inside = env.monomial(unknown)
    if not inside:  # p is 0 after all
        return constant(int(rel == "="))
    lead = inside[pl.leading(inside)]
    inside, coef = scale(inside, pl.over(1, lead)), coef * lead
    equal, asked = (env.atom(mk("iv", r, env.term(inside), ZERO)) for r in ("=", rel))
    return asked if rel == "=" or coef > 0 else minus(constant(1), plus(asked, equal))


def _n_if(env: Env, t: Term) -> Poly:
    cond, yes, no = t.args
    c = env.poly(cond)
    if pl.is_number(c):
        return env.poly(yes if pl.value(c) == 1 else no)
    if env.defined(yes) and env.defined(no):
        return plus(env.poly(no), env.times(c, minus(env.poly(yes), env.poly(no))))
    test = env.term(c)
    cases = zip((1, 0), (yes, no), strict=True)
    branches = [env.case(Claim("=", test, num(v))).canonical(branch) for v, branch in cases]
    return env.atom(mk("if", test, *branches))


def _n_val(env: Env, t: Term) -> Poly:
    index = t.args[0]
    if index.op == "end":
        return plus(env.poly(mk("dim", index.args[0])), constant(-index.args[1]))
    return constant(index.args[0]) if index.op == "lit" else env.atom(t)


NORMALISERS: dict[str, Callable[[Env, Term], Poly]] = {
    **dict.fromkeys(("pi", "dim", "var", "entry", "sym"), lambda env, t: env.atom(t)),
    **dict.fromkeys(("add", "padd"), lambda env, t: plus(*map(env.poly, t.args))),
    **dict.fromkeys(("mul", "pmul"), lambda env, t: env.times(*map(env.poly, t.args))),
    **dict.fromkeys(("lim", "int"), _n_bound_scalar),
    "tangent": lambda env, t: env.poly(domain.tangent(t.args[0])),
    "num": lambda env, t: constant(t.args[0]),
    "val": _n_val,
    "app": lambda env, t: env.atom(mk("app", *t.args[:2], env.canonical(t.args[2]))),
    "pow": _n_pow,
    "exp": lambda env, t: env.exponential(env.poly(t.args[0])),
    "log": _n_log,
    "abs": _n_abs,
    "delta": _n_delta,
    "iv": _n_iv,
    "if": _n_if,
    "sum": _n_sum,
    "prod": _n_prod,
    "max": _n_max,
    "min": lambda env, t: scale(env.poly(mk("max", *t.args[:2], tm.neg(t.args[2]))), -1),
    "deriv": lambda env, t: env.poly(differentiate(env, t.args[1], t.args[0])),
}
