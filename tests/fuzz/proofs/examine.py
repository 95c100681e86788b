"""One random proof, made step by step and audited at every step."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from symsoft.kernel import terms as tm
from symsoft.kernel.context import Claim, Context, Hypothesis, Index
from symsoft.kernel.terms import ZERO, KernelError, mk
from symsoft.kernel.theorem import prepare
from symsoft.testing.strategies.contexts import grown_context
from symsoft.testing.strategies.growing import Grower
from symsoft.testing.strategies.source import Source
from tests.fuzz.differential import At, Outcome
from tests.fuzz.proofs.audit import audited, first_points, narrowed, unattained
from tests.fuzz.proofs.ending import conclusion
from tests.fuzz.proofs.integrating import integral, split, substitute
from tests.fuzz.proofs.limiting import limit
from tests.fuzz.proofs.moves import attain, differentiate, indices, instance, lemma, signs
from tests.fuzz.proofs.state import NOTHING, State, more_rules
from tests.fuzz.proofs.stating import chain, entered, order, slope, stated

STEPS, DEEP, ATTEMPTS = 4, 2, 6
Move = Callable[[State, Source], State]
MOVES: tuple[Move, ...] = (
    *(instance, lemma, signs, indices) * 2,
    *(attain, differentiate, slope, chain, order),
    *(limit, integral, split, substitute),
)


class Wrong(Exception):
    """The kernel takes something for granted that is false."""


@dataclass(frozen=True)
class Place:
    """A state, and points at which all that is assumed in it holds."""

    state: State
    points: list[At]


class Explorer:
    """Makes proofs that the kernel accepts, and looks at every step."""

    def __init__(self, source: Source) -> None:
        self.source, self.accepted = source, 0

    def explore(self, place: Place, steps: int, deep: int) -> Place:
        """The place after some steps; raises `Wrong`."""
        for _ in range(steps):
            for _ in range(ATTEMPTS):
                try:
                    place = self._step(place, deep)
                except (KernelError, RecursionError):
                    continue
                self.accepted += 1
                break
        return place

    def _step(self, place: Place, deep: int) -> Place:
        state, source = place.state, self.source
        if deep and source.chance(3):
            inside, variables = entered(state, source)
            inner = self.explore(self._moved(place, inside), 1 + source.below(3), deep - 1)
            return self._moved(place, stated(state, inner.state, variables, source))
        return self._moved(place, source.pick(MOVES)(state, source))

    def _moved(self, place: Place, state: State) -> Place:
        wrong = unattained(place.points, place.state, state)
        points = narrowed(place.points, place.state, state, self.source)
        if not points and not wrong:
            raise KernelError("nothing to compare with")
        if wrong := wrong or audited(state, place.state, points, self.source):
            raise Wrong(wrong + trace(state))
        return Place(state, points)


def examine_proof(number: int) -> Outcome:
    """Make the proof with this number."""
    source = Source.seeded(f"proof {number}")
    context, points = beginning(source)
    with more_rules():
        explorer = Explorer(source)
        try:
            env, _ = prepare(context, NOTHING)
            start = Place(State(env, env.context.hypotheses), points)
            end = explorer.explore(start, 1 + source.below(STEPS), DEEP)
            wrong = conclusion(context, end.state, points, source)
            wrong += trace(end.state) if wrong else ""
        except (KernelError, RecursionError):
            return Outcome("refused")
        except Wrong as error:
            wrong = str(error)
    return Outcome("wrong", wrong) if wrong else Outcome(f"{min(explorer.accepted, 5)} steps")


def beginning(source: Source) -> tuple[Context, list[At]]:
    """A context with hypotheses that some points meet, and those points."""
    base = grown_context(source, 2)
    more = supposing(base, source)
    points = first_points(more, source)
    return (more, points) if points else (base, first_points(base, source))


def supposing(context: Context, source: Source) -> Context:
    """The context with some more hypotheses, about names that may be free in one and quantified in
    another."""
    for _ in range(source.below(3)):
        grower = Grower(context, source)
        term, right = grower.number(source.pick((0, 0, 1))), source.pick((ZERO, grower.number(0)))
        letters = [tm.ix(n, d.dim) for n, d in grower.declared(Index)] + grower.scalars()
        bound = tuple(v for v in letters if v.args[0] in term.names and source.chance(2))
        guards: tuple[Claim, ...] = ()
        if bound and source.chance(2):
            guards = (Claim("=", mk("delta", *(grower.index(grower.dim()) for _ in "ab")), ZERO),)
        claim = Claim(source.pick(tm.RELATIONS), term, right)
        context = context.assume(Hypothesis(claim, bound, guards))
    return context


def trace(state: State) -> str:
    """The steps of a proof, one a line."""
    lines = [f"{step} -> {slot}" for step, slot in state.path]
    return "\n".join(["", f"assumed: {state.assumed}", *lines])
