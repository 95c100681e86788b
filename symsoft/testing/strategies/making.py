"""Random claims worth asking about: identities made by laws, slips in them, inequalities."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction

from symsoft.kernel import terms as tm
from symsoft.kernel.context import Claim, Context
from symsoft.kernel.terms import ONE, ZERO, Term, mk
from symsoft.testing.strategies.growing import Grower
from symsoft.testing.strategies.laws import rewritten
from symsoft.testing.strategies.places import at_place
from symsoft.testing.strategies.slips import SLIPS
from symsoft.testing.strategies.source import Source

_ROOTED: tuple[int | Fraction, ...] = (2, Fraction(1, 2))


def identity(g: Grower, depth: int = 3, laws: int = 3) -> Claim:
    """t = t', true wherever both sides are defined."""
    term = g.number(depth)
    first = rewritten(term, g, g.source.below(2))
    return Claim("=", first, rewritten(term, g, 1 + g.source.below(laws)))


def slipped(g: Grower, depth: int = 3) -> Claim:
    """An identity with a slip on one side; it may still be true."""
    claim = identity(g, depth)
    return replace(claim, rhs=_slip(claim.rhs, g))


def _slip(term: Term, g: Grower) -> Term:
    for _ in range(8):
        changed = at_place(term, g, g.source.pick(SLIPS))
        if changed is not term:
            return changed
    return tm.neg(term)


def inequality(g: Grower, depth: int = 2) -> Claim:
    """A known inequality at random terms, rewritten; with a slip one time in three."""
    small, rel, large = g.source.pick(_KNOWN)(g, depth)
    large = rewritten(large, g, g.source.below(3))
    if g.source.chance(3):
        rel = g.source.pick(("<", "<=", "!="))
        large = _slip(large, g) if g.source.chance(2) else large
    return Claim(rel, small, large)


def sign(g: Grower, depth: int = 3) -> Claim:
    """A term compared with 0."""
    return Claim(g.source.pick(tm.RELATIONS), g.number(depth), ZERO)


def pair(g: Grower, depth: int = 3) -> Claim:
    """Two terms that have nothing to do with each other."""
    return Claim(g.source.pick(tm.RELATIONS), g.number(depth), g.number(depth - 1))


def _member(g: Grower, depth: int) -> tuple[Term, str, Term]:
    dim = g.dim()
    v = tm.ix(g.fresh(), dim)
    body = g.under(v).number(depth)
    top = tm.binder("max", "k", (dim, 1, 0), var=v, body=body)
    return tm.subst(body, {v: g.index(dim)}), "<=", top


def _squares(g: Grower, depth: int) -> tuple[Term, str, Term]:
    a, b = g.number(depth), g.number(depth)
    return tm.mul(tm.num(2), a, b), "<=", tm.add(tm.power(a, 2), tm.power(b, 2))


def _tangent(g: Grower, depth: int) -> tuple[Term, str, Term]:
    a = g.number(depth)
    return tm.add(ONE, a), "<=", tm.exp(a)


def _logarithm(g: Grower, depth: int) -> tuple[Term, str, Term]:
    a = g.number(depth)
    return tm.log(a), "<=", tm.sub(a, ONE)


def _triangle(g: Grower, depth: int) -> tuple[Term, str, Term]:
    a, b = g.number(depth), g.number(depth)
    return mk("abs", tm.add(a, b)), "<=", tm.add(mk("abs", a), mk("abs", b))


def _more(g: Grower, depth: int) -> tuple[Term, str, Term]:
    a = g.number(depth)
    return a, "<", tm.add(a, tm.exp(g.number(depth)))


def _sum_of_nonnegative(g: Grower, depth: int) -> tuple[Term, str, Term]:
    v = tm.ix(g.fresh(), g.dim())
    body = tm.power(g.under(v).number(depth), g.source.pick(_ROOTED))
    return ZERO, g.source.pick(("<=", "<")), tm.total(v, body)


_KNOWN: tuple[Callable[[Grower, int], tuple[Term, str, Term]], ...] = (
    _member,
    _squares,
    _tangent,
    _logarithm,
    _triangle,
    _more,
    _sum_of_nonnegative,
)
KINDS: dict[str, Callable[[Grower, int], Claim]] = {
    "identity": identity,
    "slip": slipped,
    "inequality": inequality,
    "sign": sign,
    "pair": pair,
}
_WEIGHTS = ("identity", "identity", "slip", "slip", "slip", "inequality", "sign", "pair")


def grown_claim(context: Context, source: Source, kind: str = "", depth: int = 3) -> Claim:
    """A claim of one of the `KINDS`, of any of them unless said."""
    return KINDS[kind or source.pick(_WEIGHTS)](Grower(context, source), depth)
