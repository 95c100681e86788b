"""Rules of analysis: limits, integrals, and derivatives of statements."""

from __future__ import annotations

from typing import Any

from symsoft.kernel import domain
from symsoft.kernel import terms as tm
from symsoft.kernel.calculus import differentiate
from symsoft.kernel.citing import cite
from symsoft.kernel.context import INFINITIES, Claim, Hypothesis, Scalar
from symsoft.kernel.data import decode
from symsoft.kernel.limits import eventual_sign, l_hopital, limit
from symsoft.kernel.normal import Env
from symsoft.kernel.proofs import (
    Proof,
    defined,
    establish,
    given_term,
    hypothesis,
    rewriting,
    rule,
    settled,
)
from symsoft.kernel.terms import ONE, ZERO, Term, require, sub, var

INFINITY, MINUS_INFINITY = INFINITIES
REGIONS = ("real", "positive", "between")

# --- limits -------------------------------------------------------------------------------------


def frames(env: Env, lim: Term) -> list[tuple[Env, Term, Term]]:
    """For each side from which the point of a limit is approached: an environment with a scalar
    t -> oo, t, and the function of t.  For an integral, the integrand at t."""
    inner, t = _with(env, "@t", "positive")
    if lim.op == "int":
        return [(inner, t, tm.open_(lim.args[-1], t))]
    _, dom, side, point, body = lim.args
    return [(inner, t, tm.open_(body, at)) for at in _approaches(env, dom, side, point, t)]


def _with(env: Env, name: str, of: str) -> tuple[Env, Term]:
    """An environment with a new scalar."""
    while name in env.reserved:
        name += "'"
    return Env(env.context.declare(name, Scalar(of)), env.rewrites), var(name, of)


def _approaches(env: Env, dom: str, side: str, point: Term, t: Term) -> list[Term]:
    if point.op == "inf":
        require(point.args[0] > 0 or dom == "real", "the variable does not tend to -oo")
        return [t if point.args[0] > 0 else tm.neg(t)]
    right, left = tm.add(point, tm.div(ONE, t)), sub(point, tm.div(ONE, t))
    signs = domain.POS if dom == "real" else env.sign(point)
    if signs == domain.NIL and side == "":
        return [right]
    require(signs == domain.POS, "the point is not known to be in or at the end of the domain")
    return [left] if side else [right, left]


@rule("limit")
def _limit(env: Env, claim: Claim, proof: Proof) -> None:
    """lim f = L where f tends to L from each side that the limit's scalar may come from."""
    require(claim.lhs.op == "lim" and claim.rel == "=", "the left side is not a limit")
    sides = frames(rewriting(env, proof.get("with", [])), claim.lhs)
    require(len(proof["sides"]) == len(sides), "a limit from each side is needed")
    for (inner, t, f), part in zip(sides, proof["sides"], strict=True):
        _eventually_defined(inner, f, t)
        found = _along(inner, f, t, part["steps"])
        if "inf" in (found.op, claim.rhs.op):
            require(found is claim.rhs, "the limit is another one")
        else:
            establish(env, Claim("=", found, claim.rhs), part["then"])


def _eventually_defined(env: Env, f: Term, t: Term) -> None:
    """Refuse a function of t that may be undefined for large t."""
    for n in domain.needs(env, f):
        fits = isinstance(n, Hypothesis) and env.holds(n)
        if isinstance(n, Hypothesis) and not fits:
            signs = eventual_sign(env, sub(n.claim.lhs, n.claim.rhs), t)
            fits = not signs & ~domain.ALLOWED[n.claim.rel]
        require(fits, "the function may be undefined near the point")


