"""What the steps of random proofs are made from.  Names are drawn from those that the kernel makes
up itself."""

from __future__ import annotations

from symsoft.kernel import domain
from symsoft.kernel import terms as tm
from symsoft.kernel.context import Index
from symsoft.kernel.normal import Env
from symsoft.kernel.terms import ONE, Term
from symsoft.testing.strategies.growing import Grower
from symsoft.testing.strategies.source import Source
from tests.fuzz.proofs.claims import parts
from tests.fuzz.proofs.state import State

# What rules call the names they bring in, with the letters of the contexts.
TAKEN = ("@i'", "@j'", "@k'", "@i'", "@j'", "@x'", "@t", "@x", "@i", "@#0")
BOUND = (*TAKEN, "#0", "#1", "i", "k", "x")  # what the entry of a vector may be written with


def simple(state: State, source: Source) -> Term:
    """A term that hypotheses may speak of: a part of one of them, or a small one."""
    env = state.env
    if env.context.hypotheses and source.chance(2):
        return source.pick(parts(env, source))
    return grown(env, source, source.pick((0, 0, 1)))


def grown(env: Env, source: Source, depth: int, *bound: Term) -> Term:
    """A term, definitions unfolded, in which some variables are likely to occur."""
    return env.context.unfold(Grower(env.context, source, bound).number(depth))


def positive(state: State, source: Source) -> Term:
    """A simple term if it is known to be positive, otherwise something made of it that is."""
    term = simple(state, source)
    if state.env.sign(term) == domain.POS:
        return term
    return source.pick((tm.exp(term), tm.add(ONE, tm.power(term, 2)), ONE))


def a_name(state: State, source: Source) -> str:
    """A name to bring in, at times one that has been brought in before."""
    own = [n for n in state.env.context.names if n[0] == "@"]
    return source.pick(own if own and source.chance(3) else TAKEN)


def an_index(state: State, source: Source, dim: str) -> Term:
    """An index of the dimension, rather one that the proof has brought in."""
    names = state.env.context.names.items()
    own = [tm.ix(n, dim) for n, d in names if n[0] == "@" and d == Index(dim)]
    if own and source.chance(2):
        return source.pick(own)
    return Grower(state.env.context, source).index(dim)


def value_for(v: Term, state: State, source: Source) -> Term:
    """A value for an index or a scalar, most often one in its range."""
    if v.op == "ix":
        return an_index(state, source, v.args[1])
    if v.args[1] == "real" or source.chance(4):
        return state.env.context.unfold(simple(state, source))
    return positive(state, source)
