"""A goal: a claim in an environment, with the time left; and trying a proof on it."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from symsoft.kernel.context import Claim, Hypothesis
from symsoft.kernel.normal import Env
from symsoft.kernel.rules import establish
from symsoft.kernel.terms import KernelError

Proof = Mapping[str, Any]


class OutOfTime(Exception):
    """The search has used up its time."""


@dataclass(frozen=True)
class Goal:
    """What is to be shown, how deep the search may still go and until when."""

    env: Env
    claim: Claim
    depth: int = 3
    deadline: float | None = None

    def tick(self) -> None:
        """Stop the search when its time is over."""
        if self.deadline is not None and time.monotonic() > self.deadline:
            raise OutOfTime

    def deeper(self, claim: Claim | None = None, env: Env | None = None) -> Goal:
        """A goal one level down."""
        return Goal(env or self.env, claim or self.claim, self.depth - 1, self.deadline)

    def assuming(self, *hypotheses: Hypothesis) -> Goal:
        """The same claim with more hypotheses."""
        return self.deeper(env=self.env.assuming(*hypotheses))

    def accepts(self, proof: Proof) -> bool:
        """Whether the kernel accepts `proof` for this goal."""
        self.tick()
        try:
            establish(self.env, self.claim, proof)
        except KernelError:
            return False
        return True

    def first(self, *proofs: Proof) -> Proof | None:
        """The first proof that the kernel accepts."""
        return next((p for p in proofs if self.accepts(p)), None)
