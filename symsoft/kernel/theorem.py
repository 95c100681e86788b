"""Theorems and their certificates.

A `Theorem` is made by `check` and by nothing else.  Its certificate is a JSON object:

    {"format": "symsoft-certificate", "version": 1,
     "context": ["context", {name: declaration}, [hypothesis]],
     "claim": ["claim", relation, term, term],
     "steps": [term],                  the author's terms between the two sides of a chain
     "conditions": [hypothesis],       what must hold for the author's terms to be defined
     "proof": {"rule": …, arguments}}  see `symsoft.kernel.rules`; it may also have a list
                                       "before" of pairs of a statement and its proof, from
                                       which conditions follow that are then not stated

A term is ``[operator, argument, …]`` (`symsoft.kernel.terms.SIGNATURE`), a rational number a
string, a hypothesis ``["hypothesis", claim, [variable], [guard]]`` and a declaration
``["dimension", least]``, ``["index", dim]``, ``["scalar", domain]``, ``["function", domain]``,
``["array", [dim, …], domain, symmetric]`` or ``["definition", [parameter], body]``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, get_type_hints

from symsoft.kernel import domain
from symsoft.kernel.analysis import frames
from symsoft.kernel.context import Claim, Context, Hypothesis
from symsoft.kernel.data import decode, encode
from symsoft.kernel.normal import Env
from symsoft.kernel.poly import of_atom
from symsoft.kernel.proofs import Proof, establish
from symsoft.kernel.rules import show
from symsoft.kernel.terms import ZERO, KernelError, Term, require

FORMAT, VERSION = "symsoft-certificate", 1
_PARTS = ("context", "claim", "steps", "conditions")
_KEY = object()
# What Python raises at data that is no proof, or one too deep or too large.
_MALFORMED = (ArithmeticError, AssertionError, AttributeError, LookupError, TypeError, ValueError)
_TOO_LARGE = (MemoryError, RecursionError)


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
        require(self.key is _KEY, "a theorem is made by symsoft.kernel.check alone")

    @property
    def certificate(self) -> dict[str, Any]:
        """The record that `replay` re-checks, as JSON data."""
        parts = {part: encode(getattr(self, part)) for part in (*_PARTS, "proof")}
        return {"format": FORMAT, "version": VERSION, **parts}


@contextmanager
def _refusing() -> Iterator[None]:
    """A refusal of whatever is malformed: no other error leaves the kernel."""
    try:
        yield
    except (*_MALFORMED, *_TOO_LARGE) as error:
        raise KernelError(f"malformed, too deep or too large: {error}") from error


@_refusing()
def check(context: Context, claim: Claim, proof: Proof, steps: Sequence[Term] = ()) -> Theorem:
    """The theorem that `proof` shows; anything else raises `KernelError`."""
    before = proof.get("before", []) if isinstance(proof, Mapping) else []
    env, found = prepare(context, claim, steps, before)
    establish(env, claim.unfolded(context), proof)
    return Theorem(context, claim, found, proof, tuple(steps), _KEY)


@_refusing()
def replay(certificate: Any) -> Theorem:
    """Re-check a certificate with the kernel alone. Raises `KernelError` if it does not hold."""
    known = isinstance(certificate, dict) and certificate.get("format") == FORMAT
    require(known, "not a symsoft certificate")
    version = certificate.get("version")
    require(version == VERSION, f"certificate version {version!r} is not {VERSION}")
    types = get_type_hints(Theorem)
    context, claim, steps, stated = (decode(types[p], certificate.get(p)) for p in _PARTS)
    theorem = check(context, claim, certificate.get("proof", {}), steps)
    require(theorem.conditions == stated, "the conditions stated are not those of the claim")
    return theorem


def prepare(
    context: Context, claim: Claim, steps: Sequence[Term] = (), before: Sequence[Any] = ()
) -> tuple[Env, tuple[Hypothesis, ...]]:
    """The environment in which the claim is shown, and the conditions it carries.

    `before` has statements with their proofs, from which conditions may follow.
    """
    context.check()
    context.check_claim(claim)
    for t in steps:
        context.check_term(t)
    env = Env(Context(context.names, tuple(h.unfolded(context) for h in context.hypotheses)))
    for statement, shown in before:
        env = env.assuming(show(env, statement, shown))
    written = [context.unfold(t) for t in (claim.lhs, claim.rhs, *steps) if t.op != "inf"]
    found = conditions(env, written)
    return env.assuming(*found) if found else env, found


def conditions(env: Env, terms: Sequence[Term]) -> tuple[Hypothesis, ...]:
    """What must hold for the terms to be defined and is not known; each is needed."""
    found = list(dict.fromkeys(h for t in terms for h in _unmet(env, t)))
    for h in list(found):
        others = [o for o in found if o is not h]
        if others and env.assuming(*others).holds(h):
            found = others
    return tuple(found)


def _unmet(env: Env, t: Term) -> Iterator[Hypothesis]:
    for n in domain.needs(env, t):
        if isinstance(n, Term):
            for inner, scalar, body in frames(env, n):
                yield from (h for h in _unmet(inner, body) if scalar.args[0] not in h.names)
        elif not env.holds(n):
            yield from _simplified(env, n)


def _simplified(env: Env, h: Hypothesis) -> list[Hypothesis]:
    """A condition on a product as conditions on those of its factors that matter."""
    if h.claim.rhs is not ZERO or h.guards:
        return [h]
    rel, p = h.claim.rel, env.poly(h.claim.lhs)
    require(domain.sign(env, p) & domain.ALLOWED[rel], "a term is nowhere defined")
    coef, parts = env.factors(p)
    settled = domain.NONZERO if rel == "!=" else domain.POS
    matter = [(a, e) for a, e in parts if domain.sign(env, of_atom(a)) & ~settled]
    if rel == ">" and coef > 0 and len(matter) == 1:
        rel = "!=" if matter[0][1] % 2 == 0 else ">"
    elif rel != "!=":
        return [h]
    if len(matter) == 1 and matter[0][0].op in ("padd", "pmul"):
        return [Hypothesis(Claim(rel, h.claim.lhs, ZERO), h.vars)]  # the author's form reads better
    claims = [Claim(rel, a, ZERO) for a, _ in matter]
    return [Hypothesis(c, tuple(v for v in h.vars if v.args[0] in c.names)) for c in claims]
