"""The inference rules of equations, order and structure."""

from __future__ import annotations

from typing import Any

from symsoft.kernel import domain
from symsoft.kernel import terms as tm
from symsoft.kernel.context import Claim, Context, Hypothesis, Index, Scalar
from symsoft.kernel.data import decode
from symsoft.kernel.normal import Env
from symsoft.kernel.proofs import Proof, defined, establish, given_value, hypothesis, rule, settled
from symsoft.kernel.terms import ZERO, Term, mk, require, sub

NAMES = "a name that a proof brings in starts with @"
ORDER = {"<": 1, "<=": 1, ">": -1, ">=": -1}

# --- equations and order ------------------------------------------------------------------------


@rule("algebra")
def _algebra(env: Env, claim: Claim, proof: Proof) -> None:
    """a = b, and so a <= b and a >= b, where both have one normal form by the equations used."""
    env = settled(env, claim, proof)
    same = claim.rel in ("=", "<=", ">=") and env.equal(claim.lhs, claim.rhs)
    require(same, "the two sides have different normal forms")


@rule("sign")
def _sign(env: Env, claim: Claim, proof: Proof) -> None:
    """a R b where each sign that a - b may have, as `domain` derives it, is one that R allows."""
    holds = settled(env, claim, proof).holds(Hypothesis(claim))
    require(holds, "the sign of the difference is not known")


@rule("order")
def _order(env: Env, claim: Claim, proof: Proof) -> None:
    """f (a - b) = g, f > 0, with the sign of g plain from its form."""
    env = settled(env, claim, proof)
    factor, witness = defined(proof["factor"], env), defined(proof["witness"], env)
    require(env.sign(factor) == domain.POS, "the factor is not known to be positive")
    same = env.equal(tm.mul(factor, sub(claim.lhs, claim.rhs)), witness)
    require(same, "the witness is not the difference of the sides")
    plain = not domain.manifest(env, witness) & ~domain.ALLOWED[claim.rel]
    require(plain, "the sign of the witness is not plain")


def compose(first: str, second: str) -> str:
    """The relation of a to c from a `first` b, b `second` c."""
    if "=" in (first, second):
        return second if first == "=" else first
    fits = first[0] == second[0] != "!"
    require(fits, f"{first} and {second} do not chain")
    return first[0] if first != second or first[1:] == "" else first


@rule("chain")
def _chain(env: Env, claim: Claim, proof: Proof) -> None:
    """a R b, b S c, … give the composed relation of the ends."""
    rel, here = "=", claim.lhs
    for step_rel, arg, inner in proof["steps"]:
        # Each step shows by itself that its limits exist.
        target = claim.rhs if arg is None else defined(arg, env, but_limits=True)
        establish(env, Claim(step_rel, here, target), inner)
        rel, here = compose(rel, step_rel), target
    require(rel == claim.rel and here is claim.rhs, "the chain does not end in the claim")


@rule("attain")
def _attain(env: Env, claim: Claim, proof: Proof) -> None:
    """A maximum is attained: let i be an index with max f = f(i)."""
    top = defined(proof["max"], env)
    require(top.op == "max", "not a maximum over an index")
    i = mk("ix", proof["name"], top.args[1][0])
    require(i.args[0].startswith("@"), NAMES)
    context = env.context.declare(i.args[0], Index(i.args[1]))
    here = Claim("=", top, tm.open_(top.args[2], i))
    away = [Claim("=", mk("delta", i, o), ZERO) for o in domain.left_out(top)]
    establish(Env(context, env.rewrites).given(here, *away), claim, proof["then"])


# --- structure ----------------------------------------------------------------------------------


@rule("have")
def _have(env: Env, claim: Claim, proof: Proof) -> None:
    """Show a statement first, then use it as a hypothesis."""
    establish(env.assuming(show(env, proof["claim"], proof["proof"])), claim, proof["then"])


def show(env: Env, statement: Any, proof: Proof) -> Hypothesis:
    """A statement, for all its variables, that `proof` shows."""
    h: Hypothesis = decode(Hypothesis, statement)
    context = env.context
    for v in h.vars:
        require(v.op in ("ix", "var"), "only indices and scalars are quantified")
        require(v.args[0].startswith("@"), NAMES)
        local = Index(v.args[1]) if v.op == "ix" else Scalar(v.args[1])
        context = context.declare(v.args[0], local)
    inner = Env(context, env.rewrites) if h.vars else env
    h = h.unfolded(env.context)
    context.check_claim(h.claim)
    require(not h.guards and h.claim.rhs.op != "inf", "no statement to use")
    establish(inner, h.claim, proof)
    defined(h.claim.rhs, inner)
    if proof["rule"] not in ("limit", "integral", "split"):  # those show that it exists
        defined(h.claim.lhs, inner)
    return h


@rule("instance")
def _instance(env: Env, claim: Claim, proof: Proof) -> None:
    """Use a hypothesis at values of its variables that meet its guards."""
    h = hypothesis(env, proof["hypothesis"])
    at = {v: given_value(arg, v, env) for v, arg in zip(h.vars, proof["at"], strict=True)}
    met = all(env.holds(Hypothesis(g.subst(at))) for g in h.guards)
    require(met, "a guard of the hypothesis is not met")
    establish(env.given(h.claim.subst(at)), claim, proof["then"])


@rule("cases")
def _cases(env: Env, claim: Claim, proof: Proof) -> None:
    """Two indices are equal or not; a number is negative, zero or positive."""
    if "index" not in proof:
        t = defined(proof["term"], env)
        for rel, name in (("<", "negative"), ("=", "zero"), (">", "positive")):
            establish(env.given(Claim(rel, t, ZERO)), claim, proof[name])
        return
    gone, kept = (decode(Term, x) for x in proof["index"])
    env.context.check_term(mk("delta", gone, kept))
    fits = gone.op == "ix" and env.in_range(kept, gone.args[1]) and not env.rewrites
    require(fits, "cases need a free index, and one of its dimension")
    hypotheses = tuple(h.subst({gone: kept}) for h in env.context.hypotheses)
    same = Env(Context(env.context.names, hypotheses))
    establish(same, claim.subst({gone: kept}), proof["equal"])
    establish(env.given(Claim("=", mk("delta", gone, kept), ZERO)), claim, proof["apart"])
