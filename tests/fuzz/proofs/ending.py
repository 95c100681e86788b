"""How a random proof ends: the theorem that it makes, and what may be wrong with that."""

from __future__ import annotations

from fractions import Fraction

from symsoft.kernel import terms as tm
from symsoft.kernel.context import Claim, Context
from symsoft.kernel.proofs import Proof
from symsoft.kernel.terms import KernelError, Term
from symsoft.kernel.theorem import Theorem, check
from symsoft.refuter import refute
from symsoft.testing.strategies.source import Source
from tests.fuzz.differential import At, meant
from tests.fuzz.proofs.audit import holds
from tests.fuzz.proofs.claims import claim_at, normal_form, parts
from tests.fuzz.proofs.state import State

ATTEMPTS = 4


def conclusion(context: Context, end: State, points: list[At], source: Source) -> str:
    """The whole proof, given to the kernel: what is wrong with a theorem it makes, one that is true
    in the last state.  The points are some at which the hypotheses hold."""
    proof = _with_statements_before(end) if source.chance(2) else end.proof()
    for _ in range(ATTEMPTS):
        try:
            theorem = check(context, _claim(end, source), proof)
        except (KernelError, RecursionError):
            continue
        wrong = _meaningless(theorem, points) or _refuted(theorem, end)
        return f"proved: {theorem.claim}, but {wrong}" if wrong else ""
    return ""


def _claim(end: State, source: Source) -> Claim:
    """What the last state says of a term, often one that has a meaning by what is known there."""
    if not end.env.context.hypotheses or source.chance(2):
        return claim_at(end.env, source)
    part = source.pick(parts(end.env, source))
    root = tm.power(part, source.pick((tm.num(-1), tm.num(Fraction(1, 2)))))
    return normal_form(end.env, source.pick((root, tm.log(part))), source)


def _with_statements_before(end: State) -> Proof:
    """The proof with the statements that it begins with in the list "before"."""
    first = 0
    while first < len(end.path) and _is_statement(*end.path[first]):
        first += 1
    before = [[step["claim"], step["proof"]] for step, _ in end.path[:first]]
    rest = State(end.env, end.assumed, end.path[first:])
    return {**rest.proof(), "before": before}


def _is_statement(step: Proof, slot: str) -> bool:
    return bool(step["rule"] == "have" and slot == "then")


def _meaningless(theorem: Theorem, points: list[At]) -> str:
    """A point at which the conditions hold and a side of the claim has no value; or ""."""
    claim = theorem.claim.unfolded(theorem.context)
    conditions = [h.unfolded(theorem.context) for h in theorem.conditions]
    sides = [t for t in (claim.lhs, claim.rhs) if meant(t)]
    for at in points:
        if all(holds(h, at) for h in conditions) and any(at.defined(t) is False for t in sides):
            return f"it has no meaning at {at.point}"
    return ""


def _refuted(theorem: Theorem, end: State) -> str:
    """A counterexample, the limits and integrals being what the last state knows; or ""."""
    known = dict[Term, Term]()
    if end.assumed == theorem.context.hypotheses:  # what is known in one of some cases is not here
        claims = (h.claim for h in end.facts if h.claim.rel == "=" and not h.vars)
        known = {c.lhs: c.rhs for c in claims if c.lhs.op in ("lim", "int")}
    found = refute(
        theorem.context, theorem.claim, limits=known, conditions=theorem.conditions, brief=True
    )
    return str(found) if found else ""
