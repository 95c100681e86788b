"""Claims about limits and integrals, or that hold some to be evaluated first."""

from __future__ import annotations

from collections.abc import Callable
from itertools import chain, islice

from symsoft.kernel.context import Claim, Hypothesis
from symsoft.kernel.normal import Env
from symsoft.kernel.proofs import rewriting
from symsoft.kernel.terms import Term
from symsoft.prover import integrals, limits
from symsoft.prover.cases import sign_cases
from symsoft.prover.gaussian import by_substitution, known_gaussian
from symsoft.prover.goal import Goal, Lemma, Proof, having
from symsoft.prover.hypotheses import Uses, ways
from symsoft.prover.terms import claim_subterms

Search = Callable[[Goal], Proof | None]
VALUED = ("lim", "int")
MOST_WAYS = 2  # to use equations that are given inside of a limit
ALGEBRA: Proof = {"rule": "algebra"}


def limit_claims(goal: Goal, search: Search) -> Proof | None:
    """lim f = value, int f = value; or a claim in which some stand."""
    claim = goal.claim
    if not inner_limits(claim):
        return None
    if claim.rel == "=" and claim.lhs.op in VALUED and not inner_limits(claim, "rhs"):
        found = one_value(goal, claim.lhs, claim.rhs, search)
        return found or _by_growth(goal, claim.lhs, search)
    return _evaluated(goal, search)


def inner_limits(claim: Claim, side: str = "") -> list[Term]:
    """The limits of a claim, or of one of its sides, that are not under a binder."""
    sides = Claim("=", getattr(claim, side), getattr(claim, side)) if side else claim
    found = dict.fromkeys(claim_subterms(sides))
    return [t for t in found if t.op in VALUED and not t.loose]


def known_value(env: Env, t: Term) -> Term | None:
    """The value of a limit or an integral, None where it is not found."""
    if t.op == "lim":
        return limits.value(env, t)
    found = integrals.integral(env, t)
    return known_gaussian(env, t) if found is None else found.value


def one_value(goal: Goal, t: Term, value: Term, search: Search) -> Proof | None:
    """A proof that a limit or an integral is `value`."""
    make = one_limit if t.op == "lim" else one_integral
    return make(goal, t, value, search)


def one_integral(goal: Goal, t: Term, value: Term, search: Search) -> Proof | None:
    """The integral by an antiderivative, and a proof that it is `value`."""
    found = integrals.integral(goal.env, t)
    then = _agrees(goal, found.value, value, search) if found else None
    at = Goal(goal.env, Claim("=", t, value), goal.depth, goal.effort)
    if found is None or then is None:
        return by_substitution(at, t)
    return at.first({**found.proof, "then": then})


def one_limit(goal: Goal, lim: Term, value: Term, search: Search) -> Proof | None:
    """The limit found from each side, if need be with equations that are given, and a proof that
    it is `value`."""
    for uses in chain([[]], islice(ways(goal.env), MOST_WAYS)):
        env = rewriting(goal.env, uses) if uses else goal.env
        sides = limits.from_every_side(env, lim)
        if sides:
            return _from_sides(goal, lim, value, sides, uses, search)
    return None


def _from_sides(
    goal: Goal, lim: Term, value: Term, sides: list[limits.Found], uses: Uses, search: Search
) -> Proof | None:
    parts = []
    for side in sides:
        then = _agrees(goal, side.value, value, search)
        if then is None:
            return None
        parts.append({"steps": side.steps, "then": then})
    at = Goal(goal.env, Claim("=", lim, value), goal.depth, goal.effort)
    used = {"with": uses} if uses else {}
    return at.first({"rule": "limit", **used, "sides": parts})


def _agrees(goal: Goal, found: Term, value: Term, search: Search) -> Proof | None:
    if "inf" in (found.op, value.op):
        return ALGEBRA if found is value else None
    claim = Claim("=", found, value)
    maxima = any(t.op == "max" for t in claim_subterms(claim))
    return search(goal.deeper(claim, by=0 if maxima else 1))  # maxima take steps of their own


def _by_growth(goal: Goal, lim: Term, search: Search) -> Proof | None:
    if lim.op != "lim":
        return None
    question = limits.growth_question(goal.env, lim)
    if question is None or any(n.startswith(("@t", "@u", "@m", "#")) for n in question.names):
        return None
    return sign_cases(goal, question, search)


def _evaluated(goal: Goal, search: Search) -> Proof | None:
    """Show `lim = value` for each limit inside the claim, then go on with these equations."""
    lemmas: list[Lemma] = []
    known = {h.claim.lhs for h in goal.env.context.hypotheses}
    for lim in inner_limits(goal.claim):
        if lim in known:
            continue
        value = known_value(goal.env, lim)
        if value is None or value.op == "inf":
            return _by_growth(goal, lim, search)
        proof = one_value(goal, lim, value, search)
        if proof is None:
            return None
        lemmas.append((Hypothesis(Claim("=", lim, value)), proof))
    if not lemmas:
        return None
    then = search(goal.assuming(*(h for h, _ in lemmas)))
    return goal.first(having(lemmas, then)) if then is not None else None
