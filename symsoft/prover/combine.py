"""Inequalities that are sums of known ones: the claim as a chain, one known inequality a step."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import reduce
from itertools import islice, product
from typing import Any

from symsoft.kernel import domain
from symsoft.kernel.context import Hypothesis
from symsoft.kernel.normal import Env
from symsoft.kernel.poly import (
    Poly,
    atoms,
    is_number,
    minus,
    mono_rank,
    over,
    scale,
    to_term,
)
from symsoft.kernel.rules import ORDER, compose
from symsoft.kernel.terms import ONE, UNBOUND_INDICES, KernelError, Term, mul, open_, sub
from symsoft.prover.goal import Goal, Proof
from symsoft.prover.monotone import SIGN, weakened
from symsoft.prover.terms import claim_subterms, inside, is_whole, positive

Used = tuple[Poly, Poly]  # a known inequality q, and a positive factor r: r q is used
DEPTH = 3
MOST_KNOWN = 24
MOST_TRIED = 120


@dataclass(frozen=True)
class Known:
    """poly <= 0, or < 0 where `strict`."""

    poly: Poly
    strict: bool = False


def combined(goal: Goal) -> Proof | None:
    """A chain of known inequalities, each times a positive factor."""
    if goal.claim.rel not in (*ORDER, "="):
        return None
    way = ORDER.get(goal.claim.rel, 1)
    known = list(_known(goal))[:MOST_KNOWN]
    if not known:
        return None
    for used in _found(goal.env, scale(goal.gap, way), known):
        proof = _chain(goal, [(scale(q, way), ratio) for q, ratio in used])
        if proof is not None:
            return proof
    return None


def _found(env: Env, p: Poly, known: list[Known]) -> Iterator[list[Used]]:
    """Ways to show p <= 0, those with numbers for factors first, which are few."""
    if any(a.op in ("var", "entry") and positive(env, a) for a in atoms(p)):
        yield from _reductions(env, p, known, DEPTH, [MOST_TRIED], numbers=True)
    yield from _reductions(env, p, known, DEPTH, [MOST_TRIED])


def _reductions(
    env: Env, p: Poly, known: list[Known], depth: int, budget: list[int], numbers: bool = False
) -> Iterator[list[Used]]:
    """Known inequalities after whose multiples are taken from p it is known to be <= 0."""
    if depth == 0:
        return
    for k in known:
        for ratio in _ratios(env, p, k.poly):
            if numbers and not is_number(ratio):
                continue
            budget[0] -= 1
            if budget[0] < 0:
                return
            left = minus(p, env.times(k.poly, ratio))
            if not domain.sign(env, left) & domain.POS:
                yield [(k.poly, ratio)]
            elif len(left) <= len(p) + 1:
                more = _reductions(env, left, known, depth - 1, budget, numbers)
                yield from ([(k.poly, ratio), *rest] for rest in more)


def _ratios(env: Env, p: Poly, q: Poly) -> Iterator[Poly]:
    """Positive factors that make a term of q cancel one of p."""
    seen: list[Poly] = []
    for m, n in product(sorted(p, key=mono_rank), sorted(q, key=mono_rank)):
        if p[m] * q[n] <= 0:
            continue
        ratio = env.monomial({**dict(m), **{a: dict(m).get(a, 0) - e for a, e in n}})
        ratio = scale(ratio, over(p[m], q[n]))
        if ratio not in seen and domain.sign(env, ratio) == domain.POS:
            seen.append(ratio)
            yield ratio


def _known(goal: Goal) -> Iterator[Known]:
    env = goal.env
    indices = all_indices(goal)
    yield from facts_at(env, indices)
    spoken = list(dict.fromkeys((*inside(goal.gap), *_maxima_given(env))))
    for t in spoken:
        if not t.loose and (is_whole(t, "max") or is_whole(t) and has_no_negative_terms(env, t)):
            for i in indices:
                if env.in_range(i, t.args[1][0]):
                    member = open_(t.args[2], i)
                    yield Known(minus(env.poly(member), env.poly(t)))
                    if t.op == "max" and is_whole(member, "max") and member not in spoken:
                        spoken.append(member)  # a maximum of maxima: its members are next


def _maxima_given(env: Env) -> Iterator[Term]:
    """The maxima that hypotheses about single indices speak of."""
    plain = (f for f in env.facts if not f.hypothesis.vars)
    return (t for f in plain for t in inside(f.poly) if t.op == "max")


def facts_at(env: Env, indices: list[Term]) -> Iterator[Known]:
    """What the hypotheses say, those about every index at the `indices`."""
    for fact in dict.fromkeys(f.hypothesis for f in env.facts):
        mask = domain.ALLOWED[fact.claim.rel]
        for h in _instances(env, fact, indices):
            try:
                gap = minus(env.poly(h.claim.lhs), env.poly(h.claim.rhs))
            except KernelError:
                continue
            if mask in (domain.NEG, domain.NEG | domain.NIL, domain.NIL):
                yield Known(gap, mask == domain.NEG)
            if mask in (domain.POS, domain.NONNEGATIVE, domain.NIL):
                yield Known(scale(gap, -1), mask == domain.POS)


def has_no_negative_terms(env: Env, total: Term) -> bool:
    """Whether no term of a sum is negative."""
    return not env.sign(env.open(total)[1]) & domain.NEG


def all_indices(goal: Goal) -> list[Term]:
    """The indices that the goal and the hypotheses about single indices speak of, a few."""
    found = {t for t in claim_subterms(goal.claim) if t.op in UNBOUND_INDICES}
    for f in goal.env.facts:
        if not f.hypothesis.vars:
            found |= {t for t in inside(f.poly) if t.op in UNBOUND_INDICES}
    return sorted(found, key=lambda t: t.key)[:5]


def _instances(env: Env, h: Hypothesis, indices: list[Term]) -> Iterator[Hypothesis]:
    if any(v.op != "ix" for v in h.vars):
        return
    choices = [[i for i in indices if env.in_range(i, v.args[1])] for v in h.vars]
    for values in product(*choices):
        at = dict(zip(h.vars, values, strict=True))
        guards = [Hypothesis(g.subst(at)) for g in h.guards]
        if all(map(env.holds, guards)):
            yield Hypothesis(h.claim.subst(at))


def _chain(goal: Goal, used: list[Used]) -> Proof | None:
    """a, a - r1 q1, a - r1 q1 - r2 q2, …, b, each step shown by its sign."""
    env, claim = goal.env, goal.claim
    way = ORDER.get(claim.rel, 1)
    here, steps, rels = env.poly(claim.lhs), list[Any](), list[str]()
    for q, ratio in used:
        here = minus(here, env.times(q, ratio))
        rels.append(_relation(env, q))
        steps.append([rels[-1], to_term(here), _step(env, q, ratio)])
    rels.append(_relation(env, minus(here, env.poly(claim.rhs))))
    steps.append([rels[-1], None, SIGN])
    try:
        rel = reduce(compose, rels)
    except KernelError:
        return None
    proof: Proof = {"rule": "chain", "steps": steps}
    if rel != claim.rel:
        if claim.rel != ("<=" if way > 0 else ">="):
            return None
        proof = weakened(claim, rel, proof)
    return goal.first(proof)


def _step(env: Env, q: Poly, ratio: Poly) -> Proof:
    """How the sign of r q is shown."""
    if is_number(ratio):
        return SIGN
    factor = env.term(env.power(ratio, -1))
    return {"rule": "order", "factor": factor, "witness": env.term(q)}


def _relation(env: Env, p: Poly) -> str:
    signs = domain.sign(env, p)
    named = {domain.NIL: "=", domain.NEG: "<", domain.POS: ">", domain.NONNEGATIVE: ">="}
    return named.get(signs, "<=")


def by_equal_indices(goal: Goal) -> Proof | None:
    """Indices that a hypothesis says are equal: the difference times their delta is 0."""
    env = goal.env
    deltas = [
        f.hypothesis.claim.lhs
        for f in env.facts
        if f.hypothesis.claim.lhs.op == "delta"
        and f.mask == domain.NIL
        and f.hypothesis.claim.rhs is ONE
        and not f.hypothesis.vars
    ]
    if not deltas or goal.infinite:
        return None
    factor = mul(*deltas)
    known = [env.canonical(mul(factor, sub(goal.claim.lhs, goal.claim.rhs)))]
    known += [mul(d, sub(other, ONE)) for d in deltas for other in deltas if d is not other]
    factors = [factor, *deltas]
    proofs = ({"rule": "order", "factor": f, "witness": w} for f in factors for w in known)
    return goal.first(*islice(proofs, 12))
