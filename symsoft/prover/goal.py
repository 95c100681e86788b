"""A goal: a claim in an environment, with the time left; and trying a proof on it."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from itertools import count
from typing import Any

from symsoft.kernel.context import Claim, Hypothesis, Index
from symsoft.kernel.normal import Env, at_work
from symsoft.kernel.poly import Poly, minus
from symsoft.kernel.proofs import establish
from symsoft.kernel.terms import KernelError

Proof = Mapping[str, Any]
ATTEMPTS = 1500  # proofs that one search may offer to the kernel
_LOOK = 256  # products of monomials between two looks at the clock


class OutOfTime(Exception):
    """The search has used up its time."""


@contextmanager
def within(timeout: float | None) -> Iterator[float | None]:
    """A deadline; the kernel's work on a proof in this block ends soon after it with `OutOfTime`.

    A step that has begun may take half as long again, for it may be the last one.
    """
    if timeout is None:
        yield None
        return
    begun, looks = time.monotonic(), count(1)

    def look() -> None:
        if not next(looks) % _LOOK and time.monotonic() > begun + 1.5 * timeout:
            raise OutOfTime

    token = at_work.set(look)
    try:
        yield begun + timeout
    finally:
        at_work.reset(token)


class Exhausted(Exception):
    """The search has made all the attempts it may."""


@dataclass
class Effort:
    """How many attempts are left, and until when."""

    deadline: float | None = None
    attempts: int = ATTEMPTS


@dataclass(frozen=True)
class Goal:
    """What is to be shown, and how deep the search may still go."""

    env: Env
    claim: Claim
    depth: int = 3
    effort: Effort = field(default_factory=Effort)
    lemmas: bool = True  # whether statements may be shown on the way

    def tick(self) -> None:
        """Count an attempt; stop the search when its time or its attempts are used up."""
        self.effort.attempts -= 1
        if self.effort.attempts < 0:
            raise Exhausted
        if self.effort.deadline is not None and time.monotonic() > self.effort.deadline:
            raise OutOfTime

    def deeper(self, claim: Claim | None = None, env: Env | None = None, by: int = 1) -> Goal:
        """A goal some levels down."""
        return replace(self, env=env or self.env, claim=claim or self.claim, depth=self.depth - by)

    def lemma(self, statement: Hypothesis, depth: int) -> Goal:
        """The goal of showing a statement for all its indices, which are new names."""
        context = self.env.context
        for v in statement.vars:
            context = context.declare(v.args[0], Index(v.args[1]))
        inner = Env(context, self.env.rewrites)
        return Goal(inner, statement.claim, depth, self.effort, lemmas=False)

    def at(self, depth: int) -> Goal:
        """The same goal with another depth."""
        return replace(self, depth=depth)

    def assuming(self, *hypotheses: Hypothesis) -> Goal:
        """The same claim with more hypotheses."""
        return self.deeper(env=self.env.assuming(*hypotheses))

    @property
    def gap(self) -> Poly:
        """The normal form of left - right."""
        return minus(self.env.poly(self.claim.lhs), self.env.poly(self.claim.rhs))

    @property
    def infinite(self) -> bool:
        """Whether the claim is that a limit is infinite."""
        return self.claim.rhs.op == "inf"

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


Lemma = tuple[Hypothesis, Proof]  # a statement and its proof


def once_shown(
    goal: Goal, lemmas: Sequence[Lemma], search: Callable[[Goal], Proof | None]
) -> Proof | None:
    """The goal by a search that may use `lemmas`; None if there are none."""
    if not lemmas:
        return None
    then = search(goal.assuming(*(statement for statement, _ in lemmas)))
    return goal.first(having(lemmas, then)) if then is not None else None


def having(lemmas: Sequence[Lemma], then: Proof) -> Proof:
    """`then` with the statements shown before it, the first one outermost."""
    for statement, proof in reversed(lemmas):
        then = {"rule": "have", "claim": statement, "proof": proof, "then": then}
    return then
