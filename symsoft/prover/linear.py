"""Inequalities as sums of known facts with weights >= 0, which linear programming finds.

The facts are products of what hypotheses say, squares of differences, tangents (so the inequality
of arithmetic and geometric means), monomials of known sign, and all of them under a sum; equations
among the hypotheses have weights of either sign.  Squares and products alone are the certificates
of Handelman and Putinar of a low degree (J. B. Lasserre, *Moments, Positive Polynomials and Their
Applications*, 2009); tangents are those of V. Chandrasekaran and P. Shah, *Relative entropy
relaxations for signomial optimization*, SIAM J. Optim. 26 (2016).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations, combinations_with_replacement, islice, product

from symsoft.kernel import domain
from symsoft.kernel.normal import Env
from symsoft.kernel.poly import Mono, Poly, atoms, mono_term, of_atom, scale, to_term
from symsoft.kernel.rules import ORDER
from symsoft.kernel.terms import ONE, KernelError, Term, add, log, mk, mul, neg, num, power, sub
from symsoft.prover.combine import all_indices, facts_at
from symsoft.prover.goal import Goal, Proof
from symsoft.prover.onesum import OneSum, one_sums
from symsoft.prover.order import left_out, positive_factors
from symsoft.prover.simplex import weights
from symsoft.prover.terms import is_whole, positive

MOST_MONOMIALS = 40
MOST_KNOWN = 8
MOST_ROOTS = 8
MOST_FACTS = 240


@dataclass(frozen=True)
class Fact:
    """A term that is >= 0, or 0, as it is written, and its normal form."""

    term: Term
    poly: Poly


def by_known_facts(goal: Goal) -> Proof | None:
    """The difference, cleared of denominators, as a sum of facts with weights >= 0."""
    if goal.infinite or goal.claim.rel not in ORDER:
        return None
    env, way = goal.env, -ORDER[goal.claim.rel]
    for factor in positive_factors(env, scale(goal.gap, way)):
        p = env.times(scale(goal.gap, way), factor)
        found = _combination(goal, p) if 1 < len(p) <= MOST_MONOMIALS else None
        if found is not None:
            witness = found if way > 0 else neg(found)
            return goal.first({"rule": "order", "factor": env.term(factor), "witness": witness})
    return None


def _combination(goal: Goal, p: Poly) -> Term | None:
    env = goal.env
    facts = list(islice(_facts(goal, p), MOST_FACTS))
    facts += [Fact(mono_term(m, s), {m: s}) for m, s in _of_known_sign(env, p, facts)]
    facts += [f for f in _equations(env) for f in (f, Fact(neg(f.term), scale(f.poly, -1)))]
    found = weights([f.poly for f in facts], p)
    if found is None:
        return None
    return add(*(mul(num(x), facts[n].term) for n, x in found.items()))


def _facts(goal: Goal, p: Poly) -> Iterator[Fact]:
    env, indices = goal.env, all_indices(goal)
    sums = {a for q in (p, *(f.poly for f in env.facts)) for a in atoms(q) if is_whole(a)}
    others = [
        t for a in sorted(sums, key=lambda a: a.key) for t in _without_members(env, a, indices)
    ]
    yield from _made(env, _gathered(env, p, indices, others))
    for one in one_sums(env, p, []):
        inner = _gathered(env, one.inside, [one.v], [])
        yield from _made(env, (one.total(t) for t in (*inner, *_members(env, one))))


def _without_members(env: Env, total: Term, indices: list[Term]) -> Iterator[Term]:
    """A sum of terms >= 0 without some of them."""
    fit = [i for i in indices if env.in_range(i, total.args[1][0])]
    if fit and not total.loose and not env.sign(env.open(total)[1]) & domain.NEG:
        yield from (left_out(total, list(some)) for n in (1, 2) for some in combinations(fit, n))


def _made(env: Env, terms: Iterable[Term]) -> Iterator[Fact]:
    for term in terms:
        try:
            poly = env.poly(term)
        except KernelError:
            continue
        if poly:
            yield Fact(term, poly)


def _gathered(env: Env, p: Poly, indices: list[Term], more: list[Term]) -> Iterator[Term]:
    """Terms that are >= 0, made of what `p` and the hypotheses speak of, and of `more`."""
    known = [to_term(scale(f.poly, -1)) for f in facts_at(env, indices)]
    known = [*more, *known][:MOST_KNOWN]
    yield from known
    plain = [a for a in atoms(p) if _never_negative(env, a)][:MOST_KNOWN]
    yield from (mul(k, a) for k, a in product(known, plain))
    yield from (mul(a, b) for a, b in combinations_with_replacement(known, 2))
    for one, two in combinations(_roots(env, p), 2):
        yield power(sub(one, two), 2)
        yield power(add(one, two), 2)
    yield from _means(env, p)


def _roots(env: Env, p: Poly) -> list[Term]:
    """Square roots of the squares among the monomials, and the atoms of the others."""
    found: list[Term] = [ONE]
    for mono, coef in p.items():
        if not mono and coef > 0:
            found.append(env.term(env.power({(): coef}, Fraction(1, 2))))
        elif coef > 0 and all(e % 2 == 0 or _never_negative(env, a) for a, e in mono):
            found.append(to_term(env.monomial({a: e / Fraction(2) for a, e in mono})))
        elif coef < 0:
            found += [a for a, _ in mono]
    return list(dict.fromkeys(found))[:MOST_ROOTS]


def _never_negative(env: Env, a: Term) -> bool:
    return not domain.sign(env, of_atom(a)) & domain.NEG


def _means(env: Env, p: Poly) -> Iterator[Term]:
    """m (x - 1 - log x) for x = n/m, with a monomial m that is taken away and n that is added."""
    if not all(positive(env, a) for a in atoms(p)):
        return
    added = [m for m, c in p.items() if c > 0]
    taken = [m for m, c in p.items() if c < 0]
    for m, n in product(taken, added):
        below = env.power({m: 1}, -1)
        yield mul(mono_term(m), mk("tangent", log(env.term(env.times({n: 1}, below)))))


def _members(env: Env, one: OneSum) -> Iterator[Term]:
    """The monomials under a sum whose sign is known."""
    for mono in one.inside:
        if not domain.sign(env, {mono: 1}) & domain.NEG:
            yield mono_term(mono)


def _of_known_sign(env: Env, p: Poly, facts: list[Fact]) -> Iterator[tuple[Mono, int]]:
    for mono in dict.fromkeys(m for q in (p, *(f.poly for f in facts)) for m in q):
        for sign in (1, -1):
            if not domain.sign(env, {mono: sign}) & domain.NEG:
                yield mono, sign


def _equations(env: Env) -> list[Fact]:
    return [
        Fact(to_term(f.poly), f.poly)
        for f in env.facts
        if f.mask == domain.NIL and not f.hypothesis.vars and not f.hypothesis.guards
    ]