def _along(env: Env, f: Term, t: Term, steps: list[Any]) -> Term:
    """The limit of `f` after the steps: l'Hôpital's rule, exp, or a theorem that gives it."""
    if not steps:
        return limit(env, f, t)
    step, *more = steps
    if "lemma" in step:
        h = cite(env, step["lemma"], step["at"])
        whole = tm.binder("lim", "", "positive", "", INFINITY, var=t, body=f)
        require(env.equal(h.claim.lhs, whole), "the theorem is about another limit")
        return h.claim.rhs
    if "exp" in step:  # exp is continuous
        inside = given_term(step["exp"], env)
        require(env.equal(f, tm.exp(inside)), "that is not the exponential")
        _eventually_defined(env, inside, t)
        end = _along(env, inside, t, more)
        return tm.exp(end) if end.op != "inf" else end if end.args[0] > 0 else ZERO
    upper, lower = (given_term(x, env) for x in step["l_hopital"])
    for part in (upper, lower):
        _eventually_defined(env, part, t)
    return _along(env, l_hopital(env, f, upper, lower, t), t, more)


# --- integrals and derivatives ------------------------------------------------------------------


def region(env: Env, low: Term, high: Term, kind: Any, least: int = domain.POS) -> tuple[Env, Term]:
    """An environment with a variable that ranges over an open interval: all numbers, the positive
    ones, or those between the ends.  The ends lie in it or at its border, `least` apart."""
    require(kind in REGIONS, "no such region")
    inner, x = _with(env, "@x", "positive" if kind == "positive" else "real")
    finite = [defined(end, env) for end in (low, high) if end.op != "inf"]
    if kind == "positive":
        fits = all(not env.sign(end) & domain.NEG for end in finite)
        require(fits and MINUS_INFINITY not in (low, high), "an end may be negative")
    elif kind == "between":
        ordered = low is not INFINITY and high is not MINUS_INFINITY
        ordered = ordered and (len(finite) < 2 or not env.sign(sub(high, low)) & ~least)
        require(ordered, "the ends are not known to be in order")
        sides = zip((low, high), "><", strict=True)
        inner = inner.given(*(Claim(rel, x, end) for end, rel in sides if end.op != "inf"))
    return inner, x


def inside(env: Env, end: Term, kind: str) -> bool:
    """Whether an end of a region certainly lies in it."""
    return end.op != "inf" and (
        kind == "real" or kind == "positive" and env.sign(end) == domain.POS
    )


def _integral_of(claim: Claim) -> tuple[Any, ...]:
    """The letter, ends and body of the integral on the left of an equation."""
    require(claim.lhs.op == "int" and claim.rel == "=", "the left side is not an integral")
    return claim.lhs.args


@rule("integral")
def _integral(env: Env, claim: Claim, proof: Proof) -> None:
    """F(b) - F(a), or the limits there, where F' = f between a and b.

    This is the fundamental theorem of calculus for the gauge integral, which is the improper
    Riemann integral where f is continuous (Bartle, *A Modern Theory of Integration*, ch. 4, 16).
    """
    _, low, high, body = _integral_of(claim)
    inner, x = region(env, low, high, proof["region"])
    f, primitive = defined(tm.open_(body, x), inner), defined(proof["primitive"], inner)
    same = inner.equal(differentiate(inner, primitive, x), f)
    require(same, "that is no antiderivative of the integrand")
    start, end = (
        tm.subst(primitive, {x: at})
        if inside(env, at, proof["region"])
        else _along(*end_frame(env, primitive, x, at, up), proof[name])
        for at, name, up in ((low, "low", True), (high, "high", proof["region"] == "positive"))
    )
    require(start.op != "inf", "the antiderivative is infinite at the lower end")
    if "inf" in (end.op, claim.rhs.op):
        require(end is claim.rhs, "the integral is another one")
    else:
        establish(env, Claim("=", sub(end, start), claim.rhs), proof["then"])


