"""Limits as a positive scalar t tends to infinity; every other limit is brought to this form.

`lead` finds, for a term f, a limit L and a scale M with f/M -> L, where a scale is
e^(gamma t) t^alpha (log t)^beta with gamma free of t.  This is the comparison of growth of any
analysis course (Hardy, *Orders of Infinity*, 1910), for finite sums taken term by term.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from symsoft.kernel import domain
from symsoft.kernel import poly as pl
from symsoft.kernel import terms as tm
from symsoft.kernel.calculus import differentiate
from symsoft.kernel.poly import Mono, Poly, Rational, constant
from symsoft.kernel.terms import ZERO, KernelError, Term, mk, num, require

if TYPE_CHECKING:
    from symsoft.kernel.normal import Env


@dataclass(frozen=True)
class Scale:
    """e^(gamma t) t^alpha (log t)^beta; gamma is a canonical term free of t."""

    gamma: Term = ZERO
    alpha: Rational = 0
    beta: Rational = 0

    def power(self, env: Env, e: Rational) -> Scale:
        """The scale to a rational power."""
        return Scale(env.canonical(tm.mul(num(e), self.gamma)), self.alpha * e, self.beta * e)


UNIT = Scale()


class Indeterminate(KernelError):
    """The limit is not found by comparing growth; the sign of `question` might settle it."""

    question: Term | None = None


@dataclass(frozen=True)
class Lead:
    """f / scale -> limit. A limit of 0 says no more than that f = o(scale)."""

    limit: Poly
    scale: Scale = UNIT


def limit(env: Env, f: Term, t: Term) -> Term:
    """The limit of `f` as the positive scalar `t` tends to infinity: a term or ``inf``."""
    return _of_lead(env, lead(env, _without_logs(env, env.poly(f), t), t))


def _without_logs(env: Env, p: Poly, t: Term) -> Poly:
    """`p` up to o(1): log A = log L + gamma t + alpha log t + o(1) where A ~ L e^(gamma t) t^alpha,
    L > 0, in the terms c log A with c free of t."""
    result = dict(p)
    for mono, coef in p.items():
        rest = tuple((a, e) for a, e in mono if t.args[0] not in a.names)
        (log, e), *others = [pair for pair in mono if pair not in rest] or [(t, 0)]
        if log.op == "log" and e == 1 and not others and log.args[0] is not t:
            found = lead(env, env.poly(log.args[0]), t)
            if found.scale.beta == 0 and domain.sign(env, found.limit) == domain.POS:
                powers = tm.mul(num(found.scale.alpha), tm.log(t))
                growth = env.poly(tm.add(tm.mul(found.scale.gamma, t), powers))
                inside = pl.minus(pl.plus(env.logarithm(found.limit), growth), pl.of_atom(log))
                pl.accumulate(result, env.times({rest: coef}, inside))
    return result


def _of_lead(env: Env, found: Lead) -> Term:
    order = compare(env, found.scale, UNIT)
    if order <= 0:
        return env.term(found.limit) if order == 0 else ZERO
    signs = domain.sign(env, found.limit)
    if signs not in (domain.POS, domain.NEG):
        raise Indeterminate("0 times infinity, or a limit of unknown sign")
    return mk("inf", 1 if signs == domain.POS else -1)


def compare(env: Env, left: Scale, right: Scale) -> int:
    """-1, 0 or 1 as `left` grows slower than, like or faster than `right`."""
    gap = tm.sub(left.gamma, right.gamma)
    signs = env.sign(gap)
    if signs == domain.NIL:
        a, b = (left.alpha, left.beta), (right.alpha, right.beta)
        return (a > b) - (a < b)
    if signs in (domain.POS, domain.NEG):
        return 1 if signs == domain.POS else -1
    stop = Indeterminate("it is not known which part grows faster")
    stop.question = gap
    raise stop


def lead(env: Env, p: Poly, t: Term) -> Lead:
    """The leading behaviour of a polynomial."""
    best: Lead | None = None
    parts: dict[Mono, Poly] = {}  # what depends on t, with all that it is multiplied by
    for mono, coef in p.items():
        varying = tuple(pair for pair in mono if t.args[0] in pair[0].names)
        free = tuple(pair for pair in mono if pair not in varying)
        pl.accumulate(parts.setdefault(varying, {}), {free: coef})
    for varying, factor in parts.items():
        found = _of_mono(env, factor, varying, t)
        order = compare(env, found.scale, best.scale) if best else 1
        if best is None or order > 0:
            best = found
        elif order == 0:
            best = Lead(pl.plus(best.limit, found.limit), best.scale)
    if best is None:
        return Lead({})
    return Lead({}, best.scale) if env.is_zero(best.limit) else best


def _of_mono(env: Env, free: Poly, varying: Mono, t: Term) -> Lead:
    result = Lead(free)
    exponent: Poly = {}
    for a, e in varying:
        if a.op == "exp":
            pl.accumulate(exponent, env.poly(a.args[0]), e)
        else:
            result = _times(env, result, _power(env, _of_atom(env, a, t), e))
    if not exponent:
        return result
    power = _exponential(env, exponent, t)
    tied = env.times(free, power.limit)
    if power.limit and not tied and result.scale.gamma is power.scale.gamma is ZERO:
        # c e^(gamma t) with c [gamma = 0] = 0: it is 0, or gamma < 0 and it is o(t^-n) for all n
        return Lead({}, Scale(alpha=-1000))
    return _times(env, result, power)


def _times(env: Env, left: Lead, right: Lead) -> Lead:
    a, b = left.scale, right.scale
    gamma = env.canonical(tm.add(a.gamma, b.gamma))
    both = Scale(gamma, a.alpha + b.alpha, a.beta + b.beta)
    return Lead(env.times(left.limit, right.limit), both)


def _power(env: Env, f: Lead, e: Rational) -> Lead:
    signs = domain.sign(env, f.limit)
    if (e < 0 and signs & domain.NIL) or (e.denominator > 1 and signs & domain.NEG):
        raise Indeterminate("a denominator may tend to 0, or a root's argument below it")
    return Lead(env.power(f.limit, e), f.scale.power(env, e))


def _exponential(env: Env, exponent: Poly, t: Term) -> Lead:
    """exp(gamma t + rest), where rest tends to a limit."""
    gamma, rest, exponent = Poly(), Poly(), _without_logs(env, exponent, t)
    for mono, coef in exponent.items():
        others = tuple(pair for pair in mono if pair[0] is not t)
        if dict(mono).get(t) == 1 and all(t.args[0] not in a.names for a, _ in others):
            gamma[others] = coef
        else:
            rest[mono] = coef
    tail = _of_lead(env, lead(env, rest, t))
    if tail.op == "inf":
        if _of_lead(env, lead(env, exponent, t)) is mk("inf", -1):
            fast = compare(env, lead(env, rest, t).scale, Scale(alpha=1)) > 0
            return Lead({}, Scale(num(-1)) if fast else UNIT)  # o(e^(-t)); no other rate is kept
        raise Indeterminate("growth beyond e^(gamma t)")
    factor = env.exponential(env.poly(tail))
    signs = domain.sign(env, gamma)
    if gamma and signs & domain.NIL and not signs & domain.POS:
        tie = env.poly(mk("iv", "=", env.term(gamma), ZERO))  # e^(gamma t) -> [gamma = 0]
        return Lead(env.times(factor, tie))
    return Lead(factor, Scale(env.term(gamma)))


def _of_atom(env: Env, a: Term, t: Term) -> Lead:
    if a is t:
        return Lead(constant(1), Scale(alpha=1))
    match a.op:
        case "padd" | "pmul":
            return lead(env, env.poly(a), t)
        case "log":
            return _logarithm(env, a, t)
        case "sum" | "max" | "prod":
            return _termwise(env, a, t)
        case "abs":
            inner = lead(env, env.poly(a.args[0]), t)
            return Lead(env.poly(mk("abs", env.term(inner.limit))), inner.scale)
        case "app":  # unknown functions are continuous
            return Lead(env.poly(mk("app", *a.args[:2], _finite(limit(env, a.args[2], t)))))
        case "if" if t.args[0] not in a.args[0].names:
            ends = [_finite(limit(env, branch, t)) for branch in a.args[1:]]
            return Lead(env.poly(mk("if", a.args[0], *ends)))
        case "iv":
            signs = eventual_sign(env, a.args[1], t)
            if signs in (domain.NEG, domain.POS):
                return Lead(constant(int(a.args[0] == ">" and signs == domain.POS)))
    raise Indeterminate(f"no rule for the limit of {a.op}")


def _finite(end: Term) -> Term:
    if end.op == "inf":
        raise Indeterminate("an inner limit is infinite")
    return end


def _logarithm(env: Env, a: Term, t: Term) -> Lead:
    """log(L M) = log L + gamma t + alpha log t + ..."""
    if a.args[0] is t:
        return Lead(constant(1), Scale(beta=1))
    inner = lead(env, env.poly(a.args[0]), t)
    if domain.sign(env, inner.limit) != domain.POS:
        raise Indeterminate("the argument of a logarithm may tend to 0")
    if inner.scale == UNIT:
        return Lead(env.logarithm(inner.limit))
    if inner.scale.gamma is not ZERO:
        return Lead(env.poly(inner.scale.gamma), Scale(alpha=1))
    if inner.scale.alpha:
        return Lead(constant(inner.scale.alpha), Scale(beta=1))
    raise Indeterminate("log log t")


def _termwise(env: Env, a: Term, t: Term) -> Lead:
    """A finite sum, product or maximum of terms of one scale."""
    v, body = env.open(a)
    inner = lead(env, env.poly(body), t)
    if inner.scale != UNIT if a.op == "prod" else v.args[0] in inner.scale.gamma.names:
        inner = Lead(env.poly(_finite(_of_lead(env, inner))))  # different rates, but no growth
    whole = mk(a.op, "", a.args[1], tm.close(env.term(inner.limit), v))
    return Lead(env.poly(whole), inner.scale)


def eventual_sign(env: Env, f: Term, t: Term) -> int:
    """The signs that `f` may have for all large t."""
    now = env.sign(f)
    if now in (domain.NEG, domain.POS, domain.NIL):
        return now
    try:
        found = domain.sign(env, lead(env, env.poly(f), t).limit)
    except Indeterminate:
        return now
    return now if found & domain.NIL else now & found


def l_hopital(env: Env, f: Term, upper: Term, lower: Term, t: Term) -> Term:
    """f'/g' for a quotient that is 0/0 or tends to something/oo (Rudin, Theorem 5.13)."""
    require(env.equal(f, tm.div(upper, lower)), "that is not the quotient")
    bottom = limit(env, lower, t)
    fits = bottom.op == "inf" or bottom is ZERO and limit(env, upper, t) is ZERO
    require(fits, "the quotient is neither 0/0 nor over infinity")
    slope = differentiate(env, lower, t)
    moves = not eventual_sign(env, slope, t) & domain.NIL
    require(moves, "the derivative of the denominator may vanish")
    return tm.div(differentiate(env, upper, t), slope)
