"""False neighbours of true statements of the corpus: one slip of the pen each."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import sympy
from sympy import Integer, KroneckerDelta, Sum, exp, log

from symsoft.language.notation import IndexMaximum, IndexMinimum, Iverson
from tests.soundness import groups
from tests.soundness.case import Case, false
from tests.soundness.letters import K, i, j, k, l, u, v

Change = Callable[[Any], Any]
Slip = Callable[[Any, tuple[Any, ...]], tuple[Any, tuple[Any, ...]]]


def neighbours(slips: Mapping[str, str]) -> list[Case]:
    """For each slip the statements that it makes false, named in one text."""
    others = (g for g in groups.names() if not g.startswith("neighbours"))
    known = {c.name: c for g in others for c in groups.cases(g)}
    return [_neighbour(known[name], s) for s, names in slips.items() for name in names.split()]


def _neighbour(case: Case, slip: str) -> Case:
    if case.expect != "proves":
        raise ValueError(f"{case.name} is no true statement")
    claim, given = _SLIPS[slip](case.build(), case.given)
    if (str(claim), given) == (str(case.build()), case.given):
        raise ValueError(f"{case.name}: {slip} changes nothing")
    return false(f"{case.name}-{slip}", claim, given)


def _right(change: Change) -> Slip:
    return lambda claim, given: (
        claim.func(claim.lhs, change(claim.rhs), evaluate=False),
        given,
    )


def _left(change: Change) -> Slip:
    return lambda claim, given: (
        claim.func(change(claim.lhs), claim.rhs, evaluate=False),
        given,
    )


def _related(relations: Mapping[str, Any]) -> Slip:
    return lambda claim, given: (
        relations[claim.rel_op](claim.lhs, claim.rhs, evaluate=False),
        given,
    )


def _without(number: int) -> Slip:
    return lambda claim, given: (claim, given[:number] + given[number + 1 :])


def _letters(old: Any, new: Any) -> Change:
    return lambda e: e.xreplace({old: new})


def _ranges(first: int, last: int) -> Change:
    """Sums that start and end so much later."""

    def changed(e: Any) -> Any:
        limits = ((letter, low + first, high + last) for letter, low, high in e.limits)
        return Sum(e.function, *limits)

    return _each(Sum, changed)


def _each(kind: Any, change: Change) -> Change:
    """A change of each part of a kind."""
    return lambda e: e.replace(lambda part: isinstance(part, kind), change)


_SLIPS: dict[str, Slip] = {
    "first-hypothesis-lost": _without(0),
    "second-hypothesis-lost": _without(1),
    "strict": _related({"<=": sympy.Lt, ">=": sympy.Gt}),
    "equal": _related(dict.fromkeys(("<", "<=", ">", ">="), sympy.Eq)),
    "reversed": _related({"<": sympy.Ge, "<=": sympy.Ge, ">": sympy.Le, ">=": sympy.Le}),
    "swapped": _right(lambda e: e.xreplace({i: j, j: i})),
    "other-index": _right(_letters(i, l)),
    "other-column": _right(_letters(j, k)),
    "other-vector": _right(_letters(v, u)),
    "delta-lost": _right(_each(KroneckerDelta, lambda e: Integer(1))),
    "delta-zero": _right(_each(KroneckerDelta, lambda e: Integer(0))),
    "bracket-lost": _right(_each(Iverson, lambda e: Integer(1))),
    "least": _right(_each(IndexMaximum, lambda e: IndexMinimum(*e.args))),
    "last-lost": _right(_ranges(0, -1)),
    "first-lost": _right(_ranges(1, 0)),
    "last-lost-left": _left(_ranges(0, -1)),
    "mean": _right(_each(Sum, lambda e: e / e.limits[0][2])),
    "exp-sign": _right(_each(exp, lambda e: exp(-e.args[0]))),
    "log-lost": _right(_each(log, lambda e: e.args[0])),
    "with-K": _right(lambda e: K * e),
    "without-K": _right(lambda e: e / K),
    "one-too-many": _right(lambda e: e + 1),
    "negated": _right(lambda e: -e),
    "squared": _right(lambda e: e**2),
    "halved": _right(lambda e: e / 2),
    "doubled": _right(lambda e: 2 * e),
    "inverted": _right(lambda e: 1 / e),
}
