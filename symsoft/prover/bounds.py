"""Known bounds shown on the way to a claim, for every index: z_k <= log sum e^z and the like."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from symsoft.kernel import domain
from symsoft.kernel.context import Array, Claim, Hypothesis
from symsoft.kernel.normal import Env
from symsoft.kernel.poly import Poly, to_term
from symsoft.kernel.terms import ONE, Term, add, log, mk, mul, neg, open_, power, sub, subterms
from symsoft.prover.cases import bars_alone
from symsoft.prover.combine import combined
from symsoft.prover.goal import Goal, Lemma, Proof, having, once_shown
from symsoft.prover.monotone import SIGN, exponentiated
from symsoft.prover.onesum import unit_sums
from symsoft.prover.restated import sides
from symsoft.prover.terms import claim_subterms, inside, invented, is_whole, sum_over

Search = Callable[[Goal], Proof | None]
Candidate = tuple[Hypothesis, Search]
NAME = "@n"
MOST_SINGLY = 3


def with_bounds(goal: Goal, search: Search) -> Proof | None:
    """The goal once the bounds that its terms call for are shown."""
    used = (v.args[0] for h in goal.env.context.hypotheses for v in h.vars)
    if not goal.lemmas or NAME in used:
        return None
    given = {h.claim for h in goal.env.context.hypotheses}
    found = [one for one in _candidates(goal, search) if one[0].claim not in given]
    singly = [[one] for one in found] if 1 < len(found) <= MOST_SINGLY else []
    for some in (found, *singly):
        proof = once_shown(goal, _shown(goal, some), search)
        if proof is not None:
            return proof
    return None


def _shown(goal: Goal, candidates: list[Candidate]) -> list[Lemma]:
    """Those of the candidates that can be shown, each with the help of the ones before."""
    lemmas: list[Lemma] = []
    for statement, prove in candidates:
        env = goal.env.assuming(*(h for h, _ in lemmas)) if lemmas else goal.env
        proof = prove(goal.deeper(env=env).lemma(statement, 2))
        if proof is not None:
            lemmas.append((statement, proof))
    return lemmas


def _candidates(goal: Goal, search: Search) -> Iterator[Candidate]:
    for unit in unit_sums(goal.env):
        if goal.env.sign(goal.env.open(unit)[1]) & domain.NEG == 0:
            n = mk("ix", NAME, unit.args[1][0])
            yield Hypothesis(Claim("<=", open_(unit.args[2], n), ONE), (n,)), combined
    if any(t.op == "lim" for t in claim_subterms(goal.claim)):
        yield from _below_maximum(goal.env)
    yield from _known_maximum(goal.env)
    for t in inside(goal.gap) if not goal.infinite else ():
        if t.loose or invented(t):
            continue
        if t.op == "log" and is_whole(t.args[0]):
            yield from _below_log_sum(goal.env, t)
            if any(a.op == "max" for a in inside(goal.gap)):
                yield _above_log_sum(goal.env, t), search
        if t.op in ("sum", "max"):
            yield from _bars(goal, t)
        if is_whole(t, "max"):
            yield from _below_bars(goal.env, t)
            if any((t, 2) in mono for mono in goal.gap):
                yield from _below_square(goal.env, t)


def _by(proof: Proof) -> Search:
    return lambda goal: goal.first(proof)


def _below_maximum(env: Env) -> Iterator[Candidate]:
    """z_i < max z and -z_j < max -z where a hypothesis says z_i < z_j."""
    for h in env.context.hypotheses:
        sides = (h.claim.lhs, h.claim.rhs)
        entries = all(side.op == "entry" and len(side.args) == 2 for side in sides)
        if h.vars or not entries or h.claim.rel not in ("<", ">"):
            continue
        low, high = sides if h.claim.rel == "<" else sides[::-1]
        if low.args[0] == high.args[0]:
            v = mk("ix", NAME, _dimension(env, low.args[0]))
            entry = mk("entry", low.args[0], v)
            for one, each in ((low, entry), (neg(high), neg(entry))):
                top = env.canonical(sum_over(v.args[1], v, each, "max"))
                yield Hypothesis(Claim("<", one, top)), combined


def _known_maximum(env: Env) -> Iterator[Candidate]:
    """f(n) <= x where a hypothesis says that x is the maximum of f."""
    for h in env.context.hypotheses:
        for top, other in ((h.claim.lhs, h.claim.rhs), (h.claim.rhs, h.claim.lhs)):
            plain = h.claim.rel == "=" and not h.vars and not h.guards and not top.loose
            if plain and is_whole(top, "max"):
                n = mk("ix", NAME, top.args[1][0])
                yield Hypothesis(Claim("<=", open_(top.args[2], n), other), (n,)), combined


def _dimension(env: Env, vector: str) -> str:
    declared = env.context.names[vector]
    assert isinstance(declared, Array)
    return declared.dims[0]


def _below_log_sum(env: Env, t: Term) -> Iterator[Candidate]:
    """log f(n) <= log sum f for f > 0, strictly where there are two terms or more."""
    dim = t.args[0].args[1][0]
    n = mk("ix", NAME, dim)
    term = env.canonical(log(open_(t.args[0].args[2], n)))
    rel = "<" if env.context.least(dim) > 1 else "<="
    claim = Claim(rel, term, t)
    yield Hypothesis(claim, (n,)), _by(exponentiated(claim, SIGN))


def _above_log_sum(env: Env, t: Term) -> Hypothesis:
    """log sum f <= max log f + log K for f > 0."""
    v, body = env.open(t.args[0])
    top = sum_over(v.args[1], v, env.canonical(log(body)), "max")
    return Hypothesis(Claim("<=", t, add(env.canonical(top), log(mk("dim", v.args[1])))))


def _bars(goal: Goal, t: Term) -> Iterator[Candidate]:
    """What holds of absolute values under a sum or a maximum, for every index.

    a <= |a| and -a <= |a|, also for products of them; |a + b| <= |a| + |b| if the goal has those.
    """
    env, n = goal.env, mk("ix", NAME, t.args[1][0])
    body = env.poly(open_(t.args[2], n))
    own = [a for a in inside(body) if a.op == "abs" and not invented(a)]
    spoken = _bars_at(goal, n)
    for bars in dict.fromkeys((*((a,) for a in own), *_products(body))):
        if not any(NAME in a.names for a in bars) or any(a.loose for a in bars):
            continue
        whole, bare = mul(*bars), mul(*(a.args[0] for a in bars))
        for side in (bare, neg(bare)) if t.op == "sum" else ():
            yield Hypothesis(Claim("<=", side, whole), (n,)), bars_alone
        parts = _triangle(env, bare) if len(bars) == 1 else None
        if parts is not None and {a for a in subterms(parts) if a.op == "abs"} <= spoken:
            yield Hypothesis(Claim("<=", whole, parts), (n,)), bars_alone


def _bars_at(goal: Goal, n: Term) -> set[Term]:
    """The absolute values in the goal's sums and maxima at an index."""
    over = (t for t in inside(goal.gap) if t.op in ("sum", "max") and t.args[1][0] == n.args[1])
    bodies = (open_(t.args[2], n) for t in over if not t.loose)
    return {a for body in bodies for a in subterms(body) if a.op == "abs"}


