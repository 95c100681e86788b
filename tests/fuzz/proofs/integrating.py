"""Random integrals with their proofs: of the derivative of a random function, in two parts, and
after a linear substitution.  The value is what the kernel asks a proof of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from symsoft.kernel import terms as tm
from symsoft.kernel.analysis import INFINITY, MINUS_INFINITY, REGIONS, end_frame, inside, region
from symsoft.kernel.calculus import differentiate
from symsoft.kernel.context import Claim
from symsoft.kernel.normal import Env
from symsoft.kernel.proofs import Proof
from symsoft.kernel.terms import ONE, ZERO, Term, mk
from symsoft.testing.strategies.source import Source
from tests.fuzz.proofs.limiting import steps_along, valued
from tests.fuzz.proofs.making import grown, positive, simple
from tests.fuzz.proofs.state import AUTO, State, questions
from tests.fuzz.proofs.stating import ends, plain_inside


@dataclass(frozen=True)
class Piece:
    """An interval in a region, the variable there, a function F and what is integrated: most often
    the derivative of F."""

    kind: str
    low: Term
    high: Term
    x: Term
    primitive: Term
    integrand: Term

    @property
    def whole(self) -> Term:
        """The integral."""
        return tm.binder("int", "x", self.low, self.high, var=self.x, body=self.integrand)

    def proof(self, env: Env, then: Proof) -> Proof:
        """The proof by the function F, with its limits at ends where it may have no value."""
        base = {"rule": "integral", "region": self.kind, "primitive": self.primitive, "then": then}
        return {**base, "low": self._limit(env, self.low), "high": self._limit(env, self.high)}

    def _limit(self, env: Env, end: Term) -> list[Any]:
        if inside(env, end, self.kind):
            return []
        up = end is self.low or self.kind == "positive"
        return steps_along(*end_frame(env, self.primitive, self.x, end, up))


def piece(state: State, source: Source, kind: str, low: Term, high: Term) -> Piece:
    """A random function between some ends."""
    inner, x = region(state.env, low, high, kind)
    f = grown(inner, source, source.pick((1, 2)), x, x, x)
    if "inf" in (low.op, high.op) and source.below(4):  # otherwise it is seldom finite
        square = tm.power(x, 2)
        f = tm.mul(f, source.pick((tm.exp(tm.neg(square)), tm.power(tm.add(ONE, square), -1))))
    elif source.chance(2):
        f = tm.mul(f, plain_inside(x, low, kind, source))
    g = differentiate(inner, f, x)
    g = inner.canonical(g) if source.below(3) else g  # which is the same within the region
    g = source.pick((tm.add(g, ONE), tm.neg(g), f)) if source.chance(6) else g
    return Piece(kind, low, high, x, f, g)


def integral(state: State, source: Source) -> State:
    """The fundamental theorem of calculus."""
    kind = source.pick(REGIONS)
    one = piece(state, source, kind, *ends(state, source, kind, infinite=True))
    return valued(state, one.whole, lambda then: one.proof(state.env, then))


# --- in two parts -------------------------------------------------------------------------------


def split(state: State, source: Source) -> State:
    """An integral from a to b by way of m, of one function or of one before m and another after."""
    low, middle, high = _three(state, source)
    kind = "between" if source.chance(2) else "real"
    one = piece(state, source, kind, low, middle)
    other = Piece(kind, middle, high, one.x, one.primitive, one.integrand)
    if kind == "between" and source.below(3):
        other = piece(state, source, kind, middle, high)
    f = one.integrand
    if f is not other.integrand:
        f = mk("if", mk("iv", "<", one.x, middle), f, other.integrand)
    parts = [Piece(p.kind, p.low, p.high, p.x, p.primitive, f) for p in (one, other)]
    whole = Piece(kind, low, high, one.x, ZERO, f).whole
    shown = [p.proof(state.env, {"rule": AUTO}) for p in parts]
    values = [_value(state.env, p) for p in parts]
    base = {"rule": "split", "at": middle, "values": values, "parts": shown}
    return valued(state, whole, lambda then: {**base, "then": then})


def _three(state: State, source: Source) -> tuple[Term, Term, Term]:
    """Two ends and a number that most often lies between them."""
    middle = simple(state, source)
    low = tm.sub(middle, positive(state, source)) if source.below(4) else MINUS_INFINITY
    high = tm.add(middle, positive(state, source)) if source.below(3) else INFINITY
    return source.pick(((low, middle, high),) * 5 + ((low, high, middle), (middle, low, high)))


def _value(env: Env, part: Piece) -> Term:
    """What the kernel has for the integral of a part."""
    asked = questions(env, Claim("=", part.whole, ZERO), lambda then: part.proof(env, then))
    return asked[0][1].lhs


# --- after a substitution -----------------------------------------------------------------------


def substitute(state: State, source: Source) -> State:
    """An integral of f(x) by a function of u, where x = m + s u."""
    kind = source.pick(("between", "real"))
    one = piece(state, source, kind, *ends(state, source, kind, infinite=True))
    shift, scale = simple(state, source), _scale(state, source)
    low, high = (
        e if e.op == "inf" else tm.div(tm.sub(e, shift), scale) for e in (one.low, one.high)
    )
    _, u = region(state.env, low, high, kind)
    f = tm.subst(one.primitive, {one.x: tm.add(shift, tm.mul(scale, u))})
    f = tm.div(f, scale) if source.chance(6) else f
    new = Piece(kind, low, high, u, f, ZERO)
    base = {"rule": "substitute", "shift": shift, "scale": scale}
    return valued(state, one.whole, lambda then: {**base, "then": new.proof(state.env, then)})


def _scale(state: State, source: Source) -> Term:
    """A number, most often positive."""
    scale = source.pick((positive, positive, simple))(state, source)
    return tm.neg(scale) if source.chance(5) else scale
