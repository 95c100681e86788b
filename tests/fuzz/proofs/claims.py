"""Claims that the kernel is likely to accept in an environment, true or not."""

from __future__ import annotations

from symsoft.kernel import domain
from symsoft.kernel import terms as tm
from symsoft.kernel.context import Claim
from symsoft.kernel.normal import Env
from symsoft.kernel.proofs import rewriting
from symsoft.kernel.terms import ZERO, KernelError, Term
from symsoft.testing.strategies.growing import Grower
from symsoft.testing.strategies.source import Source
from tests.fuzz.proofs.state import uses_of


def claim_at(env: Env, source: Source) -> Claim:
    """What the environment says of some term: its normal form, its sign, or a fact as it is."""
    known = [h.claim for h in env.context.hypotheses if not h.vars and not h.guards]
    if known and source.chance(3):
        return source.pick([*known[-3:], *known[-1:] * 2])
    term = env.context.unfold(_term(env, source))
    if source.chance(3):
        return sign_of(env, term, source)
    return normal_form(env, term, source)


def _term(env: Env, source: Source) -> Term:
    """A small term, one time in two with a part of a hypothesis."""
    grower = Grower(env.context, source)
    if not env.context.hypotheses or source.chance(2):
        return grower.number(source.pick((1, 1, 2)))
    part = source.pick(parts(env, source))
    return source.pick((tm.mul, tm.mul, tm.add))(part, grower.number(0))


def parts(env: Env, source: Source) -> list[Term]:
    """The numbers that one of the last hypotheses speaks of."""
    claim = source.pick(env.context.hypotheses[-6:]).claim
    found = [claim.lhs, tm.sub(claim.lhs, claim.rhs), *tm.subterms(claim.lhs)]
    return [p for p in found if _is_number(env, p)] or [tm.ONE]


def _is_number(env: Env, term: Term) -> bool:
    try:
        env.context.check_term(term)
    except KernelError:
        return False
    return True


def normal_form(env: Env, term: Term, source: Source) -> Claim:
    """The term and its normal form, some equations being used."""
    ways = [uses for uses in uses_of(env) if _solvable(env, uses)]
    return Claim("=", term, rewriting(env, source.pick(ways[::-1])).canonical(term))


def _solvable(env: Env, uses: list[list[object]]) -> bool:
    try:
        rewriting(env, uses)
    except KernelError:
        return False
    return True


def sign_of(env: Env, term: Term, source: Source) -> Claim:
    """A relation of the term to 0 that its signs allow."""
    return Claim(allowed(env.sign(term) & domain.manifest(env, term), source), term, ZERO)


def allowed(signs: int, source: Source) -> str:
    """A relation to 0 that all of some signs allow; = if there is none."""
    rels = [r for r in tm.RELATIONS if not signs & ~domain.ALLOWED[r]]
    return source.pick(rels or ["="])
