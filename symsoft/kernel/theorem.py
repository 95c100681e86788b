"""Theorems and their certificates.

A `Theorem` is made by `check` and by nothing else.  Its certificate is a JSON object:

    {"format": "symsoft-certificate", "version": 1,
     "context": {"names": {name: declaration}, "hypotheses": [hypothesis]},
     "claim": [relation, term, term],
     "steps": [term],                  the author's terms between the two sides of a chain
     "conditions": [hypothesis],       what must hold for the author's terms to be defined
     "proof": {"rule": …, arguments}}  see `symsoft.kernel.rules`

A term is ``[operator, argument, …]`` (`symsoft.kernel.terms.SIGNATURE`), a rational number a string,
a claim ``[relation, term, term]``, a hypothesis ``{"vars": […], "guards": [claim], "claim": claim}``
and a declaration ``["dimension", least]``, ``["index", dim]``, ``["scalar", domain]``,
``["array", [dim, …], domain, symmetric]``, ``["function", domain]`` or
``["definition", [parameter], body]``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from symsoft.kernel import domain
from symsoft.kernel.context import (
    Claim,
    Context,
    Hypothesis,
    read_claim,
    read_context,
    read_hypothesis,
)
from symsoft.kernel.normal import Env
from symsoft.kernel.poly import mono_term, of_atom
from symsoft.kernel.rules import Proof, establish, frames
from symsoft.kernel.terms import ZERO, KernelError, Term, from_data, subterms, to_data

FORMAT, VERSION = "symsoft-certificate", 1
_KEY = object()


@dataclass(frozen=True)
class Theorem:
    """`context` |- `claim`, wherever the `conditions` hold. Only `check` makes one."""

    context: Context
    claim: Claim
    conditions: tuple[Hypothesis, ...]
    proof: Proof = field(repr=False, compare=False)
    steps: tuple[Term, ...] = field(default=(), repr=False)
    key: object = field(default=None, repr=False, compare=False)

    def __post_init__(self) -> None:
        if self.key is not _KEY:
            raise KernelError("a theorem is made by symsoft.kernel.check alone")

    @property
    def certificate(self) -> dict[str, Any]:
        """The record that `replay` re-checks, as JSON data."""
        return {
            "format": FORMAT,
            "version": VERSION,
            "context": self.context.to_data(),
            "claim": self.claim.to_data(),
            "steps": [to_data(t) for t in self.steps],
            "conditions": [c.to_data() for c in self.conditions],
            "proof": _as_data(self.proof),
        }


def check(context: Context, claim: Claim, proof: Proof, steps: Sequence[Term] = ()) -> Theorem:
    """The theorem that `proof` shows; anything else raises `KernelError`."""
    env, conditions = prepare(context, claim, steps)
    try:
        establish(env, claim.unfolded(context), proof)
    except (RecursionError, TypeError, ValueError, AttributeError, IndexError) as error:
        raise KernelError(f"the proof is malformed or too deep: {error}") from None
    return Theorem(context, claim, conditions, proof, tuple(steps), _KEY)


def prepare(
    context: Context, claim: Claim, steps: Sequence[Term] = ()
) -> tuple[Env, tuple[Hypothesis, ...]]:
    """The environment in which the claim is shown, and the conditions it carries."""
    context.check()
    context.check_claim(claim)
    for t in steps:
        context.check_term(t)
    unfolded = Context(context.names, tuple(h.unfolded(context) for h in context.hypotheses))
    env = Env(unfolded)
    written = [context.unfold(t) for t in (claim.lhs, claim.rhs, *steps) if t.op != "inf"]
    found = conditions(env, written)
    return env.assuming(*found) if found else env, found


def conditions(env: Env, terms: Sequence[Term]) -> tuple[Hypothesis, ...]:
    """What must hold for the terms to be defined and is not known; each is needed."""
    found: list[Hypothesis] = []
    for t in terms:
        for h in _unmet(env, t):
            if h not in found:
                found.append(h)
    for h in list(found):
        others = [o for o in found if o is not h]
        if others and env.assuming(*others).holds(h):
            found = others
    return tuple(found)


def _unmet(env: Env, t: Term) -> list[Hypothesis]:
    found = []
    for n in domain.needs(env, t):
        if n.limit is not None and n.limit.op == "lim":
            for inner, scalar, body in frames(env, n.limit):
                unmet = _unmet(inner, body)
                found += [h for h in unmet if scalar.args[0] not in h.names]
        elif n.limit is None and not env.holds(n.need):
            found += _simplified(env, n.need)
    return found


def _simplified(env: Env, h: Hypothesis) -> list[Hypothesis]:
    """A condition on a product as conditions on those of its factors that matter."""
    p = env.poly(h.claim.lhs)
    if h.claim.rhs is not ZERO or h.guards:
        return [h]
    signs = domain.sign(env, p)
    if not signs & domain.ALLOWED[h.claim.rel]:
        raise KernelError("a term is nowhere defined")
    coef, parts = env.factors(p)
    open_parts = [(a, e) for a, e in parts if domain.sign(env, of_atom(a)) & ~_settled(h.claim.rel)]
    if h.claim.rel == "!=":
        rels = [("!=", a) for a, _ in open_parts]
    elif h.claim.rel == ">" and coef > 0 and len(open_parts) == 1:
        a, e = open_parts[0]
        rels = [("!=" if e % 2 == 0 else ">", a)]
    else:
        return [h]
    if len(rels) == 1 and rels[0][1].op in ("padd", "pmul"):  # the author's form reads better
        return [Hypothesis(Claim(rels[0][0], h.claim.lhs, ZERO), h.vars)]
    return [_for_all(Claim(rel, mono_term(((a, Fraction(1)),)), ZERO), h.vars) for rel, a in rels]


def _settled(rel: str) -> int:
    return domain.NONZERO if rel == "!=" else domain.POS


def _for_all(claim: Claim, variables: tuple[Term, ...]) -> Hypothesis:
    return Hypothesis(claim, tuple(v for v in variables if v.args[0] in claim.names))


def replay(certificate: Any) -> Theorem:
    """Re-check a certificate with the kernel alone. Raises `KernelError` if it does not hold."""
    try:
        return _replay(certificate)
    except RecursionError:
        raise KernelError("the certificate is nested too deeply") from None


def _replay(certificate: Any) -> Theorem:
    if not isinstance(certificate, Mapping) or certificate.get("format") != FORMAT:
        raise KernelError("not a symsoft certificate")
    if certificate.get("version") != VERSION:
        raise KernelError(f"certificate version {certificate.get('version')!r} is not {VERSION}")
    context = read_context(certificate.get("context"))
    claim = read_claim(certificate.get("claim"))
    listed = certificate.get("steps"), certificate.get("conditions")
    if not all(isinstance(part, list) for part in listed):
        raise KernelError("steps and conditions are lists")
    steps = [from_data(t) for t in certificate["steps"]]
    theorem = check(context, claim, certificate.get("proof", {}), steps)
    if tuple(read_hypothesis(c) for c in certificate["conditions"]) != theorem.conditions:
        raise KernelError("the conditions stated are not those of the claim")
    return theorem


def _as_data(proof: Any) -> Any:
    if isinstance(proof, Term):
        return to_data(proof)
    if isinstance(proof, Claim | Hypothesis):
        return proof.to_data()
    if isinstance(proof, Theorem):
        return proof.certificate
    if isinstance(proof, Mapping):
        return {key: _as_data(v) for key, v in proof.items()}
    if isinstance(proof, list | tuple):
        return [_as_data(v) for v in proof]
    return proof


__all__ = ["Theorem", "check", "replay", "subterms"]
