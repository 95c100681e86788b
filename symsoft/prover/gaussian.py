"""The Gaussian integral, which no antiderivative gives: brought to one that a hypothesis speaks of.

Its value, sqrt(pi/a) for e^(-a x^2) (Rudin, *Principles of Mathematical Analysis*, 8.21), proves
nothing here: it only shows that hypotheses which state it can be met.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from symsoft.kernel import domain
from symsoft.kernel.context import INFINITIES, Context, Hypothesis, Scalar
from symsoft.kernel.normal import Env
from symsoft.kernel.poly import Poly, accumulate, mono_of
from symsoft.kernel.terms import Term, div, exp, log, mk, mul, neg, num, open_, power, sub, var
from symsoft.prover.goal import Goal, Proof
from symsoft.prover.terms import claim_subterms, unused

HALF = num(Fraction(1, 2))


@dataclass(frozen=True)
class Gaussian:
    """The integrand e^(r - a (x - m)^2)."""

    a: Term
    m: Term
    r: Term

    @property
    def value(self) -> Term:
        """The integral over all reals."""
        return mul(exp(self.r), power(div(mk("pi"), self.a), HALF))


def gaussian(env: Env, t: Term) -> Gaussian | None:
    """An integral over all reals of a Gaussian function, which is positive."""
    if t.op != "int" or t.args[1:3] != INFINITIES[::-1]:
        return None
    x = var(unused(env.reserved | t.names, "@g"))
    inner = Env(env.context.declare(x.args[0], Scalar()))
    body = open_(t.args[3], x)
    if inner.sign(body) != domain.POS:
        return None
    parts: dict[int, Poly] = {0: {}, 1: {}, 2: {}}
    for mono, coef in inner.poly(log(body)).items():
        e = dict(mono).get(x, 0)
        rest = mono_of({b: y for b, y in mono if b is not x})
        if e not in parts or any(x.args[0] in b.names for b, _ in rest):
            return None
        accumulate(parts[int(e)], {rest: coef})
    r, b, a = (inner.term(parts[n]) for n in range(3))
    a = neg(a)
    if inner.sign(a) != domain.POS:
        return None
    return Gaussian(
        *map(env.canonical, (a, m := div(b, mul(num(2), a)), sub(r, neg(mul(a, m, m)))))
    )


def by_substitution(goal: Goal, t: Term) -> Proof | None:
    """A proof that a Gaussian integral has its value by one that a hypothesis speaks of."""
    for h, known, wanted, there in _related(goal.env, t):
        scale = goal.env.canonical(power(div(there.a, wanted.a), HALF))
        shift = goal.env.canonical(sub(wanted.m, mul(scale, there.m)))
        then: Proof = {"rule": "algebra", "with": [[h, known]]}
        proof = {"rule": "substitute", "shift": shift, "scale": scale, "then": then}
        if goal.accepts(proof):
            return proof
    return None


def known_gaussian(env: Env, t: Term) -> Term | None:
    """The value of a Gaussian integral, if a hypothesis gives that of another one."""
    for _, _, wanted, _ in _related(env, t):
        return env.canonical(wanted.value)
    return None


def _related(env: Env, t: Term) -> Iterator[tuple[Hypothesis, Term, Gaussian, Gaussian]]:
    """The Gaussian integrals in the hypotheses, if `t` is one."""
    wanted = gaussian(env, t)
    for h in env.context.hypotheses if wanted else ():
        if h.claim.rel == "=" and not h.vars and not h.guards:
            for known in claim_subterms(h.claim):
                there = gaussian(env, known)
                if wanted and there:
                    yield h, known, wanted, there


def with_known_integrals(context: Context) -> tuple[Context, dict[Term, Term]]:
    """The context without the hypotheses that state the value of a Gaussian integral, and the
    values of the scalars that hypotheses define as one."""
    env = Env(Context(context.names))
    kept: list[Hypothesis] = []
    at: dict[Term, Term] = {}
    for h in context.hypotheses:
        sides = (h.claim.lhs, h.claim.rhs)
        plain = h.claim.rel == "=" and not h.vars and not h.guards
        for t, other in (sides, sides[::-1]) if plain else ():
            found = gaussian(env, context.unfold(t)) if t.op != "inf" else None
            if found is None or other.op == "inf":
                continue
            value, other = env.canonical(found.value), context.unfold(other)
            if env.equal(value, other):
                break
            apart = not value.names & {v.args[0] for v in (*at, other)}
            if other.op == "var" and apart and other not in at:
                at[other] = value
                break
        else:
            kept.append(h)
    if any(v.args[0] in value.names for v in at for value in at.values()):
        return context, {}  # one by another: not looked into
    return Context(context.names, tuple(h.subst(at) for h in kept)), at
