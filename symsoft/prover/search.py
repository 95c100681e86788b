"""The search for a proof of one claim, from the cheapest rule to the dearest."""

from __future__ import annotations

from collections.abc import Callable
from itertools import count

from symsoft.kernel.context import Claim, Hypothesis
from symsoft.kernel.rules import ORDER
from symsoft.kernel.terms import ZERO, KernelError, Term, add, exp, log, mk, mul
from symsoft.prover.affine import at_both_ends
from symsoft.prover.bounds import with_bounds, with_sums_of_hypotheses
from symsoft.prover.brackets import with_brackets
from symsoft.prover.cases import attained, bar_cases, bars_alone, both_signs, index_cases
from symsoft.prover.combine import by_equal_indices, combined
from symsoft.prover.equality import equality_case, vanishing
from symsoft.prover.evaluate import limit_claims
from symsoft.prover.everywhere import constant, differentiated, instances
from symsoft.prover.goal import Exhausted, Goal, Lemma, Proof, having
from symsoft.prover.hypotheses import ways
from symsoft.prover.joined import with_joined
from symsoft.prover.linear import by_known_facts
from symsoft.prover.maximum import known_maximum
from symsoft.prover.monotone import SIGN, exponentiated, logarithms, weakened
from symsoft.prover.order import plain_sign, term_by_term
from symsoft.prover.restated import with_restated
from symsoft.prover.slopes import by_slope
from symsoft.prover.squared import by_squares
from symsoft.prover.terms import claim_subterms, inside, positive
from symsoft.prover.termwise import each_term

STRONGER = {"<=": ("<", "="), ">=": (">", "="), "!=": ("<", ">")}
Tactic = Callable[[Goal], Proof | None]


def search(goal: Goal) -> Proof | None:
    """A proof that the kernel accepts for `goal`, or None.

    Raises `OutOfTime` and `Exhausted` when the goal's effort is used up.
    """
    goal.tick()
    if goal.depth < 0:
        return None
    for tactic in EQUATION if goal.claim.rel == "=" else INEQUALITY:
        try:
            found = tactic(goal)
        except KernelError:
            continue
        if found is not None:
            return found
    return None


def attempt(goal: Goal) -> Proof | None:
    """The same, None where the goal's attempts are used up."""
    try:
        return search(goal)
    except Exhausted:
        return None


def _plain(goal: Goal) -> Proof | None:
    rule = "algebra" if goal.claim.rel == "=" else "sign"
    return None if goal.infinite else goal.first({"rule": rule})


def _with_hypotheses(goal: Goal) -> Proof | None:
    if goal.infinite:
        return None
    rule = "algebra" if goal.claim.rel == "=" else "sign"
    return goal.first(*({"rule": rule, "with": uses} for uses in ways(goal.env)))


def _two_inequalities(goal: Goal) -> Proof | None:
    """Equal are numbers of which neither is above the other."""
    tops = any(t.op == "max" for t in claim_subterms(goal.claim))
    if goal.infinite or goal.depth < 1 or not (tops or _speaks_of_all(goal)):
        return None
    sides = (goal.claim.lhs, goal.claim.rhs)
    lemmas: list[Lemma] = []
    for rel in ("<=", ">="):
        statement = Hypothesis(Claim(rel, *sides))
        env = goal.env.assuming(*(h for h, _ in lemmas)) if lemmas else goal.env
        proof = search(goal.deeper(statement.claim, env))
        if proof is None:
            return None
        lemmas.append((statement, proof))
    return goal.first(having(lemmas, SIGN))


def _speaks_of_all(goal: Goal) -> bool:
    """Whether a hypothesis orders or equates the terms of every index."""
    return any(v.op == "ix" for h in goal.env.context.hypotheses for v in h.vars)


def _monotone(goal: Goal) -> Proof | None:
    """Exponentiate where logarithms stand alone; take logarithms of powers."""
    claim = goal.claim
    if goal.depth < 1 or goal.infinite or claim.rel not in (*ORDER, "="):
        return None
    monos = [m for side in (claim.lhs, claim.rhs) for m in goal.env.poly(side)]
    has_log = any(len(m) == 1 and m[0][0].op == "log" for m in monos)
    given = (h.claim for h in goal.env.context.hypotheses)
    has_exp = any(t.op == "exp" for t in (*claim_subterms(claim), *inside(goal.gap)))
    has_log |= not has_exp and any(t.op == "exp" for c in given for t in claim_subterms(c))
    if not (has_log or has_exp):
        return None
    by, shown = (exp, exponentiated) if has_log else (log, logarithms)
    plainer = by is log and any(_is_exponential(goal, side) for side in (claim.lhs, claim.rhs))
    steps = 1 if plainer and claim.rel == "=" else 2
    inner = search(goal.deeper(Claim(claim.rel, by(claim.lhs), by(claim.rhs)), by=steps))
    return goal.first(shown(claim, inner)) if inner else None


