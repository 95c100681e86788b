"""Proofs, their arguments, and the table of the inference rules.

A proof is a dictionary with the rule's name and its arguments (terms, claims, further proofs); it
may come from a stranger.  Everything a rule needs is in it, so checking never searches.  Terms
that a proof brings in must be defined (`defined`), the author's terms are taken to be.  A rule
takes an environment, a claim and a proof, and raises unless the proof shows the claim.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from symsoft.kernel import domain
from symsoft.kernel import poly as pl
from symsoft.kernel import terms as tm
from symsoft.kernel.context import Claim, Hypothesis
from symsoft.kernel.data import decode
from symsoft.kernel.normal import Env, Rewrite, match
from symsoft.kernel.terms import KernelError, Term, require

Proof = Mapping[str, Any]
Rule = Callable[[Env, Claim, Proof], None]
RULES: dict[str, Rule] = {}
UNSURE = ("lim", "int")  # terms that may be undefined in a way that no sign decides
# Rules that may show that something is infinite.
ANY_END = ("limit", "integral", "substitute", "have", "cases", "lemma", "chain")


def rule(name: str) -> Callable[[Rule], Rule]:
    """Enter a rule in the table."""

    def enter(function: Rule) -> Rule:
        RULES[name] = function
        return function

    return enter


def establish(env: Env, claim: Claim, proof: Proof) -> None:
    """Raise `KernelError` unless `proof` shows `claim` in `env`."""
    name = proof.get("rule") if isinstance(proof, Mapping) else None
    if not isinstance(name, str) or name not in RULES:
        raise KernelError(f"no rule in the proof: {str(proof)[:60]}")
    require(claim.rhs.op != "inf" or name in ANY_END, "only a limit is infinite")
    try:
        RULES[name](env, claim, proof)
    except KeyError as error:
        raise KernelError(f"the proof by {name} lacks {error}") from None


def given_term(arg: Any, env: Env) -> Term:
    """A term that a proof brings in, well-formed."""
    term: Term = env.context.unfold(decode(Term, arg))
    env.context.check_term(term)
    return term


def defined(arg: Any, env: Env, but_limits: bool = False) -> Term:
    """A term that a proof brings in, well-formed and certainly defined."""
    term = given_term(arg, env)
    for n in domain.needs(env, term):
        shown = env.holds(n) if isinstance(n, Hypothesis) else but_limits or exists(env, n)
        require(shown, "a term of the proof may be undefined")
    return term


def given_value(arg: Any, v: Term, env: Env) -> Term:
    """What a proof brings in for the variable `v`: an index certainly in its range, or a number
    certainly defined and in its domain."""
    value = defined(arg, env) if v.op == "var" else decode(Term, arg)
    if v.op == "ix":
        env.context.check_term(tm.mk("delta", value, value))
    require(env.in_domain(value, v), "a value is out of its range or domain")
    return value


def exists(env: Env, lim: Term) -> bool:
    """Whether hypotheses, or statements shown before, speak of this limit: it exists."""
    atoms = [a for a in pl.atoms(env.poly(lim)) if a.op in UNSURE]
    known = [pair for h in env.context.hypotheses if not h.guards for pair in _spoken_of(env, h)]
    return bool(atoms) and all(
        any(match(env, p, a, vs) is not None for p, vs in known) for a in atoms
    )


def _spoken_of(env: Env, h: Hypothesis) -> Iterator[tuple[Term, frozenset[Term]]]:
    """The limits and integrals in a hypothesis, which exist if it holds, and its variables."""
    inner = Env(env.context.with_vars(h.vars)) if h.vars else env
    parts = {t for side in (h.claim.lhs, h.claim.rhs) for t in tm.subterms(side)}
    if all(t.op != "if" for t in parts):
        for t in parts:
            if t.op in UNSURE and not t.loose:
                for mono in inner.poly(t):  # c * limit says that the limit exists unless c = 0
                    rest = tuple(pair for pair in mono if pair[0].op not in UNSURE)
                    alone, factor = len(mono) == len(rest) + 1, pl.mono_term(rest)
                    if alone and not inner.sign(factor) & domain.NIL:
                        yield next(a for a, _ in mono if a.op in UNSURE), frozenset(h.vars)


def settled(env: Env, claim: Claim, proof: Proof) -> Env:
    """`env` with the equations that a proof uses, if the claim's limits are known to exist.

    Lemma: if q a + r = 0 for a rational q != 0, and a does not occur in r, then a = -r/q.
    """
    for side in (claim.lhs, claim.rhs):
        if any(t.op in UNSURE for t in tm.subterms(side)):
            limits = [n for n in domain.needs(env, side) if isinstance(n, Term)]
            require(all(exists(env, lim) for lim in limits), "a limit is not shown to exist")
    return rewriting(env, proof.get("with", []))


def hypothesis(env: Env, arg: Any) -> Hypothesis:
    """A hypothesis of the context that a proof uses, written out or by its number."""
    known = env.context.hypotheses
    if type(arg) is int and 0 <= arg < len(known):
        return known[arg]
    h: Hypothesis = decode(Hypothesis, arg)
    require(h in known, "no such hypothesis")
    return h


def rewriting(env: Env, uses: list[Any]) -> Env:
    """`env` with equations among its hypotheses solved for an atom and used from left to right.

    `uses` lists pairs of a hypothesis and the atom.
    """
    for given, pivot in uses:
        h = hypothesis(env, given)
        require(h.claim.rel == "=" and not h.guards, "only a plain equation rewrites")
        inner = env.local(h.vars) if h.vars else env
        p = pl.minus(inner.poly(h.claim.lhs), inner.poly(h.claim.rhs))
        atom = inner.canonical(decode(Term, pivot))
        (alone,) = pl.of_atom(atom)
        rest = {m: c for m, c in p.items() if m != alone}
        solvable = len(rest) < len(p) and all(v.args[0] in atom.names for v in h.vars)
        require(solvable, "the equation cannot be solved for that")
        value = inner.term(pl.scale(rest, pl.over(-1, p[alone])))
        clash = {atom.args[0]} if atom.op in ("entry", "sym") else set()
        circle = clash & value.names or atom in tm.subterms(value)
        require(not circle, "the equation's unknown stands on both sides")
        env = Env(env.context, (*env.rewrites, Rewrite(h.vars, atom, value)))
    return env