def _below_bars(env: Env, top: Term) -> Iterator[Candidate]:
    """a(n) <= max |a| and -a(n) <= max |a|."""
    n = mk("ix", NAME, top.args[1][0])
    bar = open_(top.args[2], n)
    for side in (bar.args[0], neg(bar.args[0])) if bar.op == "abs" else ():
        yield Hypothesis(Claim("<=", side, top), (n,)), partial(_through, Claim("<=", side, bar))


def _through(between: Claim, goal: Goal) -> Proof | None:
    """The goal with a bound for an absolute value."""
    shown = bars_alone(goal.deeper(between))
    then = combined(goal.assuming(Hypothesis(between))) if shown else None
    return goal.first(having([(Hypothesis(between), shown)], then)) if shown and then else None


def _below_square(env: Env, top: Term) -> Iterator[Candidate]:
    """f(n)^2 <= (max f)^2 for f >= 0: the difference is (max f - f(n)) (max f + f(n))."""
    n = mk("ix", NAME, top.args[1][0])
    one = open_(top.args[2], n)
    if not env.sign(one) & domain.NEG:
        witness = neg(mul(sub(top, one), add(top, one)))
        claim = Claim("<=", env.canonical(power(one, 2)), power(top, 2))
        yield Hypothesis(claim, (n,)), _by({"rule": "order", "factor": ONE, "witness": witness})


def _products(body: Poly) -> Iterator[tuple[Term, ...]]:
    """The absolute values that stand together in a term."""
    for mono in body:
        found = tuple(a for a, e in mono if a.op == "abs" and e == 1)
        if len(found) > 1:
            yield found


def _triangle(env: Env, t: Term) -> Term | None:
    """The sum of the absolute values of the terms of a sum."""
    parts = [to_term({mono: coef}) for mono, coef in env.poly(t).items()]
    bars = (env.canonical(mk("abs", part)) for part in parts)
    return add(*bars) if len(parts) > 1 else None


def with_sums_of_hypotheses(goal: Goal, search: Search) -> Proof | None:
    """a R c from a R b and b R c among the hypotheses."""
    env = goal.env
    if not goal.lemmas:
        return None
    plain = [f for f in env.facts if not f.hypothesis.vars and not f.hypothesis.guards]
    lemmas: list[Lemma] = []
    for one in plain:
        for two in plain:
            total = add(to_term(one.poly), to_term(two.poly))
            both = domain.plus(one.mask, two.mask)
            if one is two or both not in (domain.NEG, domain.NEG | domain.NIL):
                continue
            if len(env.poly(total)) < len(one.poly) + len(two.poly):
                claim = Claim("<" if both == domain.NEG else "<=", *sides(env.poly(total)))
                proof = combined(Goal(env, claim, 2, goal.effort))
                if proof is not None:
                    lemmas.append((Hypothesis(claim), proof))
    new = lemmas[:4]
    known = {h.claim for h in env.context.hypotheses}
    if any(h.claim in known for h, _ in new):
        return None
    return once_shown(goal, new, search)
