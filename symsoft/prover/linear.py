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
from itertools import combinations, combinations_with_replacement, islice, permutations, product

from symsoft.kernel import domain
from symsoft.kernel.normal import Env
from symsoft.kernel.poly import (
    Mono,
    Poly,
    accumulate,
    atoms,
    mono_of,
    mono_term,
    of_atom,
    over,
    scale,
    to_term,
)
from symsoft.kernel.rules import ORDER
from symsoft.kernel.terms import (
    ONE,
    KernelError,
    Term,
    add,
    div,
    log,
    mk,
    mul,
    neg,
    num,
    open_,
    power,
    sub,
)
from symsoft.prover.combine import all_indices, facts_at, has_no_negative_terms
from symsoft.prover.goal import Goal, Proof
from symsoft.prover.onesum import OneSum, connected_sums, one_sums
from symsoft.prover.order import left_out, positive_factors
from symsoft.prover.shares import divergences
from symsoft.prover.simplex import weights
from symsoft.prover.terms import is_whole, positive, without

MOST_MONOMIALS = 40
MOST_KNOWN = 8
MOST_ROOTS = 8
MOST_LOGS = 4
MOST_LEFT_OUT = 2
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
    for cleared in positive_factors(env, scale(goal.gap, way)):
        p, factor = env.times(scale(goal.gap, way), cleared), env.term(cleared)
        found = _combination(goal, p, factor) if 1 < len(p) <= MOST_MONOMIALS else None
        if found is not None:
            witness = found if way > 0 else neg(found)
            return goal.first({"rule": "order", "factor": factor, "witness": witness})
    return None


def _combination(goal: Goal, p: Poly, factor: Term) -> Term | None:
    env = goal.env
    heads = list(dict.fromkeys((ONE, factor)))
    terms = (mul(head, t) for t in _facts(goal, p) for head in heads)
    facts = list(islice(_made(env, terms), MOST_FACTS))
    facts += [Fact(mono_term(m, s), {m: s}) for m, s in _of_known_sign(env, p, facts)]
    equal = (to_term(q) for q in _equations(env))
    weighted = heads + [a for a in atoms(p) if not a.names and a is not factor]
    facts += _made(env, (mul(num(s), h, q) for q in equal for h in weighted for s in (1, -1)))
    found = weights([f.poly for f in facts], p)
    if found is None:
        return None
    return add(*(mul(num(x), facts[n].term) for n, x in found.items()))


def _made(env: Env, terms: Iterable[Term]) -> Iterator[Fact]:
    for term in terms:
        try:
            poly = env.poly(term)
        except KernelError:
            continue
        if poly:
            yield Fact(term, poly)


def _facts(goal: Goal, p: Poly) -> Iterator[Term]:
    env, indices = goal.env, all_indices(goal)
    every = {a for q in (p, *(f.poly for f in env.facts)) for a in atoms(q) if is_whole(a)}
    sums = sorted(every, key=lambda a: a.key)
    yield from divergences(env, p)
    for one in one_sums(env, p, []):
        inside = _gathered(env, one.inside, [one.v], sums)
        yield from (one.total(t) for t in inside if one.v.args[0] in t.names)
        yield from (one.total(t) for t in _members(env, one))
        yield from _known_elsewhere(env, one, indices)
        yield from (one.total(t) for t in _deviations(env, one))
        if all(a.op != "log" for a in atoms(one.inside)):
            yield from (one.total(t) for t in _means_to_known_sums(env, one))
    for one in connected_sums(env, p):
        yield from (one.total(t) for t in _squared_differences(env, one.inside))
    yield from _gathered(env, p, indices, sums)


def _known_elsewhere(env: Env, one: OneSum, indices: list[Term]) -> Iterator[Term]:
    """What the hypotheses say at every index but one that is spoken of."""
    fit = [i for i in indices if env.in_range(i, one.v.args[1])][:MOST_LEFT_OUT]
    for known in facts_at(env, [one.v]) if fit else ():
        term = to_term(scale(known.poly, -1))
        if one.v.args[0] in term.names:
            yield from (left_out(one.total(term), [i]) for i in fit)


def _deviations(env: Env, one: OneSum) -> Iterator[Term]:
    """Squared differences from the mean, of what an equation gives the sum of."""
    dim = one.v.args[1]
    for q in _equations(env):
        for total in (a for a in atoms(q) if is_whole(a) and a.args[1][0] == dim):
            (alone,) = of_atom(total)
            if alone in q:
                value = {m: over(-c, q[alone]) for m, c in q.items() if m != alone}
                mean = div(to_term(value), mk("dim", dim))
                yield power(sub(open_(total.args[2], one.v), mean), 2)


def _without_members(env: Env, total: Term, indices: list[Term]) -> Iterator[Term]:
    """A sum of terms >= 0 without some of them."""
    fit = [i for i in indices if env.in_range(i, total.args[1][0])]
    if fit and not total.loose and has_no_negative_terms(env, total):
        yield from (left_out(total, list(some)) for n in (1, 2) for some in combinations(fit, n))


def _below_maxima(env: Env, p: Poly, indices: list[Term]) -> Iterator[Term]:
    tops = (t for t in atoms(p) if is_whole(t, "max") and not t.loose)
    fit = ((t, i) for t in tops for i in indices if env.in_range(i, t.args[1][0]))
    return (sub(t, open_(t.args[2], i)) for t, i in fit)