@rule("split")
def _split(env: Env, claim: Claim, proof: Proof) -> None:
    """The integral from a to b is that from a to m and that from m to b, for a < m < b."""
    hint, low, high, body = _integral_of(claim)
    at, values = defined(proof["at"], env), [defined(v, env) for v in proof["values"]]
    pieces = zip((low, at), (at, high), values, proof["parts"], strict=True)
    for below, above, value, shown in pieces:
        open_end = below is MINUS_INFINITY or above is INFINITY
        require(open_end or env.sign(sub(above, below)) == domain.POS, "the ends are out of order")
        establish(env, Claim("=", tm.mk("int", hint, below, above, body), value), shown)
    establish(env, Claim("=", tm.add(*values), claim.rhs), proof["then"])


@rule("substitute")
def _substitute(env: Env, claim: Claim, proof: Proof) -> None:
    """The integral of f(x) over x is that of s f(m + s u) over u between new ends, for s > 0."""
    hint, low, high, body = _integral_of(claim)
    m, s = (defined(proof[name], env) for name in ("shift", "scale"))
    require(env.sign(s) == domain.POS, "the scale is not known to be positive")
    _, u = _with(env, "@u", "real")
    ends = [end if end.op == "inf" else tm.div(sub(end, m), s) for end in (low, high)]
    f = tm.mul(s, tm.open_(body, tm.add(m, tm.mul(s, u))))
    changed = tm.binder("int", hint, *ends, var=u, body=f)
    establish(env, Claim("=", changed, claim.rhs), proof["then"])


def end_frame(env: Env, primitive: Term, x: Term, at: Term, up: bool) -> tuple[Env, Term, Term]:
    """Like `frames`, for an end of an interval that lies above (`up`) or below it."""
    inner, t = _with(env, "@t", "positive")
    near, *_ = _approaches(env, "real", "" if up else "-", at, t)
    f = tm.subst(primitive, {x: near})
    _eventually_defined(inner, f, t)
    return inner, f, t


@rule("slope")
def _slope(env: Env, claim: Claim, proof: Proof) -> None:
    """F(b) R F(a) where F' R 0 between a and b, and b > a if R is strict, b >= a if it is an
    order: the mean value theorem (Rudin, Theorem 5.11).  F is continuous at a and b."""
    settled(env, claim, {})
    low, high = (defined(proof[name], env) for name in ("low", "high"))
    least = domain.POS if claim.rel in "<>" else domain.NONNEGATIVE
    inner, x = region(env, low, high, proof["region"], least)
    ordered = claim.rel == "=" or not env.sign(sub(high, low)) & ~least
    f = defined(proof["function"], inner)
    within = all(
        inside(env, end, proof["region"]) or _reaches(env, f, x, end) for end in (low, high)
    )
    require(within and ordered and claim.rel != "!=", "the ends do not fit")
    difference = sub(tm.subst(f, {x: high}), tm.subst(f, {x: low}))
    same = env.equal(sub(claim.lhs, claim.rhs), difference)
    require(same, "the claim is no difference of the function's values")
    establish(inner, Claim(claim.rel, differentiate(inner, f, x), ZERO), proof["slope"])


def _reaches(env: Env, f: Term, x: Term, end: Term) -> bool:
    """Whether `f`, which is defined near an end, is so at the end, and is continuous there: so is
    every operator where it is defined, but for these."""
    broken = {"iv", "if", "deriv", "lim", "int"}
    defined(tm.subst(f, {x: end}), env)
    return all(t.op not in broken or x.args[0] not in t.names for t in tm.subterms(f))


@rule("differentiate")
def _differentiate(env: Env, claim: Claim, proof: Proof) -> None:
    """From f(x) = g(x) for all x of an open domain follows f'(x) = g'(x): use that equation."""
    h, v = hypothesis(env, proof["hypothesis"]), decode(Term, proof["by"])
    free = v in h.vars and v.op == "var" and v.args[1] != "nonnegative"
    require(h.claim.rel == "=" and not h.guards and free, "no equation for all numbers")
    inner = Env(env.context.with_vars(h.vars))
    sides = (differentiate(inner, defined(s, inner), v) for s in (h.claim.lhs, h.claim.rhs))
    establish(env.assuming(Hypothesis(Claim("=", *sides), h.vars)), claim, proof["then"])
