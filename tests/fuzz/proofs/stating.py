"""Statements that a random proof shows and then uses, and rules of order that show them."""

from __future__ import annotations

from symsoft.kernel import domain
from symsoft.kernel import terms as tm
from symsoft.kernel.analysis import INFINITY, MINUS_INFINITY, REGIONS, region
from symsoft.kernel.calculus import differentiate
from symsoft.kernel.context import Claim, Hypothesis
from symsoft.kernel.rules import compose
from symsoft.kernel.terms import ONE, ZERO, KernelError, Term, mk
from symsoft.testing.strategies.growing import Grower
from symsoft.testing.strategies.source import Source
from tests.fuzz.proofs.claims import allowed, claim_at
from tests.fuzz.proofs.making import a_name, grown, positive, simple
from tests.fuzz.proofs.state import AUTO, NOTHING, State


def entered(state: State, source: Source) -> tuple[State, tuple[Term, ...]]:
    """The state in the proof of a statement for all of some variables."""
    variables = tuple(_variable(state, source) for _ in range(source.pick((1, 1, 2, 0))))
    statement = Hypothesis(NOTHING, variables)
    step = {"rule": "have", "claim": statement, "then": {"rule": AUTO}}
    brought = frozenset(v.args[0] for v in variables)
    return State(state.after(step, "proof").env, state.assumed, (), brought), variables


def _variable(state: State, source: Source) -> Term:
    name = a_name(state, source)
    if source.chance(3):
        return tm.var(name, source.pick(("real", "positive", "nonnegative")))
    return tm.ix(name, Grower(state.env.context, source).dim())


def stated(state: State, inner: State, variables: tuple[Term, ...], source: Source) -> State:
    """The state after a statement that the inner state shows."""
    claim = claim_at(inner.env, source)
    step = {"rule": "have", "claim": Hypothesis(claim, variables), "proof": inner.proof()}
    return state.after(step, "then")


# --- order --------------------------------------------------------------------------------------


def chain(state: State, source: Source) -> State:
    """Two relations put together, most often rightly."""
    first, env = claim_at(state.env, source), state.env
    gap, signs = _of_known_sign(state, source)
    end = tm.add(first.rhs, tm.neg(gap))  # so that the middle is the end and the gap
    fitting = [r for r in tm.RELATIONS if not signs & ~domain.ALLOWED[r]]
    rel = source.pick([r for r in fitting if _composed(first.rel, r)] or fitting or ["="])
    steps = [[first.rel, first.rhs, {"rule": AUTO}], [rel, None, {"rule": AUTO}]]
    whole = _composed(first.rel, rel)
    if not whole or source.chance(4):
        whole = source.pick(tm.RELATIONS)
    claim = Claim(whole, first.lhs, env.context.unfold(end))
    return state.having(claim, {"rule": "chain", "steps": steps})


def _composed(first: str, second: str) -> str:
    try:
        return compose(first, second)
    except KernelError:
        return ""


def _of_known_sign(state: State, source: Source) -> tuple[Term, int]:
    """A term and the signs it may have, most often not all."""
    term = source.pick((positive, simple))(state, source)
    term = source.pick((tm.power(term, 2), mk("abs", term), term, term))
    term = tm.neg(term) if source.chance(2) else term
    return term, domain.manifest(state.env, term)


def order(state: State, source: Source) -> State:
    """A difference that has a plain sign once it is multiplied by something, which the rule takes
    if it is positive."""
    right, gap = simple(state, source), _of_known_sign(state, source)[0]
    factor = source.pick((positive, positive, simple))(state, source)
    left = source.pick((tm.add(right, gap), tm.add(right, tm.mul(factor, gap))))
    square = tm.mul(tm.power(factor, 2), gap)
    witness = tm.mul(factor, gap) if left.args[-1] is gap else square
    claim = Claim(allowed(domain.manifest(state.env, witness), source), left, right)
    return state.having(claim, {"rule": "order", "factor": factor, "witness": witness})


def slope(state: State, source: Source) -> State:
    """The mean value theorem, stated of a random function between random ends."""
    kind = source.pick(REGIONS)
    low, high = ends(state, source, kind)
    inner, x = region(state.env, low, high, kind, domain.NONNEGATIVE)
    f = grown(inner, source, source.pick((1, 2)), x, x)
    f = tm.mul(f, plain_inside(x, low, kind, source)) if source.chance(3) else f
    difference = tm.sub(tm.subst(f, {x: high}), tm.subst(f, {x: low}))
    rel = source.pick(("<=", "<", ">=", ">", "="))
    if source.below(4):
        rel = allowed(inner.sign(differentiate(inner, f, x)), source)
    between = {"low": low, "high": high, "region": kind, "function": f}
    proof = {"rule": "slope", **between, "slope": {"rule": AUTO}}
    return state.having(Claim(rel, difference, ZERO), proof)


def ends(state: State, source: Source, kind: str, infinite: bool = False) -> tuple[Term, Term]:
    """The ends of an interval in a region, most often in order."""
    low = simple(state, source) if kind != "positive" else positive(state, source)
    if source.chance(3):
        low = ZERO
    elif infinite and kind != "positive" and source.chance(4):
        low = MINUS_INFINITY
    if source.chance(4):
        return low, simple(state, source)
    if infinite and source.chance(3):
        return low, INFINITY
    above = positive(state, source)
    return low, above if low in (ZERO, MINUS_INFINITY) else source.pick(
        (tm.add(low, above), tm.add(low, ONE))
    )


def plain_inside(x: Term, low: Term, kind: str, source: Source) -> Term:
    """A function that is plainer within a region, above its lower end, than elsewhere."""
    gap = tm.sub(x, low) if kind == "between" and low.op != "inf" else x
    return source.pick((mk("abs", gap), mk("iv", ">", gap, ZERO)))