def _gathered(env: Env, p: Poly, indices: list[Term], sums: list[Term]) -> Iterator[Term]:
    """Terms that are >= 0, made of what `p`, the hypotheses and some sums say at indices."""
    known = [to_term(scale(f.poly, -1)) for f in facts_at(env, indices)]
    known += (t for total in sums for t in _without_members(env, total, indices))
    known += _below_maxima(env, p, indices)
    known = known[:MOST_KNOWN]
    yield from known
    plain = [a for a in atoms(p) if _never_negative(env, a)][:MOST_KNOWN]
    yield from (mul(k, a) for k, a in product(known, plain))
    yield from (mul(a, b) for a, b in combinations_with_replacement(known, 2))
    yield from _rising_logarithms(env, p)
    yield from _squared_differences(env, p)
    yield from _means(env, p)


def _squared_differences(env: Env, p: Poly) -> Iterator[Term]:
    for one, two in combinations(_roots(env, p), 2):
        yield power(sub(one, two), 2)
        yield power(add(one, two), 2)


def _rising_logarithms(env: Env, p: Poly) -> Iterator[Term]:
    """w (log X - log Y) for X >= Y, with the weight w > 0 of one of the two.

    With u = Y/X it is w (u - 1 - log u) + w (X - Y)/X.
    """
    logs = [a for a in atoms(p) if a.op == "log"][:MOST_LOGS]
    for one, two in permutations(logs, 2):
        (upper,), (lower,) = one.args, two.args
        gap = env.canonical(sub(upper, lower))
        if not env.sign(gap) & domain.NEG:
            below = power(upper, -1)
            risen = add(mk("tangent", log(env.canonical(mul(lower, below)))), mul(gap, below))
            for weight in _weights(p, [one, two]):
                if domain.sign(env, weight) == domain.POS:
                    yield mul(env.term(weight), risen)


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
    """m (x - 1 - log x) for x = n/m, with positive n and m.

    If there are logarithms, m is the weight of one; else m is taken away, and n is added.
    """
    plain = {m: c for m, c in p.items() if all(a.op != "log" and positive(env, a) for a, _ in m)}
    logs = [a for a in atoms(p) if a.op == "log"]
    taken: list[Poly]
    added: list[Poly]
    if logs:
        taken, added = _weights(p, logs), [{m: 1} for m in plain]
        added += (q for a in logs for q in _values(env, a.args[0]))
    elif len(plain) == len(p):
        taken = [{m: 1} for m, c in plain.items() if c < 0]
        added = [{m: 1} for m, c in plain.items() if c > 0]
    else:
        return
    yield from _mean_tangents(env, taken, added)
    yield from _log_pairs(env, p, logs)


def _mean_tangents(env: Env, taken: list[Poly], added: list[Poly]) -> Iterator[Term]:
    for m, n in product(taken, added):
        if m != n and domain.sign(env, m) == domain.POS:
            ratio = env.times(n, env.power(m, -1))
            yield mul(env.term(m), mk("tangent", log(env.term(ratio))))


def _means_to_known_sums(env: Env, one: OneSum) -> Iterator[Term]:
    """The same between the terms of the sum and those of sums that equations give."""
    dim = one.v.args[1]
    totals = {a for q in _equations(env) for a in atoms(q) if is_whole(a) and a.args[1][0] == dim}
    known = [env.poly(open_(a.args[2], one.v)) for a in sorted(totals, key=lambda a: a.key)]
    own: list[Poly] = [{m: 1} for m in one.inside]
    if known and len(known) + len(own) <= MOST_KNOWN:
        yield from _mean_tangents(env, known, [*own, *known])


def _log_pairs(env: Env, p: Poly, logs: list[Term]) -> Iterator[Term]:
    """w (x - 1 - log x) for the quotient x of what two logarithms are taken of, with the weight w
    of the one whose argument is below: so Jensen's inequality with any weights."""
    for one, two in permutations(logs[:MOST_LOGS], 2) if len(logs) > 1 else ():
        ratio = div(*(_by_scalars(env, a.args[0]) for a in (one, two)))
        for weight in _weights(p, [two]):
            if domain.sign(env, weight) == domain.POS:
                yield mul(env.term(weight), mk("tangent", log(ratio)))


def _by_scalars(env: Env, t: Term) -> Term:
    """A sum of unknown sign with its scalars gathered: t a + (1 - t) b is plainly positive."""
    if t.op != "padd" or env.sign(t) == domain.POS:
        return t
    parts: dict[Mono, Poly] = {}
    for mono, coef in env.poly(t).items():
        scalars = tuple(pair for pair in mono if pair[0].op == "var")
        rest = mono_of({a: e for a, e in mono if (a, e) not in scalars})
        accumulate(parts.setdefault(rest, {}), {scalars: coef})
    return add(*(mul(mono_term(rest), env.term(factor)) for rest, factor in parts.items()))


def _weights(p: Poly, logs: list[Term]) -> list[Poly]:
    """What logarithms are multiplied by: in each monomial, and as a whole, with either sign."""
    found: list[Poly] = []
    for a in logs:
        whole = {without(m, a): c for m, c in p.items() if (a, 1) in m}
        found += ({m: 1} for m in whole)
        found += (scale(whole, s) for s in (1, -1) if len(whole) > 1)
    return [q for n, q in enumerate(found) if q not in found[:n]][:MOST_ROOTS]


def _values(env: Env, argument: Term) -> Iterator[Poly]:
    """Points at which a tangent may be wanted where the logarithm of `argument` occurs."""
    yield env.poly(argument)
    if argument.op == "num":
        yield env.power(env.poly(argument), -1)


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


def _equations(env: Env) -> list[Poly]:
    plain = (f for f in env.facts if not f.hypothesis.vars and not f.hypothesis.guards)
    return [f.poly for f in plain if f.mask == domain.NIL]