def _is_exponential(goal: Goal, side: Term) -> bool:
    """Whether a side is e^x, of which the logarithm is plainer."""
    monos = list(goal.env.poly(side))
    return len(monos) == 1 and [(a.op, e) for a, e in monos[0]] == [("exp", 1)]


def _cleared(goal: Goal) -> Proof | None:
    """The claim times positive denominators."""
    env, claim = goal.env, goal.claim
    if goal.depth < 2 or claim.rel not in ORDER:
        return None
    below = {a for m in goal.gap for a, e in m if e < 0 and a.op in ("var", "dim", "sum")}
    chosen = [a for a in sorted(below, key=lambda a: a.key) if positive(env, a)]
    if not chosen:
        return None
    sides = [env.canonical(mul(*chosen, side)) for side in (claim.lhs, claim.rhs)]
    inner = search(goal.deeper(Claim(claim.rel, *sides), by=2))
    if inner is None:
        return None
    statement = Claim(claim.rel, *sides)

    return goal.first(having([(Hypothesis(statement), inner)], SIGN))


def _conjugate(goal: Goal) -> Proof | None:
    """Roots are equal if their squares are: (a - b) (a + b) = 0."""
    claim = goal.claim
    if goal.infinite or all(e.denominator == 1 for m in goal.gap for _, e in m):
        return None
    both = add(claim.lhs, claim.rhs)
    return goal.first({"rule": "order", "factor": both, "witness": ZERO})


def _equal_or_strict(goal: Goal) -> Proof | None:
    for strong in STRONGER.get(goal.claim.rel, ()):
        if goal.claim.rel == "!=" or strong == "=":
            found = search(goal.deeper(Claim(strong, goal.claim.lhs, goal.claim.rhs)))
            if found is not None:
                return goal.first(weakened(goal.claim, strong, found))
    return None


def _strict(goal: Goal) -> Proof | None:
    """A strict inequality, strict in the term of one index."""
    if goal.claim.rel not in ("<", ">"):
        return None
    plain = (h.claim for h in goal.env.context.hypotheses if not h.vars)
    found = list(dict.fromkeys(t for c in (goal.claim, *plain) for t in claim_subterms(c)))
    at = [t for t in found if t.op == "ix"][:2]
    if any(t.op == "lit" for t in found):
        numbers = (mk("lit", n) for n in count(1))
        at.append(next(n for n in numbers if n not in found))
    return plain_sign(goal, at) if at else None


def _deep(tactic: Callable[[Goal, Tactic], Proof | None], least: int = 0) -> Tactic:
    """A tactic that searches on, from a depth of `least` up."""
    return lambda goal: tactic(goal, search) if goal.depth >= least else None


EQUATION: tuple[Tactic, ...] = (
    _plain,
    _deep(limit_claims),
    _with_hypotheses,
    by_equal_indices,
    term_by_term,
    _deep(index_cases, 1),
    _deep(known_maximum, 1),
    _deep(with_bounds, 1),
    _deep(with_restated, 1),
    _deep(with_joined, 1),
    _two_inequalities,
    combined,
    _conjugate,
    _deep(bar_cases, 1),
    _deep(with_brackets, 1),
    _monotone,
    instances,
    differentiated,
    vanishing,
    equality_case,
    _deep(constant, 1),
)
INEQUALITY: tuple[Tactic, ...] = (
    _plain,
    _with_hypotheses,
    _deep(limit_claims),
    combined,
    plain_sign,
    by_known_facts,
    by_equal_indices,
    _deep(at_both_ends, 1),
    bars_alone,
    _deep(both_signs, 1),
    _deep(bar_cases, 1),
    _deep(by_squares, 1),
    _monotone,
    _deep(with_joined, 1),
    _deep(with_restated, 1),
    _deep(each_term, 1),
    _deep(with_bounds, 1),
    _deep(attained, 1),
    _deep(index_cases, 1),
    _cleared,
    _equal_or_strict,
    instances,
    _strict,
    _deep(by_slope, 1),
    _deep(with_sums_of_hypotheses, 1),
)
