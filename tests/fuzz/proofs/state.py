"""Where a random proof stands, and how its next step is asked of the kernel's own rules."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from unittest.mock import patch

from symsoft.kernel.context import Claim, Context, Hypothesis
from symsoft.kernel.normal import Env
from symsoft.kernel.proofs import RULES, Proof, establish
from symsoft.kernel.terms import ZERO, KernelError
from symsoft.prover.hypotheses import pivots

PROBE, AUTO = "probe", "auto"
NOTHING = Claim("=", ZERO, ZERO)
_LAST = 4  # equations that are tried one by one


@dataclass(frozen=True)
class State:
    """The environment in which a proof has to go on, what was assumed on the way to it (the rest
    of its hypotheses follows from that), and the steps up to it, each with the slot for the next.
    """

    env: Env
    assumed: tuple[Hypothesis, ...]
    path: tuple[tuple[Proof, str], ...] = ()
    brought: frozenset[str] = frozenset()  # names that the last step has brought in
    shown: tuple[Claim, ...] = ()  # what the last step has shown, and no step can use

    @property
    def context(self) -> Context:
        """The names that the proof speaks of here, and all that it assumes."""
        return Context(self.env.context.names, self.assumed)

    @property
    def facts(self) -> list[Hypothesis]:
        """What the kernel takes to follow from what is assumed."""
        return [h for h in self.env.context.hypotheses if h not in self.assumed]

    def after(self, step: Proof, slot: str, *assumed: Hypothesis) -> State:
        """The state in which the rule of a step leaves the proof in that slot."""
        env = asked(self.env, step, slot)
        return State(env, (*self.assumed, *assumed), (*self.path, (step, slot)))

    def having(self, claim: Claim, proof: Proof) -> State:
        """The state that knows a claim which a proof shows."""
        return self.after({"rule": "have", "claim": Hypothesis(claim), "proof": proof}, "then")

    def showing(self, claim: Claim, proof: Proof) -> State:
        """This state, a claim that no step can use being shown in it."""
        establish(self.env, claim, proof)
        return State(self.env, self.assumed, self.path, shown=(claim,))

    def proof(self) -> Proof:
        """All the steps, then whatever shows the claim at once."""
        proof: Proof = {"rule": AUTO}
        for step, slot in reversed(self.path):
            proof = {**step, slot: proof}
        return proof


def asked(env: Env, step: Proof, slot: str) -> Env:
    """The environment that a rule makes for the proof in that slot; raises `KernelError`."""
    return questions(env, NOTHING, lambda probe: {**step, slot: probe})[0][0]


def questions(
    env: Env, claim: Claim, with_probe: Callable[[Proof], Proof]
) -> list[tuple[Env, Claim]]:
    """What a proof of the claim asks for in the places where a probe stands, and where."""
    found: list[tuple[Env, Claim]] = []
    establish(env, claim, with_probe({"rule": PROBE, "found": found}))
    if not found:
        raise KernelError("the rule does not ask for that proof")
    return found


@contextmanager
def more_rules() -> Iterator[None]:
    """The kernel with two rules more: one that takes down where it is asked, and one that stands
    for the first of some proofs that the kernel accepts."""
    with patch.dict(RULES, {PROBE: _probe, AUTO: _auto}):
        yield


def _probe(env: Env, claim: Claim, proof: Proof) -> None:
    proof["found"].append((env, claim))


def _auto(env: Env, claim: Claim, proof: Proof) -> None:
    for uses in uses_of(env):
        for rule in ("algebra", "sign"):
            try:
                return establish(env, claim, {"rule": rule, "with": uses})
            except KernelError:
                continue
    raise KernelError("nothing shows it at once")


def uses_of(env: Env) -> Iterator[list[list[Any]]]:
    """Ways to use the equations: none, one of the last, or all of those."""
    yield []
    single = [[h, p[0]] for h in env.context.hypotheses[-_LAST:] if (p := pivots(env, h))]
    yield from ([use] for use in single)
    if len(single) > 1:
        yield single
