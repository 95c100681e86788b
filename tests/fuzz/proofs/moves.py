"""Random steps of a proof: cases, instances, cited theorems, derivatives of statements."""

from __future__ import annotations

from typing import Any

from symsoft.kernel import terms as tm
from symsoft.kernel.context import Array, Claim, Context, Hypothesis, Index, Scalar
from symsoft.kernel.terms import ZERO, KernelError, Term, mk
from symsoft.kernel.theorem import check, prepare
from symsoft.testing.strategies.contexts import grown_context
from symsoft.testing.strategies.growing import Grower
from symsoft.testing.strategies.source import Source
from tests.fuzz.proofs.claims import claim_at
from tests.fuzz.proofs.making import BOUND, TAKEN, a_name, an_index, grown, simple, value_for
from tests.fuzz.proofs.state import AUTO, NOTHING, State

_SIGNS = (("negative", "<"), ("zero", "="), ("positive", ">"))

# --- cases --------------------------------------------------------------------------------------


def signs(state: State, source: Source) -> State:
    """A number is negative, zero or positive."""
    term = state.env.context.unfold(simple(state, source))
    slot, rel = source.pick(_SIGNS)
    others = {name: {"rule": AUTO} for name, _ in _SIGNS if name != slot}
    step = {"rule": "cases", "term": term, **others}
    return state.after(step, slot, Hypothesis(Claim(rel, term, ZERO)))


def indices(state: State, source: Source) -> State:
    """Two indices are equal, or not."""
    dim = Grower(state.env.context, source).dim()
    gone, kept = an_index(state, source, dim), an_index(state, source, dim)
    slot = source.pick(("apart", "equal", "apart"))
    step = {
        "rule": "cases",
        "index": [gone, kept],
        "apart": {"rule": AUTO},
        "equal": {"rule": AUTO},
    }
    if slot == "apart":
        apart = Hypothesis(Claim("=", mk("delta", gone, kept), ZERO))
        return state.after(step, slot, apart)
    found = state.after(step, slot)
    same = tuple(h.subst({gone: kept}) for h in state.assumed)
    return State(found.env, same, found.path)


def attain(state: State, source: Source) -> State:
    """Some index has the maximum."""
    grower = Grower(state.env.context, source)
    dim = grower.dim()
    v = tm.ix(grower.fresh(), dim)
    body = grower.under(v).number(1)
    ranges = [(1, 0), (1, 0)] + [(2, 0), (1, 1)] * (state.env.context.least(dim) > 1)
    first, off = source.pick(ranges)
    top = tm.binder("max", "k", (dim, first, off), var=v, body=state.env.context.unfold(body))
    step = {"rule": "attain", "max": top, "name": a_name(state, source)}
    found = state.after(step, "then")
    new = tuple(h for h in found.env.context.hypotheses if h not in state.env.context.hypotheses)
    return State(found.env, state.assumed + new, found.path, frozenset({str(step["name"])}))


# --- use of what is known -----------------------------------------------------------------------


def instance(state: State, source: Source) -> State:
    """A hypothesis for all its variables, at some values."""
    quantified = [h for h in state.env.context.hypotheses if h.vars]
    if not quantified:
        raise KernelError("nothing to put values in")
    h = source.pick(quantified)
    at = [value_for(v, state, source) for v in h.vars]
    return state.after({"rule": "instance", "hypothesis": h, "at": at}, "then")


def differentiate(state: State, source: Source) -> State:
    """An equation for all numbers, differentiated; one that is shown first if there is none."""
    pairs = [(h, v) for h in state.env.context.hypotheses for v in h.vars if v.op == "var"]
    if not pairs:
        return _differentiated(*_equation(state, source))
    return _differentiated(state, *source.pick(pairs))


def _differentiated(state: State, h: Hypothesis, by: Term) -> State:
    return state.after({"rule": "differentiate", "hypothesis": h, "by": by}, "then")


def _equation(state: State, source: Source) -> tuple[State, Hypothesis, Term]:
    """The state that knows the normal form of a function at every number, the equation, and the
    number."""
    x = tm.var(source.pick(TAKEN), source.pick(("real", "positive")))
    inner = state.env.local([x])
    f = grown(inner, source, 2, x, x, x)
    h = Hypothesis(Claim("=", f, inner.canonical(f)), (x,))
    return state.after({"rule": "have", "claim": h, "proof": {"rule": AUTO}}, "then"), h, x


def lemma(state: State, source: Source) -> State:
    """A theorem of another context, with values for some of its names; what it supposes is known
    here, or may be."""
    context, at = grown_context(source, source.below(3)), dict[str, Any]()
    if source.below(3):
        context, at = _supposing(state, source)
    env, _ = prepare(context, NOTHING)
    theorem = check(context, claim_at(env, source), {"rule": AUTO})
    for name, declared in context.names.items():
        if name not in at and source.chance(2):
            match declared:
                case Index(dim):
                    at[name] = an_index(state, source, dim)
                case Scalar(of):
                    at[name] = value_for(tm.var(name, of), state, source)
                case Array((dim,)):
                    at[name] = _vector(dim, state, source)
    return state.after({"rule": "lemma", "theorem": theorem, "at": at}, "then")


def _supposing(state: State, source: Source) -> tuple[Context, dict[str, Any]]:
    """A context that supposes a relation of two scalars, and values that are so related here."""
    plain = [h.claim for h in state.env.context.hypotheses if not h.vars and not h.guards]
    if not plain:
        return grown_context(source, 0), {}
    known = source.pick(plain[-6:])
    x, y = tm.var("x"), tm.var("y")
    right = ZERO if known.rhs is ZERO else y
    names = {**grown_context(source, 0).names, "x": Scalar(), "y": Scalar()}
    supposed = Hypothesis(Claim(known.rel, x, right))
    return Context(names, (supposed,)), {"x": known.lhs, **({"y": known.rhs} if right is y else {})}


def _vector(dim: str, state: State, source: Source) -> list[Any]:
    v = tm.ix(source.pick(BOUND), dim)
    local = state.env.context.with_vars([v])
    return [v.args[0], local.unfold(Grower(local, source, (v,)).number(source.below(2)))]
