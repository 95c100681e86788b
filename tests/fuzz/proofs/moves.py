"""Random steps of a proof.  Names are drawn from those that the kernel makes up itself."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from symsoft.kernel import domain
from symsoft.kernel import terms as tm
from symsoft.kernel.analysis import REGIONS, region
from symsoft.kernel.context import Array, Claim, Context, Hypothesis, Index, Scalar
from symsoft.kernel.terms import ZERO, KernelError, Term, mk
from symsoft.kernel.theorem import check, prepare
from symsoft.testing.strategies.contexts import grown_context
from symsoft.testing.strategies.growing import Grower
from symsoft.testing.strategies.source import Source
from tests.fuzz.proofs.claims import claim_at, parts
from tests.fuzz.proofs.state import AUTO, NOTHING, State

# What rules call the names they bring in, with the letters of the contexts.
TAKEN = ("@i'", "@j'", "@k'", "@i'", "@j'", "@x'", "@t", "@x", "@i", "@#0")
BOUND = (*TAKEN, "#0", "#1", "i", "k", "x")  # what the entry of a vector may be written with
_SIGNS = (("negative", "<"), ("zero", "="), ("positive", ">"))
Move = Callable[[State, Source], State]


def simple(state: State, source: Source) -> Term:
    """A term that hypotheses may speak of: a part of one of them, or a small one."""
    if state.env.context.hypotheses and source.chance(2):
        return source.pick(parts(state.env, source))
    return Grower(state.env.context, source).number(source.pick((0, 0, 1)))


def an_index(state: State, source: Source, dim: str) -> Term:
    """An index of the dimension, rather one that the proof has brought in."""
    own = [
        tm.ix(n, d.dim)
        for n, d in state.env.context.names.items()
        if n[0] == "@" and d == Index(dim)
    ]
    if own and source.chance(2):
        return source.pick(own)
    return Grower(state.env.context, source).index(dim)


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
    grower = Grower(state.env.context, source)
    gone, kept = (an_index(state, source, dim) for dim in [grower.dim()] * 2)
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
    first, off = source.pick(((1, 0), (1, 0), (2, 0), (1, 1)))
    top = tm.binder("max", "k", (dim, first, off), var=v, body=state.env.context.unfold(body))
    step = {"rule": "attain", "max": top, "name": source.pick(TAKEN)}
    found = state.after(step, "then")
    new = tuple(h for h in found.env.context.hypotheses if h not in state.env.context.hypotheses)
    return State(found.env, state.assumed + new, found.path, frozenset({step["name"]}))


# --- use of what is known -----------------------------------------------------------------------


def instance(state: State, source: Source) -> State:
    """A hypothesis for all its variables, at some values."""
    quantified = [h for h in state.env.context.hypotheses if h.vars]
    if not quantified:
        raise KernelError("nothing to put values in")
    h = source.pick(quantified)
    at = [value_for(v, state, source) for v in h.vars]
    return state.after({"rule": "instance", "hypothesis": h, "at": at}, "then")


def value_for(v: Term, state: State, source: Source) -> Term:
    """A value for an index or a scalar."""
    if v.op == "ix":
        return an_index(state, source, v.args[1])
    return state.env.context.unfold(simple(state, source))


def differentiate(state: State, source: Source) -> State:
    """An equation for all numbers, differentiated."""
    pairs = [(h, v) for h in state.env.context.hypotheses for v in h.vars if v.op == "var"]
    if not pairs:
        raise KernelError("nothing to differentiate")
    h, by = source.pick(pairs)
    return state.after({"rule": "differentiate", "hypothesis": h, "by": by}, "then")


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
        raise KernelError("nothing is known")
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


# --- statements ---------------------------------------------------------------------------------


def entered(state: State, source: Source) -> tuple[State, tuple[Term, ...]]:
    """The state in the proof of a statement for all of some variables."""
    variables = tuple(_variable(state, source) for _ in range(source.pick((1, 1, 2, 0))))
    statement = Hypothesis(NOTHING, variables)
    step = {"rule": "have", "claim": statement, "then": {"rule": AUTO}}
    brought = frozenset(v.args[0] for v in variables)
    return State(state.after(step, "proof").env, state.assumed, (), brought), variables


def _variable(state: State, source: Source) -> Term:
    name = source.pick(TAKEN)
    if source.chance(3):
        return tm.var(name, source.pick(("real", "positive", "nonnegative")))
    return tm.ix(name, Grower(state.env.context, source).dim())


def stated(state: State, inner: State, variables: tuple[Term, ...], source: Source) -> State:
    """The state after a statement that the inner state shows."""
    claim = claim_at(inner.env, source)
    step = {"rule": "have", "claim": Hypothesis(claim, variables), "proof": inner.proof()}
    return state.after(step, "then")


def slope(state: State, source: Source) -> State:
    """The mean value theorem, stated of a random function between random ends."""
    kind = source.pick(REGIONS)
    low, high = (state.env.context.unfold(simple(state, source)) for _ in "ab")
    inner, x = region(state.env, low, high, kind, domain.NONNEGATIVE)
    f = inner.context.unfold(Grower(inner.context, source, (x, x)).number(source.pick((1, 2))))
    difference = tm.sub(tm.subst(f, {x: high}), tm.subst(f, {x: low}))
    claim = Claim(source.pick(("<=", "<", ">=", ">", "=")), difference, ZERO)
    ends = {"low": low, "high": high, "region": kind, "function": f}
    proof = {"rule": "slope", **ends, "slope": {"rule": AUTO}}
    return state.after({"rule": "have", "claim": Hypothesis(claim), "proof": proof}, "then")


MOVES: tuple[Move, ...] = (
    instance,
    lemma,
    signs,
    indices,
    lemma,
    instance,
    indices,
    attain,
    differentiate,
    slope,
    slope,
)
