"""Random limits with their proofs: by growth alone, by l'Hôpital's rule, through an exponential, by
a theorem.  The value is what the kernel asks a proof of, so whatever it makes up is looked at."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from typing import Any

from symsoft.kernel import terms as tm
from symsoft.kernel.analysis import INFINITY, MINUS_INFINITY, frames
from symsoft.kernel.context import Claim, Context, Definition, Scalar
from symsoft.kernel.limits import l_hopital
from symsoft.kernel.normal import Env
from symsoft.kernel.proofs import Proof
from symsoft.kernel.terms import ZERO, KernelError, Term
from symsoft.kernel.theorem import check
from symsoft.prover import limits
from symsoft.testing.strategies.source import Source
from tests.fuzz.proofs.making import grown, simple, value_for
from tests.fuzz.proofs.state import AUTO, State, questions

Head = tuple[str, str, str, Term]  # hint, domain, side and point of a limit
Made = Callable[[Proof], Proof]  # a proof, given the one that stands wherever it goes on
EXISTING = ("limit", "integral", "split")  # rules that show that there is a value


def limit(state: State, source: Source) -> State:
    """A limit and its value, if the kernel says that it has one."""
    head = _head(state, source)
    x = tm.var("@c", head[1])
    return source.pick((_grows, _quotient, _exponential, _cited))(state, source, head, x)


def valued(state: State, whole: Term, made: Made) -> State:
    """The state that knows of a limit or an integral the value that the kernel finds; where that is
    infinite, or nothing shows first that there is one, the state in which it is shown."""
    try:
        value = questions(state.env, Claim("=", whole, ZERO), made)[0][1].lhs
    except KernelError:
        return _infinite(state, whole, made({"rule": AUTO}))
    claim, proof = Claim("=", whole, value), made({"rule": AUTO})
    return state.having(claim, proof) if proof["rule"] in EXISTING else state.showing(claim, proof)


def _infinite(state: State, whole: Term, proof: Proof) -> State:
    for end in (INFINITY, MINUS_INFINITY):
        with suppress(KernelError):
            return state.showing(Claim("=", whole, end), proof)
    raise KernelError("no value that is found, and not infinite")


def steps_along(env: Env, f: Term, t: Term) -> list[Any]:
    """The steps to the limit of a function of t."""
    found = limits.along(env, f, t)
    return found.steps if found else []


def _head(state: State, source: Source) -> Head:
    kind, side = source.pick((("real", ""), ("positive", ""), ("positive", "-"), ("real", "-")))
    end = source.pick((INFINITY, ZERO, state.env.context.unfold(simple(state, source))))
    if kind == "positive" and end.op != "inf" and source.below(4):
        end = ZERO if side == "" else value_for(tm.var("", kind), state, source)
    elif kind == "real" and end.op == "inf" and source.chance(3):
        end = MINUS_INFINITY
    return "x", kind, side, end


# --- the ways to a limit ------------------------------------------------------------------------


def _grows(state: State, source: Source, head: Head, x: Term) -> State:
    """The limit of any function, as the prover finds it."""
    inner = state.env.local([x])
    f = grown(inner, source, source.pick((1, 2)), x, x)
    if source.chance(5):  # where this is defined, it is 0
        f = tm.add(f, tm.mul(ZERO, tm.log(grown(inner, source, 1, x, x))))
    return _after(state, head, x, f)


def _quotient(state: State, source: Source, head: Head, x: Term) -> State:
    """A quotient, most often one to which l'Hôpital's rule applies."""
    inner, end = state.env.local([x]), head[3]
    upper, lower = (grown(inner, source, depth, x, x) for depth in (2, source.below(2)))
    if end.op == "inf":
        lower = source.pick((x, tm.exp(x), lower))
    else:
        lower = source.pick((tm.sub(x, end), _less_its_value(lower, x, end)))
        upper = _less_its_value(upper, x, end) if source.below(3) else upper
    return _after(state, head, x, tm.div(upper, lower), "l_hopital", upper, lower)


def _less_its_value(f: Term, x: Term, end: Term) -> Term:
    return tm.sub(f, tm.subst(f, {x: end}))


def _exponential(state: State, source: Source, head: Head, x: Term) -> State:
    """The exponential of a function, which may tend to infinity."""
    f = grown(state.env.local([x]), source, source.pick((1, 2)), x, x)
    f = tm.mul(source.pick((tm.num(-1), tm.ONE)), x, f) if source.chance(3) else f
    return _after(state, head, x, tm.exp(f), "exp", f)


def _after(state: State, head: Head, x: Term, f: Term, step: str = "", *parts: Term) -> State:
    """The state after the limit of f(x): from each side the step, which speaks of functions of x,
    and what the prover finds after it."""
    of_x = (tm.binder("lim", *head, var=x, body=g) for g in (f, *parts))
    whole, *others = (frames(state.env, lim) for lim in of_x)
    sides = []
    for n, (inner, t, g) in enumerate(whole):
        at = [other[n][2] for other in others]
        rest = g if not at else at[0] if step == "exp" else l_hopital(inner, g, at[0], at[1], t)
        first = [{step: at[0] if step == "exp" else at}] if at else []
        sides.append([*first, *steps_along(inner, rest, t)])
    return _valued(state, tm.binder("lim", *head, var=x, body=f), sides)


def _valued(state: State, lim: Term, sides: list[list[Any]]) -> State:
    def made(then: Proof) -> Proof:
        return {"rule": "limit", "sides": [{"steps": steps, "then": then} for steps in sides]}

    return valued(state, lim, made)


def _cited(state: State, source: Source, head: Head, x: Term) -> State:
    """The limit that a theorem states, at values of its scalars; or another one."""
    names = {n: d for n, d in state.env.context.names.items() if n[0] != "@"}
    there = Context({n: d for n, d in names.items() if not isinstance(d, Definition)})
    t = tm.var("@c", "positive")
    f = grown(Env(there).local([t]), source, source.pick((1, 2)), t, t)
    lim = tm.binder("lim", "t", "positive", "", INFINITY, var=t, body=f)
    ((inner, scalar, g),) = frames(Env(there), lim)
    found = limits.along(inner, g, scalar)
    if found is None or found.value.op == "inf":
        raise KernelError("no limit that a theorem could state")
    side = {"steps": found.steps, "then": {"rule": AUTO}}
    theorem = check(there, Claim("=", lim, found.value), {"rule": "limit", "sides": [side]})
    free = [tm.var(n, d.domain) for n, d in names.items() if isinstance(d, Scalar)]
    at = {v.args[0]: value_for(v, state, source) for v in free if source.chance(2)}
    if source.chance(5):  # of which the theorem says nothing
        lim = tm.binder("lim", "t", "positive", "", INFINITY, var=t, body=tm.add(f, tm.ONE))
    put = tm.subst(lim, {v: at[v.args[0]] for v in free if v.args[0] in at})
    return _valued(state, put, [[{"lemma": theorem, "at": at}]])
