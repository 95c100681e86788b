"""Hypotheses about every index in other words: without denominators, or summed over the index."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import islice

from symsoft.kernel import domain
from symsoft.kernel.context import Array, Claim, Hypothesis
from symsoft.kernel.poly import Poly, atoms, minus, of_atom, over, to_term
from symsoft.kernel.terms import ONE, ZERO, Term, exp, mk, mul, sub, subst
from symsoft.prover.goal import Goal, Lemma, Proof, once_shown
from symsoft.prover.monotone import SIGN, logarithms
from symsoft.prover.terms import claim_subterms, is_whole, sum_over

Search = Callable[[Goal], Proof | None]
NAME = "@r"
MOST_VECTORS = 3
RELATIONS = {signs: rel for rel, signs in domain.ALLOWED.items()}


def with_restated(goal: Goal, search: Search) -> Proof | None:
    """The goal once its hypotheses are cleared of denominators and summed."""
    if not goal.lemmas or goal.infinite:
        return None
    given = {h.claim for h in goal.env.context.hypotheses}
    lemmas: list[Lemma] = []
    for statement, proof in (*_cleared(goal), *_exponentials(goal), *_summed(goal)):
        env = goal.env.assuming(*(h for h, _ in lemmas)) if lemmas else goal.env
        inside = goal.deeper(env=env).lemma(statement, 0)
        if statement.claim not in given and inside.accepts(proof):
            lemmas.append((statement, proof))
    return once_shown(goal, lemmas, search)


def _cleared(goal: Goal) -> Iterator[Lemma]:
    seen: set[Hypothesis] = set()
    for f in goal.env.facts:
        h = f.hypothesis
        if h in seen or h.guards or any(v.op != "ix" for v in h.vars) or f.mask not in RELATIONS:
            continue
        seen.add(h)
        inner = goal.env
        gap = minus(inner.poly(h.claim.lhs), inner.poly(h.claim.rhs))
        if any(e < 0 for m in gap for _, e in m) and not any(e < 0 for m in f.poly for _, e in m):
            at = {v: mk("ix", f"{NAME}{n}", v.args[1]) for n, v in enumerate(h.vars)}
            ends = (subst(side, at) for side in sides(f.poly))
            yield Hypothesis(Claim(RELATIONS[f.mask], *ends), tuple(at.values())), SIGN


def _exponentials(goal: Goal) -> Iterator[Lemma]:
    """x(n) = e^y(n) for all n where a hypothesis says that log x(k) = y(k) for all k."""
    for h in goal.env.context.hypotheses:
        if h.claim.rel == "=" and len(h.vars) == 1 and h.vars[0].op == "ix" and not h.guards:
            (v,), n = h.vars, mk("ix", f"{NAME}e", h.vars[0].args[1])
            gap = minus(goal.env.poly(h.claim.lhs), goal.env.poly(h.claim.rhs))
            for a in (a for a in atoms(gap) if a.op == "log" and v.args[0] in a.names):
                (alone,) = of_atom(a)
                if alone in gap and goal.env.sign(a.args[0]) == domain.POS:
                    rest = {m: over(-c, gap[alone]) for m, c in gap.items() if m != alone}
                    claim = Claim("=", a.args[0], exp(to_term(rest))).subst({v: n})
                    log_of: Proof = {"rule": "algebra", "with": [[h, a]]}
                    yield Hypothesis(claim, (n,)), logarithms(claim, log_of)


def sides(p: Poly) -> tuple[Term, Term]:
    """Two terms with the difference `p`."""
    return (
        to_term({m: c for m, c in p.items() if c > 0}),
        to_term({m: -c for m, c in p.items() if c < 0}),
    )


def _summed(goal: Goal) -> Iterator[Lemma]:
    for h in goal.env.context.hypotheses:
        if len(h.vars) == 1 and h.vars[0].op == "ix" and not h.guards and h.claim.rel != "!=":
            (v,) = h.vars
            whole = sum_over(v.args[1], v, sub(h.claim.lhs, h.claim.rhs))
            proof = {"rule": "order", "factor": ONE, "witness": whole}
            yield Hypothesis(Claim(h.claim.rel, whole, ZERO)), proof
            if h.claim.rel == "=" and any(is_whole(t) for t in claim_subterms(h.claim)):
                yield from _summed_with_weights(goal, h)


def _summed_with_weights(goal: Goal, h: Hypothesis) -> Iterator[Lemma]:
    """An equation between sums for every index, times an entry of a vector of the goal: so normal
    equations, and others of linear algebra, are used."""
    (v,), names = h.vars, goal.env.context.names
    found = (t for t in claim_subterms(goal.claim) if t.op == "entry" and len(t.args) == 2)
    for name in islice(dict.fromkeys(t.args[0] for t in found), MOST_VECTORS):
        declared = names[name]
        if isinstance(declared, Array) and declared.dims == (v.args[1],):
            gap = sub(h.claim.lhs, h.claim.rhs)
            whole = sum_over(v.args[1], v, mul(mk("entry", name, v), gap))
            proof: Proof = {"rule": "order", "factor": ONE, "witness": whole}
            yield Hypothesis(Claim("=", whole, ZERO)), proof
