"""Ways to write a function of t -> oo as a quotient, for l'Hopital's rule."""

from __future__ import annotations

from collections.abc import Iterator

from symsoft.kernel.normal import Env
from symsoft.kernel.poly import Mono, Poly, mono_of, mono_term
from symsoft.kernel.terms import Term, mul, num, power


def quotients(env: Env, p: Poly, t: Term) -> Iterator[tuple[Term, Term]]:
    """Pairs of a numerator and a denominator, the most promising first."""
    coef, mono, prim = env.content(p)
    rest = mul(num(coef), env.term(prim))
    yield from _over_powers_of(env, p, t)
    yield from _by_exponents(rest, mono, t)
    if not coef:
        return
    whole = mul(rest, mono_term(mono))
    yield mul(whole, t), t  # after the common factors are taken out


def _over_powers_of(env: Env, p: Poly, t: Term) -> Iterator[tuple[Term, Term]]:
    """f = (f t^-n) / t^-n with the greatest power of t in f."""
    top = max((dict(m).get(t, 0) for m in p), default=0)
    if top > 0 and len(p) > 1:
        yield env.term(env.multiplied(p, ((t, -top),))), power(t, num(-top))


def _by_exponents(rest: Term, mono: Mono, t: Term) -> Iterator[tuple[Term, Term]]:
    """Factors with a negative exponent below, or only the slow ones of them; growing ones above
    as their inverses below."""
    below = [(a, -e) for a, e in mono if e < 0]
    above = [(a, e) for a, e in mono if e > 0]
    top = mul(rest, mono_term(mono_of(dict(above))))
    if below:
        yield top, mono_term(mono_of(dict(below)))
        slow = [(a, e) for a, e in below if a is t or a.op == "log"]
        if slow and len(slow) < len(below):
            fast = [(a, -e) for a, e in below if (a, e) not in slow]
            yield mul(top, mono_term(mono_of(dict(fast)))), mono_term(mono_of(dict(slow)))
    for a, e in above:
        if a is t or a.op == "exp" and t.args[0] in a.names:
            others = mono_of({b: x for b, x in mono if b is not a})
            yield mul(rest, mono_term(others)), power(a, num(-e))
